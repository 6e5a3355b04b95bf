"""What the linking of facts costs beside the segmentation of the same text, in one run.

    python -m benchmarks.linking [TEXT …]

A TEXT is a file or folder of passages (`tools.statements`), by default two of `corpus/facts`: texts full of figures. CPU
microseconds a character, the best of five; segmentation is the stage alone, after times and quantities.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.facts.link import Linker
from pipeline.facts.ranker.model import load
from tools.drafts import Drafts
from tools.statements import read

_TEXT = [Path("corpus/facts/dispatches.txt"), Path("corpus/facts/mixed.txt")]
_TURNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text", type=Path, nargs="*", default=_TEXT)
    files = [
        file
        for path in parser.parse_args().text
        for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])
    ]
    drafts, ranker = Drafts(), load()
    texts = [drafts.draft(passage) for file in files for passage in read(file)]
    segment = dict(drafts.stages)["segment"]
    characters, numbers = sum(len(draft.reading) for draft in texts), sum(len(d.quantities) for d in texts)

    def segmented() -> None:
        for draft in texts:
            segment(draft)

    def linked() -> None:
        for draft in texts:
            Linker(draft, drafts.lexicon, ranker).link()

    linking, segmentation = _best(linked), _best(segmented)
    print(f"{characters} characters, {numbers} quantities")
    print(f"segmentation {segmentation / characters * 1e6:.1f} µs a character, linking {linking / characters * 1e6:.1f}: {linking / segmentation:.1f} times (wanted: < 1)")  # fmt: skip


def _best(work: Callable[[], None]) -> float:
    turns = []
    for _ in range(_TURNS):
        start = time.process_time()
        work()
        turns.append(time.process_time() - start)
    return min(turns)


if __name__ == "__main__":
    main()
