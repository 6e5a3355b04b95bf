"""The lines of a file in any encoding, decoded as they come: no more than one of them is in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO

from pipeline.decode import decode

HEAD = 1 << 18


class DecodedLines:
    """The encoding is found from the first part of the file; what further on does not fit is U+FFFD. `head`: what was read of
    the file before."""

    def __init__(self, file: IO[bytes], encoding: str | None, longest: int, head: bytes = b"") -> None:
        """A line of more than `longest` characters comes in pieces, of which the last alone has an end.

        Raises InputError (`empty`, `binary`, `undecodable`) for what the first part says.
        """
        head += file.read(max(0, HEAD - len(head)))
        whole = head if len(head) < HEAD else head[: head.rfind(b"\n") + 1] or head
        self.encoding = decode(whole, encoding).encoding
        self._file, self._head, self._longest = file, head, longest

    def __iter__(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        block, rest = self._head, decoder.decode(self._head).removeprefix("\ufeff")
        while block:
            *lines, rest = rest.split("\n")
            yield from (f"{line}\n" for line in lines)
            if len(rest) > self._longest:
                yield rest
                rest = ""
            block = self._file.read(HEAD)
            rest += decoder.decode(block, not block)
        if rest:
            yield rest
