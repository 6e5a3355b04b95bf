"""What a number is compared with: from 较 or 比 to the word that ends the comparison, and the basis that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline import model
from pipeline.draft import Time
from pipeline.facts.words import Word

# A comparison longer than this many words is none.
_REACH = 24
_ENDS = ("move", "either", "turn", "differ", "compare_end", "same")
_JOINT_ENDS = ("compare_end", "same")
_BASES: tuple[model.ChangeBasis, ...] = ("mom", "qoq", "yoy")


def compare_at(words: Sequence[Word]) -> int | None:
    """Where the last comparison begins: 较上年同期…, 比2017年…; null where there is none."""
    joined = next((index for index, word in enumerate(words) if word.has("joining")), len(words))
    rated = bool(words) and words[-1].has("rate")
    ended = ended_jointly = False
    for index in range(len(words) - 1, -1, -1):
        word = words[index]
        # 与去年同期|比较|减少: the comparison begins before
        if word.has("compare") and not (word.has("compare_end") and joined < index):
            closed = ended_jointly if word.has("joining") else ended
            if closed or (rated and index < len(words) - 1):
                return index
        ended = ended or word.has(*_ENDS)
        ended_jointly = ended_jointly or word.has(*_JOINT_ENDS)
    return None


def compared_words(words: Sequence[Word]) -> set[int]:
    """The indices of the words that name what is compared with: from 较 or 比 to the word of change."""
    found: set[int] = set()
    index = 0
    while index < len(words):
        if words[index].has("compare"):
            limit = min(len(words), index + _REACH)
            ends = _ends(words[index])
            end = next((at for at in range(index + 1, limit) if words[at].has(*ends)), None)
            if end is None and not words[index].has("joining"):
                end = limit
            if end is not None:
                found.update(range(index, end))
                index = end
        index += 1
    return found


def _ends(word: Word) -> tuple[str, ...]:
    return _JOINT_ENDS if word.has("joining") else _ENDS


def base_time(words: Sequence[Word]) -> Time | None:
    return next((word.time for word in words if word.time is not None), None)


def basis_of(words: Sequence[Word], main: Time | None) -> model.ChangeBasis:
    """The basis that the words of a comparison name, of a number that holds for `main`: 较上年同月 → yoy."""
    for basis in _BASES:
        for word in words:
            if word.time is not None and word.has(basis, "same_time"):
                return _of_named(word, word.time, basis, main)
    base = base_time(words)
    if base is None or main is None:
        return "other"
    if base.modifier in ("start_of", "end_of") and len(base.value) == 4 and len(main.value) > 4:
        return _of_edge(main)  # 较2024年底, of 2025年6月
    return _between(base.value, main.value)


def _of_named(word: Word, base: Time, basis: model.ChangeBasis, main: Time | None) -> model.ChangeBasis:
    """较去年12月 in a text on August is no yoy; neither is 2019年同期 in one on 2024."""
    if not word.has(basis):
        basis = "yoy"  # 2019年同期
    if basis == "yoy" and word.has("whole_time") and main is not None and len(main.value) > 4:
        return "other"  # 较去年全年, of 上半年
    if main is None or basis != "yoy":
        return basis
    value, year = base.value, main.value[:4]
    if value[:4].isdigit() and year.isdigit() and int(year) - int(value[:4]) > 1:
        return "other"
    if word.has("same_time"):
        return "yoy"
    if base.modifier in ("start_of", "end_of") and len(value) == 4:
        return _of_edge(main)  # 较上年末, of 8月末
    if len(value) > 4 and len(main.value) > 4 and value[4:] != main.value[4:]:
        return "other"
    return "yoy"


def _of_edge(main: Time) -> model.ChangeBasis:
    """Against the end of the year before: yoy of a year and its end alone."""
    return "yoy" if main.value[4:] in ("", "-12", "-Q4", "-H2") else "other"


def _between(base: str, main: str) -> model.ChangeBasis:
    """Of two values, the later `main`: 2024-07 and 2024-08 → mom, 2025-Q1 and 2025-Q2 → qoq."""
    if not (base[:4].isdigit() and main[:4].isdigit()):
        return "other"
    years = int(main[:4]) - int(base[:4])
    if years == 1 and base[4:] in ("", main[4:]):
        return "yoy"
    if len(base) != 7 or len(main) != 7:
        return "other"
    if base[5] == main[5] == "Q" and years * 4 + int(main[6]) - int(base[6]) == 1:
        return "qoq"
    if base[5:].isdigit() and main[5:].isdigit() and years * 12 + int(main[5:]) - int(base[5:]) == 1:
        return "mom"
    return "other"


def bases_of(
    words: Sequence[Word], bases: Sequence[model.ChangeBasis | None], main: Time | None
) -> Iterator[model.ChangeBasis]:
    """Each basis that the words name, in their order: 按年及按月 → yoy, mom; 比上月末和上年同期 → mom, yoy.

    `bases`: of each word, the basis that it names as a word.
    """
    for word, basis in zip(words, bases, strict=True):
        if basis is not None:
            yield basis
        elif word.time is not None and word.has("last_time", "same_time"):
            yield basis_of([word], main)
