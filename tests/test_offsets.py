"""`Coordinates`: text, reading and original with random cuts, soft breaks and conversions that change lengths."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.offsets import CUT, Aligner, Coordinates

# converted, original
PAIRS = st.lists(
    st.sampled_from([("出租车", "計程車"), ("内存", "記憶體"), ("互联网", "網際網路"), ("a", "a"), ("\n", "\n"), ("９，", "９，"), ("𠮷", "𠮷")]),
    min_size=1,
    max_size=12,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(PAIRS, st.lists(st.integers(0, 36), max_size=6), st.lists(st.booleans(), min_size=12, max_size=12))
def test_spans_are_true_under_cuts_and_drops(
    pairs: list[tuple[str, str]], marks: list[int], dropped: list[bool]
) -> None:
    out = Aligner()
    for new, old in pairs:
        out.add(new, len(old))
    converted, alignment = out.finish()
    original = "".join(old for _, old in pairs)
    ends = sorted({min(mark, len(converted)) for mark in marks})
    cuts = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False) if start < end]
    breaks = [at for at, char in enumerate(converted) if char == "\n"]
    drops = [(at, at + 1) for at, drop in zip(breaks, dropped, strict=False) if drop]
    coordinates = Coordinates(original, converted, alignment, cuts, drops)

    removed = {at for start, end in cuts for at in range(start, end)}
    assert coordinates.text == "".join(char for at, char in enumerate(converted) if at not in removed)
    assert coordinates.reading.count(CUT) == len(cuts)
    gone = removed | {at for start, _ in drops for at in [start]}
    kept = [at for at in range(len(converted)) if at not in gone]
    shown = [at for at, char in enumerate(coordinates.reading) if char != CUT]
    assert [coordinates.to_converted(at) for at in shown] == kept
    for start in range(len(coordinates.reading)):
        for end in range(start + 1, len(coordinates.reading) + 1):
            span = coordinates.span(start, end)
            assert coordinates.text[span.start : span.end] == span.text
            assert original[span.original.start : span.original.end] == span.original.text
    for at in shown:
        span = coordinates.span(at, at + 1)
        assert span.text == converted[coordinates.to_converted(at)]
        owner = next(old for old, place in _owners(pairs) if place == coordinates.to_converted(at))
        assert span.original.text in owner


def _owners(pairs: list[tuple[str, str]]) -> list[tuple[str, int]]:
    """For each place of the converted text the original words it came from."""
    owners: list[tuple[str, int]] = []
    for new, old in pairs:
        owners += [(old, at) for at in range(len(owners), len(owners) + len(new))]
    return owners
