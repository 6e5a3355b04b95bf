"""Which class validates which rule file: `rules/NAME.toml` → entry class. One line a topic."""

from __future__ import annotations

from pipeline.rulebook.base import Entry
from pipeline.rulebook.comparators import ComparatorWord
<<<<<<< HEAD
from pipeline.rulebook.names import Bodies, DocumentWords, KnownNames, NameSuffix, Posts, Wordlist
from pipeline.rulebook.places import Country, Places
=======
from pipeline.rulebook.facts import ChangeCue, Indicator, MetricWord, StatusCue, SubjectWord
>>>>>>> 1830c5f (Facts: metric, subject, period, status and change of each quantity, linked over clauses)
from pipeline.rulebook.regions import RegionCue
from pipeline.rulebook.traps import SetPhrase
from pipeline.rulebook.units import Currency, MeasureWord, Unit
from pipeline.rulebook.words import Words

TOPICS: dict[str, type[Entry]] = {
<<<<<<< HEAD
    "bodies": Bodies,
=======
    "change_cues": ChangeCue,
>>>>>>> 1830c5f (Facts: metric, subject, period, status and change of each quantity, linked over clauses)
    "comparators": ComparatorWord,
    "countries": Country,
    "currencies": Currency,
    "documents": DocumentWords,
    "measure_words": MeasureWord,
<<<<<<< HEAD
    "name_suffixes": NameSuffix,
    "name_words": Wordlist,
    "organisations": KnownNames,
    "places": Places,
    "posts": Posts,
    "regions": RegionCue,
    "set_phrases": SetPhrase,
    "surnames": Wordlist,
=======
    "metric_words": MetricWord,
    "metrics": Indicator,
    "regions": RegionCue,
    "set_phrases": SetPhrase,
    "status_cues": StatusCue,
    "subject_words": SubjectWord,
>>>>>>> 1830c5f (Facts: metric, subject, period, status and change of each quantity, linked over clauses)
    "units": Unit,
    "words": Words,
}
