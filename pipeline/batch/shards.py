"""Shards: files of results, `DIR/.pressfacts/shards/00000001.jsonl.gz`, one gzip member a line (`zcat` reads them).

Written to a temporary name, synced, renamed, the folder synced, and only then marked in the manifest.
"""

from __future__ import annotations

import time
import zlib
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import IO

from pipeline import files
from pipeline.batch.manifest import Manifest, Stored
from pipeline.batch.unit import Result, unpack
from pipeline.errors import ConfigError

_FOLDER = "shards"
# A shard ends when it has one of these: what a kill loses is what was computed in the last seconds.
_MOST_RESULTS, _MOST_BYTES, _MOST_SECONDS = 1000, 1 << 25, 3.0
_SMALL, _FEW = 1 << 22, 64
_OPEN_FILES = 32


class Shards:
    """The shards of an output folder."""

    def __init__(self, manifest: Manifest) -> None:
        """Takes away what a run that was killed left half done."""
        self._manifest = manifest
        self.folder = manifest.folder / _FOLDER
        self._files: OrderedDict[int, IO[bytes]] = OrderedDict()
        self._writer: _Writer | None = None
        with files.told(self.folder):
            self.folder.mkdir(exist_ok=True)
            marked = {self._path(number).name for number, _, _ in manifest.shards()}
            for path in self.folder.iterdir():
                if path.name not in marked:
                    path.unlink()

    def holds(self, stored: Stored) -> bool:
        """Whether the result can be read as it was written."""
        try:
            return zlib.crc32(self._member(stored)) == stored.crc
        except OSError:
            return False

    def member(self, stored: Stored) -> bytes:
        """Raises ConfigError where it is damaged, which `holds` tells before."""
        try:
            member = self._member(stored)
        except OSError as error:
            raise ConfigError(f"{self._path(stored.shard)}: {error}. To mend: run again") from None
        if zlib.crc32(member) != stored.crc:
            raise ConfigError(f"{self._path(stored.shard)}: was changed while we ran. To mend: run again")
        return member

    def line(self, stored: Stored) -> str:
        return unpack(self.member(stored))

    def add(self, ordinal: int | None, key: bytes, result: Result) -> None:
        """Take a result; it is safe after the `commit` that follows by itself within seconds."""
        crc, size = zlib.crc32(result.member), len(result.member)
        stored = Stored(0, 0, size, crc, *_described(result))
        self._append(ordinal, key, stored, result.member)

    def commit(self) -> None:
        """Sync, rename and mark what was added."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.finish(self._manifest)

    def close(self) -> None:
        """Let go of all files; what was added and not committed is dropped."""
        if self._writer is not None:
            self._writer.drop()
            self._writer = None
        while self._files:
            self._files.popitem()[1].close()

    def tidy(self) -> None:
        """Remove shards that nothing uses, and join those that are small or mostly unused."""
        shards = self._manifest.shards()
        for number, _, used in shards:
            if not used:
                self._remove(number)
        wasteful = [number for number, size, used in shards if used and used * 2 < size]
        small = [number for number, size, used in shards if used and size < _SMALL]
        for number in sorted({*wasteful, *(small if len(small) > _FEW else ())}):
            for key, stored in self._manifest.of_shard(number):
                self._append(None, key, stored, self.member(stored))
        self.commit()
        for number, _, used in self._manifest.shards():
            if not used:
                self._remove(number)

    def _append(self, ordinal: int | None, key: bytes, stored: Stored, member: bytes) -> None:
        try:
            with files.told(self.folder):
                if self._writer is None:
                    number = self._manifest.next_shard()
                    self._writer = _Writer(self._path(number), number)
                self._writer.append(ordinal, key, stored, member)
        except ConfigError:
            if self._writer is not None:  # nobody knows how much of the last line is there
                self._writer.drop()
                self._writer = None
            raise
        if self._writer.is_full:
            self.commit()

    def _remove(self, number: int) -> None:
        self._manifest.forget_shard(number)
        if number in self._files:
            self._files.pop(number).close()
        self._path(number).unlink(missing_ok=True)

    def _member(self, stored: Stored) -> bytes:
        file = self._files.get(stored.shard)
        if file is None:
            file = self._files[stored.shard] = self._path(stored.shard).open("rb")
            if len(self._files) > _OPEN_FILES:
                self._files.popitem(last=False)[1].close()
        self._files.move_to_end(stored.shard)
        file.seek(stored.at)
        return file.read(stored.size)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08d}.jsonl.gz"


class _Writer:
    """One shard while it is written."""

    def __init__(self, path: Path, number: int) -> None:
        self._path, self._number = path, number
        self._partial = files.partial(path)
        self._file = self._partial.open("wb")
        self._rows: list[tuple[int | None, bytes, Stored]] = []
        self._at = 0
        self._until = time.monotonic() + _MOST_SECONDS

    @property
    def is_full(self) -> bool:
        full = len(self._rows) >= _MOST_RESULTS or self._at >= _MOST_BYTES
        return full or time.monotonic() >= self._until

    def append(self, ordinal: int | None, key: bytes, stored: Stored, member: bytes) -> None:
        self._file.write(member)
        self._rows.append((ordinal, key, stored._replace(shard=self._number, at=self._at)))
        self._at += len(member)

    def finish(self, manifest: Manifest) -> None:
        try:
            with files.told(self._path.parent):
                self._file.close()
                files.publish(self._path)
        except ConfigError:
            self.drop()
            raise
        manifest.mark(self._number, self._at, self._rows)

    def drop(self) -> None:
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._partial.unlink()


def _described(
    result: Result,
) -> tuple[str | None, str | None, str | None, str | None, bytes | None, bytes | None]:
    return result.id, result.failure, result.message, result.counts, result.content, result.signature
