"""One reader of names in a process of its own: `PYTHON benchmarks/entity_readers.py READER < texts.json`.

`benchmarks/entities.py` starts it, each peer with a python of its own: paddlepaddle and tensorflow do not fit one another.
So it imports nothing of ours but for our own readers. Standard input: a JSON list of texts, each `{"text", "simplified",
"published"}`. Standard output: one JSON object, see `Report`.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sys
import time
import types
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypedDict

Name = tuple[int, int, str]
"""Start and end in the text, label of ours."""

Tagged = Iterable[tuple[str, str]]
"""Words of a sentence with their tags."""


class Text(TypedDict):
    text: str
    simplified: str
    """The same, character by character, in Simplified script: the peers know no other."""
    published: str | None


class Report(TypedDict):
    release: str
    names: list[list[Name]]
    """For each text."""
    first: float
    """CPU seconds from the start of the process to the end of the first text."""
    rate: float
    """Characters a second of CPU time, everything that the reader does."""
    rate_of_names: float
    """The same, of word segmentation and names alone where the reader does more."""
    memory: float
    """The most that was resident, in MB."""


# ---- ours ------------------------------------------------------------------------------------------------


class Ours:
    """The whole pipeline, with the seconds of the two stages that the peers have as well."""

    STAGES = ("segment", "entities")

    def __init__(self, with_model: bool) -> None:
        from pipeline.config import Config, EntityConfig
        from pipeline.engine import Pipeline

        self.pipeline = Pipeline(Config() if with_model else Config(entities=EntityConfig(model="none")))
        self.pipeline.stages = [
            (name, self.timed(stage) if name in self.STAGES else stage)
            for name, stage in self.pipeline.stages
        ]
        self.seconds = 0.0

    def timed(self, stage: Callable[[Any], None]) -> Callable[[Any], None]:
        def run(draft: Any) -> None:
            began = time.process_time()
            stage(draft)
            self.seconds += time.process_time() - began

        return run

    def __call__(self, text: Text) -> list[Name]:
        document = self.pipeline(text["text"], published=text["published"])
        return [(name.original.start, name.original.end, name.label) for name in document.entities]


# ---- peers -----------------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"\S[^\n。！？!?；]*[。！？!?；]?")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each with its place in the text; a line ends one, too."""
    return ((found.start(), found.group()) for found in _SENTENCE.finditer(text))


def placed(sentence: str, words: Tagged, labels: dict[str, str]) -> Iterator[Name]:
    """Words that carry a label. They are looked for, because some peers drop white space."""
    at = 0
    for word, tag in words:
        start = sentence.find(word, at)
        if start >= 0:
            at = start + len(word)
            if tag in labels:
                yield start, at, labels[tag]


def by_sentence(find: Callable[[list[str]], Iterable[Iterable[Name]]]) -> Callable[[Text], list[Name]]:
    """`find` gets the sentences of a text together, as those who take lists are quicker so."""

    def read(text: Text) -> list[Name]:
        offsets, parts = zip(*sentences(text["simplified"]), strict=True)
        return [
            (offset + start, offset + end, label)
            for offset, names in zip(offsets, find(list(parts)), strict=True)
            for start, end, label in names
        ]

    return read


def lac() -> Callable[[Text], list[Name]]:
    """Its last release asks for `paddle.fluid`, which is called `paddle.base` since paddlepaddle 2.6."""
    import paddle.base

    sys.modules["paddle.fluid"] = paddle.fluid = paddle.base
    sys.modules["paddle.fluid.core"] = paddle.base.core
    from LAC import LAC

    labels = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}
    model = LAC(mode="lac")

    def find(parts: list[str]) -> Iterator[Iterator[Name]]:
        # It takes empty sentences out of the list that it is given.
        for part, (words, tags) in zip(parts, model.run(list(parts)), strict=True):
            yield placed(part, zip(words, tags, strict=True), labels)

    return by_sentence(find)


def foolnltk() -> Callable[[Text], list[Name]]:
    """It was written for tensorflow 1, of whose `contrib` it takes one function."""
    import tensorflow.compat.v1 as tensorflow

    crf = types.ModuleType("tensorflow.contrib.crf")
    crf.viterbi_decode = viterbi_decode  # type: ignore[attr-defined]
    sys.modules["tensorflow"] = tensorflow
    sys.modules["tensorflow.contrib"] = types.ModuleType("tensorflow.contrib")
    sys.modules["tensorflow.contrib.crf"] = crf
    import fool

    labels = {"person": "PERSON", "org": "ORG", "company": "ORG", "location": "GPE"}

    def find(parts: list[str]) -> Iterator[list[Name]]:
        for names in fool.ner(parts):
            yield [(start, end, labels[label]) for start, end, label, _ in names if label in labels]

    return by_sentence(find)


def viterbi_decode(score: Any, transitions: Any) -> tuple[list[int], float]:
    """The best path through `score` (steps × tags) and its score."""
    best, back = score[0], []
    for step in score[1:]:
        ways = best[:, None] + transitions
        back.append(ways.argmax(axis=0))
        best = step + ways.max(axis=0)
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1], float(best.max())


def jieba_posseg() -> Callable[[Text], list[Name]]:
    import jieba.posseg

    labels = dict.fromkeys(("nr", "nrt", "nrfg"), "PERSON") | {"ns": "GPE", "nt": "ORG"}

    def find(parts: list[str]) -> Iterator[Iterator[Name]]:
        for part in parts:
            yield placed(part, ((pair.word, pair.flag) for pair in jieba.posseg.cut(part)), labels)

    return by_sentence(find)


def thulac() -> Callable[[Text], list[Name]]:
    """It asks for `time.clock`, which python has no longer."""
    time.clock = time.process_time  # type: ignore[attr-defined]
    import thulac

    labels = {"np": "PERSON", "ns": "GPE", "ni": "ORG"}
    model = thulac.thulac()
    return by_sentence(lambda parts: (placed(part, model.cut(part), labels) for part in parts))


# ---- measuring -------------------------------------------------------------------------------------------

READERS: dict[str, tuple[str, Callable[[], Callable[[Text], list[Name]]]]] = {
    "rules": ("pressfacts", lambda: Ours(with_model=False)),
    "rules + model": ("pressfacts", lambda: Ours(with_model=True)),
    "LAC": ("LAC", lac),
    "foolnltk": ("foolnltk", foolnltk),
    "jieba.posseg": ("jieba", jieba_posseg),
    "thulac": ("thulac", thulac),
}
"""Name → distribution, and what loads it."""


def measure(name: str, texts: list[Text]) -> Report:
    distribution, load = READERS[name]
    reader = load()
    reader(texts[0])
    first = time.process_time()
    before = getattr(reader, "seconds", 0.0)
    names = [reader(text) for text in texts]
    seconds = time.process_time() - first
    seconds_of_names = reader.seconds - before if isinstance(reader, Ours) else seconds
    characters = sum(len(text["text"]) for text in texts)
    return Report(
        release=version(distribution),
        names=names,
        first=first,
        rate=characters / seconds,
        rate_of_names=characters / seconds_of_names,
        memory=most_resident(),
    )


def most_resident() -> float:
    """MB. Linux tells it of this program alone; what `getrusage` tells may be the parent's."""
    status = Path("/proc/self/status")
    if status.is_file():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    if hasattr(os, "sched_setaffinity"):  # one core, also for those who would take more
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    answer = os.dup(1)
    os.dup2(2, 1)  # what a peer prints is no answer
    report = measure(sys.argv[1], json.load(sys.stdin))
    with open(answer, "w", encoding="utf-8") as out:
        json.dump(report, out)


if __name__ == "__main__":
    main()
