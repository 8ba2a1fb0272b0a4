"""Every lesson without a window: it begins with a design, and each step asks for something that its own edit does."""

import re

import pytest

from cnn.explain import explain
from cnn.project import Project
from cnn.tours.all import TOURS
from cnn.tours.tour import Situation, Tour

LESSONS = pytest.mark.parametrize("tour", TOURS.values(), ids=list(TOURS))


@LESSONS
def test_every_tour_opens_a_design_and_ends_with_something_measured(tour: Tour) -> None:
    assert tour.steps[0].start is not None
    assert tour.steps[-1].trains
    assert 4 <= len(tour.steps) <= 12
    assert any(step.question is not None for step in tour.steps)
    assert any(step.edit is not None for step in tour.steps)


@LESSONS
def test_what_a_step_asks_for_is_done_by_its_edit_and_leaves_a_network_that_can_be_built(tour: Tour) -> None:
    project = Project()
    for step in tour.steps:
        project = project if step.start is None else step.start()
        assert Situation.of(project).analysis.buildable, step.title
        if step.layer:
            assert step.layer in {node.name for node in project.graph.nodes.values()} or step.edit is not None, step.title
        if step.edit is None or step.check is None:
            continue
        assert step.check(Situation.of(project)), step.title
        project = step.edit(project)
        if not step.trains:
            assert step.check(Situation.of(project)) == "", step.title


@LESSONS
def test_a_number_that_is_asked_for_is_not_one_of_its_known_mistakes(tour: Tour) -> None:
    project = Project()
    for step in tour.steps:
        project = project if step.start is None else step.start()
        if step.question is not None:
            reckoned = step.question.reckoned(Situation.of(project))
            assert reckoned.slips, step.title
            assert reckoned.number not in {slip.number for slip in reckoned.slips}, step.title
        project = project if step.edit is None else step.edit(project)


def test_letters_of_a_tour_have_the_numbers_that_explain_shows_for_them() -> None:
    """Of stride and padding: P = 4 in the words of a step is P = 4 in the formula beside it."""
    project, compared = Project(), 0
    for step in TOURS["stride"].steps:
        project = project if step.start is None else step.start()
        project = project if step.edit is None else step.edit(project)
        told = dict(re.findall(r"\b([A-Z]) = (\d+)", step.text))
        if told and step.layer:
            situation = Situation.of(project)
            lines = explain(situation.graph, situation.analysis, situation.graph.named(step.layer).id)
            (line,) = (line for line in lines if "⌊" in line.formula)
            assert told.items() <= {symbol.letter: symbol.value for symbol in line.symbols}.items(), step.title
            assert "F + P" not in step.text or line.formula in step.text
            compared += len(told)
    assert compared == 6
