"""Names beside the peers, on the same texts and labels, in one run: `python -m benchmarks.entities [--peers]`.

Ours: the rules alone, and with the model of the package. With `--peers` LAC, foolnltk,
jieba.posseg and thulac, those that can be imported; each may have a python of its own (`--python LAC=DIR/bin/python`).
benchmarks/README.md says how to install them. Each reader is a process of its own on one core.

Texts: a folder in the format of tests/heldout (the default). Labels: PERSON, ORG, and place, which is GPE, LOC and FAC
of ours, as the peers have one label for them. A name is right with exact boundaries (or others that the annotation
accepts) and its label. Not counted for anybody: names in boilerplate and in optional stretches, and those within a name
of another label (LAW, WORK_OF_ART, EVENT, PRODUCT), which the peers do not have. The peers read Simplified script,
sentence by sentence: Traditional characters are exchanged one for one before (OpenCC, t2s).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from opencc import OpenCC

from benchmarks.entity_readers import Name, Report, Text
from tests.evaluation import Annotated, Mark, Span, Tally, corpus

ROOT = Path(__file__).parent.parent
READER = Path(__file__).parent / "entity_readers.py"
HELDOUT = ROOT / "tests" / "heldout"
OURS = ("rules", "rules + model")
PEERS = ("LAC", "foolnltk", "jieba.posseg", "thulac")
CLASSES = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "place", "LOC": "place", "FAC": "place"}
SHOWN = ("PERSON", "ORG", "place", "all")
TARGETS = "Targets of rules + model: names 15,000 characters a second, 350 MB, 3.0 s to the first document."


# ---- scores ----------------------------------------------------------------------------------------------


def classes(mark: Mark) -> list[str | None]:
    """What a mark may be; null for a label that the peers do not have."""
    return [CLASSES.get(label) for label in mark.accepted("label")]


def score(gold: Annotated, names: list[Name]) -> dict[str, Tally]:
    """Tallies of one text by class, and of `all`."""
    asked = [mark for mark in gold.required(gold.entities) if None not in classes(mark)]
    passed = [*gold.optional, *gold.boilerplate]
    passed += [span for mark in gold.entities if None in classes(mark) for span in mark.spans]
    found = {(start, end): CLASSES[label] for start, end, label in names if label in CLASSES}
    tallies = {name: Tally() for name in SHOWN}
    for mark in asked:
        at = next((span for span in mark.spans if span in found), None)
        said = found.pop(at) if at is not None else None
        right = said is not None and said in classes(mark)
        tallies[said if right and said else str(classes(mark)[0])].wanted += 1
        if said is not None:
            tallies[said].found += 1
            tallies[said].right += right
    for span, said in found.items():
        tallies[said].found += not within(span, passed)
    return with_all(tallies)


def within(span: Span, stretches: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in stretches)


def with_all(tallies: dict[str, Tally]) -> dict[str, Tally]:
    parts = [tallies[name] for name in SHOWN[:-1]]
    tallies["all"] = Tally(*(sum(getattr(t, part) for t in parts) for part in ("found", "wanted", "right")))
    return tallies


def scores(golds: list[Annotated], report: Report) -> dict[str, Tally]:
    """The sums over all texts."""
    sums = {name: Tally() for name in SHOWN}
    for gold, names in zip(golds, report["names"], strict=True):
        for name, tally in score(gold, [(start, end, label) for start, end, label in names]).items():
            sums[name].found += tally.found
            sums[name].wanted += tally.wanted
            sums[name].right += tally.right
    return sums


# ---- readers ---------------------------------------------------------------------------------------------


def prepared(golds: list[Annotated]) -> list[Text]:
    """Raises ValueError where the exchange of characters changes a length: the places would not hold."""
    convert = OpenCC("t2s").convert
    texts = [Text(text=g.source, simplified=convert(g.source), published=g.published) for g in golds]
    for gold, text in zip(golds, texts, strict=True):
        if len(text["simplified"]) != len(text["text"]):
            raise ValueError(f"{gold.name}: OpenCC changed its length; the peers' offsets would be wrong")
    return texts


def run(reader: str, python: str, texts: list[Text]) -> Report | str:
    """What a reader reports, or why it does not run: the last line of its error."""
    threads = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1"
    )
    try:
        done = subprocess.run(
            [python, str(READER), reader],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, **threads},
        )
    except OSError as error:
        return str(error)
    if done.returncode != 0:
        said = done.stderr.strip().splitlines()
        return said[-1] if said else f"it ended with status {done.returncode}"
    report: Report = json.loads(done.stdout)
    return report


# ---- tables ----------------------------------------------------------------------------------------------


def show_scores(tallies: dict[str, dict[str, Tally]]) -> None:
    print(f"\n{'':14} {'label':7} {'right':>6} {'found':>6} {'gold':>6} {'P':>6} {'R':>6} {'F1':>6}")
    for label in SHOWN:
        for reader, by_label in tallies.items():
            tally = by_label[label]
            print(
                f"{reader:14} {label:7} {tally.right:>6} {tally.found:>6} {tally.wanted:>6} "
                f"{tally.precision:>6.3f} {tally.recall:>6.3f} {tally.f1:>6.3f}"
            )


def show_costs(reports: dict[str, Report]) -> None:
    print(f"\n{'one core':14} {'characters a second':>21} {'MB':>6} {'CPU seconds to':>15}  release")
    print(f"{'':14} {'names':>10} {'all':>10} {'':>6} {'first document':>15}")
    for reader, report in reports.items():
        print(
            f"{reader:14} {report['rate_of_names']:>10,.0f} {report['rate']:>10,.0f} {report['memory']:>6.0f} "
            f"{report['first']:>15.2f}  {report['release']}"
        )
    print(TARGETS)


def pythons(given: list[str]) -> dict[str, str]:
    """`READER=PYTHON` of the command line. Raises SystemExit for an unknown reader."""
    chosen = dict(item.split("=", 1) if "=" in item else (item, "") for item in given)
    for reader, python in chosen.items():
        if reader not in PEERS or not python:
            raise SystemExit(f"--python {reader}={python}: give one of {', '.join(PEERS)}, and its python")
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="benchmarks.entities", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--folder", type=Path, default=HELDOUT, help="annotated texts (default: tests/heldout)"
    )
    parser.add_argument("--peers", action="store_true", help="run the peers as well")
    parser.add_argument(
        "--python", action="append", default=[], metavar="PEER=PYTHON", help="the python that has the peer"
    )
    arguments = parser.parse_args()
    chosen = pythons(arguments.python)
    golds = corpus(arguments.folder)
    if not golds:
        raise SystemExit(f"{arguments.folder}: no *.gold.jsonl in it; see tests/heldout/README.md")
    texts = prepared(golds)
    reports: dict[str, Report] = {}
    for reader in (*OURS, *(PEERS if arguments.peers else ())):
        report = run(reader, chosen.get(reader, sys.executable), texts)
        if isinstance(report, str):
            print(f"{reader} is left out: {report}")
        else:
            reports[reader] = report
    print(f"{len(golds)} texts, {sum(len(text['text']) for text in texts):,} characters")
    show_scores({reader: scores(golds, report) for reader, report in reports.items()})
    show_costs(reports)


if __name__ == "__main__":
    main()
