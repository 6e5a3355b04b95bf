"""A record as rows of the tables: plain values in the order of the columns, the same for every sink."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from typing import Any

from pipeline.errors import InputError
from pipeline.sinks.base import Result, line_of

PLACES = ("ISO 3166-1", "ISO 3166-2", "GB/T 2260")
"""Schemes of codes of places."""

Value = str | int | float | bool | None
Row = tuple[Value, ...]

_HASH = re.compile("[0-9a-f]{64}")
# Standard input is no place that a text stays at.
_PIPED = re.compile(r"(?:-|pipe)(?:#\d+)?")
_MOST_DIGITS = 300
_NAME = 200  # characters: an index of PostgreSQL takes 2,700 bytes
_THIRTY = Context(prec=30)


@dataclass(slots=True)
class Record:
    """One record, by its key. `content` tells whether it is word for word what a database has."""

    uid: str
    uri: str
    place: str | None
    """A hash of where it stands, if its id is but the hash of its text: what another text gave there is an older state
    of it."""
    content: str
    result: Result

    @property
    def failed(self) -> bool:
        return "error" in self.result


@dataclass(slots=True)
class Rows:
    """Rows by table."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        self.tables.setdefault(table, []).extend(rows)


def document_uid(uri: str, id: str) -> str:
    """The uid of a document: a hash of its key."""
    return _digest(f"{uri}\0{id}")


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def record(result: Result) -> Record:
    """Raises InputError for what has no key."""
    try:
        uri, id = result["source"]["uri"], result["id"]
        anonymous = (_HASH.fullmatch(id) or id == uri) and not _PIPED.fullmatch(uri)
    except (KeyError, TypeError) as error:
        raise InputError(
            "bad_document",
            f"a record lacks source.uri or id ({error}). To mend: write it anew with pressfacts run",
        ) from None
    text = line_of(result)
    if "\\u0000" in text:
        result = _without_nul(result)
    content = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]
    return Record(document_uid(uri, id), uri, _digest(uri) if anonymous else None, content, result)


def records(results: Sequence[Result]) -> list[Record]:
    """One record a key and, where ids are but hashes, one a place: of several the last."""
    latest: dict[str, Record] = {}
    for result in results:
        item = record(result)
        key = item.place or item.uid
        latest.pop(key, None)
        latest[key] = item
    return list(latest.values())


def fill(rows: Rows, item: Record) -> None:
    """Add the rows of one record. Raises InputError, with the place, for what is no record of ours."""
    place = f"{item.uri} ({item.result.get('id')})"
    try:
        if item.failed:
            rows.add("errors", [_error(item)])
        else:
            _Document(item, rows).fill()
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputError(
            "bad_document",
            f"{place}: no document of this program: {type(error).__name__}: {error}. To mend: write it anew with pressfacts run",
        ) from None


def _error(item: Record) -> Row:
    result = item.result
    error = result["error"]
    source = result["source"]
    return (
        item.uid, item.uri, result["id"], item.place, item.content, source["sha256"],
        error["stage"], error["code"], error["message"],
    )  # fmt: skip


class _Document:
    """The rows of one document. Ids of items become uids; an id that nothing has is told, never dropped."""

    def __init__(self, item: Record, rows: Rows) -> None:
        self.item, self.rows, self.data = item, rows, item.result
        self.of = item.uid
        self.entities = {item["id"]: item for item in self.data["entities"]}
        self.uids = {layer: _uids(self.data[layer]) for layer in ("quantities", "times", "entities", "facts")}

    def fill(self) -> None:
        data, of = self.data, self.of
        self.rows.add("documents", [self.document()])
        self.rows.add("blocks", [self.block(n, block) for n, block in enumerate(data["blocks"], 1)])
        self.rows.add(
            "sentences", [(of, n, *_offsets(sentence)) for n, sentence in enumerate(data["sentences"], 1)]
        )
        self.rows.add("quantities", map(self.quantity, data["quantities"]))
        self.rows.add("times", map(self.time, data["times"]))
        self.rows.add("entities", map(self.entity, data["entities"]))
        self.rows.add("entity_codes", self.codes())
        self.rows.add("facts", map(self.fact, data["facts"]))
        self.rows.add("fact_dimensions", self.dimensions())
        self.rows.add(
            "bylines",
            [
                (of, n, line["role"], line["name"], *_original(line["original"]))
                for n, line in enumerate(data["bylines"], 1)
            ],
        )
        self.rows.add(
            "removed",
            [
                (of, n, cut["kind"], cut["original"]["start"], cut["original"]["end"], cut["rule"])
                for n, cut in enumerate(data["removed"], 1)
            ],
        )
        checks = data["checks"]
        self.rows.add(
            "checks", [(of, check["id"], check["kind"], check["result"], check["detail"]) for check in checks]
        )
        self.rows.add(
            "check_facts",
            [
                (of, check["id"], n, self.uid("facts", fact))
                for check in checks
                for n, fact in enumerate(check["facts"], 1)
            ],
        )
        self.rows.add(
            "warnings",
            [(of, n, warning["code"], warning["message"]) for n, warning in enumerate(data["warnings"], 1)],
        )

    def uid(self, layer: str, id: str | None) -> str | None:
        if id is None:
            return None
        if id not in self.uids[layer]:
            raise ValueError(f"{id} is none of its {layer}")
        return self.uids[layer][id]

    def document(self) -> Row:
        data, item = self.data, self.item
        source, made = data["source"], data["provenance"]
        published = data["published"]
        return (
            item.uid, item.uri, data["id"], item.place, item.content,
            source["sha256"], source["encoding"], source["media_type"], source["url"], source["title"],
            data["script"], data["region"], _text(data["title"]), _text(data["dateline"]),
            published, _day_of(published), data["published_basis"], data["publisher"],
            data.get("original_text"), data["text"],
            data["schema_version"], made["pipeline"], made["rules"], made["model"], made["reference_date"],
            _json(made["region_evidence"]), *_extent(data["title"]), *_extent(data["dateline"]),
        )  # fmt: skip

    def block(self, n: int, block: Mapping[str, Any]) -> Row:
        grid = None if block["table"] is None else _json(block["table"])
        return (
            self.of, n, block["kind"], block["level"], *_span(block),
            _text(block["key"]), _text(block["value"]), grid,
        )  # fmt: skip

    def thing(self, layer: str, item: Mapping[str, Any]) -> Row:
        """The columns that quantities, times and entities share."""
        return self.uids[layer][item["id"]], self.of, item["id"], item["rule"], *_span(item)

    def quantity(self, item: Mapping[str, Any]) -> Row:
        unit = item["unit"] or {}
        base = item["normalized"] or {}
        return (
            *self.thing("quantities", item), item["kind"],
            *_value(item["value"]), *_value(item["min"]), *_value(item["max"]),
            item["comparator"], _text(item["comparator_text"]),
            unit.get("text"), unit.get("code"), unit.get("dimension"), unit.get("currency"), unit.get("per"),
            unit.get("basis"), _text(unit.get("original")),
            *_value(base.get("value")), *_value(base.get("min")), *_value(base.get("max")), base.get("unit"),
            _text(item["noun"]),
        )  # fmt: skip

    def time(self, item: Mapping[str, Any]) -> Row:
        anchor = item["anchor"]
        by_reference = anchor == "reference"
        return (
            *self.thing("times", item), item["type"], item["value"], _day(item["first"]), _day(item["last"]),
            item["modifier"],
            item["anchored"], None if by_reference else self.uid("times", anchor), by_reference,
        )  # fmt: skip

    def entity(self, item: Mapping[str, Any]) -> Row:
        return (
            *self.thing("entities", item), item["label"], item["score"], item["norm"],
            (item["norm"] or item["text"])[:_NAME], _text(item["title"]),
            self.uid("entities", item["org"]),
        )  # fmt: skip

    def codes(self) -> Iterable[Row]:
        for item in self.data["entities"]:
            for n, code in enumerate(item["codes"], 1):
                uid = self.uids["entities"][item["id"]]
                yield self.of, uid, n, code["scheme"], code["value"], code["version"]

    def fact(self, item: Mapping[str, Any]) -> Row:
        metric, subject, when, change = (item[name] or {} for name in ("metric", "subject", "when", "change"))
        carried = subject.get("carried") or {}
        return (
            self.uids["facts"][item["id"]], self.of, item["id"], item["rule"], item["confidence"],
            self.uid("quantities", item["quantity"]),
            metric.get("text"), metric.get("norm"), (metric.get("norm") or metric.get("text") or "")[:_NAME] or None,
            metric.get("id"), *_extent(item["metric"]),
            subject.get("text"), self.uid("entities", subject.get("entity")), *_extent(subject.get("span")),
            carried.get("from"), carried.get("distance"),
            self.uid("times", item["period"]),
            _day(when.get("first")), _day(when.get("last")), when.get("freq"), when.get("basis"),
            item["status"], item["provisional"], item["measure_type"], *_value(item["signed_value"]),
            change.get("direction"), change.get("basis"), self.uid("times", change.get("reference")),
            change.get("of_growth"),
            self.uid("entities", item["attributed_to"]), item["negated"], self.uid("facts", item["same_as"]),
            item["evidence"]["text"], *_extent(item["evidence"]), *self.region(item), _breakdown(item),
        )  # fmt: skip

    def region(self, item: Mapping[str, Any]) -> tuple[str | None, str | None]:
        """The place that a fact is of, in words, and its code."""
        for part in item["dimensions"]:
            if part["role"] == "area":
                return part["text"], part["code"]
        subject = item["subject"] or {}
        entity = self.entities.get(subject.get("entity")) or {"codes": []}
        code = next((code["value"] for code in entity["codes"] if code["scheme"] in PLACES), None)
        return (subject["text"], code) if code else (None, None)

    def dimensions(self) -> Iterable[Row]:
        for item in self.data["facts"]:
            for n, part in enumerate(item["dimensions"], 1):
                uid = self.uids["facts"][item["id"]]
                entity = self.uid("entities", part["entity"])
                yield self.of, uid, n, part["role"], part["text"], entity, part["code"]


def _uids(items: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Uid by id. Two items at one place share a uid; the later ones are numbered, so that each keeps its row."""
    seen: dict[str, int] = {}
    found = {}
    for item in items:
        uid = item["uid"]
        seen[uid] = seen.get(uid, 0) + 1
        found[item["id"]] = uid if seen[uid] == 1 else f"{uid}-{seen[uid]}"
    return found


def _breakdown(item: Mapping[str, Any]) -> str | None:
    parts = [
        f"{part['role']}={part['code'] or part['text']}"
        for part in item["dimensions"]
        if part["role"] != "area"
    ]
    return "; ".join(parts) or None


def _text(span: Mapping[str, Any] | None) -> str | None:
    return None if span is None else span["text"]


def _span(span: Mapping[str, Any]) -> Row:
    return span["text"], span["start"], span["end"], *_original(span["original"])


def _original(original: Mapping[str, Any]) -> Row:
    return original["text"], original["start"], original["end"]


def _offsets(span: Mapping[str, Any]) -> Row:
    return span["start"], span["end"], span["original"]["start"], span["original"]["end"]


def _extent(span: Mapping[str, Any] | None) -> Row:
    return (None, None, None, None) if span is None else _offsets(span)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _without_nul(value: Any) -> Any:
    """PostgreSQL has no NUL in a text, SQLite ends there; U+FFFD in its place keeps the offsets."""
    if isinstance(value, str):
        return value.replace("\0", "\ufffd")
    if isinstance(value, Mapping):
        return {key: _without_nul(item) for key, item in value.items()}
    return [_without_nul(item) for item in value] if isinstance(value, list) else value


def _day(text: str | None) -> str | None:
    """A day as it stands; ValueError for what is none, which a database would refuse with a whole batch."""
    return None if text is None else datetime.date.fromisoformat(text).isoformat()


def _day_of(published: str | None) -> str | None:
    """The day of a publishing date; a year or a month alone has none."""
    return _day(published[:10]) if published is not None and len(published) >= 10 else None


def _value(text: str | None) -> tuple[str | None, str | None]:
    return text, number(text)


def number(text: str | None) -> str | None:
    """The decimal of an exact value, a fraction to 30 digits; null where it has more digits than databases compare."""
    if text is None or len(text) > _MOST_DIGITS:
        return None
    numerator, slash, denominator = text.partition("/")
    if not slash:
        return text
    return format(_THIRTY.divide(Decimal(numerator), Decimal(denominator)), "f")
