"""`--pretty`: a readable JSON file for each document, with a name that is stable and like no other."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from pipeline.batch.manifest import Manifest

_UNSAFE = re.compile(r"[^\w.-]+")


def write(manifest: Manifest, uri: str, id: str | None, data: dict[str, Any]) -> None:
    """Noted before it is written, so that a later run knows of it whatever happens."""
    name = readable_name(uri, id, manifest.has_written)
    manifest.note_written(name)
    partial = manifest.folder / f"{name}.partial"
    partial.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    partial.replace(manifest.out / name)


def clear_stale(manifest: Manifest) -> None:
    """Remove the files of earlier runs that this run did not write."""
    for name in manifest.stale_files():
        (manifest.out / name).unlink(missing_ok=True)
        manifest.forget_written(name)


def readable_name(uri: str, id: str | None, is_taken: Callable[[str], bool]) -> str:
    """Readable words of id or path, and a hash of the record's key."""
    words = _UNSAFE.sub("-", id if id is not None else uri.replace(".jsonl#", "-")).strip("-.")
    words = words.removesuffix(".txt").encode()[-80:].decode("utf-8", "ignore").strip("-.")
    number = 0
    while True:
        key = f"{uri}\0{id}\0{number}"
        name = f"{words or 'document'}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.json"
        if not is_taken(name):
            return name
        number += 1
