"""The boilerplate rules, compiled: what they say of a line, a sentence, a bracket."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.boilerplate import Boilerplate, BoilerplateWord, expand
from pipeline.rulebook.names import Wordlist

# Longest line that furniture may fill, and longest sentence that is searched for notices.
LONGEST_LINE = 400
LONGEST_SENTENCE = 700
# A menu is a row of short words.
_LONGEST_MENU = 120
_FEWEST_WORDS = 3
_LONGEST_WORD = 8
_DIGIT = re.compile(r"\d")
# A name, or a label of the page with its value.
_NAME = re.compile(r"(?:[\u3400-\u9fff]{2,4}:)?[\u3400-\u9fffA-Za-z]{2,8}")
_WORD = re.compile(r"[^\s|/\\·,;>»›→<>\[\]()]+")

_SEPARATORS = re.compile(r"[\s|/\\·,;:>»›→\-_()\[\]<>《》\"*▪◆■□○▲△▶►▼★☆※~=+&。!?^]+")
_SENTENCES = re.compile(r"[^。!?]*[。!?]*[\")\]]*")
_BULLET = re.compile(
    r"[\s·*▪◆■□○※#\-\"(\[]*(?:[(\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)\]、.,:]\s*|[①-⑳]\s*|[a-zA-Z][.)]\s*)?[\"\s·(]*"
)
_NUMBERED = re.compile(r"[(\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[)\]、.,:]|[①-⑳]")


@dataclass(slots=True)
class Rule:
    """A rule entry with its patterns compiled."""

    entry: Boilerplate
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None

    @property
    def id(self) -> str:
        return self.entry.id


@dataclass(slots=True)
class Piece:
    """Furniture: `rule` fits `text[start:end]`; `match` holds its groups."""

    rule: Rule
    match: re.Match[str]


@dataclass(slots=True)
class Sentence:
    """`text[start:end]` of a line; `rule` says why it is a notice or, when `weak`, only the cue of one."""

    start: int
    end: int
    rule: Rule | None
    weak: bool = False


class Families:
    """All rules by part."""

    def __init__(self, rules: RuleBook) -> None:
        surnames = [name for entry in rules.entries("surnames", Wordlist) for name in _surnames(entry)]
        words = _words(rules.entries("boilerplate_words", BoilerplateWord), surnames)
        self.rules = [_compile(entry, words) for entry in rules.entries("boilerplate", Boilerplate)]

        def of(part: str) -> list[Rule]:
            return [rule for rule in self.rules if rule.entry.part == part]

        self.segments = of("segment")
        self.notices = of("notice")
        self.cues = of("cue")
        self.headings = of("heading")
        self.inlines = of("inline")
        self.datelines = of("dateline")
        self._stamps = [rule for rule in self.segments if 1 <= rule.entry.rank <= 4]
        self._any_segment = _union(self.segments)
        self._trigger = re.compile(words["trigger"])
        self.profile = re.compile(words["profile"])
        self.stamp = re.compile(words["stamp"])
        self._menu = re.compile(words["menu"])
        self.signature = re.compile(words["signature"])
        self.contact = re.compile(words["reach"])

    def furniture(self, text: str, start: int = 0) -> list[Piece]:
        """The pieces that fill `text` from `start` to its end; none where something else is in it."""
        if len(text) - start > LONGEST_LINE:
            return []
        pieces, at = self._tile(text, start)
        return pieces if at == len(text) else []

    def menu(self, text: str) -> list[Piece]:
        """The pieces of a row of short words, at least half of them furniture: the sections of a site."""
        if len(text) > _LONGEST_MENU:
            return []
        words = list(_WORD.finditer(text))
        if len(words) < _FEWEST_WORDS or any(len(word.group()) > _LONGEST_WORD for word in words):
            return []
        pieces = [piece for word in words for piece in self.furniture(text[: word.end()], word.start())[:1]]
        sections = sum(1 for word in words if self._menu.fullmatch(word.group()))
        told = len(pieces) + sections
        return pieces if pieces and told * 2 >= len(words) and told > 1 else []

    def dated(self, text: str) -> list[Piece]:
        """The pieces of a line that holds a date with its time, and beside furniture only a few short words: the
        paper's name, its desk. 江州发布 2021-11-30 18:00 发表于海州; 类别:台风 发布时间:112/10/04 22:40."""
        if len(text) > _LONGEST_MENU or not _DIGIT.search(text):
            return []
        for rule in self._stamps:
            found = rule.pattern.search(text)
            if found:
                rest = [*_WORD.finditer(text, 0, found.start()), *_WORD.finditer(text, found.end())]
                pieces = [self.furniture(text[: word.end()], word.start())[:1] for word in rest]
                strange = [word.group() for word, known in zip(rest, pieces, strict=True) if not known]
                firm = rule.entry.rank == 1 or ":" in found.group() or any(pieces)
                if (
                    firm
                    and len(strange) <= _FEWEST_WORDS - 1
                    and all(_NAME.fullmatch(word) for word in strange)
                ):
                    return [Piece(rule, found), *(piece for known in pieces for piece in known)]
        return []

    def furniture_at_start(self, text: str) -> list[Piece]:
        """The pieces that stand at the start of `text`."""
        return self._tile(text[:LONGEST_LINE], 0)[0]

    def _tile(self, text: str, at: int) -> tuple[list[Piece], int]:
        pieces: list[Piece] = []
        while True:
            if found := _SEPARATORS.match(text, at):
                at = found.end()
            if at == len(text) or not self._any_segment.match(text, at):
                return pieces, at
            best: Piece | None = None
            for rule in self.segments:
                match = rule.pattern.match(text, at)
                if match and match.end() > at and (best is None or _better(match, rule, best)):
                    best = Piece(rule, match)
            if best is None:
                return pieces, at
            pieces.append(best)
            at = best.match.end()

    def sentences(self, text: str, offset: int = 0) -> list[Sentence]:
        """The sentences of `text` from `offset` on, with the rule for each that is a notice or its cue."""
        found: list[Sentence] = []
        for match in _SENTENCES.finditer(text, offset):
            start, end = match.span()
            if text[start:end].strip():
                rule, weak = self._judge(text[start:end])
                found.append(Sentence(start, end, rule, weak))
        return found

    def _judge(self, sentence: str) -> tuple[Rule | None, bool]:
        # Most sentences have none of the words that every notice has: one quick look passes them over.
        if len(sentence) > LONGEST_SENTENCE or not self._trigger.search(sentence):
            return None, False
        bare = without_bullet(sentence).rstrip()
        for weak, rules in ((False, self.notices), (True, self.cues)):
            for rule in rules:
                if rule.pattern.search(bare) and not (rule.unless and rule.unless.search(bare)):
                    return rule, weak
        return None, False

    def heading(self, text: str) -> tuple[Rule, re.Match[str]] | None:
        """The rule that sees in the line the head of a block, and where the head ends in it."""
        shift = _BULLET.match(text)
        at = shift.end() if shift else 0
        for rule in self.headings:
            found = rule.pattern.match(text, at)
            if found and not (rule.unless and rule.unless.search(text[:LONGEST_LINE])):
                return rule, found
        return None


def probe(rules: RuleBook) -> Callable[[Boilerplate, str], bool]:
    """Whether a rule shows in a text (`pipeline.examples`): the text is a line, a sentence, or what brackets hold."""
    families = Families(rules)
    by_id = {rule.id: rule for rule in families.rules}

    def shows(entry: Boilerplate, example: str) -> bool:
        rule, text = by_id[entry.id], example.strip()
        if entry.part == "segment":
            return any(piece.rule is rule for piece in families.furniture(text))
        if entry.part in ("notice", "cue"):
            return any(sentence.rule is rule for sentence in families.sentences(text))
        if entry.part == "heading":
            found = families.heading(text)
            return found is not None and found[0] is rule
        fits = rule.pattern.fullmatch(text) if entry.part == "inline" else rule.pattern.match(text)
        return fits is not None and not (rule.unless and rule.unless.search(text))

    return shows


def _better(match: re.Match[str], rule: Rule, best: Piece) -> bool:
    """The longest fit wins; of two as long, the one that says more than a word of navigation."""
    if match.end() != best.match.end():
        return match.end() > best.match.end()
    return best.rule.entry.where == "beside" and rule.entry.where != "beside"


def numbered(text: str) -> bool:
    """Whether the line is an item of a numbered list."""
    return _NUMBERED.match(text) is not None


def without_bullet(text: str) -> str:
    found = _BULLET.match(text)
    return text[found.end() :] if found else text


def _surnames(entry: Wordlist) -> list[str]:
    if entry.id == "compound":
        return list(entry.names)
    return list("".join(entry.names)) if entry.id == "single" else []


def _words(entries: Sequence[BoilerplateWord], surnames: Sequence[str]) -> dict[str, str]:
    words = {"surname": f"(?:{'|'.join(sorted(surnames, key=len, reverse=True))})"}
    for entry in entries:
        names = "|".join(re.escape(name) for name in sorted(entry.names, key=len, reverse=True))
        try:
            body = expand(entry.pattern, words) if entry.pattern else names
            re.compile(body)
        except (re.error, KeyError) as error:
            raise _bad("boilerplate_words.toml", entry.id, error) from None
        words[entry.id] = f"(?:{body})"
    return words


def _compile(entry: Boilerplate, words: dict[str, str]) -> Rule:
    try:
        pattern = re.compile(expand(entry.pattern, words), re.IGNORECASE)
        unless = re.compile(expand(entry.unless, words), re.IGNORECASE) if entry.unless else None
    except (re.error, KeyError) as error:
        raise _bad("boilerplate.toml", entry.id, error) from None
    for wanted, group in ((entry.role, "name"), (entry.rank, "date")):
        if wanted and group not in pattern.groupindex:
            raise RuleError(
                "boilerplate.toml",
                entry.id,
                f"has no group {group!r}",
                f"write (?P<{group}>…) into the pattern",
            )
    return Rule(entry, pattern, unless)


def _bad(file: str, entry: str, error: Exception) -> RuleError:
    if isinstance(error, KeyError):
        return RuleError(
            file,
            entry,
            f"unknown word {{{error.args[0]}}}",
            "use an id of boilerplate_words.toml that stands above",
        )
    return RuleError(file, entry, f"is no valid pattern ({error})", "correct the regular expression")


def _union(rules: Iterable[Rule]) -> re.Pattern[str]:
    """One pattern that fits where any of them does: most text is passed over with it."""
    return re.compile(
        "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in rules) or r"(?!)",
        re.IGNORECASE,
    )
