"""What a run on a cluster is made of, without Ray: the unit of its actors, their sizing and journals, the parts they leave."""

import json
import logging
import multiprocessing
import os
import re
import signal
import sqlite3
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.releases import releases
from pipeline import parts
from pipeline.arrow import parquet as parquet_library
from pipeline.batch import versions
from pipeline.batch.tally import Tally
from pipeline.batch.unit import Unit
from pipeline.cluster import job, rows, state
from pipeline.cluster.actor import Extractor, Work
from pipeline.cluster.finish import finish
from pipeline.cluster.journal import Journal
from pipeline.cluster.reprints import tell
from pipeline.cluster.sizing import ACTOR_MEMORY, FEEDER, FILTER_MEMORY, sizing
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.inputs import Raw, Reading, find, stream
from tests.needs import library

library("pyarrow")
duckdb = library("duckdb")
ROOM = 64 << 30
READING = Reading()
RAWS = [
    Raw("in/a.txt", "text", "全市新增企业430家,同比增长7.5%。".encode()),
    Raw(
        "in/b.jsonl#1", "row", '{"id": "7", "text": "港口吞吐量增長3%。", "published": "2024-03-01"}'.encode()
    ),
    Raw("in/b.jsonl#2", "row", b"{broken"),
    Raw("in/c.txt", problem=("unreadable", "in/c.txt: Permission denied \udce9")),
    Raw("in/d.csv#2", "row", '{"text": "出口18亿元。"}'.encode(), decoded_from="gb18030"),
    Raw("in/e.txt", problem=("too_long", "in/e.txt: too long"), sha256="0" * 64),
]


@pytest.fixture
def work(loaded: Pipeline, tmp_path: Path) -> Work:
    return Work(loaded.config, READING, versions.digest(loaded, READING), tmp_path, None, True)


@pytest.fixture
def extractor(work: Work, loaded: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Extractor:
    monkeypatch.setattr("pipeline.cluster.actor.Pipeline", lambda config: loaded)
    return Extractor(work)


def table(raws: list[Raw]) -> Any:
    return rows.raws_table([rows.Keyed(rows.key_of(3, row), raw) for row, raw in enumerate(raws)])


@pytest.mark.parametrize(
    ("cpus", "jobs", "actors", "each"),
    [
        (2, None, 2, 0.25),
        (2, 1, 1, 0.5),
        (3, None, 3, 0.5),
        (3, 1, 1, 1.0),
        (4, None, 2, 1.0),
        (4, 2, 2, 1.0),
        (4, 3, 3, 0.83),
        (4, 9, 4, 0.62),
        (16, None, 14, 1.0),
        (16, 4, 4, 1.0),
        (1024, None, 1018, 1.0),
    ],
)
def test_actors_and_what_feeds_them_have_their_cpus(
    cpus: int, jobs: int | None, actors: int, each: float
) -> None:
    found = sizing(cpus, ROOM * 100, jobs)
    assert found == (actors, each)
    assert found.actors * found.cpus_each + 1 + 2 * FEEDER <= cpus


def test_the_table_of_machines_is_what_the_code_makes_of_them() -> None:
    page = (Path(__file__).parent.parent / "docs" / "clusters.md").read_text("utf-8")
    rate = re.search(r"^\| \*r\* \|.*\| \*\*(\d+)\*\*", page, re.MULTILINE)
    assert rate is not None
    for words, hours in (("a day", 24), ("eight hours", 8), ("an hour", 1)):
        row = re.search(rf"^\| {words} \| ([\d,]+) \| (\d+) \| (\d+) \|$", page, re.MULTILINE)
        assert row is not None
        cores, small, large = (int(number.replace(",", "")) for number in row.groups())
        wanted = 10**8 / (int(rate[1]) * hours * 3600)
        for count, size in ((cores, 1), (small, 16), (large, 64)):
            assert sizing(count * size, ROOM * 100, None).actors >= wanted
            assert count == 1 or sizing((count - 1) * size, ROOM * 100, None).actors < wanted


def test_as_many_actors_as_memory_has_room_for() -> None:
    assert sizing(16, FILTER_MEMORY + 3 * ACTOR_MEMORY, None).actors == 3
    assert sizing(16, 2 * 10**9, None, done=10**8).actors == 1


@pytest.mark.parametrize(("cpus", "memory", "words"), [(1, ROOM, "1 CPUs"), (8, 10**8, "100 MB")])
def test_a_cluster_that_is_too_small_is_refused(cpus: int, memory: int, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        sizing(cpus, memory, None)


def test_keys_are_in_the_order_of_the_inputs() -> None:
    keys = [rows.key_of(file, row) for file in (0, 1, 10**8) for row in (0, 1, 10**9)]
    assert keys == sorted(set(keys))
    assert keys[-1] < 1 << 63


def test_rows_travel_as_they_are() -> None:
    found = [item.raw for item in rows.keyed(table(RAWS))]
    assert found[:3] == RAWS[:3]
    assert found[4:] == RAWS[4:]
    assert found[3].problem == ("unreadable", "in/c.txt: Permission denied ?")


def test_an_actor_gives_what_the_unit_of_a_run_here_gives(extractor: Extractor, loaded: Pipeline) -> None:
    found = extractor(table(RAWS)).to_pylist()
    wanted = list(Unit(loaded, READING).process_batch(item.raw for item in rows.keyed(table(RAWS))))
    assert [row["record"] for row in found] == [result.line() for result in wanted]
    assert [row["error"] for row in found] == [None, None, "invalid_json", "unreadable", None, "too_long"]
    assert [row["id"] for row in found] == [None, "7", None, None, None, None]
    assert [row["uri"] for row in found] == [raw.uri for raw in RAWS]


def test_the_original_text_can_be_left_out(
    work: Work, extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = json.loads(extractor(table(RAWS[:1])).to_pylist()[0]["record"])
    monkeypatch.setattr(
        extractor,
        "_work",
        Work(**{name: getattr(work, name) for name in Work.__slots__} | {"original": False}),
    )
    bare = json.loads(extractor(table(RAWS[:1])).to_pylist()[0]["record"])
    assert bare == {name: value for name, value in whole.items() if name != "original_text"}


def test_another_version_on_a_machine_is_refused(
    work: Work, loaded: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cluster.actor.Pipeline", lambda config: loaded)
    monkeypatch.setattr("pipeline.version.VERSION", "0.0.0")
    monkeypatch.setattr("pipeline.batch.versions.VERSION", "0.0.0")
    with pytest.raises(ConfigError, match="install the same"):
        Extractor(work)


def _attempt(extractor: Extractor, connection: Any) -> None:
    connection.send([result.failure for result in extractor.process_batch(list(rows.keyed(table(RAWS))))])


def attempts(extractor: Extractor, most: int = 9) -> tuple[list[str | None], int]:
    """A batch as Ray tries it: in a new process, until one lives; what it gave, and how many died."""
    context = multiprocessing.get_context("fork")
    for deaths in range(most):
        ours, theirs = context.Pipe()
        process = context.Process(target=_attempt, args=(extractor, theirs))
        process.start()
        theirs.close()
        process.join()
        if process.exitcode == 0:
            return ours.recv(), deaths
    raise AssertionError("the batch was never done")


@pytest.mark.skipif(sys.platform != "linux", reason="forks the loaded pipeline")
def test_a_document_that_ends_its_process_is_found_by_its_third_death(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    process_row = Unit.process_row
    poison = {RAWS[1].uri, RAWS[4].uri}
    monkeypatch.setattr(
        Unit, "process_row", lambda unit, raw: os._exit(9) if raw.uri in poison else process_row(unit, raw)
    )
    failures, deaths = attempts(extractor)
    assert failures == [None, "worker_died", "invalid_json", "unreadable", "worker_died", "too_long"]
    assert deaths == 6
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="forks the loaded pipeline")
def test_a_death_that_came_from_outside_is_no_error(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    process_row, died = Unit.process_row, tmp_path.parent / f"{tmp_path.name}-died"

    def once(unit: Unit, raw: Raw) -> Any:
        if raw.uri == RAWS[4].uri and not died.exists():
            died.touch()
            os._exit(9)
        return process_row(unit, raw)

    monkeypatch.setattr(Unit, "process_row", once)
    failures, deaths = attempts(extractor)
    assert (failures[4], deaths) == (None, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="forks the loaded pipeline")
def test_a_document_that_hangs_ends_its_process_and_is_known_at_once(
    work: Work, extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    process_row = Unit.process_row
    monkeypatch.setattr(
        Unit,
        "process_row",
        lambda unit, raw: time.sleep(60) if raw.uri == RAWS[1].uri else process_row(unit, raw),
    )
    timed = Work(work.config, work.reading, work.version, work.tries, 1.0, True)
    monkeypatch.setattr(extractor, "_work", timed)
    failures, deaths = attempts(extractor)
    assert (failures[1], failures[4], deaths) == ("timeout", None, 1)


def test_a_batch_that_was_done_blames_nobody(tmp_path: Path) -> None:
    path = tmp_path / "batch"
    path.write_bytes(b"try\n0\n1\nend\n" * 5 + b"try\n" + b"try\n0\n")
    with Journal(path, None) as journal:
        assert journal.lost == {}
    assert not path.exists()


class Begun:
    """A folder of inputs, and what a run of them notes: names of the files by their numbers."""

    def __init__(self, place: Path) -> None:
        self.inputs, self._work = place / "in", place / "out"
        self.inputs.mkdir()
        self._work.mkdir()

    def __call__(self, version: bytes = b"1", settings: object = None) -> list[str]:
        found = state.files_of(find([str(self.inputs)]))
        files = state.begin(self._work, found, version, settings)
        assert [file.number for file in files] == list(range(len(files)))
        return [Path(file.place.uri).name for file in files]

    def write(self, name: str, text: str = "一") -> None:
        (self.inputs / name).write_text(text, "utf-8")


@pytest.fixture
def begin(tmp_path: Path) -> Begun:
    (tmp_path / "begun").mkdir()
    return Begun(tmp_path / "begun")


def test_a_folder_is_for_one_version_and_one_set_of_settings(begin: Begun) -> None:
    begin.write("a.txt")
    assert begin() == begin() == ["a.txt"]
    with pytest.raises(ConfigError, match="another version"):
        begin(version=b"2")
    with pytest.raises(ConfigError, match="other settings"):
        begin(settings=5)


def test_new_files_come_after_those_that_are_known(begin: Begun) -> None:
    begin.write("m.txt")
    begin.write("n.txt")
    assert begin() == ["m.txt", "n.txt"]
    begin.write("z.txt")
    begin.write("a.txt")
    assert begin() == ["m.txt", "n.txt", "a.txt", "z.txt"]
    begin.write("b.txt")
    assert begin() == ["m.txt", "n.txt", "a.txt", "z.txt", "b.txt"]


def test_a_known_file_must_be_there_as_it_was(begin: Begun) -> None:
    begin.write("a.txt")
    begin.write("b.txt")
    begin()
    begin.write("b.txt", "二二")
    with pytest.raises(ConfigError, match=r"other inputs: .*b\.txt was changed"):
        begin()
    (begin.inputs / "b.txt").unlink()
    with pytest.raises(ConfigError, match=r"other inputs: .*b\.txt was changed"):
        begin()


@pytest.fixture
def out(extractor: Extractor, tmp_path: Path) -> Path:
    """What a run leaves: two parts."""
    parquet = parquet_library()
    folder = tmp_path / "out" / parts.FOLDER
    folder.mkdir(parents=True)
    found = extractor(table(RAWS))
    for number in (0, 1):
        parquet.write_table(found.take([3 + number, number]), folder / f"{number}.parquet")
    tell(folder)
    (folder / parts.COMPLETE).touch()
    return tmp_path / "out"


def test_facts_and_load_read_what_a_run_on_a_cluster_wrote(out: Path, tmp_path: Path, call: Any) -> None:
    code, text, errors = call("facts", str(out), "--raw")
    assert code == 0, errors
    assert text.count("\n") == 1 + 4
    code, text, errors = call("load", str(out), "--to", f"jsonl:{tmp_path / 'all.jsonl'}")
    assert (code, errors) == (0, "")
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
    assert [line["source"]["uri"] for line in lines] == ["in/a.txt", "in/c.txt", "in/b.jsonl#1", "in/d.csv#2"]


def test_what_is_told_across_documents_is_that_of_a_run_here(
    work: Work, extractor: Extractor, tmp_path: Path, call: Any
) -> None:
    texts = [row["text"] for row in releases(4)]
    lines = [
        {"id": "1", "text": texts[0]},
        {"id": "2", "text": texts[1]},
        {"id": "1", "text": texts[2]},  # an equal id
        {"text": texts[0]},  # an equal text
        {"id": "4", "text": f"转载\n{texts[1]}\n(完)"},  # a reprint
        {"id": "5"},
        {"id": "2", "text": f"{texts[1]}\n来源:本报"},  # a reprint with an equal id
        {"id": "7", "text": texts[3]},
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    code, _, _ = call("run", str(path), "-o", str(tmp_path / "here"), "--to", "none")
    assert code == 1
    folder = tmp_path / "there" / parts.FOLDER
    folder.mkdir(parents=True)
    found = extractor(table(list(stream(find([str(path)]), READING))))
    for number, taken in enumerate(([6, 1, 3], [7, 0], [5, 4, 2])):  # parts are in no order
        parquet_library().write_table(found.take(taken), folder / f"r_{number:06}-0.parquet")
    tell(folder)
    (folder / parts.COMPLETE).touch()

    here = [json.loads(line) for line in (tmp_path / "here" / "documents.jsonl").read_text().splitlines()]
    assert [json.loads(line) for line in parts.in_order(folder)] == here
    told = Counter(warning["code"] for record in here for warning in record.get("warnings", []))
    assert (told["duplicate_text"], told["duplicate_id"], told["near_duplicate"]) == (1, 2, 2)
    tally = Tally()
    given: list[Any] = []
    finish(folder.parent, tally, given.extend)
    assert {name: tally.warnings[name] for name in told} == told
    uris = [record["source"]["uri"] for record in here]
    assert sorted(given, key=lambda record: uris.index(record["source"]["uri"])) == here

    by_code, by_place, failed = answers_of_the_documentation(tmp_path / "there")
    assert dict(by_code) == Counter(record.get("error", {}).get("code") for record in here)
    warned = [(place, code) for place, code, message in by_place if message]
    assert Counter(code for _, code in warned) == told
    assert sorted(place for (place,) in failed) == [
        record["source"]["uri"] for record in here if "error" in record
    ]


def answers_of_the_documentation(out: Path) -> list[list[tuple[Any, ...]]]:
    """Of each question to DuckDB in docs/clusters.md, asked of a folder."""
    page = (Path(__file__).parent.parent / "docs" / "clusters.md").read_text("utf-8")
    block = page.partition("```sql\n")[2].partition("```")[0]
    asked = [question for question in block.split(";") if question.strip()]
    asked += [" ".join(question.split()) for question in re.findall(r"`(SELECT [^`;]*)`", page)]
    return [duckdb.sql(question.replace("'out/", f"'{out}/")).fetchall() for question in asked]


def test_a_run_without_what_is_told_across_documents_is_not_read(out: Path, call: Any) -> None:
    (out / parts.DUPLICATES).write_bytes(b"PAR1")
    code, _, errors = call("facts", str(out))
    assert (code, "it is made anew" in errors) == (2, True)


def test_no_room_to_look_for_duplicates_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> Any:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("pipeline.cluster.reprints._documents", full)
    before = (out / parts.DUPLICATES).read_bytes()
    with pytest.raises(ConfigError, match="TMPDIR"):
        tell(out / parts.FOLDER)
    assert (out / parts.DUPLICATES).read_bytes() == before
    assert not list(out.glob(".*partial"))


def test_status_of_a_run_on_a_cluster(out: Path, call: Any) -> None:
    code, text, _ = call("status", str(out))
    assert code == 1
    assert "complete; 4 documents" in text
    assert "failed: input: unreadable: in/c.txt: Permission denied ?" in text
    (out / parts.FOLDER / parts.COMPLETE).unlink()
    (out / parts.FOLDER / "2.parquet").write_bytes(b"PAR1")  # a part that is being written
    code, text, _ = call("status", str(out))
    assert (code, "not complete; 4 documents" in text) == (1, True)
    assert ("pending  unknown" in text, "retry" in text) == (True, False)
    assert "failed: input: unreadable: in/c.txt: Permission denied ?" in text


def test_a_run_that_is_not_complete_is_not_read(out: Path, call: Any) -> None:
    (out / parts.FOLDER / parts.COMPLETE).unlink()
    code, _, errors = call("facts", str(out))
    assert (code, "it goes on" in errors) == (2, True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--engine", "ray", "--strict"], "--strict"),
        (["--engine", "ray", "--pretty"], "--pretty"),
        (["--engine", "ray", "--start-method", "spawn"], "--start-method: is no option of --engine ray"),
        (["--ray-address", "auto"], "add --engine ray"),
        (["--engine", "spark"], "spark"),
    ],
)
def test_options_that_do_not_go_together(options: list[str], words: str, tmp_path: Path, call: Any) -> None:
    (tmp_path / "a.txt").write_text("一")
    code, _, errors = call("run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), *options)
    assert (code, words in errors) == (2, True)
    assert not (tmp_path / "out").exists()


class Starting:
    """What Ray does to the process that starts it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def is_initialized(self) -> bool:
        return False

    def init(self, *_: Any, **__: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: None)
        log = logging.getLogger("ray._private.authentication.authentication_token_setup")
        log.warning("Token authentication is enabled for this Ray cluster. Set RAY_AUTH_MODE=disabled")
        log.warning("Token authentication is disabled for this Ray cluster. Anyone with access can run code")

    def shutdown(self) -> None:
        self.asked.append("shutdown")


def test_a_start_of_ray_leaves_sigterm_to_us_and_warns_of_what_is_unsafe_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ray, before = Starting(), signal.getsignal(signal.SIGTERM)
    with job._started(ray, job.Options()):
        assert signal.getsignal(signal.SIGTERM) == before
    assert ray.asked == ["shutdown"]
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("Token authentication is disabled")


def test_without_ray_the_mend_is_told(tmp_path: Path, call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    (tmp_path / "a.txt").write_text("一")
    code, _, errors = call("run", str(tmp_path / "a.txt"), "-o", str(tmp_path / "out"), "--engine", "ray")
    assert (code, 'pip install "pressfacts[ray]"' in errors) == (2, True)


def test_one_folder_has_one_engine(out: Path, tmp_path: Path, call: Any) -> None:
    (tmp_path / "a.txt").write_text("一")
    code, _, errors = call("run", str(tmp_path / "a.txt"), "-o", str(out))
    assert (code, "--engine ray" in errors) == (2, True)
    code, _, errors = call("retry", str(out))
    assert (code, "errors stay" in errors) == (2, True)


def test_standard_input_stays_on_its_machine() -> None:
    with pytest.raises(ConfigError, match="standard input"):
        list(state.files_of(find(["-"])))
