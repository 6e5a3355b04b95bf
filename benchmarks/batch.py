"""What a batch costs: CPU seconds and wall clock of `--jobs 2` beside `--jobs 1`, memory of the workers, equal bytes.

    python -m benchmarks.batch                          # 20,000 releases, five interleaved rounds: hours on two cores
    python -m benchmarks.batch --documents 1000 --rounds 1
    python -m benchmarks.batch --documents 1000 --rounds 3 --ray   # and --engine ray with two actors, for docs/clusters.md

Needs a machine that does nothing else, and Linux (memory is read from /proc). Wants: CPU of 2 jobs ≤ 1.10 × that of 1 job,
wall clock ≥ 1.7 times better (median of the rounds), memory of each worker ≤ 350 MB and flat from document 1,000 on, the
same bytes from 1 job, 2 jobs, forked and spawned. Ends with 1 where it is not so. With --ray: the same records too, and how many a CPU second, Ray's own work
included (from two sizes of the input, so that its start does not count).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import below
from benchmarks.releases import releases
from pipeline import parts

MOST_CPU, LEAST_GAIN = 1.10, 1.7
MOST_MEMORY, MOST_GROWTH = 350, 1.05


class Measured(NamedTuple):
    """One run. `memory` is (seconds, resident megabytes) of the fullest worker at each look; `watched` the CPU seconds of
    every process below the run, as they were last seen: Ray ends its own so that the system does not tell."""

    wall: float
    cpu: float
    digest: str
    memory: list[tuple[float, float]]
    watched: float


def measure(path: Path, out: Path, *options: str) -> Measured:
    command = [sys.executable, "-m", "pipeline", "run", str(path), "-o", str(out), *options]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    memory: list[tuple[float, float]] = []
    watched: dict[int, float] = {}
    watcher = threading.Thread(target=_watch, args=(process, memory, watched, started))
    watcher.start()
    process.wait()
    wall = time.monotonic() - started
    watcher.join()
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    digest = hashlib.sha256("".join(_lines(out)).encode()).hexdigest()
    return Measured(wall, cpu, digest, memory, sum(watched.values()))


def _lines(out: Path) -> list[str]:
    if (out / "documents.jsonl").exists():
        return (out / "documents.jsonl").read_text("utf-8").splitlines(keepends=True)
    return [f"{line}\n" for line in parts.in_order(out / parts.FOLDER)]


def _watch(
    process: subprocess.Popen[bytes],
    memory: list[tuple[float, float]],
    watched: dict[int, float],
    started: float,
) -> None:
    while process.poll() is None:
        children = below(process.pid)
        sizes = [size for child in children if (size := _resident(child))]
        if sizes:
            memory.append((time.monotonic() - started, max(sizes)))
        for pid in (process.pid, *children):
            watched[pid] = max(watched.get(pid, 0.0), _seconds(pid))
        time.sleep(0.5)


def _seconds(pid: int) -> float:
    """CPU seconds of a process so far."""
    try:
        user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    except OSError:
        return 0.0


class Memory(NamedTuple):
    """Megabytes of the fullest worker about document 1,000 (or a twentieth of them) and after, from there to the end at most."""

    early: float
    last: float
    most: float

    def __str__(self) -> str:
        return f"{self.early:.0f} MB early, {self.last:.0f} MB at the end, {self.most:.0f} MB at most"


def memory_of(measured: Measured, documents: int) -> Memory:
    early = max(documents // 20, min(1000, documents // 2)) / documents * measured.wall
    sizes = [size for seconds, size in measured.memory if seconds >= early] or [measured.memory[-1][1]]
    return Memory(sizes[0], sizes[-1], max(size for _, size in measured.memory))


def shortcomings(one: list[Measured], two: list[Measured], digests: set[str], documents: int) -> list[str]:
    """What is not as wanted, in words: `one` and `two` are the rounds of one and of two jobs."""
    cpu = statistics.median(b.cpu / a.cpu for a, b in zip(one, two, strict=True))
    wall = statistics.median(a.wall / b.wall for a, b in zip(one, two, strict=True))
    found = []
    if cpu > MOST_CPU:
        found.append(f"CPU of 2 jobs / 1 job: {cpu:.3f}, wanted ≤ {MOST_CPU}")
    if wall < LEAST_GAIN:
        found.append(f"wall clock of 1 job / 2 jobs: {wall:.3f}, wanted ≥ {LEAST_GAIN}")
    for memory in (memory_of(run, documents) for run in (*one, *two)):
        if memory.most > MOST_MEMORY:
            found.append(f"memory of a worker: {memory}, wanted ≤ {MOST_MEMORY} MB")
        if memory.last > memory.early * MOST_GROWTH:
            found.append(f"memory of a worker grows: {memory}, wanted ≤ {MOST_GROWTH} times")
    if len(digests) != 1:
        found.append("the bytes of 1 job, 2 jobs, spawned, one process differ")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--ray", action="store_true", help="--engine ray too")
    arguments = parser.parse_args()
    runs: dict[str, list[Measured]] = {"1 job": [], "2 jobs": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "releases.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for row in releases(arguments.documents):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        print(
            f"{arguments.documents} releases, {path.stat().st_size / arguments.documents:.0f} bytes each",
            flush=True,
        )
        measure(path, Path(folder) / "warm", "--limit", "20")
        digests: set[str] = set()
        for number in range(arguments.rounds):
            for name, jobs in (("1 job", "1"), ("2 jobs", "2")):
                done = _once(path, Path(folder) / "out", "--jobs", jobs)
                runs[name].append(done)
                digests.add(done.digest)
                rate = arguments.documents / done.wall
                print(f"round {number + 1}, {name}: {done.wall:.1f} s, {done.cpu:.1f} CPU s, {rate:.1f} documents a second; {memory_of(done, arguments.documents)}", flush=True)  # fmt: skip
            if arguments.ray:
                digests.add(_by_ray(path, Path(folder), arguments.documents, number).digest)
        digests.add(_once(path, Path(folder) / "out", "--jobs", "2", "--start-method", "spawn").digest)
        digests.add(_once(path, Path(folder) / "out", "--jobs", "1", "--timeout", "0").digest)
    pairs = list(zip(runs["1 job"], runs["2 jobs"], strict=True))
    cpu = statistics.median(two.cpu / one.cpu for one, two in pairs)
    wall = statistics.median(one.wall / two.wall for one, two in pairs)
    print(f"CPU of 2 jobs / 1 job: {cpu:.3f}; wall clock of 1 job / 2 jobs: {wall:.3f}")
    missed = shortcomings(runs["1 job"], runs["2 jobs"], digests, arguments.documents)
    raise SystemExit("\n".join(f"NOT AS WANTED: {words}" for words in missed) if missed else 0)


def _by_ray(path: Path, folder: Path, documents: int, number: int) -> Measured:
    """All documents and a quarter of them: what lies between is work alone."""
    options = ("--engine", "ray", "--jobs", "2")
    whole = _once(path, folder / "out", *options)
    quarter = _once(path, folder / "out", *options, "--limit", str(documents // 4))
    rate = (documents - documents // 4) / (whole.watched - quarter.watched)
    start = whole.watched - documents / rate
    print(f"round {number + 1}, Ray, 2 actors: {whole.wall:.1f} s, {whole.watched:.1f} CPU s, {start:.1f} of them start and end, then {rate:.1f} documents a CPU second; {max(size for _, size in whole.memory):.0f} MB at most", flush=True)  # fmt: skip
    return whole


def _once(path: Path, out: Path, *options: str) -> Measured:
    try:
        return measure(path, out, *options)
    finally:
        subprocess.run(["rm", "-rf", str(out)], check=True)


if __name__ == "__main__":
    main()
