"""What a killed run, a power cut or a writer that lived on leaves of parts and checkpoints, and what is made of it; without Ray."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from pipeline import parts
from pipeline.arrow import parquet as parquet_library
from pipeline.cluster import job
from pipeline.cluster.settle import settle
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.inputs import Reading, find
from tests.needs import library

arrow = library("pyarrow")
INPUTS = {"r_000000": [3, 1], "r_000001": [2, 4, 5], "r_000010": [6]}


class Folder:
    """Parts and checkpoints as Ray names them: three whole ones of six inputs."""

    def __init__(self, place: Path) -> None:
        self.target, self.checkpoints = place / parts.FOLDER, place / "checkpoints"
        self.target.mkdir()
        self.checkpoints.mkdir()
        for name, keys in INPUTS.items():
            self.part(name, keys)
            self.note(name, keys)

    def part(self, name: str, keys: Iterable[int]) -> Path:
        return self._write(self.target / f"{name}-0.parquet", keys)

    def note(self, name: str, keys: Iterable[int]) -> Path:
        return self._write(self.checkpoints / f"{name}.parquet", keys)

    def pending(self, name: str, keys: Iterable[int]) -> Path:
        return self.note(f"{name}.pending", keys)

    @staticmethod
    def _write(path: Path, keys: Iterable[int]) -> Path:
        rows = [{"key": key} | dict.fromkeys(("uri", "id", "error", "content", "signature")) for key in keys]
        parquet_library().write_table(arrow.Table.from_pylist(rows), path)
        return path

    def keys(self, folder: Path) -> list[int]:
        return sorted(row["key"] for path in parts.paths(folder) for row in parts.read(path, []))

    def go_on(self) -> None:
        """What Ray does next: the inputs that no checkpoint has, as one more part."""
        new = sorted({key for keys in INPUTS.values() for key in keys} - set(self.keys(self.checkpoints)))
        if new:
            self.part("s_000000", new)
            self.note("s_000000", new)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def removed_part(folder: Folder) -> None:
    (folder.target / "r_000001-0.parquet").unlink()


def cut_part(folder: Folder) -> None:
    cut(folder.target / "r_000001-0.parquet")


def empty_part(folder: Folder) -> None:
    (folder.target / "r_000001-0.parquet").write_bytes(b"")


def part_of_fewer_rows(folder: Folder) -> None:
    folder.part("r_000001", [2, 4])


def cut_checkpoint(folder: Folder) -> None:
    cut(folder.checkpoints / "r_000001.parquet")


def tried_again_and_killed(folder: Folder) -> None:
    folder.pending("r_000001", INPUTS["r_000001"])
    cut(folder.target / "r_000001-0.parquet")


def orphan(folder: Folder) -> None:
    folder.part("q_000000", [2, 4])


def begun(folder: Folder) -> None:
    folder.pending("q_000000", [2, 4])
    cut(folder.part("q_000000", [2, 4]))


def tried_again(folder: Folder) -> None:
    folder.pending("r_000001", INPUTS["r_000001"])


def committed_by_another(folder: Folder) -> None:
    folder.part("q_000000", [4, 6])
    folder.note("q_000000", [4, 6])


HARMS = [
    (removed_part, 1),
    (cut_part, 1),
    (empty_part, 1),
    (part_of_fewer_rows, 1),
    (cut_checkpoint, 1),
    (tried_again_and_killed, 1),
    (orphan, 0),
    (begun, 0),
    (tried_again, 0),
    (committed_by_another, 2),
]


@pytest.mark.parametrize(("harm", "lost"), HARMS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_input_is_there_once(folder: Folder, harm: Callable[[Folder], None], lost: int) -> None:
    harm(folder)
    assert settle(folder.target, folder.checkpoints) == lost
    assert folder.keys(folder.target) == folder.keys(folder.checkpoints)
    assert not list(folder.checkpoints.glob("*.pending.parquet"))
    folder.go_on()
    assert settle(folder.target, folder.checkpoints) == 0
    assert folder.keys(folder.target) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("harm", "lost"), HARMS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_kill_while_it_settles_changes_nothing(
    folder: Folder, harm: Callable[[Folder], None], lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm(folder)
    unlink, left = Path.unlink, [0]

    def dying(path: Path, missing_ok: bool = False) -> None:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        unlink(path, missing_ok)

    kills = 0
    while True:
        left[0] = 1
        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", dying)
            try:
                settle(folder.target, folder.checkpoints)
                break
            except KeyboardInterrupt:
                kills += 1
                assert kills < 9
    folder.go_on()
    assert folder.keys(folder.target) == [1, 2, 3, 4, 5, 6]


def test_what_is_whole_stays(folder: Folder) -> None:
    before = {path: path.stat().st_mtime_ns for path in parts.paths(folder.target)}
    assert settle(folder.target, folder.checkpoints) == 0
    assert {path: path.stat().st_mtime_ns for path in parts.paths(folder.target)} == before


def test_a_run_that_lost_something_is_not_complete(folder: Folder) -> None:
    removed_part(folder)
    with pytest.raises(ConfigError, match=r"1 parts are missing.*run the same command again"):
        job._complete(folder.target, folder.checkpoints)
    assert not parts.is_complete(folder.target)
    folder.go_on()
    job._complete(folder.target, folder.checkpoints)
    assert parts.is_complete(folder.target)


def test_a_writer_that_lived_on_costs_no_second_run(folder: Folder) -> None:
    orphan(folder)
    job._complete(folder.target, folder.checkpoints)
    assert parts.is_complete(folder.target)
    assert folder.keys(folder.target) == [1, 2, 3, 4, 5, 6]


def test_parts_and_checkpoints_are_synced_before_the_run_is_complete(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    fsync = os.fsync

    def noted(handle: int) -> None:
        synced.add(os.fstat(handle).st_ino)
        fsync(handle)

    wanted = [
        *parts.paths(folder.target),
        *parts.paths(folder.checkpoints),
        folder.target,
        folder.checkpoints,
    ]
    replace = Path.replace

    def renamed(path: Path, target: Path) -> Path:
        assert {found.stat().st_ino for found in wanted} <= synced
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(Path, "replace", renamed)
    job._complete(folder.target, folder.checkpoints)


def test_what_the_system_says_of_a_folder_is_told_with_the_place(
    loaded: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("一", "utf-8")
    out = tmp_path / "out"
    (out / ".pressfacts" / "tries" / "old").mkdir(parents=True)

    def denied(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pipeline.cluster.job.library", object)
    monkeypatch.setattr("pipeline.cluster.job.shutil.rmtree", denied)
    with pytest.raises(ConfigError, match="out: cannot be written"):
        job.run(loaded, find([str(tmp_path / "a.txt")]), out, job.Options(), Reading())


def test_a_run_begins_with_what_is_whole(folder: Folder, tmp_path: Path) -> None:
    tried_again_and_killed(folder)
    orphan(folder)
    (folder.target / parts.COMPLETE).touch()
    (tmp_path / "tries").mkdir()
    (tmp_path / "tries" / "old").touch()
    job._prepare(folder.target, folder.checkpoints, tmp_path / "tries")
    assert not parts.is_complete(folder.target)
    assert folder.keys(folder.target) == [1, 3, 6]
    assert list((tmp_path / "tries").iterdir()) == []
