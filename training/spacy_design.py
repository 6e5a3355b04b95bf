"""The other design: spaCy's transition-based recogniser over characters, with the same signs as features of its tokens.

    python -m training.spacy_design --corpus corpus/press --pages tests/heldout [--signs words|rules]

It is measured as the CRF is and written nowhere (docs/model.md has the figures). `words`: the word segmentation as a feature;
`rules`: lexicons and what the rules decide on besides.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from confection import Config
from spacy.tokens import Doc
from spacy.training import Example as Pair
from spacy.util import fix_random_seed, minibatch

from pipeline.entities.ner.crf import OUTSIDE, TAGS, Name, Reading
from pipeline.entities.ner.press import lines
from pipeline.rulebook.base import read_table
from training.data import Example, Reader
from training.evaluate import Measure
from training.train import CORPUS, ROOT, sentences, show

# Rows that are read as attributes of tokens, beside the character itself (ORTH).
ATTRIBUTES = {
    "words": {"tag": ("in", "class")},
    "rules": {
        "tag": ("in", "class"),
        "lemma": ("rule", "family"),
        "dep": ("proposed", "place"),
        "ent_id": ("ahead", "post"),
    },
}
_CONFIG = """
[model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
nO = null

[model.tok2vec]
@architectures = "spacy.Tok2Vec.v2"

[model.tok2vec.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["ORTH", {attributes}]
rows = [5000, {rows}]
include_static_vectors = false

[model.tok2vec.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
window_size = 1
maxout_pieces = 3
depth = 4
"""


class Design:
    """Decodes like the CRF, with 1 as the probability of what it finds."""

    def __init__(self, signs: str) -> None:
        self.attributes = ATTRIBUTES[signs]
        self.nlp = spacy.blank("zh")
        names = ", ".join(f'"{name.upper()}"' for name in self.attributes)
        text = _CONFIG.format(attributes=names, rows=", ".join(["3000"] * len(self.attributes)))
        self.ner = self.nlp.add_pipe("ner", config=dict(Config().from_str(text)))

    def docs(self, example: Example) -> list[tuple[Doc, int]]:
        """A document a line, and where the line begins."""
        found = []
        for start, end in lines(example.text):
            words = [char if not char.isspace() else "_" for char in example.text[start:end]]
            doc = Doc(self.nlp.vocab, words=words, spaces=[False] * len(words))
            for name, rows in self.attributes.items():
                columns = [example.rows[row][start:end] for row in rows]
                for token, *values in zip(doc, *columns, strict=True):
                    setattr(token, f"{name}_", "-".join(str(int(value)) for value in values))
            found.append((doc, start))
        return found

    def train(self, examples: Sequence[Example], rounds: int, seed: int) -> None:
        fix_random_seed(seed)
        pairs = []
        for example in examples:
            for doc, start in self.docs(example):
                spans = [
                    (a - start, b - start, label)
                    for a, b, label in example.names
                    if start <= a < start + len(doc)
                ]
                pairs.append(Pair.from_dict(doc, {"entities": spans}))
        optimizer = self.nlp.initialize(lambda: pairs)
        random = np.random.default_rng(seed)
        for number in range(rounds):
            random.shuffle(pairs)
            losses: dict[str, float] = {}
            for batch in minibatch(pairs, 64):
                self.nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
            print(f"round {number}: loss {losses['ner']:.0f}, {time.process_time():.0f} s of CPU", flush=True)

    def read(self, example: Example) -> Reading:
        marginals = np.zeros((len(example.text), TAGS), np.float32)
        marginals[:, OUTSIDE] = 1
        reading = Reading([], marginals)
        found = self.docs(example)
        for (doc, start), _ in zip(found, self.ner.pipe([doc for doc, _ in found]), strict=True):
            reading.names.extend(
                Name(start + e.start_char, start + e.end_char, e.label_, 1.0) for e in doc.ents
            )
        return reading


class DesignMeasure(Measure):
    """Measures the design in place of the CRF."""

    def __init__(self, rules: Any, design: Design) -> None:
        self.design = design
        super().__init__(rules, None)  # type: ignore[arg-type]

    def read(self, example: Example) -> Reading:
        return self.design.read(example)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, nargs="+", default=[CORPUS])
    parser.add_argument("--pages", type=Path, nargs="+", default=[ROOT / "tests" / "heldout"])
    parser.add_argument("--signs", choices=sorted(ATTRIBUTES), default="rules")
    parser.add_argument("--rounds", type=int, default=8)
    given = parser.parse_args(arguments)
    config: Any = read_table(Path(__file__).parent / "config.toml")
    reader = Reader()
    press = reader.press(given.corpus)
    parts, held = config["split"]["parts"], config["split"]["held_out"]
    design = Design(given.signs)
    seen = [example for example in press if not example.in_part(held, parts)]
    design.train(seen, given.rounds, config["seed"])
    print(f"{sentences(seen)} sentences of the press corpus, spaCy with {given.signs}")
    measure = DesignMeasure(reader.pipeline.rules, design)
    unseen = [example for example in press if example.in_part(held, parts)]
    began = time.process_time()
    for example in unseen:
        design.read(example)
    characters = sum(len(example.text) for example in unseen)
    print(f"{characters / (time.process_time() - began):.0f} characters a second, signs aside")
    show("held-out topics", measure.examples(unseen))
    for path in given.pages:
        show(str(path), measure.folder(reader, path))
    return 0


if __name__ == "__main__":
    sys.exit(main())
