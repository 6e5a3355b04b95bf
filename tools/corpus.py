"""Reads, checks and converts the press corpus (format and conventions: corpus/README.md).

    python tools/corpus.py check                       every file of corpus/press; errors with file, line and mend
    python tools/corpus.py stats                       what the corpus holds
    python tools/corpus.py agreement FOLDER_A FOLDER_B two annotations of the same text: F1, and where they differ
    python tools/corpus.py convert OUT.jsonl           a line of JSON a sentence, with offsets

Each takes files or folders in place of corpus/press (`check FILE…`).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "corpus" / "press"
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "LAW", "WORK_OF_ART", "EVENT", "PRODUCT")
FIELDS = ("doc", "region", "script", "source", "register")
REGIONS = ("CN", "TW", "HK", "MO", "XX")
SCRIPTS = ("Hans", "Hant")

_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]*)\]")
_HEADER = re.compile(r"# doc=")
_BRACKETS = re.compile(r"[\[\]|]")

Entity = tuple[int, int, str]
"""Start and end in the sentence (code points, half-open), and label."""


class CorpusError(Exception):
    """A file that breaks the format: file, line, what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    line: int
    text: str
    entities: tuple[Entity, ...]


@dataclass(slots=True)
class Document:
    path: str
    line: int
    doc: str
    region: str
    script: str
    source: str
    register: str
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sentences, one a line."""
        return "\n".join(sentence.text for sentence in self.sentences)

    @property
    def entities(self) -> list[Entity]:
        """Of the whole document: offsets into `text`."""
        found, at = [], 0
        for sentence in self.sentences:
            found += [(at + start, at + end, label) for start, end, label in sentence.entities]
            at += len(sentence.text) + 1
        return found


# ---- reading ---------------------------------------------------------------------------------------------


def read(paths: Iterable[Path]) -> list[Document]:
    """The documents of these files and folders, in order. Raises CorpusError with all that is wrong."""
    documents: list[Document] = []
    problems: list[str] = []
    for path in _files(paths):
        documents += _read_file(path, problems)
    seen: dict[str, Document] = {}
    for document in documents:
        first = seen.setdefault(document.doc, document)
        if first is not document:
            problems.append(
                f"{document.path}:{document.line}: doc={document.doc} stands in {first.path}:{first.line} too. "
                "To mend: give each document an id of its own"
            )
    if problems:
        raise CorpusError("\n".join(problems))
    return documents


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.txt"))
        elif path.is_file():
            yield path
        else:
            raise CorpusError(
                f"{path}: no such file or folder. To mend: name a .txt file or a folder of them"
            )


def _read_file(path: Path, problems: list[str]) -> list[Document]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        problems.append(f"{path}: byte {error.start} is no UTF-8. To mend: save the file as UTF-8")
        return []
    documents: list[Document] = []
    for number, line in enumerate(lines, 1):
        where = f"{path}:{number}"
        if not line.strip():
            continue
        try:
            if _HEADER.match(line):
                documents.append(_header(line, str(path), number))
            elif not documents:
                raise CorpusError("text before the first header. To mend: begin with # doc=… region=…")
            else:
                documents[-1].sentences.append(_sentence(line, number))
        except CorpusError as error:
            problems.append(f"{where}: {error}")
    for document in documents:
        if not document.sentences:
            problems.append(f"{path}:{document.line}: a document without text. To mend: write it or drop it")
    return documents


def _header(line: str, path: str, number: int) -> Document:
    pairs = [part.split("=", 1) for part in line[2:].split()]
    values = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    if len(pairs) != len(FIELDS) or tuple(values) != FIELDS:
        raise CorpusError(
            f"a header is not {' '.join(f'{name}=…' for name in FIELDS)}. To mend: give these, once each"
        )
    for name, allowed in (("region", REGIONS), ("script", SCRIPTS)):
        if values[name] not in allowed:
            raise CorpusError(f"{name}={values[name]} is unknown. To mend: one of {' '.join(allowed)}")
    return Document(path, number, **values)


def _sentence(line: str, number: int) -> Sentence:
    """`[国台办|ORG]今天…` → the text without the mark-up, and where the names stand in it."""
    if line != line.strip():
        raise CorpusError("blanks at the edge of the line. To mend: drop them")
    parts: list[str] = []
    entities: list[Entity] = []
    length = at = 0
    for mark in _MARK.finditer(line):
        surface, label = mark.groups()
        if label not in LABELS:
            raise CorpusError(f"[{surface}|{label}]: no such label. To mend: one of {' '.join(LABELS)}")
        if surface != surface.strip():
            raise CorpusError(f"[{surface}|{label}]: blanks at its edge. To mend: move them outside")
        parts += [line[at : mark.start()], surface]
        length += mark.start() - at
        entities.append((length, length + len(surface), label))
        length += len(surface)
        at = mark.end()
    parts.append(line[at:])
    for part in parts[::2]:
        stray = _BRACKETS.search(part)
        if stray:
            near = part[max(0, stray.start() - 8) : stray.end() + 8]
            raise CorpusError(
                f"{stray.group()} outside of a mark, near {near!r}. "
                "To mend: mark names as [name|LABEL], never one in another, and use no such brackets in the text"
            )
    return Sentence(number, "".join(parts), tuple(entities))


# ---- what a second look should fall on ---------------------------------------------------------------------


def doubts(document: Document) -> Iterator[str]:
    """What is allowed and often wrong: a name left unmarked where it stands again, a name with two labels."""
    labels: dict[str, set[str]] = defaultdict(set)
    for sentence in document.sentences:
        for start, end, label in sentence.entities:
            labels[sentence.text[start:end]].add(label)
    for surface, found in sorted(labels.items()):
        if len(found) > 1:
            yield f"{document.path}:{document.line}: {surface} is {' and '.join(sorted(found))} in one document"
    for sentence in document.sentences:
        rest = _unmarked(sentence)
        for surface in sorted(labels):
            if len(surface) > 1 and surface in rest:
                yield f"{document.path}:{sentence.line}: {surface} stands unmarked here"


def _unmarked(sentence: Sentence) -> str:
    """The text with each name as a line break, which no name holds."""
    parts, at = [], 0
    for start, end, _ in sentence.entities:
        parts.append(sentence.text[at:start])
        at = end
    return "\n".join([*parts, sentence.text[at:]])


# ---- agreement ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Agreement:
    """Of two annotations; F1 is the same whichever of them is taken for the answer."""

    both: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    """Marks of the one and marks of the other, added up."""
    differences: list[str] = field(default_factory=list)

    def f1(self, label: str | None = None) -> float:
        """Of one label, or over all."""
        both = self.both[label] if label else self.both.total()
        total = self.total[label] if label else self.total.total()
        return 2 * both / total if total else 1.0


def agreement(first: list[Document], second: list[Document]) -> Agreement:
    """Exact stretches and labels of the documents that stand in both. Raises CorpusError where their texts differ."""
    found = Agreement()
    others = {document.doc: document for document in second}
    for document in first:
        other = others.get(document.doc)
        if other is None:
            continue
        if document.text != other.text:
            raise CorpusError(
                f"{document.path}:{document.line} and {other.path}:{other.line}: doc={document.doc} has two texts. "
                "To mend: compare two annotations of one text"
            )
        ours, theirs = set(document.entities), set(other.entities)
        for entities in (ours, theirs):
            found.total.update(label for _, _, label in entities)
        found.both.update(label for _, _, label in ours & theirs)
        for start, end, label in sorted(ours ^ theirs):
            side = "first" if (start, end, label) in ours else "second"
            found.differences.append(f"{document.doc}: only the {side}: [{document.text[start:end]}|{label}]")
    return found


# ---- commands ----------------------------------------------------------------------------------------------


def _check(documents: list[Document]) -> None:
    for document in documents:
        for doubt in doubts(document):
            print(f"look again: {doubt}")
    print(f"{len(documents)} documents in good form")


def _stats(documents: list[Document]) -> None:
    sentences = [sentence for document in documents for sentence in document.sentences]
    labels = Counter(label for sentence in sentences for _, _, label in sentence.entities)
    names = {(s.text[a:b], label) for s in sentences for a, b, label in s.entities}
    distinct = Counter(label for _, label in names)
    print(
        f"{len(documents)} documents, {len(sentences)} sentences "
        f"({sum(not s.entities for s in sentences)} without a name), {sum(len(s.text) for s in sentences)} characters"
    )
    for label in LABELS:
        print(f"  {label:12} {labels[label]:6} names, {distinct[label]:6} distinct")
    for name in ("region", "script", "source", "register"):
        counts = Counter(getattr(document, name) for document in documents)
        print(f"{name}: {', '.join(f'{value} {count}' for value, count in counts.most_common())}")


def _agreement(first: Path, second: Path) -> None:
    found = agreement(read([first]), read([second]))
    print(*found.differences, sep="\n")
    for label in LABELS:
        if found.total[label]:
            print(f"{label:12} F1 {found.f1(label):.3f}   in both {found.both[label]}")
    print(
        f"{'all':12} F1 {found.f1():.3f}   in both {found.both.total()}, differences {len(found.differences)}"
    )


def _convert(documents: list[Document], out: Path) -> None:
    with out.open("w", encoding="utf-8") as lines:
        for document in documents:
            head = {name: getattr(document, name) for name in FIELDS}
            for sentence in document.sentences:
                row = {**head, "text": sentence.text, "ents": sentence.entities}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="tools/corpus.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "stats"):
        commands.add_parser(name).add_argument("paths", nargs="*", type=Path, default=[FOLDER])
    both = commands.add_parser("agreement")
    both.add_argument("first", type=Path)
    both.add_argument("second", type=Path)
    convert = commands.add_parser("convert")
    convert.add_argument("out", type=Path)
    convert.add_argument("paths", nargs="*", type=Path, default=[FOLDER])
    given = parser.parse_args(arguments)
    try:
        if given.command == "agreement":
            _agreement(given.first, given.second)
        elif given.command == "convert":
            _convert(read(given.paths), given.out)
        else:
            {"check": _check, "stats": _stats}[given.command](read(given.paths))
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
