"""Which process of how many this is, as Slurm, Kubernetes and people say it; odd words are refused in a sentence."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.cluster.environment import FIRST_PORT, PORTS, first_host, group_of
from cnn.cluster.group import Group
from cnn.errors import UsageError
from tests.stages import examples

SLURM = {
    "SLURM_JOB_ID": "4711",
    "SLURM_STEP_ID": "0",
    "SLURM_STEP_NODELIST": "gpu[07-09]",
    "SLURM_JOB_NODELIST": "gpu[01-09]",
    "SLURM_STEP_NUM_TASKS": "3",
    "SLURM_NTASKS": "9",
    "SLURM_PROCID": "2",
}


def test_slurm_says_it_all() -> None:
    group = group_of(SLURM)
    assert (group.host, group.processes, group.rank) == ("gpu07", 3, 2), "of the step, not of the job"
    assert group.port == FIRST_PORT + 2 * 4711
    leader = group_of(SLURM | {"SLURM_PROCID": "0"})
    assert leader == group.member(0)
    assert leader.leads
    assert not group.leads


def test_options_count_more() -> None:
    group = group_of(SLURM, coordinator="10.0.0.5:4000", processes=4)
    assert (group.address, group.processes, group.rank) == ("10.0.0.5:4000", 4, 2)
    assert group_of(SLURM, rank=0).rank == 0


def test_by_hand_and_in_kubernetes() -> None:
    assert group_of({}, "[::1]:4000", 2, 1).address == "[::1]:4000"
    pod = {"JOB_COMPLETION_INDEX": "1"}
    group = group_of(pod, "train-0.train:29400", 3)
    assert (group.host, group.port, group.processes, group.rank) == ("train-0.train", 29400, 3, 1)
    with pytest.raises(UsageError, match="which pod this is, but neither how many") as told:
        group_of(pod)
    assert "completions" in told.value.hint


@pytest.mark.parametrize(
    ("environment", "options", "words"),
    [
        ({}, {}, "--coordinator, --processes, --rank is missing"),
        ({}, {"coordinator": "a:4000", "processes": 2}, "--rank is missing"),
        ({**SLURM, "SLURM_PROCID": "two"}, {}, "SLURM_PROCID; it is 'two'"),
        ({**SLURM, "SLURM_STEP_NODELIST": "$(reboot)"}, {}, "names no first host"),
        ({"SLURM_JOB_ID": "1", "SLURM_PROCID": "0", "SLURM_NTASKS": "2"}, {}, "has no step"),
        ({**SLURM, "SLURM_PROCID": "3"}, {}, "3 is none of them"),
        ({"JOB_COMPLETION_INDEX": "-1"}, {"coordinator": "a:4000", "processes": 2}, "JOB_COMPLETION_INDEX"),
        ({}, {"coordinator": "a", "processes": 2, "rank": 0}, "where the processes meet"),
        ({}, {"coordinator": "a:80", "processes": 2, "rank": 0}, "port from 1024 to 65534"),
        ({}, {"coordinator": "a:65535", "processes": 2, "rank": 0}, "port from 1024"),
        ({}, {"coordinator": "0.0.0.0:4000", "processes": 2, "rank": 0}, "every address"),
        ({}, {"coordinator": "a b:4000", "processes": 2, "rank": 0}, "no host's name"),
        ({}, {"coordinator": "::1:4000:5", "processes": 2, "rank": 0}, "port|address"),
        ({}, {"coordinator": "a:4000", "processes": 0, "rank": 0}, "1 to 10,000 processes"),
    ],
)
def test_what_can_not_be_is_refused(environment: dict[str, str], options: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError) as told:
        group_of(environment, **options)  # type: ignore[arg-type]
    assert re.search(words, told.value.message)
    assert told.value.hint


@pytest.mark.parametrize(
    ("nodes", "first"),
    [("n1", "n1"), ("n1,n2", "n1"), ("n[3,5-7]", "n3"), ("a[1-2]b[004-9],z", "a1b004"), ("node-7.lab.org", "node-7.lab.org")],
)
def test_the_first_node_of_slurms_lists(nodes: str, first: str) -> None:
    assert first_host(nodes) == first


@given(st.integers(1, 10**9), st.integers(0, 10**4))
@settings(max_examples=examples(50), deadline=None)
def test_every_process_of_a_step_works_out_the_same_free_ports(job: int, step: int) -> None:
    told = SLURM | {"SLURM_JOB_ID": str(job), "SLURM_STEP_ID": str(step)}
    ports = {group_of(told | {"SLURM_PROCID": str(rank)}).port for rank in range(3)}
    (port,) = ports
    assert FIRST_PORT <= port < FIRST_PORT + 2 * PORTS <= 65_536
    assert port % 2 == 0, "the next job's do not overlap with the one behind it"


@pytest.mark.slow
@given(st.text(max_size=60))
@settings(max_examples=examples(100), deadline=None)
def test_any_text_is_a_group_or_refused(text: str) -> None:
    try:
        group = Group.read(text)
    except UsageError:
        return
    assert Group.read(group.argument) == group
