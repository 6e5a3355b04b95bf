"""The columns of the flat view: names, types and meanings, and the Frictionless Table Schema that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pipeline import model

Kind = Literal["string", "decimal", "number", "integer", "boolean", "date", "array"]
# An exact decimal; a fraction without a finite one is 1/3.
_DECIMAL = r"-?\d+(\.\d+)?(/\d+)?"
_CODE = r"[\w.:@/\[\]()%'-]+"


@dataclass(frozen=True, slots=True)
class Column:
    """`decimal`: an exact decimal as a string. `free`: holds words of the source, whatever they begin with."""

    name: str
    kind: Kind
    description: str
    free: bool = False
    constraints: dict[str, Any] = field(default_factory=dict)

    def field(self) -> dict[str, Any]:
        """As a field of a Table Schema."""
        constraints = dict(self.constraints)
        if self.kind == "decimal":
            constraints["pattern"] = _DECIMAL
        found: dict[str, Any] = {
            "name": self.name,
            "type": "string" if self.kind == "decimal" else self.kind,
            "description": self.description,
        }
        if constraints:
            found["constraints"] = constraints
        return found


def table_schema(columns: Sequence[Column], title: str, key: str) -> dict[str, Any]:
    """A Frictionless Table Schema (v1): beside a CSV it lets tools type and check the cells."""
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "title": title,
        "fields": [column.field() for column in columns],
        "missingValues": [""],
        "primaryKey": [key],
    }


def _words(name: str, description: str) -> Column:
    return Column(name, "string", description, free=True)


def _one_of(name: str, description: str, *values: str, required: bool = False) -> Column:
    constraints: dict[str, Any] = {"enum": list(values)}
    if required:
        constraints["required"] = True
    return Column(name, "string", description, constraints=constraints)


def _required(name: str, kind: Kind, description: str, **constraints: Any) -> Column:
    return Column(name, kind, description, constraints={"required": True, **constraints})


_STATUS = get_args(model.Status)
_KINDS = get_args(model.QuantityKind)
_MEASURES = get_args(model.MeasureType)
_COMPARATORS = get_args(model.Comparator)
_FREQUENCIES = get_args(model.Frequency)
_BASES = get_args(model.PeriodBasis)
_SHARE = {"minimum": 0, "maximum": 1}

FACTS: tuple[Column, ...] = (
    Column(
        "document", "string", "id of the document", free=True, constraints={"required": True}
    ),
    Column(
        "uri", "string", "where the document came from: path, file.jsonl#LINE, -", free=True, constraints={"required": True}
    ),
    _words("url", "address of the release, where the caller gave it"),
    Column("published", "date", "publishing date"),
    _required("fact", "string", "id of the fact in the document", pattern=r"f\d+"),
    _required("uid", "string", "key of the row: a hash of document, layer and place, which outlives a change of rules", unique=True),
    _words("subject", "whom or what it is about, as the text has it (Simplified)"),
    _words("subject_name", "full name of the subject, where it is a known entity"),
    _one_of("subject_label", "kind of the subject's entity", *get_args(model.EntityLabel)),
    Column("subject_code", "string", "code of the subject: ISO 3166-1, ISO 3166-2, GB/T 2260 or ticker, the first that it has"),
    Column("subject_scheme", "string", "scheme of subject_code"),
    _words("metric", "what is measured or counted, as the text has it (Simplified)"),
    _words("metric_name", "canonical form of the metric"),
    Column("metric_id", "string", "id of the metric in the catalogue (rules/metrics.toml)"),
    _words("area", "dimension: the place"),
    Column("area_code", "string", "its code, as for subjects"),
    _words("partner", "dimension: the counterpart of trade, travel and the like"),
    Column("partner_code", "string", "its code"),
    _words("org", "dimension: the organisation"),
    Column("org_code", "string", "its code"),
    _words("item", "dimension: goods or services, or what is counted"),
    _words("industry", "dimension: the industry"),
    _words("scope", "dimension: what else narrows it"),
    Column("dimensions", "array", "all dimensions as JSON: role, text, code"),
    _one_of("measure_type", "what the figure is of the metric", *_MEASURES, required=True),
    _one_of("kind", "kind of the quantity", *_KINDS),
    Column("value", "decimal", "the figure, exact, scale words applied; empty for a range, a vague number and 持平"),
    Column("signed_value", "decimal", "value with the sign of the change: 下降2.5% is -2.5"),
    Column("number", "number", "signed_value as a plain decimal; a fraction such as 1/3 to 15 digits"),
    Column("min", "decimal", "lower bound of a range or comparator"),
    Column("max", "decimal", "upper bound of a range or comparator"),
    _one_of("comparator", "how the words limit the value: ~ 约, > 超过, >= 以上, < 不足, <= 以下", *_COMPARATORS),
    _words("unit", "code of the unit (UCUM, ISO 4217, local in brackets), else the word: 家, 人次"),
    _words("unit_text", "the unit as it stands in the text"),
    Column("currency", "string", "currency, also of a rate", constraints={"pattern": "[A-Z]{3}"}),
    _words("per", "what a rate is per: L, kW.h, 股"),
    Column("normalized_value", "decimal", "value in the base unit of its dimension"),
    Column("normalized_unit", "string", "that base unit"),
    _words("period", "time it holds for (TIMEX3 value): 2023, 2023-H1, 2025-01/2025-09"),
    Column("period_first", "date", "first day of the period; empty where it is open"),
    Column("period_last", "date", "last day of the period; empty where it is open"),
    _one_of("freq", "length of the period, or of the last step of a year to date", *_FREQUENCIES),
    _one_of("basis", "how figure and period belong together", *_BASES),
    _one_of("status", "what the text claims", *_STATUS, required=True),
    _required("provisional", "boolean", "true for 初步核算 and the like"),
    _required("negated", "boolean", "true where the text denies it: 未达"),
    _one_of("change", "direction, where the figure is a growth rate, a rise or a fall", *get_args(model.Direction)),
    _one_of("change_basis", "what it is compared with: year, quarter or month before, or other", *get_args(model.ChangeBasis)),
    _words("change_reference", "the time compared with, where words name it (TIMEX3 value)"),
    Column("of_growth", "boolean", "true for the change of a growth rate: 降幅收窄2.1个百分点"),
    _words("attributed_to", "who says so: 世界银行预测"),
    Column("same_as", "string", "uid of the earlier row that states the same"),
    _required("confidence", "number", "0 to 1", **_SHARE),
    _required("rule", "string", "which rule linked it"),
    _words("quantity", "the figure with its unit, as printed"),
    Column("start", "integer", "where the figure begins in the document's text (code points from 0)"),
    Column("end", "integer", "where it ends, exclusive"),
    Column("original_start", "integer", "where it begins in original_text"),
    Column("original_end", "integer", "where it ends, exclusive"),
    Column("evidence", "string", "the sentence (Simplified)", free=True, constraints={"required": True}),
    _words("evidence_original", "the sentence as printed"),
    _required("evidence_start", "integer", "where the sentence begins in original_text"),
    _required("evidence_end", "integer", "where it ends, exclusive"),
)  # fmt: skip

SDMX: tuple[Column, ...] = (
    Column("REF_AREA", "string", "the place: ISO 3166-1, ISO 3166-2 or GB/T 2260 code of the subject or of the area dimension"),
    Column("COUNTERPART_AREA", "string", "the partner, coded likewise"),
    Column("INDICATOR", "string", "id of the metric in the catalogue", constraints={"pattern": _CODE}),
    _one_of("FREQ", "SDMX:CL_FREQ", *_FREQUENCIES),
    Column("TIME_PERIOD", "string", "SDMX time format: 2023, 2023-S1, 2023-Q1, 2023-01, 2023-W04, 2023-01-09, or start/duration: 2023-01-01/P9M"),
    Column("OBS_VALUE", "number", "the figure, with the sign of a change"),
    _words("UNIT_MEASURE", "ISO 4217, UCUM, or PT PA PP PD IX FCTR; a counting word where it has no code"),
    _required("UNIT_MULT", "integer", "SDMX:CL_UNIT_MULT, power of ten: always 0, scale words are applied", enum=[0]),
    _one_of("OBS_STATUS", "SDMX:CL_OBS_STATUS", "A", "P", "E", "F", required=True),
    _one_of("ADJUSTMENT", "SDMX:CL_SEASONAL_ADJUST, where the clause says so", "N", "S", "W", "Y", "T"),
    _one_of("PRICE_BASE", "CL_PRICES, where the clause says so: current, constant, chain-linked", "V", "Q", "L"),
    _one_of("TRANSFORMATION", "CL_TRANSFORMATION", "N", "GY", "G1", "DY", "D1", "_O", required=True),
    Column("VINTAGE", "date", "publishing date"),
    _words("SUBJECT", "whom or what it is about"),
    _words("TITLE", "the metric, canonical form"),
    _words("PRODUCT", "item dimension"),
    _words("ACTIVITY", "industry dimension"),
    _words("SCOPE", "what else narrows it"),
    _one_of("MEASURE_TYPE", "what the figure is of the indicator", *_MEASURES, required=True),
    _one_of("BASIS", "how figure and period belong together", *_BASES),
    _one_of("COMPARATOR", "how the words limit the value", *_COMPARATORS),
    Column("OBS_VALUE_MIN", "number", "lower bound of a range or comparator"),
    Column("OBS_VALUE_MAX", "number", "upper bound of a range or comparator"),
    _required("CONFIDENCE", "number", "0 to 1", **_SHARE),
    _words("SOURCE_AGENCY", "who says so, where the text names it"),
    Column("DOCUMENT", "string", "id of the document", free=True, constraints={"required": True}),
    _required("UID", "string", "key of the row, the same as in the plain view", unique=True),
    Column("COMMENT_OBS", "string", "the sentence", free=True, constraints={"required": True}),
)  # fmt: skip
