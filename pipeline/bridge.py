"""The names of a text as a component of a spaCy pipeline; installing the package makes spaCy know it.

    nlp = spacy.load(pipeline.bridge.FOLDER)                               # the model of the package
    nlp = spacy.blank("zh"); nlp.add_pipe("pressfacts_names", name="names")   # the same, in a pipeline of your own
    nlp("临江市市长王小明介绍，青禾智能今年投产。").ents

Rules and model decide together, as in `pressfacts run`. A name whose ends fall inside a token of the pipeline is left out.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language

from pipeline.config import Config, EntityConfig
from pipeline.engine import Pipeline
from pipeline.entities.ner import store

FOLDER = store.FOLDER.parent


class Names:
    """Sets `doc.ents`. Everything is loaded with the first text."""

    def __init__(self, folder: Path = store.FOLDER) -> None:
        self.folder = folder
        self._pipeline: Pipeline | None = None

    def __call__(self, doc: Any) -> Any:
        if doc.text.strip():
            if self._pipeline is None:
                self._pipeline = Pipeline(Config(entities=EntityConfig(model=str(self.folder))))
            found = self._pipeline(doc.text).entities
            spans = (doc.char_span(e.original.start, e.original.end, label=e.label) for e in found)
            doc.ents = [span for span in spans if span is not None]
        return doc

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder, "_pipeline": None}  # other processes load it themselves

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """`path` is the component's own part of the pipeline's folder."""
        manifest = store.verify(self.folder)
        Path(path).mkdir(parents=True, exist_ok=True)
        for name in (store.MANIFEST, *manifest.files):
            shutil.copyfile(self.folder / name, Path(path) / name)

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> Names:
        """Raises ConfigError where the files of the folder are not those of its manifest."""
        store.verify(Path(path))
        self.folder, self._pipeline = Path(path), None
        return self


def make(nlp: Language, name: str) -> Names:
    """What spaCy calls for `pressfacts_names`."""
    return Names()


Language.factory("pressfacts_names", assigns=["doc.ents"], func=make)
