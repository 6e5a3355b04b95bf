"""How many actors, and how much of a CPU each asks Ray for, so that all of them work and those that feed them too.

Ray counts CPUs in its books alone: what asks for one that no other has left waits, for ever if need be. A pool of as
many actors as there are CPUs, at one CPU each, takes them all, its own readers never start, and the run never ends. So
two CPUs stay in the books for the others: one for the actor that leaves out what is done when a run goes on (Ray gives
it a whole one, and nothing changes that), one for four readers and writers. Neither uses much of it: reading and writing
a document takes a hundredth of the time of extracting it. Whole CPUs, because the filter's must be whole on one machine:
actors at 0.97 would leave a little on each. Where there are so few that two would be a loss, all CPUs have an actor, each
with its part of what the others leave.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from pipeline.errors import ConfigError

FEEDER = 0.25
"""Of a CPU, for a task that reads or writes."""
SPARE = 2
"""CPUs left to the filter and the feeders; in small clusters `_LEAST`: the filter, a reader and a writer."""
_LEAST = 1 + 2 * FEEDER
_FEW = 4
# A writer is enough for so many actors, by the bytes that they make.
_ACTORS_A_FEEDER_CPU = 256
ACTOR_MEMORY = 512 << 20
FILTER_MEMORY = 256 << 20
# Keys of eight bytes, once sorted and once more while they are, with half as much again, as Ray reckons.
_BYTES_A_KEY = 12


class Sizing(NamedTuple):
    actors: int
    cpus_each: float


def sizing(cpus: float, memory: float, jobs: int | None, done: int = 0) -> Sizing:
    """For a cluster of so many CPUs and bytes; `jobs` asks for so many actors, `done` documents have their results.

    Raises ConfigError where one actor does not fit.
    """
    if cpus < SPARE:
        raise ConfigError(
            f"Ray has {cpus:g} CPUs to give: one of them must be left to what feeds the actors. "
            f"To mend: ray start --num-cpus {SPARE}, or more"
        )
    for_actors = memory - max(FILTER_MEMORY, done * _BYTES_A_KEY)
    if for_actors < ACTOR_MEMORY:
        raise ConfigError(
            f"Ray has {memory / 1e6:.0f} MB to give, and an actor needs {ACTOR_MEMORY / 1e6:.0f} MB. "
            "To mend: ray start --memory BYTES, or a larger machine"
        )
    whole = int(cpus)
    spare = SPARE + whole // _ACTORS_A_FEEDER_CPU
    most = whole - spare if whole >= _FEW else whole
    actors = min(jobs or most, whole, int(for_actors // ACTOR_MEMORY))
    if actors <= whole - spare:
        return Sizing(actors, 1.0)
    return Sizing(actors, math.floor((cpus - _LEAST) / actors * 100) / 100)
