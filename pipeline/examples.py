"""Runs the examples of the rule data: `pressfacts rules check` and the tests both call `failures`.

`PROBES` has one line a topic: the topic → a factory that gets the rule book once and returns `shows(entry, text)`,
which says whether the entry shows in the text. Every `examples` text must show its entry, no `counter_examples`
text may. To hook in a topic, write its probe where its recogniser lives (this module stands above the stages and may
import any of them) and add the line:

    "times": times_probe,      # def times_probe(rules: RuleBook) -> Shows

A topic whose entries are plain lists of words may use `named`. A text may hold more than the entry: it shows when the
entry is among what is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.boilerplate.families import probe as boilerplate_probe
from pipeline.boilerplate.lines import plain
from pipeline.config import Config, EntityConfig
from pipeline.conversion import NameFinder
from pipeline.draft import Draft, Stretch
from pipeline.engine import STAGES
from pipeline.entities.recognise import Recogniser as Entities
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.words import Reader
from pipeline.flat.adjustment import Adjustments
from pipeline.glossary import Glossary
from pipeline.model import Source
from pipeline.offsets import Alignment, Coordinates, fold
from pipeline.quantities.recognise import Recogniser as Quantities
from pipeline.regions import Weigher
from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.adjustments import Adjustment
from pipeline.rulebook.base import Entry
from pipeline.rulebook.checks import Identity
from pipeline.rulebook.comparators import ComparatorWord
from pipeline.rulebook.facts import Indicator
from pipeline.rulebook.glossary import Term
from pipeline.rulebook.layout import LayoutShape
from pipeline.rulebook.protected_names import ProtectedName
from pipeline.rulebook.regions import RegionCue
from pipeline.rulebook.time_words import TimeWord
from pipeline.rulebook.topics import TOPICS
from pipeline.rulebook.traps import SetPhrase
from pipeline.rulebook.units import Currency, MeasureWord, Unit
from pipeline.rulebook.words import Words
from pipeline.segmenter import tokenizer
from pipeline.stages import segment
from pipeline.stages.script import judge, of_document
from pipeline.times.recognise import Recogniser as Times

Shows = Callable[[Any, str], bool]
"""(entry, text) → whether the entry shows in the text."""
Probe = Callable[[RuleBook], Shows]


def failures(rules: RuleBook) -> Iterator[RuleError]:
    """Every example that does not show its entry, and every counter-example that does; in the order of the files."""
    for topic in sorted(TOPICS):
        entries = rules.entries(topic, Entry)
        if topic not in PROBES:
            raise RuleError(
                str(rules.file(topic)), None, "its examples are not run", "add the topic to examples.PROBES"
            )
        shows = PROBES[topic](rules)
        for entry in entries:
            for text, wanted in _texts(entry):
                problem = _problem(shows, entry, text, wanted)
                if problem is not None and wanted:
                    problem = _taken(rules, topic, entry, text) or problem
                if problem is not None:
                    yield RuleError(str(rules.file(topic, entry.id)), entry.id, *problem)


def _texts(entry: Entry) -> list[tuple[str, bool]]:
    return [(text, True) for text in entry.examples] + [(text, False) for text in entry.counter_examples]


def _problem(shows: Shows, entry: Entry, text: str, wanted: bool) -> tuple[str, str] | None:
    try:
        if shows(entry, text) == wanted:
            return None
    except Exception as error:
        return (
            f"reading {text!r} failed ({type(error).__name__}: {error})",
            "shorten the text or correct the entry",
        )
    if wanted:
        return f"its example {text!r} does not show it", "correct the entry or the example"
    return f"its counter-example {text!r} shows it", "narrow the entry or correct the example"


_MEASURING = ("units", "currencies", "measure_words")
"""Topics whose entries read the words behind one number: a name can belong to one of them alone."""


def _taken(rules: RuleBook, topic: str, entry: Any, text: str) -> tuple[str, str] | None:
    """Whether another entry has the name that should have shown; the first one found."""
    names = {name for name in getattr(entry, "names", ()) if name in fold(text)}
    for other_topic in _MEASURING if topic in _MEASURING else (topic,):
        for other in rules.entries(other_topic, Entry):
            taken = sorted(names.intersection(getattr(other, "names", ())))
            if taken and other is not entry:
                return (
                    f"its example {text!r} does not show it: the name {taken[0]!r} is taken by {other.id!r}"
                    f" of {rules.file(other_topic, other.id)}",
                    f"choose another name, or replace or disable {other.id!r} in {other_topic}.toml",
                )
    return None


def named(rules: RuleBook) -> Shows:
    """For lists of words: one of the `names` stands in the text."""

    def shows(entry: Any, text: str) -> bool:
        return any(name in text for name in entry.names)

    return shows


def measured(rules: RuleBook) -> Shows:
    """Units and currencies: a quantity of the text was made by this entry."""
    find = Quantities(rules)

    def shows(entry: Unit | Currency, text: str) -> bool:
        return any(item.rule.split(".", 1)[-1] == entry.id for item in find(fold(text), [], entry.region))

    return shows


def counted(rules: RuleBook) -> Shows:
    """Measure words: a quantity of the text has one of the names as its unit."""
    find = Quantities(rules)

    def shows(entry: MeasureWord, text: str) -> bool:
        items = find(fold(text), [], entry.region or "CN")
        return any(
            item.rule == f"count.{entry.id}" or (item.unit is not None and item.unit.text in entry.names)
            for item in items
        )

    return shows


def compared(rules: RuleBook) -> Shows:
    """Comparators: a quantity has this comparator from one of the names; words that only lead on leave `=`."""
    find = Quantities(rules)

    def shows(entry: ComparatorWord, text: str) -> bool:
        reading = fold(text)
        items = find(reading, [], "CN")
        if entry.comparator == "=":
            return any(item.comparator == "=" for item in items) and any(name in text for name in entry.names)
        return any(
            item.comparator_at is not None
            and item.comparator == entry.comparator
            and reading[slice(*item.comparator_at)] in entry.names
            for item in items
        )

    return shows


def set_apart(rules: RuleBook) -> Shows:
    """Set phrases: one stands in the text, and no quantity lies inside it."""
    find = Quantities(rules)

    def shows(entry: SetPhrase, text: str) -> bool:
        reading = fold(text)
        items = find(reading, [], "CN")
        places = [(at, at + len(name)) for name in entry.names if (at := reading.find(name)) >= 0]
        places += find.traps.places(entry, reading)
        return bool(places) and not any(
            item.start < end and start < item.end for item in items for start, end in places
        )

    return shows


def kept_whole(rules: RuleBook) -> Shows:
    """Words of the segmenter: one of the names is a word of the segmented text."""
    own = tokenizer(rules.entries("words", Words))

    def shows(entry: Words, text: str) -> bool:
        return not set(own.cut(text)).isdisjoint(entry.names)

    return shows


def entity(topic: str) -> Probe:
    """Names: an entity of the text was made by this entry."""

    def probe(rules: RuleBook) -> Shows:
        cut, find = segment.make(rules, Config()), Entities(rules)

        def shows(entry: Entry, text: str) -> bool:
            draft = Draft(text, "", Source("", ""))
            draft.coordinates = Coordinates(text, text, Alignment.identity(len(text)))
            cut(draft)
            return any(item.rule.partition("+")[0] == f"{topic}.{entry.id}" for item in find(draft))

        return shows

    return probe


def cued(rules: RuleBook) -> Shows:
    """Cues of facts: one of the names is a word of its own in the text."""
    cut, lexicon = segment.make(rules, Config()), Lexicon(rules)

    def shows(entry: Any, text: str) -> bool:
        draft = Draft(text, "", Source("", ""))
        draft.coordinates = Coordinates(text, text, Alignment.identity(len(text)))
        cut(draft)
        words = Reader(draft, lexicon)(Stretch(0, len(text)))
        if getattr(entry, "part", "") in ("same_time", "last_time", "whole_time"):
            return any(name in text for name in entry.names)
        return any(
            word.text.endswith(name[1:]) if name.startswith("*") else word.text == name
            for word in words
            for name in entry.names
        )

    return shows


def boilerplate_shape(rules: RuleBook) -> Shows:
    """Shapes of boilerplate: the entry fits the line, sentence or bracket."""
    from opencc import OpenCC

    shows, simplify = boilerplate_probe(rules), OpenCC("t2s").convert
    return lambda entry, text: shows(entry, plain(fold(text), simplify))


def catalogued(rules: RuleBook) -> Shows:
    """Indicators: the text ends with one of the names and with no longer one of another indicator."""
    lexicon = Lexicon(rules)

    def shows(entry: Indicator, text: str) -> bool:
        return entry in lexicon.catalogue.candidates(text)

    return shows


def identified(rules: RuleBook) -> Shows:
    """Identities: the figures of the text are held against one another by this entry."""
    stages = [factory(rules, Config(entities=EntityConfig(model="none"))) for _, factory in STAGES]

    def shows(entry: Identity, text: str) -> bool:
        draft = Draft(text, "", Source("-", ""))
        for stage in stages:
            stage(draft)
        return any(check.rule == f"identity.{entry.id}" for check in draft.checks)

    return shows


def exchanged(rules: RuleBook) -> Shows:
    """Terms of the glossary: the entry, alone, exchanges a word of the text."""

    def shows(entry: Term, text: str) -> bool:
        return Glossary([entry]).canonical(text) != text

    return shows


def weighed(rules: RuleBook) -> Shows:
    """Cues of a region: the entry, alone, has weight in the text, whose script is found as in a document."""

    def shows(entry: RegionCue, text: str) -> bool:
        found = Weigher([entry])(text, of_document(judge(text)))
        return any(item.words for item in found)

    return shows


def protected(rules: RuleBook) -> Shows:
    """Protected names: the entry, alone, finds its name in the text, before any conversion."""

    def shows(entry: ProtectedName, text: str) -> bool:
        return any(True for _ in NameFinder([entry]).find(text))

    return shows


def timed(rules: RuleBook) -> Shows:
    """Time words: one of the names stands in the text, and the text has a time."""
    find = Times(rules)

    def shows(entry: TimeWord, text: str) -> bool:
        reading = fold(text)
        times = find(reading, [Stretch(0, len(reading))], "2024-05-20", "CN")
        return bool(times) and any(name in reading for name in entry.names)

    return shows


def looks(rules: RuleBook) -> Shows:
    """Shapes of lines and cells: the pattern of the entry is found in it."""

    def shows(entry: LayoutShape, text: str) -> bool:
        line = fold(text)
        return bool(re.search(entry.pattern, line)) and (not entry.longest or len(line) <= entry.longest)

    return shows


def nowhere(rules: RuleBook) -> Shows:
    """Settings, which show in no text: an entry has no examples."""
    return lambda entry, text: False


def adjusted(rules: RuleBook) -> Shows:
    """Words of adjustments: the first that stands in the text is of this entry."""

    def shows(entry: Adjustment, text: str) -> bool:
        return Adjustments(rules, entry.concept).first(fold(text)) == entry

    return shows


PROBES: dict[str, Probe] = {
    "adjustments": adjusted,
    "arbitration": nowhere,
    "boilerplate": boilerplate_shape,
    "boilerplate_words": named,
    "bodies": entity("bodies"),
    "body_kinds": named,
    "countries": entity("countries"),
    "documents": entity("documents"),
    "name_suffixes": entity("name_suffixes"),
    "name_words": named,
    "organisations": entity("organisations"),
    "places": entity("places"),
    "layout": looks,
    "posts": named,
    "protected_names": protected,
    "surnames": named,
    "change_cues": cued,
    "check_words": named,
    "comparators": compared,
    "currencies": measured,
    "glossary": exchanged,
    "measure_words": counted,
    "metric_words": cued,
    "identities": identified,
    "metrics": catalogued,
    "noun_stops": named,
    "regions": weighed,
    "set_phrases": set_apart,
    "status_cues": cued,
    "subject_words": cued,
    "time_words": timed,
    "units": measured,
    "words": kept_whole,
}
