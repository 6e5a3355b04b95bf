"""CPU seconds until `import pipeline` and `pressfacts --help` are done: `python benchmarks/startup.py`.

The targets are 0.3 s and 0.5 s on one core; the least of several runs counts, the first ones fill the caches.
Exits with 1 above a target. Not a test: a busy machine would fail it.
"""

from __future__ import annotations

import os
import sys

RUNS = 7
CASES = (
    ("import pipeline", ["-c", "import pipeline"], 0.3),
    ("pressfacts --help", ["-m", "pipeline.cli", "--help"], 0.5),
)


def cpu(arguments: list[str]) -> float:
    """User and system seconds of one run of this python."""
    child = os.fork()
    if child == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.execv(sys.executable, [sys.executable, *arguments])
    _, status, used = os.wait4(child, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(arguments)} failed with status {status}")
    return used.ru_utime + used.ru_stime


def main() -> int:
    above = 0
    for name, arguments, target in CASES:
        least = min(cpu(arguments) for _ in range(RUNS))
        print(f"{name}: {least:.3f} s CPU (target {target} s)")
        above += least > target
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
