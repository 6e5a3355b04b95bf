"""A run by Ray on this machine: one actor and then all are killed, and the results are those of the local engine.

The driver is a process of its own with a time limit, so that nothing here can hang.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from benchmarks.processes import below
from benchmarks.releases import releases
from pipeline import parts
from tests.needs import library

library("ray")
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="needs Linux: looks up processes in /proc"
)
LIMIT = 150
ACTOR = "ray::MapWorker"


class Scene(NamedTuple):
    """`kept` are the parts that the killed run had committed, with their times of writing."""

    inputs: Path
    out: Path
    kept: dict[Path, int]
    report: str


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ray") / "in"
    folder.mkdir()
    rows: list[dict[str, Any]] = list(releases(50))
    rows[44] = {"id": "reprint", "text": f"转载\n{rows[3]['text']}\n(完)"}
    rows[45] = {"text": rows[5]["text"]}
    rows[46] = {"id": rows[6]["id"], "text": rows[46]["text"]}
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    lines[20:20] = ["{broken", json.dumps({"id": "none"})]
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")
    (folder / "b.csv").write_text(
        "text,published\n港口吞吐量去年增長7.5%。,2024-03-01\n,2024-03-02\n", "utf-8"
    )
    (folder / "c.txt").write_text("全市今年前三季度新增企业430家,同比增长7.5%。", "utf-8")
    (folder / "d.txt").write_bytes(b"\x89PNG\r\n")
    (folder / "e.html").write_text("<html><body><h1>通报</h1><p>全县出口18亿元。</p></body></html>", "utf-8")
    return folder


def command(inputs: Path, out: Path, *options: str) -> list[str]:
    return ["run", str(inputs), "-o", str(out), "--no-original", *options]


@pytest.fixture(scope="module")
def scene(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A run that loses an actor, goes on, and is killed; then the same on a cluster that has two CPUs for everything: two
    actors, a reader, a writer, and the filter of what is done, which asks for a whole one."""
    out = tmp_path_factory.mktemp("ray-out") / "out"
    options = command(inputs, out, "--engine", "ray")
    until = time.monotonic() + LIMIT
    driver = [sys.executable, "-m", "tests.ray_driver"]
    with subprocess.Popen([*driver, "0", *options, "--jobs", "2"], stdout=subprocess.DEVNULL) as process:
        try:
            first = wait_for(lambda: committed(out) and actors(process.pid), process, until)
            assert len(first) == 2
            os.kill(first[0], signal.SIGKILL)
            before = len(committed(out))
            wait_for(
                lambda: set(actors(process.pid)) - set(first) and len(committed(out)) > before, process, until
            )
        finally:
            process.kill()
    assert not parts.is_complete(out / parts.FOLDER)
    # Its writers may live on for a moment, while the next run begins.
    kept = {path: path.stat().st_mtime_ns for path in committed(out)}
    (inputs / "z.txt").write_text("本月新开工项目12个。", "utf-8")  # an input that came later
    again = [*driver, "2", *options, "--to", f"jsonl:{out.parent / 'all.jsonl'}"]
    done = subprocess.run(again, capture_output=True, text=True, timeout=LIMIT)
    assert (done.returncode, "written:" in done.stdout) == (1, True), done.stderr[-2000:]
    return Scene(inputs, out, kept, done.stdout)


def wait_for(found: Callable[[], Any], process: "subprocess.Popen[bytes]", until: float) -> Any:
    while not (what := found()):
        assert process.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < until, "nothing came of the run"
        time.sleep(0.05)
    return what


def committed(out: Path) -> list[Path]:
    """The parts that are whole: those whose checkpoints are."""
    names = [path.stem for path in (out / ".pressfacts" / "checkpoints").glob("*.parquet")]
    whole = [name for name in names if not name.endswith(".pending")]
    return sorted(path for name in whole for path in (out / parts.FOLDER).glob(f"{name}*.parquet"))


def actors(driver: int) -> list[int]:
    """The processes of the actors below a driver."""
    return [pid for pid in below(driver) if title(pid).startswith(ACTOR)]


def title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:  # it ended while we looked
        return ""


def records(out: Path) -> list[dict[str, Any]]:
    """In the order of the inputs, with what is told across documents."""
    return [json.loads(line) for line in parts.in_order(out / parts.FOLDER)]


def test_killed_actors_and_a_killed_run_leave_the_records_of_the_local_engine(
    scene: Scene, tmp_path: Path, call: Any
) -> None:
    code, _, _ = call(*command(scene.inputs, tmp_path, "--to", "none", "--timeout", "0"))
    local = [json.loads(line) for line in (tmp_path / "documents.jsonl").read_text("utf-8").splitlines()]
    assert code == 1
    assert records(scene.out) == local
    told = [warning["code"] for record in local for warning in record.get("warnings", [])]
    assert {"duplicate_text", "duplicate_id", "near_duplicate"} <= set(told)


def test_a_run_that_goes_on_computes_what_is_missing_and_new_alone(scene: Scene) -> None:
    assert scene.kept
    assert {path: path.stat().st_mtime_ns for path in scene.kept} == scene.kept
    rows = [row for path in scene.kept for row in parts.read(path, ["error"])]
    said = re.search(r" 58 \((\d+) new, (\d+) reused, 4 failed\)", scene.report)
    assert said is not None, scene.report
    new, reused = int(said[1]), int(said[2])
    assert new > 0
    assert reused >= sum(row["error"] is None for row in rows) > 0
    assert new + reused == 58 - 4


def test_errors_are_rows(scene: Scene) -> None:
    rows = [
        row for path in parts.paths(scene.out / parts.FOLDER) for row in parts.read(path, ["uri", "error"])
    ]
    found = {Path(row["uri"]).name: row["error"] for row in rows if row["error"]}
    assert found == {
        "a.jsonl#21": "invalid_json",
        "a.jsonl#22": "no_text",
        "b.csv#3": "no_text",
        "d.txt": "binary",
    }


def test_the_sinks_get_every_record(scene: Scene) -> None:
    lines = (scene.out.parent / "all.jsonl").read_text("utf-8").splitlines()
    assert sorted(lines) == sorted(json.dumps(record, ensure_ascii=False) for record in records(scene.out))
