"""Which class validates which rule file: `rules/NAME.toml` → entry class. One line a topic."""

from __future__ import annotations

from pipeline.rulebook.base import Entry
from pipeline.rulebook.comparators import ComparatorWord
from pipeline.rulebook.regions import RegionCue
from pipeline.rulebook.traps import SetPhrase
from pipeline.rulebook.units import Currency, MeasureWord, Unit
from pipeline.rulebook.words import Words

TOPICS: dict[str, type[Entry]] = {
    "comparators": ComparatorWord,
    "currencies": Currency,
    "measure_words": MeasureWord,
    "regions": RegionCue,
    "set_phrases": SetPhrase,
    "units": Unit,
    "words": Words,
}
