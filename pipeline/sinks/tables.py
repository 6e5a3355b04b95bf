"""The tables, once for all sinks: names, types, keys, what refers to what, what is looked up often.

Documents have the uid that `document_uid` makes of their key (source.uri, id); quantities, times, entities and facts have
the uid of the contract, which survives a change of rules. Rows below them count from 1 in the order of the document.
Spans: `start`/`end` become `text_start`/`text_end` (in `documents.text`) and `original_start`/`original_end` (in
`documents.original_text`), 0-based, half-open, in Unicode code points.

A value is kept twice: as the exact decimal string of the contract (`1860000000`, `1/3`), and in a column `…_number` to
compare and to add up: NUMERIC in PostgreSQL, where a fraction has 30 digits; in SQLite and Parquet, which have no exact
decimals without bounds, a binary number. It is null where the value has more than 300 digits.

`place` is the hash of the place that a document without an id of its own is known by; `entities.name` and
`facts.metric_name` are the canonical form or else the words, 200 characters at most, to look up and to group by.

Of a fact, `region` is the area among its dimensions, else its subject where that is a place, with the first code that it
has; `breakdown` has the other dimensions (`partner=US; item=电子零部件`), so that only like is compared with like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "boolean", "date", "number", "real", "json"]

VERSION = 3
"""Of these tables; raised with a migration (`pipeline.sinks.migrations`) whenever they change."""


@dataclass(frozen=True, slots=True)
class Column:
    """`refers`: the table whose uid it holds, of the same document. A required column is never null."""

    name: str
    type: Type = "text"
    required: bool = False
    refers: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """`equality`: values of any length that hardly repeat, looked up as a whole."""

    columns: tuple[str, ...]
    equality: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`key`: the primary key. Every table but `documents` and `errors` has a column `document`.

    What other tables refer to has its document in its key: so a reference stays within a document, whether a row is
    referred to is looked up among the rows of its document, and the rows of a document stand together in the index,
    which then grows at few places at a time. A uid alone would be written all over it.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    indexes: tuple[Index, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _columns(words: str) -> tuple[Column, ...]:
    """Columns from lines `name[:type][!][->table]`; `!` is required."""
    columns = []
    for word in words.split():
        rest, _, refers = word.partition("->")
        name, _, kind = rest.rstrip("!").partition(":")
        columns.append(Column(name, kind or "text", rest.endswith("!"), refers or None))  # type: ignore[arg-type]
    return tuple(columns)


_ITS_OWN = ("document", "uid")
_OF = "document!->documents"
_PLACE = "original_start:integer! original_end:integer!"
_SPAN = f"text! text_start:integer! text_end:integer! original! {_PLACE}"
_ITEM = f"uid! {_OF} id! rule! {_SPAN}"


def _extent(name: str, required: str = "") -> str:
    """The places of a span whose words are a column of their own."""
    return " ".join(
        f"{name}_{text}_{end}:integer{required}" for text in ("text", "original") for end in ("start", "end")
    )


def _value(name: str) -> str:
    return f"{name} {name}_number:number"


TABLES = (
    Table(
        "documents",
        _columns(f"""
            uid! source_uri! id! place content!
            source_sha256 encoding media_type! url source_title
            script region title dateline published published_on:date published_basis publisher
            original_text text!
            schema_version! pipeline! rules! model reference_date region_evidence:json!
            {_extent("title")} {_extent("dateline")}"""),
        ("uid",),
        (
            Index(("source_uri",), equality=True),
            Index(("id",), equality=True),
            Index(("place",)),
            Index(("published_on",)),
        ),
    ),
    Table(
        "errors",
        _columns("uid! source_uri! id! place content! source_sha256 stage! code! message!"),
        ("uid",),
        (Index(("place",)), Index(("code",))),
    ),
    Table(
        "blocks",
        _columns(f"{_OF} n:integer! kind! level:integer {_SPAN} key value grid:json"),
        ("document", "n"),
    ),
    Table(
        "sentences",
        _columns(f"{_OF} n:integer! text_start:integer! text_end:integer! {_PLACE}"),
        ("document", "n"),
    ),
    Table(
        "quantities",
        _columns(f"""{_ITEM} kind! {_value("value")} {_value("min")} {_value("max")} comparator! comparator_text
            unit_text unit_code unit_dimension currency per unit_basis unit_original
            {_value("base_value")} {_value("base_min")} {_value("base_max")} base_unit noun"""),
        _ITS_OWN,
    ),
    Table(
        "times",
        _columns(f"""{_ITEM} type! value! first_day:date last_day:date modifier anchored:boolean!
            anchor->times anchored_by_reference:boolean!"""),
        _ITS_OWN,
    ),
    Table(
        "entities",
        _columns(f"{_ITEM} label! score:real! norm name! title org->entities"),
        _ITS_OWN,
        (Index(("name",)),),
    ),
    Table(
        "entity_codes",
        _columns(f"{_OF} entity!->entities n:integer! scheme! value! version"),
        ("document", "entity", "n"),
        (Index(("scheme", "value")),),
    ),
    Table(
        "facts",
        _columns(f"""uid! {_OF} id! rule! confidence:real! quantity->quantities
            metric metric_norm metric_name metric_id {_extent("metric")}
            subject subject_entity->entities {_extent("subject")} carried_from:integer carried_distance:integer
            period->times first_day:date last_day:date freq basis
            status! provisional:boolean! measure_type! {_value("signed_value")}
            change_direction change_basis change_reference->times change_of_growth:boolean
            attributed_to->entities negated:boolean! same_as->facts
            evidence! {_extent("evidence", "!")} region region_code breakdown"""),
        _ITS_OWN,
        (
            Index(("uid",)),
            Index(("metric_id", "region_code", "first_day")),
            Index(("metric_name", "first_day")),
        ),
    ),
    Table(
        "fact_dimensions",
        _columns(f"{_OF} fact!->facts n:integer! role! text! entity->entities code"),
        ("document", "fact", "n"),
        (Index(("role", "code")),),
    ),
    Table(
        "bylines",
        _columns(f"{_OF} n:integer! role! name! original! {_PLACE}"),
        ("document", "n"),
    ),
    Table("removed", _columns(f"{_OF} n:integer! kind! {_PLACE} rule!"), ("document", "n")),
    Table(
        "checks",
        _columns(f"{_OF} id! kind! result! detail!"),
        ("document", "id"),
        (Index(("result",)),),
    ),
    Table(
        "check_facts",
        _columns(f"{_OF} id! n:integer! fact!->facts"),
        ("document", "id", "n"),
    ),
    Table("warnings", _columns(f"{_OF} n:integer! code! message!"), ("document", "n"), (Index(("code",)),)),
)
"""In the order of what refers to what: a table stands after those that it refers to."""

BY_NAME = {table.name: table for table in TABLES}
CHILDREN = tuple(table for table in TABLES if table.name not in ("documents", "errors"))
