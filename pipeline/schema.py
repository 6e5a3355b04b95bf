"""The JSON Schema of one line of documents.jsonl, made from the typed model."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from pipeline.model import Document, ErrorRecord


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a document or an error record."""
    schema: dict[str, Any] = TypeAdapter(Document | ErrorRecord).json_schema()
    carried = schema["$defs"]["Carried"]
    carried["properties"] = {"from": carried["properties"].pop("source"), **carried["properties"]}
    carried["required"] = ["from", "distance"]
    schema["$defs"]["Document"]["required"].remove("original_text")
    for definition in schema["$defs"].values():
        definition["additionalProperties"] = False
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pressfacts document",
        **schema,
    }
