"""Everything besides the input that may change a result: code, rules, configuration, libraries."""

from __future__ import annotations

import hashlib
from importlib import metadata
from pathlib import Path

from pipeline import model
from pipeline.engine import Pipeline
from pipeline.inputs import Reading
from pipeline.version import VERSION

_LIBRARIES = ("borax", "jieba", "lxml", "numpy", "opencc", "python-docx", "regex", "rensa", "spacy")


def digest(pipeline: Pipeline, reading: Reading) -> bytes:
    parts = [VERSION, model.SCHEMA_VERSION, _code(), pipeline.rules.digest, pipeline.config.model_dump_json()]
    parts += [str(reading.encoding), str(reading.columns), str(reading.published)]
    for name in _LIBRARIES:
        try:
            parts.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            parts.append(f"{name} none")
    return hashlib.sha256("\n".join(parts).encode()).digest()


def _code() -> str:
    """The hash of our own modules and of the model: a checkout changes without a new version."""
    total = hashlib.sha256()
    folder = Path(__file__).parent.parent
    for path in sorted(
        [*folder.rglob("*.py"), *folder.rglob("manifest.json"), *folder.rglob("weights.json")]
    ):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
