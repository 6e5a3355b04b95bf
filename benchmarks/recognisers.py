"""Characters a second of times and quantities, without segmentation: `python benchmarks/recognisers.py [--peers]`.

Texts of 2, 20, 200 and 2,000 KB of the samples, one core. The target is 200,000 characters a second for both
together, and the same rate at every size: the cost is linear. With `--peers` the eight Chinese models of
Recognizers-Text run on 2 KB beside it (`pip install --pre recognizers-text-suite 'emoji<2'`).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from opencc import OpenCC

from pipeline.offsets import fold
from pipeline.quantities.recognise import Recogniser as Quantities
from pipeline.rulebook import RuleBook
from pipeline.times.recognise import Recogniser as Times

SIZES = (2_000, 20_000, 200_000, 2_000_000)
RUNS = 3
TARGET = 200_000
SAMPLES = Path(__file__).parent.parent / "samples"


def sample(size: int) -> str:
    """`size` bytes of the samples in UTF-8, simplified and folded, repeated as often as it takes."""
    texts = [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]
    whole = "\n".join(_decoded(text) for text in texts)
    text = fold(OpenCC("t2s").convert(whole))
    return (text * (size // len(text) + 1)).encode()[:size].decode(errors="ignore")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", errors="ignore")


def least(run: Callable[[], object]) -> float:
    """CPU seconds of the fastest of several runs."""
    seconds = []
    for _ in range(RUNS):
        began = time.process_time()
        run()
        seconds.append(time.process_time() - began)
    return min(seconds)


def peers(text: str) -> float:
    """Seconds that the Chinese models of Recognizers-Text take for the text."""
    import recognizers_suite as suite
    from recognizers_text import Culture

    models = (
        suite.recognize_number,
        suite.recognize_ordinal,
        suite.recognize_percentage,
        suite.recognize_age,
        suite.recognize_currency,
        suite.recognize_dimension,
        suite.recognize_temperature,
        suite.recognize_datetime,
    )
    return least(lambda: [model(text, Culture.Chinese) for model in models])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", action="store_true")
    arguments = parser.parse_args()
    rules = RuleBook.load()
    times, quantities = Times(rules), Quantities(rules)
    for size in SIZES:
        text = sample(size)
        found = times(text, [], "2023-05-10", "CN")
        taken = [(time_.start, time_.end) for time_ in found]
        one = least(lambda text=text: times(text, [], "2023-05-10", "CN"))  # type: ignore[misc]
        two = least(lambda text=text, taken=taken: quantities(text, taken, "CN"))  # type: ignore[misc]
        rate = len(text) / (one + two)
        print(
            f"{size:>9,} bytes: times {len(text) / one:>9,.0f}, quantities {len(text) / two:>9,.0f}, "
            f"both {rate:>9,.0f} characters a second (target {TARGET:,})"
        )
    if arguments.peers:
        text = sample(SIZES[0])
        print(f"Recognizers-Text: {len(text) / peers(text):,.0f} characters a second")


if __name__ == "__main__":
    main()
