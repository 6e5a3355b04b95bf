"""The plain view: one row a statement, columns as `columns.FACTS` lists them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from pipeline.flat.statements import Json, Statement, statements
from pipeline.model import Document

Row: TypeAlias = dict[str, Any]
# Several dimensions of one role: 电子零组件 / 资讯产品.
JOIN = " / "
_DIGITS = 15
_DIVIDE = Context(prec=_DIGITS)


def rows(document: Document | Json) -> Iterator[Row]:
    """One row a statement, in the order of the text; of an error record none.

    `document` is a `Document` or its JSON. Keys are the names of `columns.FACTS`; values are strings (figures as exact
    decimals), `number` and `confidence` numbers, offsets integers, yes and no booleans, `dimensions` a list, or null.
    """
    return map(row, statements(document))


def row(statement: Statement) -> Row:
    return {
        **_source(statement),
        **_about(statement),
        **_dimensions(statement),
        **_figure(statement),
        **_time(statement),
        **_claim(statement),
        **_place(statement),
    }


def decimal(value: str | None) -> Decimal | None:
    """The number of an exact string; a fraction such as 1/3 to 15 digits."""
    if value is None:
        return None
    if "/" not in value:
        return Decimal(value)
    fraction = Fraction(value)
    return _DIVIDE.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def number(value: Decimal | None) -> int | float | None:
    """A JSON number; null for what no float can hold."""
    if value is None:
        return None
    if value == value.to_integral_value():
        return int(value)
    found = float(value)
    return found if math.isfinite(found) else None


def joined(parts: list[Json]) -> str | None:
    return JOIN.join(part["text"] for part in parts) or None


def named(entity: Json | None) -> str | None:
    return None if entity is None else entity["norm"] or entity["text"]


def _source(statement: Statement) -> Row:
    document, fact = statement.document, statement.fact
    source = document["source"]
    return {
        "document": document["id"],
        "uri": source["uri"],
        "url": source["url"],
        "published": document["published"],
        "fact": fact["id"],
        "uid": fact["uid"],
    }


def _about(statement: Statement) -> Row:
    subject, metric = statement.fact["subject"], statement.fact["metric"]
    entity = statement.subject
    code = statement.code(entity)
    return {
        "subject": subject["text"] if subject else None,
        "subject_name": named(entity),
        "subject_label": entity["label"] if entity else None,
        "subject_code": code["value"] if code else None,
        "subject_scheme": code["scheme"] if code else None,
        "metric": metric["text"] if metric else None,
        "metric_name": metric["norm"] if metric else None,
        "metric_id": metric["id"] if metric else None,
    }


def _dimensions(statement: Statement) -> Row:
    found: Row = {}
    for role in ("area", "partner", "org"):
        parts = statement.dimensions(role)
        codes = [code for part in parts if (code := statement.dimension_code(part)) is not None]
        found[role] = joined(parts)
        found[f"{role}_code"] = JOIN.join(codes) or None
    for role in ("item", "industry", "scope"):
        found[role] = joined(statement.dimensions(role))
    found["dimensions"] = [
        {"role": part["role"], "text": part["text"], "code": statement.dimension_code(part)}
        for part in statement.fact["dimensions"]
    ]
    return found


def _figure(statement: Statement) -> Row:
    quantity = statement.quantity or {}
    unit = quantity.get("unit") or {}
    normalized = quantity.get("normalized") or {}
    signed = statement.fact["signed_value"]
    return {
        "measure_type": statement.fact["measure_type"],
        "kind": quantity.get("kind"),
        "value": quantity.get("value"),
        "signed_value": signed,
        "number": number(decimal(signed)),
        "min": quantity.get("min"),
        "max": quantity.get("max"),
        "comparator": quantity.get("comparator"),
        "unit": unit.get("code") or unit.get("text") or None,
        "unit_text": unit.get("text") or None,
        "currency": unit.get("currency"),
        "per": unit.get("per"),
        "normalized_value": normalized.get("value"),
        "normalized_unit": normalized.get("unit"),
    }


def _time(statement: Statement) -> Row:
    when = statement.fact["when"] or {}
    return {
        "period": statement.period["value"] if statement.period else None,
        "period_first": when.get("first"),
        "period_last": when.get("last"),
        "freq": when.get("freq"),
        "basis": when.get("basis"),
    }


def _claim(statement: Statement) -> Row:
    fact = statement.fact
    change = fact["change"] or {}
    reference = statement.times.get(change.get("reference") or "")
    return {
        "status": fact["status"],
        "provisional": fact["provisional"],
        "negated": fact["negated"],
        "change": change.get("direction"),
        "change_basis": change.get("basis"),
        "change_reference": reference["value"] if reference else None,
        "of_growth": change.get("of_growth"),
        "attributed_to": named(statement.entity(fact["attributed_to"])),
        "same_as": statement.repeats["uid"] if statement.repeats else None,
        "confidence": fact["confidence"],
        "rule": fact["rule"],
    }


def _place(statement: Statement) -> Row:
    quantity, evidence = statement.quantity, statement.fact["evidence"]
    printed = quantity["original"] if quantity else {}
    return {
        "quantity": printed.get("text"),
        "start": quantity["start"] if quantity else None,
        "end": quantity["end"] if quantity else None,
        "original_start": printed.get("start"),
        "original_end": printed.get("end"),
        "evidence": evidence["text"],
        "evidence_original": evidence["original"]["text"],
        "evidence_start": evidence["original"]["start"],
        "evidence_end": evidence["original"]["end"],
    }
