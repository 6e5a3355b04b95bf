"""Statements as observations in the columns and codes of SDMX.

Codes are those of the cross-domain lists CL_FREQ, CL_OBS_STATUS, CL_SEASONAL_ADJUST and CL_UNIT_MULT (agency SDMX), and
of CL_PRICES and CL_TRANSFORMATION (the national accounts' structures). UNIT_MEASURE follows SDMX's guidelines for units of measure:
currencies by ISO 4217, units by UCUM, PT percent, PA percent over a year, PP percent per period, PD percentage
points, IX index, FCTR factor of. An empty cell says that the text does not tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.flat.adjustment import Clause, adjustments, code_at
from pipeline.flat.plain import Row, decimal, joined, named, number
from pipeline.flat.statements import PLACES, Json, Statement, statements
from pipeline.flat.time_periods import TimePeriod, time_period
from pipeline.model import Document
from pipeline.rulebook import RuleBook
from pipeline.rulebook.adjustments import Concept

# What was or will be measured; a target, a cap and a condition are none.
_OBSERVED = ("actual", "estimate")
_CONCEPTS: tuple[Concept, ...] = ("ADJUSTMENT", "PRICE_BASE")
_LOCAL_UNITS = {"[pp]": "PD"}


def observations(document: Document | Json, rules: RuleBook | None = None) -> Iterator[Row]:
    """One row an observation, in the order of the text; keys are the names of `columns.SDMX`.

    What is no observation gives none: targets, caps, conditions, what is denied, and figures without any value.
    `rules`: where the words of adjustments come from; ours by default.
    """
    observe = Observer(rules)
    for statement in statements(document):
        found = observe(statement)
        if found is not None:
            yield found


class Observer:
    """Statements to observations; one after another of a sentence share what is read of it."""

    def __init__(self, rules: RuleBook | None = None) -> None:
        book = rules or RuleBook.load()
        self._words = {concept: adjustments(book, concept) for concept in _CONCEPTS}
        self._sentence: Json | None = None
        self._clauses: dict[Concept, list[Clause]] = {}

    def __call__(self, statement: Statement) -> Row | None:
        """The row of one statement; null where it is no observation."""
        return _observation(statement, self._adjusted(statement))

    def _adjusted(self, statement: Statement) -> dict[Concept, str | None]:
        """What the clause of the figure says."""
        evidence = statement.fact["evidence"]
        if statement.quantity is None:
            return dict.fromkeys(_CONCEPTS)
        if evidence != self._sentence:
            figures = [start - evidence["start"] for start in statement.figures(evidence)]
            text = evidence["text"]
            self._sentence = evidence
            self._clauses = {name: words.clauses(text, figures) for name, words in self._words.items()}
        at = statement.quantity["start"] - evidence["start"]
        return {name: code_at(clauses, at) for name, clauses in self._clauses.items()}


def _observation(statement: Statement, adjusted: dict[Concept, str | None]) -> Row | None:
    fact = statement.fact
    quantity = statement.quantity or {}
    values = [fact["signed_value"], quantity.get("min"), quantity.get("max")]
    if fact["status"] not in _OBSERVED or fact["negated"] or not any(value is not None for value in values):
        return None
    value, low, high = (number(decimal(value)) for value in values)
    when = fact["when"] or {}
    period = _period(when)
    metric, subject = fact["metric"], fact["subject"]
    return {
        "REF_AREA": _area(statement),
        "COUNTERPART_AREA": _first_code(statement, "partner"),
        "INDICATOR": metric["id"] if metric else None,
        "FREQ": when.get("freq") or (period.freq if period else None),
        "TIME_PERIOD": period.value if period else None,
        "OBS_VALUE": value,
        "UNIT_MEASURE": _unit(statement),
        "UNIT_MULT": 0,
        "OBS_STATUS": _status(statement),
        "ADJUSTMENT": adjusted["ADJUSTMENT"],
        "PRICE_BASE": adjusted["PRICE_BASE"],
        "TRANSFORMATION": _transformation(fact),
        "VINTAGE": statement.document["published"],
        "SUBJECT": named(statement.subject) or (subject["text"] if subject else None),
        "TITLE": (metric["norm"] or metric["text"]) if metric else None,
        "PRODUCT": joined(statement.dimensions("item")),
        "ACTIVITY": joined(statement.dimensions("industry")),
        "SCOPE": joined(statement.dimensions("scope")),
        "MEASURE_TYPE": fact["measure_type"],
        "BASIS": when.get("basis"),
        "COMPARATOR": quantity.get("comparator"),
        "OBS_VALUE_MIN": low,
        "OBS_VALUE_MAX": high,
        "CONFIDENCE": fact["confidence"],
        "SOURCE_AGENCY": named(statement.entity(fact["attributed_to"])),
        "DOCUMENT": statement.document["id"],
        "UID": fact["uid"],
        "COMMENT_OBS": fact["evidence"]["text"],
    }


def _area(statement: Statement) -> str | None:
    """The place that the figure is about, else the one that it is grouped by."""
    code = statement.code(statement.subject, *PLACES)
    return code["value"] if code is not None else _first_code(statement, "area")


def _first_code(statement: Statement, role: str) -> str | None:
    codes = (statement.dimension_code(part, *PLACES) for part in statement.dimensions(role))
    return next((code for code in codes if code is not None), None)


def _period(when: Json) -> TimePeriod | None:
    """截至9月底 is September's where a level is meant; the beginning of a sum must be known."""
    at_end = when.get("basis") in (None, "stock")
    return time_period(when.get("first"), when.get("last"), when.get("freq"), at_end=at_end)


def _unit(statement: Statement) -> str | None:
    fact, quantity = statement.fact, statement.quantity
    if quantity is None:
        return _percent(fact)  # 持平: no change
    unit = quantity["unit"] or {}
    if quantity["kind"] == "percent" and unit.get("code") in (None, "%"):
        return _percent(fact)
    if quantity["kind"] in ("multiple", "fraction"):
        return "FCTR"
    if quantity["kind"] == "number" and fact["measure_type"] == "index":
        return "IX"
    if unit.get("currency") and unit.get("per"):
        return f"{unit['currency']}_{unit['per']}"
    code: str | None = unit.get("code")
    return (_LOCAL_UNITS.get(code, code) if code else unit.get("text")) or None


def _percent(fact: Json) -> str:
    """Of growth: over which time; of all else plain percent."""
    return {"GY": "PA", "G1": "PP"}.get(_transformation(fact), "PT")


def _status(statement: Statement) -> str:
    """An estimate of what was over when it was published is E, of what was to come F."""
    fact = statement.fact
    if fact["status"] == "estimate":
        last, published = (fact["when"] or {}).get("last"), statement.document["published"]
        return "E" if last and published and last <= published else "F"
    return "P" if fact["provisional"] else "A"


def _transformation(fact: Json) -> str:
    """N for a value as it is; G and D for growth and difference, over a year (Y) or one period (1)."""
    change = fact["change"]
    if fact["measure_type"] == "contribution":
        return "_O"
    if change is None:
        return "N"
    step = {"yoy": "Y", "mom": "1", "qoq": "1"}.get(change["basis"])
    if step is None or change["of_growth"]:
        return "_O"
    return f"{'D' if fact['measure_type'] == 'delta' else 'G'}{step}"
