"""Which document of a batch ended or hung its process: told by a file that outlives it.

Ray tries the batch of an actor that died again, as often as it dies. Before each document its number is written to the
file of the batch; a try that finds such a file knows where those before it ended. The third death at a document is its
error, as in a batch of one machine: one may have come from outside. A document that takes too long ends its process too
(by a thread of `faulthandler`, which no library that keeps the interpreter can stop) and is known at once.
"""

from __future__ import annotations

import faulthandler
import re
from pathlib import Path
from types import TracebackType

from pipeline.batch.pool import Lost

_TRIES = 3
_BEGIN, _END = b"try\n", b"end\n"
_HUNG = b"Timeout ("  # so begins what faulthandler writes
_NUMBERS = re.compile(rb"^(\d+)\n", re.MULTILINE)


class Journal:
    """The journal of one batch, for one try at it. A context manager: the file goes when all is done."""

    def __init__(self, path: Path, timeout: float | None) -> None:
        self._path, self._timeout = path, timeout
        self.lost: dict[int, Lost] = {}
        """Documents of the batch, by their numbers, that must not be tried again."""
        if path.exists():
            self.lost = _lost(path.read_bytes(), timeout)
        self._file = path.open(
            "ab", buffering=0
        )  # every write is a call to the system: it outlives the process
        self._file.write(_BEGIN)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timeout is not None:
            faulthandler.cancel_dump_traceback_later()
        self._file.write(_END)
        self._file.close()
        self._path.unlink(missing_ok=True)

    def at(self, number: int) -> None:
        """The document with this number comes next, and has its time from now on."""
        self._file.write(b"%d\n" % number)
        if self._timeout is not None:
            faulthandler.dump_traceback_later(self._timeout, exit=True, file=self._file)


def _lost(content: bytes, timeout: float | None) -> dict[int, Lost]:
    deaths: dict[int, int] = {}
    lost: dict[int, Lost] = {}
    for attempt in content.split(_BEGIN)[1:]:
        written, hung, _ = attempt.partition(_HUNG)
        numbers = _NUMBERS.findall(written)
        if not numbers or written.endswith(_END):
            continue
        last = int(numbers[-1])
        deaths[last] = deaths.get(last, 0) + 1
        if hung:
            lost[last] = Lost(seconds=timeout or 0)
        elif deaths[last] == _TRIES:
            lost[last] = Lost(reason=f"{_TRIES} times")
    return lost
