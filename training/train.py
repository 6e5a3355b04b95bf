"""Trains the model for named entities, measures it, and writes it where the package has it.

    python -m training.train                                 the press corpus alone → pipeline/entities/ner/press
    python -m training.train --open aishell.jsonl            with an open corpus (`text`, `ents` of PER, LOC, ORG) besides
    python -m training.train --dry --pages tests/heldout     measures only
    python -m training.train --dry --groups characters,words     another design: without lexicons and rules
    python -m training.train --dry --curve 500,1000,2000     the learning curve, by sentences of the press corpus

Measured is a model that has not seen the held-out topics; the one that is written has.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy

from pipeline import bridge
from pipeline.entities.ner import store, templates
from pipeline.entities.ner.crf import Weights
from pipeline.rulebook.base import read_table
from training import fit, lines
from training.data import Example, Reader
from training.evaluate import Measure

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus" / "press"


def main(arguments: Sequence[str] | None = None) -> int:
    given = _arguments(arguments)
    config: Any = read_table(given.config)
    config["fit"].update((name, float(value)) for name, value in given.fit)
    reader = Reader()
    press = reader.press(given.corpus)
    extra = [example for path in given.open for example in reader.jsonl(path)]
    parts, held = config["split"]["parts"], config["split"]["held_out"]
    seen = [example for example in press if not example.in_part(held, parts)]
    unseen = [example for example in press if example.in_part(held, parts)]
    for size in given.curve or [None]:
        part = _first(seen, size, config["seed"])
        began = time.process_time()
        weights = _fitted([*part, *extra], given.groups, config)
        print(
            f"{sentences(part)} sentences of the press corpus, {len(extra)} of open corpora; groups {','.join(given.groups)}; "
            f"{time.process_time() - began:.0f} s of CPU, {len(weights.keys)} features, {len(weights.values)} weights"
        )
        measure = Measure(reader.pipeline.rules, weights, given.groups)
        show("held-out topics", measure.examples(unseen))
        for path in given.pages:
            show(str(path), measure.folder(reader, path))
        for path in given.test:
            show(path.stem, measure.examples(reader.jsonl(path)))
    if not given.dry:
        write(_fitted([*press, *extra], given.groups, config), config, given.out)
    return 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="training.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    paths: dict[str, Any] = {"type": Path, "nargs": "+", "default": []}
    parser.add_argument("--config", type=Path, default=Path(__file__).parent / "config.toml")
    parser.add_argument(
        "--corpus", **{**paths, "default": [CORPUS]}, help="files or folders of the press corpus"
    )
    parser.add_argument("--open", **paths, help="open corpora to train on besides")
    parser.add_argument("--test", **paths, help="open corpora to measure on")
    parser.add_argument("--pages", **paths, help="folders of annotated pages to measure on")
    parser.add_argument(
        "--groups",
        type=lambda text: tuple(text.split(",")),
        default=tuple(templates.GROUPS),
        help="of templates",
    )
    parser.add_argument(
        "--fit",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "VALUE"),
        help="instead of the configuration's",
    )
    parser.add_argument("--curve", type=lambda text: [int(size) for size in text.split(",")])
    parser.add_argument("--out", type=Path, default=bridge.FOLDER)
    parser.add_argument("--dry", action="store_true", help="write no model")
    return parser.parse_args(arguments)


def _fitted(examples: Sequence[Example], groups: tuple[str, ...], config: Any) -> Weights:
    settings = {**config["fit"]}
    for name in ("rounds", "rare", "size"):
        settings[name] = int(settings[name])
    return fit.train(list(lines.of(examples, groups)), seed=config["seed"], **settings)


def _first(examples: Sequence[Example], size: int | None, seed: int) -> list[Example]:
    """Documents drawn at random up to so many sentences; all of them in the order of the corpus without a size."""
    if size is None:
        return list(examples)
    drawn: list[Example] = []
    for index in np.random.default_rng(seed).permutation(len(examples)):
        if sentences(drawn) >= size:
            break
        drawn.append(examples[index])
    return drawn


def sentences(examples: Sequence[Example]) -> int:
    return sum(example.draft.original.count("\n") + 1 for example in examples)


def show(what: str, counts: dict[str, Any]) -> None:
    for source, count in counts.items():
        print(f"{what:18} {source:6} {count}", flush=True)


def write(weights: Weights, config: Any, folder: Path) -> None:
    """A spaCy pipeline of our tokenizer (characters) and our component, with the manifest."""
    shutil.rmtree(folder, ignore_errors=True)
    names = folder / "names"
    store.write(weights, names / store.WEIGHTS)
    store.seal(names, config["name"], config["version"])
    nlp = spacy.blank("zh")
    component = nlp.add_pipe("pressfacts_names", name="names")
    component.from_disk(names)  # type: ignore[attr-defined]
    nlp.meta.update(name="press", version=config["version"], license="Apache-2.0")
    new = folder.with_name(folder.name + ".new")
    nlp.to_disk(new)
    shutil.rmtree(folder)
    new.rename(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{folder}: {size / 1e6:.1f} MB, {json.loads((folder / 'names' / store.MANIFEST).read_text())['files']}"
    )


if __name__ == "__main__":
    sys.exit(main())
