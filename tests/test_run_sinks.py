"""`pressfacts run --to`: a run feeds its sinks, by default a database that mirrors documents.jsonl."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import running
from pipeline.cli import main
from tests.texts import TEXTS


@pytest.fixture
def run(loaded: pipeline.Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs on the folder `in` into `out`, with the dictionaries loaded once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "load", lambda rules, config: loaded)
    Path("in").mkdir()
    for name, text in TEXTS.items():
        Path("in", f"{name}.txt").write_text(text, encoding="utf-8")

    def call(*arguments: str, command: str = "run") -> int:
        words = ["in", "-o", "out", "--timeout", "0"] if command == "run" else ["out"]
        with pytest.raises(SystemExit) as stopped:
            main([command, *words, *arguments])
        return int(stopped.value.code or 0)

    return call


def ask(query: str, path: str = "out/pressfacts.db") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(query).fetchall()


def test_by_default_a_database_mirrors_documents_jsonl(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    said = capsys.readouterr().out
    assert "sqlite:out/pressfacts.db: 3 records, " in said
    docs = [json.loads(line) for line in Path("out/documents.jsonl").read_text("utf-8").splitlines()]
    assert ask("SELECT id, text FROM documents ORDER BY source_uri") == [
        (doc["id"], doc["text"]) for doc in docs
    ]
    assert ask("SELECT count(*) FROM facts") == [(sum(len(doc["facts"]) for doc in docs),)]
    assert run() == 0
    assert "3 unchanged, 0 rows written\n" in capsys.readouterr().out
    Path("in/a.txt").unlink()
    Path("in/b.txt").write_text("港口去年完成货物吞吐量4亿吨。", encoding="utf-8")
    Path("in/c.txt").write_bytes(b"\0\1\2\3" * 50)
    assert run() == 1
    assert ask("SELECT source_uri FROM documents") == [("in/b.txt",)]
    assert ask("SELECT source_uri, stage FROM errors") == [("in/c.txt", "decode")]
    assert {text for (text,) in ask("SELECT text FROM quantities")} == {"4亿吨"}


def test_places_in_its_stead(run: Callable[..., int], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    places = ["sqlite:all.db", "csv:facts.csv", "parquet:tables", "jsonl:copy.jsonl"]
    assert run(*(word for place in places for word in ("--to", place))) == 0
    assert not Path("out/pressfacts.db").exists()
    assert Path("copy.jsonl").read_bytes() == Path("out/documents.jsonl").read_bytes()
    assert "uid" in json.loads(Path("facts.schema.json").read_text("utf-8"))["primaryKey"]
    capsysbinary.readouterr()
    assert run(command="facts") == 0
    assert capsysbinary.readouterr().out == Path("facts.csv").read_bytes(), "the flat view"
    assert len(list(Path("tables").glob("*.parquet"))) > 10
    Path("in/a.txt").unlink()
    assert run("--to", "sqlite:all.db") == 0
    assert ask("SELECT count(*) FROM documents", "all.db") == [(3,)], "a database that is named collects"


def test_nowhere(run: Callable[..., int]) -> None:
    assert run("--to", "none") == 0
    assert sorted(path.name for path in Path("out").iterdir()) == [".pressfacts", "documents.jsonl"]


def test_a_place_that_cannot_be_reached_is_told_before_anything_is_computed(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running.batch, "run", lambda *_, **__: pytest.fail("it computed"))
    assert run("--to", "sqlite:no/where.db") == 2
    assert "no/where.db: unable to open database file. To mend:" in capsys.readouterr().err


def test_a_strict_run_that_stops_leaves_the_database_as_it_was(run: Callable[..., int]) -> None:
    assert run() == 0
    before = ask("SELECT * FROM documents ORDER BY uid")
    Path("in/a.txt").write_bytes(b"\0\1\2\3" * 50)
    assert run("--strict") == 1
    assert ask("SELECT * FROM documents ORDER BY uid") == before


@pytest.mark.parametrize("to", [None, "sqlite:named.db"])
def test_a_run_that_writes_nothing_leaves_no_database(run: Callable[..., int], to: str | None) -> None:
    place = ["--to", to] if to else []
    assert run("nosuch*.txt", *place) == 2
    assert sorted(path.name for path in Path().iterdir()) == ["in"]
    Path("in/a.txt").write_bytes(b"\0\1\2\3" * 50)
    assert run("--strict", *place) == 1
    assert not list(Path().rglob("*.db*"))
    assert run(*place) == 1
    assert ask("SELECT count(*) FROM errors", "named.db" if to else "out/pressfacts.db") == [(1,)]


def test_no_password_is_kept_for_a_retry(run: Callable[..., int], postgres: Any) -> None:
    if not postgres.private:
        pytest.skip("the server that PRESSFACTS_TEST_DSN names has passwords of its own")
    url = postgres.url.replace("postgresql://test@", "postgresql://test:open-sesame@")
    assert run("--to", f"{url}&schema=pressfacts_run") == 0
    kept = b"".join(path.read_bytes() for path in Path("out/.pressfacts").rglob("*") if path.is_file())
    assert b"schema=pressfacts_run" in kept
    assert b"open-sesame" not in kept
    assert run(command="retry") == 0
