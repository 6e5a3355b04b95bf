"""Documents in = documents accounted for, whatever is full, broken or poisonous; the real pipeline throughout."""

import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.batch.manifest import PENDING, Manifest
from pipeline.batch.state import state
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.schema import json_schema
from pipeline.sinks.sqlite import SqliteSink
from tests import disks
from tests.batches import assert_whole, lines, rows, run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="faults are injected into forked processes")


def with_poison(loaded: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that raises, hangs or ends its process at certain words."""

    def poison(draft: Any) -> None:
        if "毒药" in draft.original:
            raise ValueError("poison")
        if "死循环" in draft.original:
            time.sleep(600)
        if "自尽" in draft.original:
            os.kill(os.getpid(), signal.SIGKILL)
        if "退出" in draft.original:
            os._exit(3)

    monkeypatch.setattr(loaded, "stages", [*loaded.stages, ("late", poison)])


def test_ten_poison_documents_among_a_thousand(
    loaded: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {
        100 * n + 50: word for n, word in enumerate(["毒药", "死循环", "自尽", "退出"] * 2 + ["毒药"] * 2)
    }
    path = lines(tmp_path / "in.jsonl", 1000, lambda n: f"仓库存粮{n}吨,{kinds[n]}。" if n in kinds else None)
    with_poison(loaded, monkeypatch)
    tally = run(loaded, path, tmp_path / "out", jobs=2, timeout=2.0)
    assert (tally.documents, tally.failed) == (1000, 10)
    assert_whole(tmp_path / "out", 1000, failed=10)
    errors = {int(row["id"]): row["error"] for row in rows(tmp_path / "out") if "error" in row}
    codes = {"毒药": "stage_failed", "死循环": "timeout", "自尽": "worker_died", "退出": "worker_died"}
    assert {n: error["code"] for n, error in errors.items()} == {n: codes[kind] for n, kind in kinds.items()}
    assert {error["stage"] for error in errors.values()} == {"late", "worker"}
    assert "SIGKILL" in errors[250]["message"]
    assert "exit code 3" in errors[350]["message"]
    for row in rows(tmp_path / "out"):
        if "error" in row:
            jsonschema.validate(row, json_schema())
    # What hung or died is not met again but on request; what raised is.
    tally = run(loaded, path, tmp_path / "out", timeout=60)
    assert (tally.reused, tally.failed) == (990, 10)
    monkeypatch.undo()
    assert run(loaded, path, tmp_path / "out").failed == 6
    tally = run(loaded, path, tmp_path / "out", retry=True)
    assert (tally.reused, tally.failed) == (994, 0)
    assert_whole(tmp_path / "out", 1000)


def test_a_strict_run_of_several_processes_stops(
    loaded: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = lines(tmp_path / "in.jsonl", 200, lambda n: "毒药3吨。" if n == 20 else None)
    with_poison(loaded, monkeypatch)
    tally = run(loaded, path, tmp_path / "out", jobs=2, strict=True)
    assert (tally.stopped, tally.failed) == (True, 1)
    assert tally.documents < 150
    assert not (tmp_path / "out" / "documents.jsonl").exists()
    told = state(tmp_path / "out")
    assert (told.complete, told.failed) == (False, 1)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(
    ("disk", "where", "count", "size"),
    [
        (disks.small, "shards", 90, 140_000),
        (disks.short, "shards", 90, 90_000),
        (disks.small, "merge", 60, 350_000),
        (disks.short, "merge", 60, 200_000),
        (disks.small, "database", 60, 150_000),
    ],
)
def test_a_full_disk_is_told_and_costs_nothing(
    loaded: Pipeline, tmp_path: Path, disk: Any, where: str, count: int, size: int
) -> None:
    """While results are kept; while they are merged, when none is lost; the same where the database of the run lies."""
    path, out, base = lines(tmp_path / "in.jsonl", count), tmp_path / "out", tmp_path / "base"
    sinks = [SqliteSink(base / "press.db", mirror=True)] if where == "database" else []
    with disk(base if sinks else out, size) as enlarge:
        for _ in range(2):
            with pytest.raises(ConfigError, match=rf"{'press.db' if sinks else 'out'}.* To mend: free the "):
                run(loaded, path, out, sinks=sinks)
            assert not (out / "documents.jsonl").exists()
            assert list(out.rglob("*.partial")) == []
            told = state(out)
            assert not told.complete
            assert (told.done == count) == (where != "shards")
        enlarge()
        assert run(loaded, path, out, sinks=sinks).reused == told.done
        assert_whole(out, count)
        for sink in sinks:
            with closing(sqlite3.connect(sink.path)) as file:
                assert file.execute("select count(*) from documents").fetchone() == (count,)


def test_a_disk_too_full_to_begin_is_told_and_holds_nothing(tmp_path: Path) -> None:
    with disks.short(tmp_path, 20_000) as enlarge:
        for _ in range(2):
            with pytest.raises(ConfigError, match=r"cannot be written .* To mend: free the place"):
                Manifest(tmp_path)
        enlarge()
        with Manifest(tmp_path) as manifest:
            assert manifest.count() == 0


READ_ONLY = pytest.mark.parametrize(
    "read_only", [disks.mounted_read_only, disks.without_rights], ids=["mounted", "without rights"]
)


@READ_ONLY
def test_a_place_that_cannot_be_written_is_told(loaded: Pipeline, read_only: Any) -> None:
    with disks.readable_by_all() as folder:
        path, out = lines(folder / "in.jsonl", 3), folder / "fixed"
        out.mkdir()
        with (
            read_only(out),
            pytest.raises(ConfigError, match=r"cannot be written .* To mend: choose another -o"),
        ):
            run(loaded, path, out)


@READ_ONLY
def test_an_output_that_became_read_only_is_told(loaded: Pipeline, read_only: Any) -> None:
    with disks.readable_by_all() as folder:
        path, out = lines(folder / "in.jsonl", 3), folder / "fixed"
        run(loaded, path, out)
        before = (out / "documents.jsonl").read_bytes()
        with read_only(out), pytest.raises(ConfigError, match="cannot be written"):
            run(loaded, path, out)
        assert (out / "documents.jsonl").read_bytes() == before
        run(loaded, path, out)


@READ_ONLY
@pytest.mark.parametrize("log", [False, True], ids=["closed", "killed"])
def test_the_state_of_a_folder_that_is_read_only_is_told(loaded: Pipeline, read_only: Any, log: bool) -> None:
    with disks.readable_by_all() as folder:
        out = folder / "out"
        run(loaded, lines(folder / "in.jsonl", 3), out)
        if log:  # what a kill leaves: the last transactions are in the log alone
            with Manifest(out) as manifest:
                manifest.begin(None)
                manifest.register(0, b"0" * 16, "in/a.txt", PENDING)
                manifest.flush()
                shutil.copytree(out, folder / "killed", ignore=shutil.ignore_patterns("*-shm"))
            out = folder / "killed"
            assert list(out.rglob("*-wal"))
        with read_only(out):
            found = state(out)
        assert (found.complete, found.done, found.pending) == ((False, 0, 1) if log else (True, 3, 0))
        assert state(out) == found


def forget_peak() -> int:
    """Bytes that are resident now; what `peak` tells begins with them."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> int:
    """The most bytes that were resident; nothing where the system does not tell."""
    if sys.platform != "linux":
        return 0
    words = Path("/proc/self/status").read_text()
    return int(words.partition("VmHWM:")[2].split()[0]) * 1024


def test_a_document_of_50_megabytes_is_an_error_of_its_own(loaded: Pipeline, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    long = "全市新增企业3家。" * (50_000_000 // 27)
    (folder / "a.txt").write_text(long, encoding="utf-8")
    rows_of_it = [json.dumps({"text": text}, ensure_ascii=False) for text in ("增长3%。", long, "增长4%。")]
    (folder / "b.jsonl").write_text("\n".join(rows_of_it), encoding="utf-8")
    (folder / "c.txt").write_text("增长5%。", encoding="utf-8")
    del long, rows_of_it
    before = forget_peak()
    tally = run(loaded, folder, tmp_path / "out", jobs=2)
    assert peak() - before < 60_000_000, "none of the two is kept: a line of at most 12 million bytes is"
    assert (tally.documents, tally.failed) == (5, 2)
    found = rows(tmp_path / "out")
    assert [row.get("error", {}).get("code") for row in found] == ["too_long", None, "too_long", None, None]
    assert [Path(row["source"]["uri"]).name for row in found] == ["a.txt", "b.jsonl#1", "b.jsonl#2", "b.jsonl#3", "c.txt"]  # fmt: skip
    assert found[0]["source"]["sha256"]
    for row in found:
        jsonschema.validate(row, json_schema())


def test_lines_that_are_no_json_and_ids_that_come_twice_stay_in_their_places(
    loaded: Pipeline, tmp_path: Path
) -> None:
    path = tmp_path / "in.jsonl"
    good = [json.dumps({"id": str(n % 7), "text": f"仓库存粮{n}吨。"}) for n in range(40)]
    bad = ["{broken", "[1]", '{"text": 3}', "\x00\x01", '{"id": 1}', "null", '"x"', "{}"]
    mixed = [line for pair in zip(good, bad * 5, strict=True) for line in pair]
    path.write_text("\n".join(mixed), encoding="utf-8")
    tally = run(loaded, path, tmp_path / "out", jobs=2)
    assert (tally.documents, tally.failed) == (80, 40)
    found = rows(tmp_path / "out")
    assert [row["source"]["uri"].rpartition("#")[2] for row in found] == [str(n) for n in range(1, 81)]
    assert ["error" in row for row in found] == [False, True] * 40
    twice = [any(w["code"] == "duplicate_id" for w in row["warnings"]) for row in found[::2]]
    assert twice == [False] * 7 + [True] * 33
