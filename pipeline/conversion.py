"""OpenCC with exact offsets: any of its configurations that yield Simplified, and the protected names.

A dictionary may change lengths (計程車 → 出租车), and OpenCC reports no positions. So the text is converted
piece by piece: it is split at digits, blanks and punctuation, which no dictionary key contains; a run that
changes is aligned by the smallest prefix whose conversion, with that of the rest, gives that of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from pipeline import hanzi
from pipeline.errors import ConfigError
from pipeline.offsets import Aligner
from pipeline.rulebook.protected_names import ProtectedName

# Dictionary keys hold Han characters, letters, `-` and `·`. OpenCC can take no lone surrogate, and
# some of its configurations lose what follows a NUL.
_RUNS = re.compile(r"[^\s\d\x00\ud800-\udfff，。、；：？！,.;:?!%％()（）《》〈〉「」『』“”‘’【】/]+")
_UNSAFE = re.compile(r"[\x00\ud800-\udfff]")
# Alignment tries every prefix of a run, so a run of unpunctuated text is cut at this length, where that changes nothing.
_LONGEST_RUN = 120
# No dictionary key is longer than this.
_LONGEST_KEY = 20

Convert = Callable[[str], str]


class Converter:
    """Traditional stretches to Simplified. `names` are protected: they come out as the rules give them."""

    def __init__(self, config: str, names: Iterable[ProtectedName] = ()) -> None:
        """Raises ConfigError for a configuration that the installed OpenCC does not offer."""
        self._convert = _opencc(config)
        # No entry of the character and variant dictionaries changes a length; the phrase ones (tw2sp, hk2sp) do.
        self._keeps_length = not config.endswith("p")
        self._names = NameFinder(names)

    def __call__(self, text: str, out: Aligner) -> None:
        """Convert a stretch and append it, with its alignment, to `out`."""
        at = 0
        for start, end, name in self._names.find(text):
            self._runs(text[at:start], out)
            out.add(name, end - start)
            at = end
        self._runs(text[at:], out)

    def _runs(self, text: str, out: Aligner) -> None:
        if self._keeps_length and not _UNSAFE.search(text):
            out.add(self._convert(text), len(text))
            return
        at = 0
        for found in _RUNS.finditer(text):
            out.keep(text[at : found.start()])
            self._run(found.group(), out)
            at = found.end()
        out.keep(text[at:])

    def _run(self, run: str, out: Aligner) -> None:
        converted = self._convert(run)
        if self._keeps_length or converted == run.translate(hanzi.tables().every):
            out.add(converted, len(run))
            return
        for piece in _cut(run, self._convert):
            for part, new in align(piece, self._convert):
                out.add(new, len(part))


def align(run: str, convert: Convert) -> Iterator[tuple[str, str]]:
    """Pairs of a part of `run` and its conversion; joined they give `run` and `convert(run)`."""
    rest, target = run, convert(run)
    while rest:
        for length in range(1, len(rest) + 1):
            new = convert(rest[:length])
            if target.startswith(new) and new + convert(rest[length:]) == target:
                break
        yield rest[:length], target[: len(new)]
        rest, target = rest[length:], target[len(new) :]


def _cut(run: str, convert: Convert) -> Iterator[str]:
    """Parts of `run` of bounded length, cut where no word of the dictionary is cut, if there is such a place."""
    while len(run) > _LONGEST_RUN:
        around = run[: _LONGEST_RUN + _LONGEST_KEY]
        whole = convert(around)
        at = next(
            (
                place
                for place in range(_LONGEST_RUN, _LONGEST_RUN - 3 * _LONGEST_KEY, -1)
                if convert(around[:place]) + convert(around[place:]) == whole
            ),
            _LONGEST_RUN,
        )
        yield run[:at]
        run = run[at:]
    if run:
        yield run


def offered() -> list[str]:
    """The configurations of the installed OpenCC that yield Simplified."""
    from opencc import CONFIGS

    names = {name.removesuffix(".json") for name in CONFIGS}
    return sorted(name for name in names if re.fullmatch(r"\w+2(s|sp|cn|cnp)", name))


@lru_cache(maxsize=8)
def _opencc(config: str) -> Convert:
    from opencc import OpenCC

    if config not in offered():
        raise ConfigError(
            f"opencc = {config!r} is not offered. To mend: use one of {', '.join(offered())} (t2s is the default)"
        )
    convert: Convert = OpenCC(config, include_tofu_risk_dictionaries=False).convert

    def with_variants(text: str) -> str:
        converted = convert(text)
        for char, new in hanzi.VARIANTS.items():
            converted = converted.replace(char, new)
        return converted

    return with_variants


class NameFinder:
    """Protected names in text of either script, longest first."""

    def __init__(self, entries: Iterable[ProtectedName]) -> None:
        self._forms: dict[str, str] = {}
        plain = hanzi.tables().plain
        patterns: list[tuple[int, str]] = []
        for entry in entries:
            if entry.pattern:
                patterns.append((0, entry.pattern))
            tail = f"(?!{'|'.join(map(re.escape, entry.not_before))})" if entry.not_before else ""
            for name in entry.names:
                for spelling in {name, _traditional()(name)}:
                    known = spelling.translate(plain)
                    self._forms.setdefault(known, name)
                    patterns.append((len(known), re.escape(known) + tail))
        patterns.sort(key=lambda pair: -pair[0])
        self._pattern = re.compile("|".join(pattern for _, pattern in patterns) or "(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and Simplified form of each, as the rules give it."""
        for found in self._pattern.finditer(text.translate(hanzi.tables().plain)):
            yield found.start(), found.end(), self._forms.get(found.group(), found.group())


@lru_cache(maxsize=1)
def _traditional() -> Convert:
    from opencc import OpenCC

    convert: Convert = OpenCC("s2t").convert
    return convert
