"""The model on disk: weights in one `.npz` of plain arrays, and a manifest with the hash of every file.

A folder that was changed or cut short is refused before the first document. Nothing that is read is executed: arrays of
objects (pickles) are not read.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.entities.ner.crf import Weights
from pipeline.errors import ConfigError

FOLDER = Path(__file__).parent / "press" / "names"
"""The model that comes with the package, in the folder of the spaCy pipeline that it is a component of."""
MANIFEST = "manifest.json"
WEIGHTS = "weights.npz"
# Hashes of features, and so weights, belong to one set of templates and signs.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    version: str
    files: dict[str, str]
    """Path in the folder → sha256."""

    @property
    def digest(self) -> str:
        """Of all files."""
        return hashlib.sha256("\n".join(sorted(self.files.values())).encode()).hexdigest()


def verify(folder: Path) -> Manifest:
    """Reads the manifest and hashes the files. Raises ConfigError for a file that is missing or another one."""
    try:
        table = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(table["name"], table["version"], dict(table["files"]))
        form = table["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{folder / MANIFEST}: cannot be read ({error!r}). {_MEND}") from None
    if form != FORMAT:
        raise ConfigError(
            f"{folder / MANIFEST}: format {form} is not that of this version ({FORMAT}). "
            "To mend: train the model anew (make train), or install the version of pressfacts that it belongs to"
        )
    for name, expected in manifest.files.items():
        path = folder / name
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read ({error.strerror}). {_MEND}") from None
        if found != expected:
            raise ConfigError(f"{path}: sha256 is {found[:12]}…, the manifest says {expected[:12]}…. {_MEND}")
    return manifest


_MEND = 'To mend: install pressfacts again, or set entities.model to "none" to go by the rules alone'


def seal(folder: Path, name: str, version: str) -> Manifest:
    """Writes the manifest of all files in the folder."""
    files = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    table = {"format": FORMAT, "name": name, "version": version, "files": files}
    (folder / MANIFEST).write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return Manifest(name, version, files)


def write(weights: Weights, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        keys=weights.keys,
        counts=np.diff(weights.starts).astype(np.uint8),
        tags=weights.tags,
        values=weights.values.astype(np.float16),
        transitions=weights.transitions,
    )


def read(path: Path) -> Weights:
    """Raises ConfigError for what is no file of weights of this version."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            starts = np.concatenate([[0], np.cumsum(arrays["counts"], dtype=np.int64)])
            values = arrays["values"].astype(np.float32)
            return Weights(arrays["keys"], starts, arrays["tags"], values, arrays["transitions"])
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ConfigError(f"{path}: no weights of this version ({error}). {_MEND}") from None
