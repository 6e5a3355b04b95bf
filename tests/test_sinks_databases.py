"""SQLite and a real PostgreSQL take the same records to the same rows; a replay changes nothing."""

from __future__ import annotations

import dataclasses
import json
import random
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import pytest

from pipeline import model
from pipeline.errors import ConfigError, InputError
from pipeline.sinks.base import Counts, Result, RunInfo, Sink, writing
from pipeline.sinks.postgresql import PostgresSink
from pipeline.sinks.rows import number
from pipeline.sinks.sqlite import SqliteSink
from pipeline.sinks.tables import BY_NAME, TABLES
from tests.finished import Json, anonymous, document, failure, many, without
from tests.needs import library
from tests.postgres import Server

psycopg = library("psycopg")


class Base(Protocol):
    """A database under test, empty at first."""

    def sink(self) -> Sink: ...

    def ask(self, query: str) -> list[tuple[Any, ...]]: ...

    def tell(self, statement: str) -> None: ...

    def plan(self, query: str) -> str:
        """How it would be answered if tables were large."""


class Sqlite:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "press.db"

    def sink(self) -> Sink:
        return SqliteSink(self.path)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        base = sqlite3.connect(self.path)
        try:
            return base.execute(query).fetchall()
        finally:
            base.close()

    def plan(self, query: str) -> str:
        return str(self.ask(f"EXPLAIN QUERY PLAN {query}"))

    def tell(self, statement: str) -> None:
        base = sqlite3.connect(self.path)
        with base:
            base.execute(statement)
        base.close()


class Postgres:
    def __init__(self, server: Server, schema: str) -> None:
        self._url, self._schema = server.url, schema

    @property
    def url(self) -> str:
        return f"{self._url}{'&' if '?' in self._url else '?'}schema={self._schema}"

    def sink(self) -> Sink:
        return PostgresSink(self.url)

    def _connect(self) -> Any:
        base = psycopg.connect(self._url)
        base.execute(psycopg.sql.SQL("SET search_path TO {}").format(psycopg.sql.Identifier(self._schema)))
        return base

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with self._connect() as base:
            return base.execute(query.encode()).fetchall()

    def tell(self, statement: str) -> None:
        with self._connect() as base:
            base.execute(statement.encode())

    def plan(self, query: str) -> str:
        with self._connect() as base:
            base.execute("SET enable_seqscan = off")
            return str(base.execute(f"EXPLAIN {query}").fetchall())

    def drop(self) -> None:
        self.tell(f"DROP SCHEMA IF EXISTS {self._schema} CASCADE")


@pytest.fixture(params=["sqlite", "postgresql"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Base]:
    if request.param == "sqlite":
        yield Sqlite(tmp_path)
        return
    made = Postgres(request.getfixturevalue("postgres"), "pressfacts_test")
    made.drop()
    yield made
    made.drop()


def write(base: Base, *batches: Sequence[Result]) -> Counts:
    sink = base.sink()
    with writing([sink], RunInfo()) as give:
        for batch in batches:
            give(batch)
    return sink.counts


def everything(base: Base) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, in an order of their own."""
    return {
        table.name: sorted(
            base.ask(f"SELECT {', '.join(table.names)} FROM {table.name}"),
            key=lambda row: list(map(str, row)),
        )
        for table in TABLES
    }


def test_every_part_of_a_document_has_its_row(base: Base) -> None:
    doc = document(name="taiwan-exports")
    doc["checks"] = [
        {"id": "c1", "kind": "growth", "facts": ["f1", "f2"], "result": "consistent", "detail": "…"}
    ]
    counts = write(base, [doc, failure(1)])
    assert counts.documents == 2
    counted = {name: len(rows) for name, rows in everything(base).items()}
    assert counted == {
        "documents": 1,
        "errors": 1,
        "entity_codes": sum(len(item["codes"]) for item in doc["entities"]),
        "fact_dimensions": sum(len(item["dimensions"]) for item in doc["facts"]),
        "check_facts": 2,
        **{
            name: len(doc[name])
            for name in (
                "blocks",
                "sentences",
                "quantities",
                "times",
                "entities",
                "facts",
                "bylines",
                "removed",
            )
        },
        "checks": 1,
        "warnings": len(doc["warnings"]),
    }
    assert counted == {name: counts.rows.get(name, 0) for name in counted}
    assert counted["fact_dimensions"] > 0 < counted["entity_codes"]
    fact = doc["facts"][0]
    quantity = next(item for item in doc["quantities"] if item["id"] == fact["quantity"])
    [row] = base.ask(
        "SELECT f.uid, f.metric, f.evidence, f.status, q.value, q.text_start, q.original_end, d.source_uri, d.id"
        " FROM facts f JOIN quantities q ON q.uid = f.quantity JOIN documents d ON d.uid = f.document WHERE f.id = 'f1'"
    )
    assert row == (
        fact["uid"], fact["metric"]["text"], fact["evidence"]["text"], fact["status"], quantity["value"],
        quantity["start"], quantity["original"]["end"], "in/0.txt", "release-0",
    )  # fmt: skip
    [(text, original)] = base.ask("SELECT text, original_text FROM documents")
    assert (text, original) == (doc["text"], doc["original_text"])
    assert base.ask("SELECT stage, code FROM errors") == [("decode", "undecodable")]


# Fields of the contract → the column or table that keeps them, where that has another name.
KEPT_AS = {
    "documents": {
        "source": "source_uri", "provenance": "pipeline", "bylines": None, "removed": None, "blocks": None,
        "sentences": None, "quantities": None, "times": None, "entities": None, "facts": None, "checks": None,
        "warnings": None,
    },
    "quantities": {"start": "text_start", "end": "text_end", "unit": "unit_code", "normalized": "base_value"},
    "times": {"start": "text_start", "end": "text_end", "first": "first_day", "last": "last_day"},
    "entities": {"start": "text_start", "end": "text_end", "codes": "entity_codes"},
    "facts": {"when": "freq", "change": "change_direction", "dimensions": "fact_dimensions"},
    "blocks": {"start": "text_start", "end": "text_end", "table": "grid"},
    "bylines": {},
    "removed": {"original": "original_start"},
    "checks": {"facts": "check_facts"},
    "warnings": {},
}  # fmt: skip


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("documents", model.Document), ("quantities", model.Quantity), ("times", model.Time),
        ("entities", model.Entity), ("facts", model.Fact), ("blocks", model.Block), ("bylines", model.Byline),
        ("removed", model.Removed), ("checks", model.Check), ("warnings", model.Notice),
    ],
)  # fmt: skip
def test_no_field_of_the_contract_is_left_out(table: str, kind: type) -> None:
    """A field that is new in the model fails here until the tables have a place for it."""
    for item in dataclasses.fields(kind):
        kept = KEPT_AS[table].get(item.name, item.name)
        if kept is None:
            assert item.name in BY_NAME
        else:
            assert kept in BY_NAME[table].names or kept in BY_NAME, (
                f"{kind.__name__}.{item.name} needs a column (tables.py), a value (rows.py) and a step (migrations.py)"
            )


def test_a_replay_changes_nothing(base: Base) -> None:
    docs = [*many(6), failure(7)]
    write(base, docs)
    before = everything(base)
    again = write(base, docs[:3], docs[3:])
    assert (again.unchanged, sum(again.rows.values()), again.deleted) == (7, 0, 0)
    assert everything(base) == before


def test_rows_that_are_the_same_stay_untouched_in_a_document_that_changed(base: Base) -> None:
    doc = document()
    write(base, [doc])
    doc["facts"][0]["confidence"] = 0.123
    counts = write(base, [doc])
    assert {name: count for name, count in counts.rows.items() if count} == {"documents": 1, "facts": 1}
    assert base.ask("SELECT confidence FROM facts WHERE id = 'f1'") == [(0.123,)]


def test_rows_that_a_changed_document_no_longer_has_are_deleted(base: Base) -> None:
    doc, other = document(0, "taiwan-exports"), document(1, "taiwan-exports")
    write(base, [doc, other])
    less = without(doc, "facts", lambda fact: fact["id"] != "f1")
    less["sentences"], less["checks"] = doc["sentences"][:-1], []
    counts = write(base, [less])
    gone = len(doc["facts"]) - 1 + sum(len(fact["dimensions"]) for fact in doc["facts"][1:]) + 1
    gone += sum(1 + len(check["facts"]) for check in doc["checks"])
    assert counts.deleted == gone
    fresh = everything(base)
    assert len(fresh["facts"]) == 1 + len(other["facts"])
    write(base, [doc])
    assert len(everything(base)["facts"]) == 2 * len(doc["facts"])


def test_any_history_ends_in_the_same_rows_as_the_last_state_alone(base: Base, tmp_path: Path) -> None:
    """Seeded random histories of changed, failed, repeated and emptied documents."""
    dice = random.Random(7)
    latest: dict[int, Json] = {}
    batches = []
    for _ in range(12):
        batch = []
        for _ in range(dice.randint(1, 4)):
            which = dice.randrange(4)
            doc = document(which, dice.choice(["port-throughput", "taiwan-exports"]))
            for layer in ("facts", "warnings", "bylines"):
                doc[layer] = doc[layer][: dice.randrange(1 + len(doc[layer]))]
            known = {fact["id"] for fact in doc["facts"]}
            doc["checks"] = [check for check in doc["checks"] if known.issuperset(check["facts"])]
            for fact in doc["facts"]:
                if fact["same_as"] not in known:
                    fact["same_as"] = None
            result = failure(which) if dice.random() < 0.2 else doc
            batch.append(result)
            latest[which] = result
        batches.append(batch)
    write(base, *batches)
    fresh = Sqlite(tmp_path / "fresh")
    fresh.path.parent.mkdir()
    write(fresh, list(latest.values()))
    keys = {table.name: [table.names.index(name) for name in table.key] for table in TABLES}
    assert {
        name: {tuple(row[place] for place in keys[name]) for row in rows}
        for name, rows in everything(base).items()
    } == {
        name: {tuple(row[place] for place in keys[name]) for row in rows}
        for name, rows in everything(fresh).items()
    }


def test_an_error_gives_way_to_its_document_and_back(base: Base) -> None:
    write(base, [failure(3)])
    assert write(base, [document(3)]).deleted == 1
    assert (base.ask("SELECT count(*) FROM errors"), base.ask("SELECT count(*) FROM documents")) == (
        [(0,)],
        [(1,)],
    )
    write(base, [failure(3)])
    assert base.ask("SELECT count(*) FROM facts") == [(0,)]
    assert (base.ask("SELECT count(*) FROM errors"), base.ask("SELECT count(*) FROM documents")) == (
        [(1,)],
        [(0,)],
    )


def test_another_text_at_the_same_place_takes_the_place_of_one_without_an_id(base: Base) -> None:
    """Standard input is no place that a text stays at."""
    left = {"in/a.txt": 1, "in/a.jsonl#3": 1, "-": 2, "-#4": 2, "pipe#1": 2}
    old, new = ([anonymous(uri, text) for uri in left] for text in ("old", "new"))
    write(base, [*old, document(5)], new)
    assert dict(base.ask("SELECT source_uri, count(*) FROM documents GROUP BY source_uri")) == left | {
        "in/5.txt": 1
    }
    kept = {id for (id,) in base.ask("SELECT id FROM documents")}
    assert kept >= {doc["id"] for doc in new} | {"release-5"}
    write(base, [anonymous("in/a.txt", "older"), anonymous("in/a.txt", "newest")])  # in one batch too
    assert base.ask("SELECT id FROM documents WHERE source_uri = 'in/a.txt'") == [
        (anonymous("in/a.txt", "newest")["id"],)
    ]


def test_values_are_exact_and_can_be_compared(base: Base) -> None:
    doc = document()
    exact = ["1/3", "0.1", "123456789012345678901234567890.5", "9" * 600, "-2.5"]
    for quantity, value in zip(doc["quantities"], exact, strict=False):
        quantity["value"] = value
    write(base, [doc])
    rows = base.ask("SELECT value, value_number FROM quantities ORDER BY text_start")[: len(exact)]
    assert [value for value, _ in rows] == exact
    numbers = [None if n is None else float(n) for _, n in rows]
    assert numbers[0] == pytest.approx(1 / 3)
    assert numbers[1:] == [0.1, 123456789012345678901234567890.5, None, -2.5]
    if isinstance(base, Postgres):
        assert rows[2][1] == Decimal(exact[2])
        assert rows[0][1] == Decimal("0." + "3" * 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1700000", "1700000"), ("-2.5", "-2.5"), ("1/3", "0." + "3" * 30), ("-20/3", "-6." + "6" * 28 + "7"),
     ("1" * 300, "1" * 300), ("1" * 301, None), (None, None)],
)  # fmt: skip
def test_a_number_of_an_exact_value(text: str | None, expected: str | None) -> None:
    assert number(text) == expected


def test_texts_that_databases_trip_over(base: Base) -> None:
    """NUL, which PostgreSQL refuses and SQLite ends at; names too long for a B-tree; quotes, backslashes, tabs."""
    doc = document()
    nasty = "a\0b'\"\\N\t\\.\n;--𠮷\\u0000" + "长" * 5000
    doc["text"] = doc["original_text"] = nasty
    doc["entities"][0]["text"] = doc["entities"][0]["norm"] = nasty
    doc["facts"][0]["metric"]["norm"] = doc["facts"][0]["subject"]["text"] = nasty
    doc["source"]["url"] = nasty
    doc["provenance"]["region_evidence"] = [{"region": "CN", "weight": 1, "words": [nasty]}]
    write(base, [doc])
    kept = nasty.replace("\0", "\ufffd")
    [(evidence,)] = base.ask("SELECT region_evidence FROM documents")
    read = json.loads(evidence) if isinstance(evidence, str) else evidence
    assert read == [{"region": "CN", "weight": 1, "words": [kept]}]
    assert base.ask("SELECT text, url FROM documents") == [(kept, kept)]
    assert base.ask("SELECT norm FROM entities WHERE id = 'e1'") == [(kept,)]
    assert sum(write(base, [doc]).rows.values()) == 0


def test_two_items_at_one_place_keep_their_rows(base: Base) -> None:
    doc = document()
    doc["facts"][1]["uid"] = doc["facts"][0]["uid"]
    write(base, [doc])
    assert len(base.ask("SELECT uid FROM facts")) == len(doc["facts"])


SPOILED: tuple[tuple[Callable[[Json], object], str], ...] = (
    (lambda doc: doc["facts"][0].update(quantity="q999"), "q999 is none of its quantities"),
    (lambda doc: doc["facts"][0].update(period="t999"), "t999 is none of its times"),
    (lambda doc: doc["times"][0].update(first="2023-02-30"), "ValueError"),
    (lambda doc: doc.pop("blocks"), "KeyError: 'blocks'"),
    (lambda doc: doc.update(facts=None), "TypeError"),
)
KEYLESS: tuple[Json, ...] = (
    {"schema_version": "1.0", "id": "a", "error": {}},
    {"schema_version": "1.0", "source": {"uri": "a.txt"}},
    {"schema_version": "1.0", "id": 3, "source": {"uri": "a.txt"}},
    {"schema_version": "1.0", "id": "a", "source": None},
)


def test_a_record_that_is_none_is_told_with_its_place_and_nothing_of_its_batch_stays(base: Base) -> None:
    sink = base.sink()
    with writing([sink], RunInfo()) as give:
        give([document(1)])
        for spoil, words in SPOILED:
            doc = document(2)
            spoil(doc)
            with pytest.raises(InputError, match=f"in/2.txt.*{words}.*To mend"):
                give([document(3), doc])
        for doc in KEYLESS:
            with pytest.raises(InputError, match=r"lacks source.uri or id.*To mend"):
                give([document(3), doc])
    assert base.ask("SELECT id FROM documents") == [("release-1",)]
    assert sink.counts.documents == 1


def test_views_answer_the_first_questions(base: Base) -> None:
    docs = [document(0, "taiwan-exports"), document(1, "taiwan-exports", published="2024-10-01")]
    write(base, docs)
    rows = base.ask("SELECT metric, region, first_day, value, unit_code, vintage, document_id FROM series")
    assert rows
    newest = base.ask("SELECT DISTINCT document_id FROM series WHERE vintage = 1 AND only_in IS NULL")
    assert newest == [("release-1",)], "vintage 1 is what the latest document says"
    assert {row[-1] for row in rows} == {"release-0", "release-1"}
    [(statements,)] = base.ask("SELECT count(*) FROM statements")
    assert statements == sum(len(doc["facts"]) for doc in docs)
    names = base.ask("SELECT name, mentions, documents FROM names ORDER BY mentions DESC, name")
    assert sum(row[1] for row in names) == sum(len(doc["entities"]) for doc in docs)
    assert names[0][2] == 2


def test_a_series_is_read_by_its_index(base: Base) -> None:
    write(base, [document()])
    query = "SELECT value FROM series WHERE metric_id = 'exports' AND region_code = '440000' AND vintage = 1"
    assert "facts_by_metric_id_region_code_first_day" in base.plan(query)


def test_of_a_series_a_document_without_a_date_is_never_the_latest(base: Base) -> None:
    write(base, [document(0, published=None), document(1, published="2020-01-01")])
    newest = base.ask("SELECT DISTINCT document_id FROM series WHERE vintage = 1 AND only_in IS NULL")
    assert newest == [("release-1",)]


YEAR = ("2024-01-01", "2024-12-31")


def stating(number: int, day: str, *facts: Json) -> Json:
    """A document with these facts of one metric: `subject`, `norm` (of its entity), `code` (of it, a place), `days`, and
    other fields as they are."""
    doc = without(
        document(number, published=day), "facts", lambda fact: fact["id"] not in ("f1", "f3", "f6", "f7")
    )
    doc["facts"], doc["checks"] = doc["facts"][: len(facts)], []
    for fact, wanted in zip(doc["facts"], facts, strict=True):
        wanted = dict(wanted)
        subject, norm, code = (wanted.pop(name, None) for name in ("subject", "norm", "code"))
        first, last = wanted.pop("days", YEAR)
        entity = next(item for item in doc["entities"] if item["id"] == fact["subject"]["entity"])
        fact["subject"] |= {"text": subject, "entity": entity["id"] if norm else None}
        if norm:
            codes = [{"scheme": "GB/T 2260", "value": code, "version": None}] if code else []
            entity |= {"text": subject, "norm": norm, "codes": codes}
        fact["metric"] |= {"id": "exports", "norm": "出口", "text": "出口"}
        fact["when"] = {"first": first, "last": last, "freq": "A", "basis": "flow"}
        fact |= {"measure_type": "level", "status": "actual", "same_as": None, "dimensions": []} | wanted
    return doc


APART: tuple[tuple[str, Json, Json], ...] = (
    ("two cities, neither named", {"subject": "全市"}, {"subject": "全市"}),
    ("two companies", {"subject": "本集团"}, {"subject": "本集团"}),
    ("a kind of company", {"subject": "规模以上工业企业"}, {"subject": "规模以上工业企业"}),
    ("no period", *[{"subject": "广东", "norm": "广东省", "code": "440000", "days": (None, None)}] * 2),
    ("two banks", {"subject": "本行", "norm": "招商银行"}, {"subject": "本行", "norm": "平安银行"}),
)
TOGETHER: tuple[tuple[str, Json, Json], ...] = (
    ("a place", *[{"subject": "广东", "norm": "广东省", "code": "440000"}] * 2),
    (
        "one bank in two ways",
        {"subject": "本行", "norm": "招商银行"},
        {"subject": "招行", "norm": "招商银行"},
    ),
    ("a last day alone", *[{"subject": "招行", "norm": "招商银行", "days": (None, "2025-12-31")}] * 2),
)


@pytest.mark.parametrize(("apart", "first", "second"), [
    *((True, first, second) for _, first, second in APART),
    *((False, first, second) for _, first, second in TOGETHER),
], ids=[name for name, *_ in (*APART, *TOGETHER)])  # fmt: skip
def test_what_need_not_be_the_same_is_not_ranked_across_documents(
    base: Base, apart: bool, first: Json, second: Json
) -> None:
    write(base, [stating(0, "2024-10-20", first), stating(1, "2024-10-21", second)])
    found = dict(base.ask("SELECT document_id, vintage FROM series"))
    assert found == {"release-0": 1 if apart else 2, "release-1": 1}


def test_within_a_document_figures_of_no_name_are_still_ranked(base: Base) -> None:
    write(base, [stating(0, "2024-10-20", {"subject": "全市"}, {"subject": "全市"})])
    assert [vintage for (vintage,) in base.ask("SELECT vintage FROM series ORDER BY vintage")] == [1, 2]


def test_the_questions_of_the_documentation_are_answered(base: Base) -> None:
    asked = questions()
    assert len(asked) == 4
    docs = [document(0, "taiwan-exports"), document(1, "port-throughput")]
    write(base, docs)
    answers = [base.ask(question) for question in asked]
    assert answers[3]
    originals = {quantity["original"]["text"] for doc in docs for quantity in doc["quantities"]}
    assert {text for (text,) in answers[3]} <= originals


def questions() -> list[str]:
    page = (Path(__file__).parent.parent / "docs" / "databases.md").read_text(encoding="utf-8")
    [block] = re.findall(r"## First questions.*?```sql\n(.*?)```", page, re.DOTALL)
    return [question for question in block.split(";") if question.strip()]


def test_the_questions_of_the_documentation_get_what_they_ask_for(base: Base) -> None:
    place = {"subject": "广东", "norm": "广东省", "code": "440000"}
    partner = [{"role": "partner", "text": "欧盟", "entity": None, "code": "EU"}]
    exports, revised, promised, _ = questions()
    write(base, [
        stating(0, "2025-01-20", place, place | {"dimensions": partner}, {"subject": "全市"}),
        stating(1, "2025-01-21", place | {"signed_value": "9"}, {"subject": "全市", "signed_value": "8"}),
        stating(2, "2025-01-22", {"subject": "全市"}),
    ])  # fmt: skip
    assert [row[-1] for row in base.ask(exports)] == ["in/1.txt"], "as last reported, and no part of it"
    assert [row[:3] for row in base.ask(revised)] == [("出口", "广东", "广东省")]
    days = {
        "year": YEAR, "by the end": (None, "2025-12-31"), "plan": ("2021-01-01", "2025-12-31"), "from": ("2025-01-01", None),
        "by 2030": (None, "2030-12-31"), "later": ("2026-01-01", "2026-12-31"), "no day": (None, None),
    }  # fmt: skip
    for n, (name, (first, last)) in enumerate(days.items(), 10):
        target = {"subject": name, "days": (first, last), "status": "target"}
        write(base, [stating(n, "2025-01-20", target)])
    assert {row[1] for row in base.ask(promised)} == {"by the end", "plan", "from"}


def test_a_database_of_a_newer_program_is_left_alone(base: Base) -> None:
    write(base, [document()])
    base.tell("UPDATE pressfacts_meta SET value = '999' WHERE key = 'version'")
    with pytest.raises(ConfigError, match=r"999.*newer.*To mend"):
        write(base, [document(1)])
    assert base.ask("SELECT count(*) FROM documents") == [(1,)]


def test_tables_of_another_program_are_left_alone(base: Base) -> None:
    if isinstance(base, Postgres):
        base.tell("CREATE SCHEMA pressfacts_test")
    base.tell("CREATE TABLE facts (claim TEXT)")
    with pytest.raises(ConfigError, match=r"facts.*another program.*To mend"):
        write(base, [document()])
    assert base.ask("SELECT * FROM facts") == []
