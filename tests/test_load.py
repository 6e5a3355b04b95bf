"""`pressfacts load`: finished documents into files and databases; every error names its place and what to do."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.errors import ConfigError, InputError
from pipeline.sinks import places
from pipeline.sinks.base import RunInfo, writing
from pipeline.sinks.load import load
from pipeline.sinks.tables import TABLES
from tests.finished import Json, document, failure, many
from tests.needs import library

duckdb = library("duckdb")
library("pyarrow")

DOCS = [*many(5), failure(9)]


def lines(path: Path, docs: Sequence[Json]) -> Path:
    data = "".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in docs).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    return lines(tmp_path / "documents.jsonl", DOCS)


def command(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    base = sqlite3.connect(path)
    try:
        return base.execute(query).fetchall()
    finally:
        base.close()


def test_several_places_at_once(finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = [f"sqlite:{tmp_path / 'a.db'}", f"parquet:{tmp_path / 'tables'}", f"jsonl:{tmp_path / 'b.jsonl.gz'}"]
    assert command("load", finished, *(word for place in to for word in ("--to", place))) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition(": ")[0] for line in said] == to
    assert all("6 records" in line for line in said)
    assert gzip.decompress((tmp_path / "b.jsonl.gz").read_bytes()) == finished.read_bytes()
    facts = sum(len(doc.get("facts", ())) for doc in DOCS)
    assert rows(tmp_path / "a.db", "SELECT count(*) FROM facts") == [(facts,)]
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/tables/facts.parquet'").fetchall() == [(facts,)]
    assert command("load", finished, "--to", to[0]) == 0
    assert "6 unchanged, 0 rows written" in capsys.readouterr().out


def test_without_a_place_it_is_a_database_beside_the_file(finished: Path) -> None:
    assert command("load", finished) == 0
    assert rows(finished.parent / "pressfacts.db", "SELECT count(*) FROM documents") == [(5,)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("documents.jsonl", "--to", "none"),
            "--to none: there is nothing to load into. To mend: name one of",
        ),
        (("documents.jsonl", "documents.jsonl"), "2 results and no --to: each may have a database beside it"),
    ],
)
def test_no_place_to_load_into(
    arguments: tuple[str, ...],
    words: str,
    finished: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(finished.parent)
    assert command("load", *arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""
    assert os.listdir() == ["documents.jsonl"]


def test_a_folder_stands_for_its_documents(finished: Path) -> None:
    assert command("load", finished.parent) == 0
    assert rows(finished.parent / "pressfacts.db", "SELECT count(*) FROM documents") == [(5,)]


@pytest.mark.parametrize(
    ("name", "kept"), [("documents.jsonl", 2), (".", 2), ("older.jsonl", 5), ("older.jsonl.gz", 5)]
)
def test_the_database_of_a_run_is_mirrored_and_one_beside_other_files_collects(
    tmp_path: Path, name: str, kept: int
) -> None:
    file = "documents.jsonl" if name == "." else name
    for docs in (DOCS, DOCS[:2]):
        lines(tmp_path / file, docs)
        assert command("load", tmp_path / name) == 0
    assert rows(tmp_path / "pressfacts.db", "SELECT count(*) FROM documents") == [(kept,)]
    assert rows(tmp_path / "pressfacts.db", "SELECT count(*) FROM errors") == [(int(kept == 5),)]


@pytest.mark.parametrize("terminal", [True, False])
def test_how_far_it_is_stands_on_a_terminal(
    finished: Path, terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    assert command("load", finished) == 0
    said = capsys.readouterr()
    assert ("6 documents in " in said.err) == terminal
    assert "documents in" not in said.out


def test_compressed_lines_and_several_files(tmp_path: Path) -> None:
    first, second = lines(tmp_path / "a.jsonl.gz", DOCS[:4]), lines(tmp_path / "b.jsonl", DOCS[2:])
    count = load([str(first), str(second)], places.sinks([f"sqlite:{tmp_path / 'x.db'}"]))
    assert count == 8
    assert rows(tmp_path / "x.db", "SELECT count(*) FROM documents") == [(5,)], "what both have is there once"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"schema_version": "1.0", "id"', "line 2: no JSON"),
        (b"[1]", "line 2: no result"),
        (b'{"text": "\xe4\xb8\x89"}', "line 2: no result"),
        (b'{"schema_version": "2.0"}', "line 2: schema version 2.0"),
        (b'{"schema_version": "1.0", "facts": []}', "line 2: the document lacks layers"),
        (b"\xff\xfe", "line 2: no JSON"),
    ],
)
def test_a_line_that_is_no_record(
    finished: Path, tmp_path: Path, line: bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_bytes(finished.read_bytes().splitlines(keepends=True)[0] + line)
    assert command("load", broken, "--to", f"jsonl:{tmp_path / 'out.jsonl'}") == 1
    said = capsys.readouterr().err
    assert f"{broken}, {words}" in said
    assert "To mend:" in said
    assert not list(tmp_path.glob("*out*")), "nothing half-written is left"


@pytest.mark.parametrize("damage", ["cut", "changed", "short"])
def test_a_file_that_lost_a_part_says_how_to_get_it_whole(
    finished: Path, tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = gzip.compress(finished.read_bytes())
    middle = len(packed) // 2
    broken = tmp_path / ("trunc.jsonl" if damage == "short" else "broken.jsonl.gz")
    broken.write_bytes(
        {
            "cut": packed[:middle],
            "changed": packed[:middle] + b"\xff" * 40 + packed[middle + 40 :],
            "short": finished.read_bytes()[:-40],
        }[damage]
    )
    assert command("load", broken, "--to", f"jsonl:{tmp_path / 'out.jsonl'}") == 1
    said = capsys.readouterr().err
    assert said.startswith(f"pressfacts: {broken}")
    assert "To mend: copy the file anew, or write it anew by the `pressfacts run` that made it" in said


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("mysql://localhost/x", "no kind of place. To mend: write one of sqlite:"),
        ("sqlite:", "no kind of place"),
        ("out", "no kind of place"),
        ("postgresql://me:secret@localhost/x?schema=", "schema= has no name"),
    ],
)
def test_a_place_of_no_kind(place: str, words: str) -> None:
    with pytest.raises(ConfigError) as told:
        places.sinks([place])
    assert words in str(told.value)
    assert "secret" not in str(told.value)


def test_none_is_a_place_that_stands_alone(tmp_path: Path) -> None:
    assert places.sinks(["none"]) == []
    for given in (
        ["none", f"sqlite:{tmp_path / 'a.db'}"],
        [f"csv:{tmp_path / 'a.csv'}", "none"],
        ["none"] * 2,
    ):
        with pytest.raises(
            ConfigError, match=r"--to none stands beside other places\. To mend: give it alone"
        ):
            places.sinks(given)
    with pytest.raises(ConfigError, match=r"write one of sqlite:.*; of a run also none, alone"):
        places.sinks(["nowhere"])


def test_a_place_named_twice(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="given twice"):
        places.sinks([f"sqlite:{tmp_path / 'a.db'}", str(tmp_path / "a.db")])


@pytest.mark.parametrize(
    "kind", ["sqlite:{}/no/where.db", "jsonl:{}/no/where.jsonl", "parquet:{}/file/tables"]
)
def test_a_place_that_cannot_be_written(finished: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "file").write_text("a file, and no folder")
    with pytest.raises(ConfigError, match=str(tmp_path)) as told:
        load([str(finished)], places.sinks([kind.format(tmp_path)]))
    assert "To mend:" in str(told.value)


def test_a_file_that_is_no_database(finished: Path, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all " * 200)
    with pytest.raises(ConfigError, match=r"x\.db: file is not a database\. To mend: choose another file"):
        load([str(finished)], places.sinks([f"sqlite:{tmp_path / 'x.db'}"]))


def test_parquet_has_every_table_with_its_types_and_duckdb_reads_them(finished: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    load([str(finished)], places.sinks([f"parquet:{folder}"]))
    for table in TABLES:
        columns = duckdb.sql(f"DESCRIBE SELECT * FROM '{folder}/{table.name}.parquet'").fetchall()
        assert tuple(column[0] for column in columns) == table.names
    [(kind_of_value, kind_of_day)] = duckdb.sql(
        f"SELECT DISTINCT typeof(value_number), typeof(first_day) FROM '{folder}/quantities.parquet' q"
        f" JOIN '{folder}/facts.parquet' f ON f.quantity = q.uid WHERE value_number IS NOT NULL AND first_day IS NOT NULL"
    ).fetchall()
    assert (kind_of_value, kind_of_day) == ("DOUBLE", "DATE")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    load([str(finished)], places.sinks([f"parquet:{folder}"]))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first, (
        "the same records, the same bytes"
    )


def test_the_questions_to_duckdb_of_the_documentation_are_answered(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extension is loaded from its package: there is no network here to install it from."""
    page = (Path(__file__).parent.parent / "docs" / "databases.md").read_text(encoding="utf-8")
    block = page.partition("## DuckDB")[2].partition("```sql\n")[2].partition("```")[0]
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    load([str(finished)], places.sinks(["parquet:tables", "sqlite:out/pressfacts.db"]))
    base = duckdb.connect()
    answers = []
    for question in block.replace("INSTALL sqlite; LOAD sqlite;", f"LOAD '{_extension()}';").split(";"):
        if question.strip():
            answers.append(base.execute(question).fetchall())
    assert len(answers) == 4
    assert answers[0]
    labels = [entity["label"] for doc in DOCS for entity in doc.get("entities", ())]
    assert dict(answers[3]) == {label: labels.count(label) for label in labels}


def test_duckdb_reads_the_file_of_sqlite_as_it_is(finished: Path, tmp_path: Path) -> None:
    load([str(finished)], places.sinks([f"sqlite:{tmp_path / 'x.db'}"]))
    base = duckdb.connect()
    base.execute(f"LOAD '{_extension()}'")
    base.execute(f"ATTACH '{tmp_path / 'x.db'}' AS press (TYPE sqlite, READ_ONLY)")
    found = base.execute(
        "SELECT id, published_on, typeof(published_on) FROM press.documents ORDER BY id"
    ).fetchall()
    docs = [doc for doc in DOCS if "error" not in doc]
    assert [(id, str(day), kind) for id, day, kind in found] == [
        (doc["id"], doc["published"], "DATE") for doc in docs
    ]
    joined = base.execute(
        "SELECT count(*) FROM press.facts f JOIN press.quantities q ON q.uid = f.quantity WHERE q.value_number > 0"
    ).fetchall()
    assert joined[0][0] > 0


def _extension() -> Path:
    """Found and not imported: nothing of the package but DuckDB's signed file is used."""
    found = importlib.util.find_spec("duckdb_extension_sqlite_scanner")
    if found is None and not os.environ.get("CI"):
        pytest.skip("no extension of DuckDB for SQLite here: the test extra brings it for Linux on x86-64")
    assert found is not None
    assert found.submodule_search_locations
    [path] = Path(found.submodule_search_locations[0]).rglob("*.duckdb_extension")
    return path


def test_the_extension_lies_where_the_documentation_says() -> None:
    page = (Path(__file__).parent.parent / "docs" / "databases.md").read_text(encoding="utf-8")
    [said] = re.findall(r"LOAD '.*?/site-packages/(.*?)';", page)
    path = re.sub(r"v[\d.]+", f"v{duckdb.__version__}", said)
    assert _extension().as_posix().endswith(f"/{path}")


def test_the_python_of_the_documentation_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parent.parent / "docs" / "databases.md").read_text(encoding="utf-8")
    code = page.partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(tmp_path)

    class Finished:
        def __init__(self, data: Json) -> None:
            self.to_dict = lambda: data

    exec(code, {"documents": [Finished(doc) for doc in DOCS]})
    assert rows(Path("press.db"), "SELECT count(*) FROM documents") == [(5,)]


def test_a_run_cut_short_leaves_the_files_of_an_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    good = lines(tmp_path / "good.jsonl", [document(1)])
    load([str(good)], places.sinks([f"jsonl:{out}", f"parquet:{tmp_path / 'tables'}"]))
    before = {path: path.read_bytes() for path in [out, *(tmp_path / "tables").iterdir()]}
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(good.read_bytes() + b"{")
    with pytest.raises(InputError, match="line 2"):
        load([str(bad)], places.sinks([f"jsonl:{out}", f"parquet:{tmp_path / 'tables'}"]))
    assert {path: path.read_bytes() for path in [out, *(tmp_path / "tables").iterdir()]} == before


@pytest.mark.parametrize(
    "name", ["jsonl:{}/a.jsonl", "jsonl:{}/a.jsonl.gz", "csv:{}/a.csv", "parquet:{}/tables"]
)
def test_two_loads_into_one_file_are_one_after_the_other(name: str, finished: Path, tmp_path: Path) -> None:
    """Both would write the same temporary file, and the second on into the published one."""
    place = name.format(tmp_path)
    docs = [document(n) for n in range(3)]
    with writing(places.sinks([place]), RunInfo()) as give:
        give(docs[:1])
        with pytest.raises(ConfigError, match=r"another run is writing it. To mend: wait"):
            load([str(finished)], places.sinks([place]))
        give(docs[1:])
    left = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != finished}
    with writing(places.sinks([place]), RunInfo()) as give:
        give(docs)
    assert {path: path.read_bytes() for path in left} == left
    assert not [path for path in left if path.name.startswith(".")]


def test_what_pyarrow_says_is_told_with_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow
    from pyarrow import parquet

    def failing(step: Any) -> Any:
        def fails(self: Any, *arguments: Any) -> None:
            was_open = self.is_open
            step(self, *arguments)
            if was_open:
                raise pyarrow.ArrowException("a column\nis too large")

        return fails

    for method in ("write_table", "close"):
        with monkeypatch.context() as patch:
            patch.setattr(parquet.ParquetWriter, method, failing(getattr(parquet.ParquetWriter, method)))
            with (
                pytest.raises(ConfigError, match=r"^parquet:.*\(a column is too large\)\. To mend: "),
                writing(places.sinks([f"parquet:{tmp_path}"]), RunInfo()) as give,
            ):
                give([document(1)])
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("module", "extra", "place"),
    [("psycopg", "postgres", "postgresql://localhost/x"), ("pyarrow", "parquet", "parquet:x")],
)
def test_a_missing_library_is_named_with_its_extra(
    module: str, extra: str, place: str, finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=rf'pip install "pressfacts\[{extra}\]"'):
        load([str(finished)], places.sinks([place]))
