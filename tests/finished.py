"""Finished documents for what comes after the pipeline: variations of tests/golden, without running it."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden"
Json = dict[str, Any]


@cache
def _golden(name: str) -> str:
    return (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


def document(number: int = 0, name: str = "port-throughput", **changes: Any) -> Json:
    """A document as a run writes it, with a key, uids and a hash of its own; `changes` replace fields."""
    data: Json = json.loads(_golden(name))
    data["id"] = f"release-{number}"
    data["source"] |= {"uri": f"in/{number}.txt", "sha256": hashlib.sha256(f"{number}".encode()).hexdigest()}
    data["provenance"] |= {"pipeline": "0.1.0", "rules": "0" * 64, "model": "press-0"}
    for layer in ("quantities", "times", "entities", "facts"):
        for item in data[layer]:
            item["uid"] = hashlib.sha256(f"{number} {item['uid']}".encode()).hexdigest()[:20]
    return data | copy.deepcopy(changes)


def anonymous(uri: str, text: str, name: str = "port-throughput") -> Json:
    """One whose id is the hash of its text."""
    data = document(0, name)
    data["id"] = hashlib.sha256(text.encode()).hexdigest()
    data["source"]["uri"] = uri
    for layer in ("quantities", "times", "entities", "facts"):
        for item in data[layer]:
            item["uid"] = hashlib.sha256(f"{uri} {text} {item['uid']}".encode()).hexdigest()[:20]
    return data


def failure(number: int = 0) -> Json:
    """The error record of the same input as `document(number)`."""
    data = document(number)
    error = {"stage": "decode", "code": "undecodable", "message": f"in/{number}.txt: no text; mend it"}
    return {
        "schema_version": data["schema_version"],
        "id": data["id"],
        "source": data["source"],
        "error": error,
    }


def many(count: int) -> list[Json]:
    names = [path.stem for path in sorted(GOLDEN.glob("*.json"))]
    return [document(number, names[number % len(names)]) for number in range(count)]


def without(data: Json, layer: str, drop: Callable[[Json], bool]) -> Json:
    """A copy that lacks some items of a layer."""
    return data | {layer: [item for item in data[layer] if not drop(item)]}
