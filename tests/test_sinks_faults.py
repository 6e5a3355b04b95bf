"""What goes wrong while databases are loaded: every document is there whole or not at all, and a replay completes it."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ConfigError
from pipeline.sinks import copying, places
from pipeline.sinks.base import RunInfo, writing
from pipeline.sinks.load import load
from pipeline.sinks.postgresql import PostgresSink
from pipeline.sinks.rows import record
from pipeline.sinks.sqlite import SqliteSink
from pipeline.sinks.tables import CHILDREN
from tests import disks
from tests.finished import Json, document, many
from tests.needs import library
from tests.postgres import Server

psycopg = library("psycopg")
SCHEMA = "pressfacts_faults"


@pytest.fixture
def url(postgres: Server) -> Iterator[str]:
    def drop() -> None:
        with psycopg.connect(postgres.url) as base:
            base.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")

    drop()
    yield f"{postgres.url}{'&' if '?' in postgres.url else '?'}schema={SCHEMA}"
    drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:{tmp_path / 'press.db'}"
    return str(request.getfixturevalue("url"))


def ask(place: str, *queries: str) -> list[list[tuple[Any, ...]]]:
    """The answers of one moment: a server may still commit what a killed loader sent last."""
    kind, _, path = place.partition(":")
    if kind == "sqlite":
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("BEGIN")
            return [file.execute(query).fetchall() for query in queries]
    with psycopg.connect(place.rpartition("schema=")[0].rstrip("?&")) as base:
        base.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        base.execute(f"SET search_path TO {SCHEMA}")
        return [base.execute(query).fetchall() for query in queries]


def counted(place: str) -> dict[str, dict[str, int]]:
    """Rows of each document, by table."""
    names = [table.name for table in CHILDREN]
    queries = [f"SELECT document, count(*) FROM {name} GROUP BY document" for name in names]
    answers = ask(place, "SELECT uid, 1 FROM documents", *queries)
    return {name: dict(rows) for name, rows in zip(["documents", *names], answers, strict=True)}


def whole(docs: list[Json], folder: Path) -> dict[str, dict[str, int]]:
    """What `counted` gives where all went well."""
    place = f"sqlite:{folder / 'whole.db'}"
    with writing(places.sinks([place]), RunInfo()) as give:
        give(docs)
    return counted(place)


def test_every_document_is_there_whole_after_kills_and_a_replay(place: str, tmp_path: Path) -> None:
    """The loader is killed at random moments, then runs to its end. Between kills no document is there in part."""
    docs = many(160)
    path = tmp_path / "documents.jsonl"
    path.write_text("".join(json.dumps(doc) + "\n" for doc in docs), encoding="utf-8")
    expected = whole(docs, tmp_path)
    dice = random.Random(11)
    program = "import sys; from pipeline.sinks import load, places; load._BATCH = 5;"
    program += "load.load([sys.argv[1]], places.sinks([sys.argv[2]]), lambda count: print(flush=True))"
    command = [sys.executable, "-c", program, str(path), place]
    for batches in (1, 7):
        loader = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert loader.stdout is not None
        for _ in range(batches):
            assert loader.stdout.readline(), "it ended by itself"
        time.sleep(dice.uniform(0, 0.05))  # in the midst of whatever comes next
        loader.send_signal(signal.SIGKILL)
        loader.wait()
        loader.stdout.close()
        part = counted(place)
        assert len(part["documents"]) >= batches * 5, "what was taken is committed"
        for table, rows in part.items():
            assert rows.items() <= expected[table].items(), table
            assert len(rows) == len(expected[table].keys() & part["documents"].keys()), table
    load([str(path)], places.sinks([place]))
    assert counted(place) == expected
    again = places.sinks([place])
    load([str(path)], again)
    assert (again[0].counts.unchanged, sum(again[0].counts.rows.values())) == (160, 0)


def test_two_loads_at_once(place: str, tmp_path: Path) -> None:
    """The same documents in two versions, in opposite orders: at the end each is there whole, in one of them."""
    versions = [[document(n) for n in range(40)], [document(n) for n in range(40)]]
    for doc in versions[1]:
        doc["facts"], doc["checks"] = doc["facts"][:2], []
    failures: list[BaseException] = []

    def work(docs: list[Json]) -> None:
        try:
            with writing(places.sinks([place]), RunInfo()) as give:
                for start in range(0, len(docs), 4):
                    give(docs[start : start + 4])
        except BaseException as error:
            failures.append(error)

    threads = [
        threading.Thread(target=work, args=(docs,)) for docs in (versions[0], list(reversed(versions[1])))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    facts = {record(doc).content: len(doc["facts"]) for docs in versions for doc in docs}
    [found] = ask(
        place,
        "SELECT d.content, (SELECT count(*) FROM facts f WHERE f.document = d.uid) FROM documents d",
    )
    assert len(found) == 40
    for content, count in found:
        assert facts[content] == count, "facts of one version under the content of the other"


def test_a_server_that_restarts_in_mid_load(
    postgres: Server, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once while batches are on their way, once between two of them, so that the next is certain to feel it, and once in
    the midst of a transaction."""
    if not postgres.private:
        pytest.skip("the server that PRESSFACTS_TEST_DSN names is not ours to restart")
    felt: list[str] = []
    reconnect, upsert = PostgresSink._reconnect, copying._documents

    def noted(self: PostgresSink) -> None:
        felt.append(moment)
        reconnect(self)

    def restarting(base: Any) -> Any:
        found = upsert(base)
        if moment == "within a batch" and moment not in felt:
            postgres.restart()
        return found

    monkeypatch.setattr(PostgresSink, "_reconnect", noted)
    monkeypatch.setattr(copying, "_documents", restarting)
    docs = many(90)
    sink = PostgresSink(url, patience=60)
    restart = threading.Thread(target=postgres.restart)
    moment = "at any time"
    with writing([sink], RunInfo()) as give:
        for start in range(0, len(docs), 4):
            if start == 20:
                restart.start()
            if start == 60:
                restart.join()
                moment = "between batches"
                postgres.restart()
            if start == 72:
                moment = "within a batch"
            give(docs[start : start + 4])
    assert {"between batches", "within a batch"} <= set(felt)
    assert counted(url) == whole(docs, tmp_path)
    assert sink.counts.documents == 90
    again = PostgresSink(url)
    with writing([again], RunInfo()) as give:
        give(docs)
    assert (again.counts.unchanged, sum(again.counts.rows.values()), again.counts.deleted) == (90, 0, 0)


def test_a_server_that_does_not_come_back(postgres: Server, url: str) -> None:
    if not postgres.private:
        pytest.skip("the server that PRESSFACTS_TEST_DSN names is not ours to stop")
    sink = PostgresSink(url, patience=0.5)
    sink.open(RunInfo())
    sink.write([document(1)])
    postgres.stop()
    try:
        with pytest.raises(ConfigError, match=r"postgresql://.* To mend: see that the server runs"):
            sink.write([document(2)])
    finally:
        postgres.start()
        sink.abort()
    assert ask(url, "SELECT id FROM documents") == [[("release-1",)]]


def test_nobody_answers() -> None:
    place = "postgresql://me:secret@127.0.0.1:1/press?connect_timeout=2"
    with pytest.raises(ConfigError, match=r"To mend: see that the server runs") as told:
        load(["-"], places.sinks([place]))
    assert "postgresql://me@127.0.0.1:1/press" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_user_who_may_not_create(postgres: Server, url: str) -> None:
    if not postgres.private:
        pytest.skip("users of the server that PRESSFACTS_TEST_DSN names are not ours to make")
    with psycopg.connect(postgres.url) as base:
        base.execute("CREATE ROLE pressfacts_reader LOGIN")
    with pytest.raises(ConfigError, match=r"permission denied.*To mend: let this user create"):
        load(["-"], places.sinks([url.replace("test@", "pressfacts_reader@")]))


DISKS = pytest.mark.parametrize("disk", [disks.small, disks.short], ids=["mounted", "limited"])


@DISKS
def test_a_full_disk(tmp_path: Path, disk: Any) -> None:
    """What was taken is there; when there is room again the rest comes too."""
    folder, docs = tmp_path / "small", many(60)
    place = f"sqlite:{folder / 'press.db'}"
    with disk(folder, 1_000_000) as enlarge:
        sink = SqliteSink(folder / "press.db")
        sink.open(RunInfo())

        def fill() -> None:
            for start in range(0, 60, 4):
                sink.write(docs[start : start + 4])

        with pytest.raises(
            ConfigError, match=r"press\.db: .*(full|disk I/O error).*To mend: (free the disk|load again)"
        ):
            fill()
        sink.abort()
        enlarge()
        given = sink.counts.documents
        assert 0 < given < 60
        assert ask(place, "SELECT count(*) FROM documents") == [[(given,)]], "what was taken is there"
        assert ask(place, "PRAGMA integrity_check") == [[("ok",)]]
        assert ask(place, "PRAGMA foreign_key_check") == [[]]
        with writing([again := SqliteSink(folder / "press.db")], RunInfo()) as give:
            give(docs)
        assert again.counts.unchanged == given
        assert counted(place) == whole(docs, tmp_path)


@DISKS
@pytest.mark.parametrize(
    "name", ["parquet:{}/tables", "jsonl:{}/a.jsonl", "jsonl:{}/a.jsonl.gz", "csv:{}/a.csv"]
)
def test_a_disk_too_full_for_a_file_leaves_the_old_one(tmp_path: Path, disk: Any, name: str) -> None:
    folder, docs = tmp_path / "small", many(60)
    for doc in docs:  # no two rows alike, or they would take no room
        doc["text"] += random.Random(doc["id"]).randbytes(8000).hex()
        doc["facts"] *= 1 if "csv" not in name else 10
    place = name.format(folder)

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    with disk(folder, 200_000) as enlarge:
        with writing(places.sinks([place]), RunInfo()) as give:
            give(docs[:1])
        before = files()
        for _ in range(2):
            with (
                pytest.raises(ConfigError, match=r"small.*: cannot be written .*To mend: "),
                writing(places.sinks([place]), RunInfo()) as give,
            ):
                give(docs)
            assert files() == before, "nothing temporary is left either"
        enlarge()
        with writing(places.sinks([place]), RunInfo()) as give:
            give(docs)
        assert sum(map(len, files().values())) > 200_000


def test_another_program_that_does_not_stop_writing(tmp_path: Path) -> None:
    path = tmp_path / "press.db"
    with writing([SqliteSink(path)], RunInfo()) as give:
        give([document(1)])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(ConfigError, match=r"locked\. To mend: wait"),
            writing([SqliteSink(path, 0.1)], RunInfo()),
        ):
            pass
