"""The benchmark of a batch ends with 1 where something is not as wanted."""

from __future__ import annotations

import pytest

from benchmarks.batch import Measured, Memory, memory_of, shortcomings

GOOD = Measured(100.0, 100.0, "a", [(1.0, 200.0), (6.0, 250.0), (50.0, 260.0), (99.0, 255.0)], 0.0)
TWICE = GOOD._replace(wall=55.0, cpu=105.0)


def test_memory_is_that_of_the_time_after_the_start() -> None:
    assert memory_of(GOOD, 20_000) == Memory(250.0, 255.0, 260.0)
    assert memory_of(GOOD._replace(memory=[(1.0, 200.0)]), 20_000) == Memory(200.0, 200.0, 200.0)


@pytest.mark.parametrize(
    ("two", "digests", "words"),
    [
        (TWICE, {"a"}, []),
        (TWICE._replace(cpu=111.0), {"a"}, ["CPU of 2 jobs / 1 job: 1.110"]),
        (TWICE._replace(wall=60.0), {"a"}, ["wall clock of 1 job / 2 jobs: 1.667"]),
        (TWICE._replace(memory=[(1.0, 360.0), (50.0, 250.0)]), {"a"}, ["360 MB at most, wanted ≤ 350"]),
        (TWICE._replace(memory=[(1.0, 200.0), (6.0, 250.0), (54.0, 270.0)]), {"a"}, ["grows: 250 MB early, 270 MB"]),
        (TWICE, {"a", "b"}, ["the bytes"]),
    ],
)  # fmt: skip
def test_what_is_not_as_wanted_is_told(two: Measured, digests: set[str], words: list[str]) -> None:
    found = shortcomings([GOOD] * 3, [two] * 3, digests, 20_000)
    assert bool(found) == bool(words)
    for wanted in words:
        assert any(wanted in told for told in found)
