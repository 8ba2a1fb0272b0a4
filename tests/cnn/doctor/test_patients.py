"""The doctor finds each disease in a training that was built to have it, and nothing in healthy ones."""

from pathlib import Path

import pytest

from cnn.doctor.case import Case
from cnn.doctor.examine import DISEASES, examine
from tests.cnn.doctor.patients import HEALTHY, HEALTHY_ELSEWHERE, ILL, SEEDS, Patient
from tests.cnn.doctor.recorded import case_of, trained


def _name(patient: Patient) -> str:
    return patient.name


def kinds(case: Case) -> list[str]:
    return [finding.kind for finding in examine(case)]


def test_every_disease_has_a_patient_and_ten_are_well() -> None:
    assert {patient.kind for patient in ILL} == DISEASES.keys()
    assert len(HEALTHY) == 10


@pytest.mark.parametrize("patient", ILL, ids=_name)
def test_a_recorded_training_has_its_disease_and_a_cure(patient: Patient) -> None:
    case = case_of(patient)
    (finding,) = examine(case)
    assert finding.kind == patient.kind
    assert finding.suggestion is not None
    assert finding.suggestion.helps(case.project)
    assert finding.evidence.title
    assert finding.evidence.bars or any(line.points for line in finding.evidence.lines)
    if finding.layer:
        assert case.project.graph.named(finding.layer)


@pytest.mark.parametrize("patient", HEALTHY, ids=_name)
def test_a_recorded_training_that_is_well_is_silent(patient: Patient) -> None:
    assert kinds(case_of(patient)) == []


@pytest.mark.thorough
@pytest.mark.keras
@pytest.mark.usefixtures("keras_forgets")
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("patient", ILL, ids=_name)
def test_each_disease_is_found_with_any_seed(patient: Patient, seed: int, tmp_path: Path) -> None:
    assert patient.kind in kinds(Case.of_run(trained(patient, tmp_path, seed)))


@pytest.mark.thorough
@pytest.mark.keras
@pytest.mark.usefixtures("keras_forgets")
@pytest.mark.parametrize("patient", [*HEALTHY, *HEALTHY_ELSEWHERE], ids=_name)
def test_healthy_trainings_are_silent(patient: Patient, tmp_path: Path) -> None:
    assert kinds(Case.of_run(trained(patient, tmp_path, 1))) == []
