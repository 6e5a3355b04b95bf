"""Documents in JSON made by hand for the tests of the flat view: one clause each, offsets true, valid by the schema."""

from typing import Any

import jsonschema

from pipeline.schema import json_schema

_VALIDATOR = jsonschema.Draft202012Validator(json_schema())
_UNIT = {
    "text": "",
    "code": None,
    "dimension": None,
    "currency": None,
    "per": None,
    "basis": None,
    "original": None,
}


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    place = {"text": words, "start": start, "end": start + len(words)}
    return {**place, "original": dict(place)}


def quantity(text: str, words: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    unit = fields.pop("unit", None)
    return {
        **span(text, words), "id": f"q{number}", "uid": f"q-{number}", "rule": "test", "kind": "number",
        "value": None, "min": None, "max": None, "comparator": "=", "comparator_text": None,
        "unit": _UNIT | unit if unit else None, "normalized": None, "noun": None, **fields,
    }  # fmt: skip


def time(text: str, words: str, value: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        **span(text, words), "id": f"t{number}", "uid": f"t-{number}", "rule": "test", "type": "date", "value": value,
        "first": None, "last": None, "modifier": None, "anchored": False, "anchor": None, **fields,
    }  # fmt: skip


def entity(text: str, words: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    codes = [{"scheme": scheme, "value": value, "version": None} for scheme, value in fields.pop("codes", ())]
    return {
        **span(text, words), "id": f"e{number}", "uid": f"e-{number}", "rule": "test", "label": "GPE", "score": 1.0,
        "norm": None, "codes": codes, "title": None, "org": None, **fields,
    }  # fmt: skip


def fact(text: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    """`metric` and `subject` as words of the text."""
    metric, subject = fields.pop("metric", None), fields.pop("subject", None)
    made: dict[str, Any] = {
        "id": f"f{number}", "uid": f"f-{number}", "quantity": "q1", "metric": None, "subject": None,
        "dimensions": [], "period": None, "when": None, "status": "actual", "provisional": False,
        "measure_type": "level", "change": None, "signed_value": None, "attributed_to": None, "negated": False,
        "same_as": None, "evidence": span(text, text), "rule": "fact.before", "confidence": 0.9,
    }  # fmt: skip
    if metric is not None:
        words, norm, id = metric if isinstance(metric, tuple) else (metric, metric, None)
        made["metric"] = {**span(text, words), "norm": norm, "id": id}
    if subject is not None:
        words, of = subject if isinstance(subject, tuple) else (subject, None)
        made["subject"] = {"entity": of, "text": words, "span": span(text, words), "carried": None}
    return made | fields


def when(
    first: str | None, last: str | None, freq: str | None = None, basis: str | None = None
) -> dict[str, Any]:
    return {"first": first, "last": last, "freq": freq, "basis": basis}


def change(direction: str, basis: str = "yoy", **fields: Any) -> dict[str, Any]:
    return {"direction": direction, "basis": basis, "reference": None, "of_growth": False, **fields}


def document(text: str, **fields: Any) -> dict[str, Any]:
    """Raises where the schema does not hold."""
    made: dict[str, Any] = {
        "schema_version": "1.0", "id": "doc", "source": {
            "uri": "a.txt", "sha256": "0" * 64, "encoding": "utf-8", "media_type": "text/plain", "url": None,
            "title": None,
        },
        "script": "Hans", "region": "CN", "title": None, "dateline": None, "published": "2024-10-22",
        "published_basis": "caller", "publisher": None, "bylines": [], "original_text": text, "text": text,
        "removed": [], "blocks": [], "sentences": [], "quantities": [], "times": [], "entities": [], "facts": [],
        "checks": [], "warnings": [],
        "provenance": {
            "pipeline": "0", "rules": "0", "model": None, "reference_date": None, "region_evidence": [],
        },
    }  # fmt: skip
    made |= fields
    _VALIDATOR.validate(made)
    return made


def failed(id: str = "bad") -> dict[str, Any]:
    made = {
        "schema_version": "1.0", "id": id, "source": {
            "uri": "b.txt", "sha256": None, "encoding": None, "media_type": "text/plain", "url": None, "title": None,
        },
        "error": {"stage": "decode", "code": "empty", "message": "b.txt: the input is empty"},
    }  # fmt: skip
    _VALIDATOR.validate(made)
    return made
