"""A file is whole or not there: synced before it is renamed, its folder after, and nothing temporary is left."""

import os
from pathlib import Path

import pytest

from pipeline import files


def test_a_whole_file_is_synced_renamed_and_its_folder_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, str]] = []
    sync, replace, names = os.fsync, Path.replace, {}

    def noted_sync(handle: int) -> None:
        names.update({path.stat().st_ino: path.name for path in [tmp_path, *tmp_path.iterdir()]})
        sync(handle)
        done.append(("sync", names[os.fstat(handle).st_ino]))

    def noted_replace(self: Path, target: Path) -> Path:
        done.append(("rename", self.name))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    with files.whole(tmp_path / "a.csv") as stream:
        stream.write("三\r\n")
    written = ".a.csv.partial"
    folder = [("sync", tmp_path.name)] if os.name == "posix" else []
    assert done == [("sync", written), ("rename", written), *folder]
    assert (tmp_path / "a.csv").read_bytes() == "三\r\n".encode()
    assert os.listdir(tmp_path) == ["a.csv"]


def test_what_fails_halfway_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")

    def halfway() -> None:
        with files.whole(path) as stream:
            stream.write("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        halfway()
    assert path.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["a.csv"]
