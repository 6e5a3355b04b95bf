"""Everything besides the input that may change a result: code, rules, configuration, libraries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from pipeline import model
from pipeline.engine import Pipeline
from pipeline.entities.spacy_model import folder_of
from pipeline.inputs import Reading
from pipeline.version import VERSION

# Not pyarrow: it reads tables into rows, and the rows themselves enter the key.
_LIBRARIES = (
    "borax", "charset-normalizer", "jieba", "lxml", "numpy", "opencc", "python-docx", "regex", "rensa", "spacy",
)  # fmt: skip

_OURS = ("press", "none")


def digest(pipeline: Pipeline, reading: Reading) -> bytes:
    parts = [VERSION, model.SCHEMA_VERSION, _code(), pipeline.rules.digest, pipeline.config.model_dump_json()]
    parts += [str(reading.encoding), str(reading.columns), str(reading.published), str(reading.most)]
    parts.append(_model(pipeline.config.entities.model))
    for name in _LIBRARIES:
        try:
            parts.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            parts.append(f"{name} none")
    return hashlib.sha256("\n".join(parts).encode()).digest()


def _code() -> str:
    """The hash of our own modules and of the model: a checkout changes without a new version."""
    folder = Path(__file__).parent.parent
    return _hash(
        folder, [*folder.rglob("*.py"), *folder.rglob("manifest.json"), *folder.rglob("weights.json")]
    )


def _model(name: str) -> str:
    """The hash of every file of a spaCy pipeline that is not ours: one trained anew keeps its name, and often its version."""
    folder = folder_of(name) if name not in _OURS else None
    if folder is None:
        return "none"
    return _hash(folder, (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"))


def _hash(folder: Path, paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        name = path.relative_to(folder).as_posix().encode()
        total.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
