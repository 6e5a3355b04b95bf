"""Which class validates which rule file: `rules/NAME.toml` → entry class. One line a topic."""

from __future__ import annotations

from pipeline.rulebook.adjustments import Adjustment
from pipeline.rulebook.arbitration import Arbitration
from pipeline.rulebook.base import Entry
from pipeline.rulebook.boilerplate import Boilerplate, BoilerplateWord
from pipeline.rulebook.checks import CheckWord, Identity
from pipeline.rulebook.comparators import ComparatorWord
from pipeline.rulebook.facts import ChangeCue, Indicator, MetricWord, StatusCue, SubjectWord
from pipeline.rulebook.glossary import Term
from pipeline.rulebook.layout import LayoutShape
from pipeline.rulebook.names import (
    Bodies,
    BodyKind,
    DocumentWords,
    KnownNames,
    NameSuffix,
    Posts,
    Wordlist,
)
from pipeline.rulebook.nouns import NounStop
from pipeline.rulebook.places import Country, Places
from pipeline.rulebook.protected_names import ProtectedName
from pipeline.rulebook.regions import RegionCue
from pipeline.rulebook.time_words import TimeWord
from pipeline.rulebook.traps import SetPhrase
from pipeline.rulebook.units import Currency, MeasureWord, Unit
from pipeline.rulebook.words import Words

TOPICS: dict[str, type[Entry]] = {
    "adjustments": Adjustment,
    "arbitration": Arbitration,
    "bodies": Bodies,
    "body_kinds": BodyKind,
    "boilerplate": Boilerplate,
    "boilerplate_words": BoilerplateWord,
    "change_cues": ChangeCue,
    "check_words": CheckWord,
    "comparators": ComparatorWord,
    "countries": Country,
    "currencies": Currency,
    "documents": DocumentWords,
    "glossary": Term,
    "identities": Identity,
    "layout": LayoutShape,
    "measure_words": MeasureWord,
    "metric_words": MetricWord,
    "metrics": Indicator,
    "name_suffixes": NameSuffix,
    "name_words": Wordlist,
    "organisations": KnownNames,
    "places": Places,
    "posts": Posts,
    "protected_names": ProtectedName,
    "noun_stops": NounStop,
    "regions": RegionCue,
    "set_phrases": SetPhrase,
    "status_cues": StatusCue,
    "subject_words": SubjectWord,
    "surnames": Wordlist,
    "time_words": TimeWord,
    "units": Unit,
    "words": Words,
}
