"""A file is whole or not there: synced before it is renamed, its folder after, and nothing temporary is left."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from pipeline import files
from pipeline.errors import ConfigError
from pipeline.lock import Hold


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


def test_files_that_belong_together_are_all_synced_before_the_first_is_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails at the last of them leaves all as they were."""
    paths = [tmp_path / name for name in "abc"]
    for path in paths:
        path.write_text("old")
        files.partial(path).write_text("new")
    sync, left = os.fsync, 2

    def full(handle: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "No space left on device")
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            files.publish_all(paths)
    assert [path.read_text() for path in paths] == ["old"] * 3
    files.publish_all(paths)
    assert [path.read_text() for path in paths] == ["new"] * 3


def test_a_second_writer_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with files.whole(path) as stream:
        stream.write("first")
        with (
            pytest.raises(ConfigError, match=r"a\.csv: another run is writing it. To mend: "),
            files.whole(path),
        ):
            pass
        with files.whole(tmp_path / "b.csv") as other:
            other.write("beside")
    assert path.read_text() == "first"
    with files.whole(path) as stream:
        stream.write("later")
    assert path.read_text() == "later"
    assert sorted(os.listdir(tmp_path)) == ["a.csv", "b.csv"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is a forked process")
def test_a_writer_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    child = os.fork()
    if child == 0:
        files.Writing(path).partial.write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert sorted(os.listdir(tmp_path)) == [".a.csv.lock", ".a.csv.partial"]
    with files.whole(path) as stream:
        stream.write("whole")
    assert (path.read_text(), os.listdir(tmp_path)) == ("whole", ["a.csv"])


def test_no_two_hold_a_file_however_they_come_and_go(tmp_path: Path) -> None:
    """The lock file comes and goes with its holders: nobody may hold one that is there no more."""
    inside, most, refused, times = 0, 0, 0, 0
    counting = threading.Lock()

    def work() -> None:
        nonlocal inside, most, refused, times
        for _ in range(40):
            try:
                hold = Hold(tmp_path / "a")
            except ConfigError:
                with counting:
                    refused += 1
                continue
            with counting:
                inside, times = inside + 1, times + 1
                most = max(most, inside)
            time.sleep(0.0005)
            with counting:
                inside -= 1
            hold.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, inside, times + refused) == (1, 0, 240)
    assert times > 20
    assert os.listdir(tmp_path) == []
