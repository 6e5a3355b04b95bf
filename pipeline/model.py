"""What one document becomes: the typed form of the output contract.

Every `start`/`end` is 0-based and half-open, in Unicode code points. `Span.start/end` index
`Document.text`, `Original.start/end` index `Document.original_text`. Numbers are exact decimal strings.
This module imports nothing of ours.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

SCHEMA_VERSION = "1.0"

Script = Literal["Hant", "Hans", "mixed"]
Region = Literal["CN", "TW", "HK", "MO", "SG"]
QuantityKind = Literal[
    "measure",
    "money",
    "percent",
    "percentage_point",
    "count",
    "multiple",
    "fraction",
    "ratio",
    "ordinal",
    "number",
]
Comparator = Literal["=", "~", ">", ">=", "<", "<="]
Basis = Literal["explicit", "declared", "sentence", "subject", "region"]
TimeType = Literal["date", "range", "duration", "time", "set"]
TimeModifier = Literal["since", "until", "before", "after", "approx", "start_of", "mid", "end_of"]
EntityLabel = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "LAW", "WORK_OF_ART", "EVENT", "PRODUCT"]
RemovedKind = Literal["copyright", "disclaimer", "contact", "navigation", "byline", "other"]
BlockKind = Literal["title", "heading", "paragraph", "list_item", "table", "caption", "question", "answer"]
CellRole = Literal["head", "name", "value", "missing", "text", "rank", "unit"]
"""`name` names a row, `rank` numbers it, `unit` is the unit of its figures; `missing` says that there is no value."""
BylineRole = Literal["author", "editor", "reporter", "photographer", "source"]
Status = Literal["actual", "estimate", "target", "cap", "condition"]
MeasureType = Literal["level", "amount", "growth", "delta", "share", "contribution", "average", "index"]
CheckKind = Literal["growth", "share", "sum"]
CheckResult = Literal["consistent", "rounded", "contradictory"]
Direction = Literal["increase", "decrease", "unchanged"]
ChangeBasis = Literal["yoy", "qoq", "mom", "other"]
DimensionRole = Literal["area", "org", "item", "industry", "partner", "scope"]
Frequency = Literal["A", "S", "Q", "M", "W", "D"]
PeriodBasis = Literal["flow", "cumulative", "stock", "average"]


@dataclass(slots=True)
class Original:
    """A stretch of the original text: `original_text[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Extent:
    """A stretch of the original text without its words."""

    start: int
    end: int


@dataclass(slots=True)
class Span:
    """A stretch of `Document.text` and what the reader of the source sees there."""

    text: str
    start: int
    end: int
    original: Original


@dataclass(slots=True)
class Item(Span):
    """A recognised span. `uid` is a hash of document key, layer and original offsets."""

    id: str
    uid: str
    rule: str


@dataclass(slots=True)
class Unit:
    """`code` is UCUM, ISO 4217 or a local code in square brackets; null for counts and undecided units."""

    text: str
    code: str | None = None
    dimension: str | None = None
    currency: str | None = None
    per: str | None = None
    basis: Basis | None = None
    original: Original | None = None
    """Where the unit stands in the source, in its script (棟, 戶); null where its words are others (每桶)."""


@dataclass(slots=True)
class Normalized:
    """The quantity in the base unit of its dimension; exact decimal strings."""

    value: str | None
    min: str | None
    max: str | None
    unit: str


@dataclass(slots=True)
class Quantity(Item):
    kind: QuantityKind
    value: str | None = None
    min: str | None = None
    max: str | None = None
    comparator: Comparator = "="
    comparator_text: Span | None = None
    unit: Unit | None = None
    normalized: Normalized | None = None
    noun: Span | None = None


@dataclass(slots=True)
class Time(Item):
    """TIMEX3 type and ISO 8601 value; `first` and `last` are the days covered, `YYYY-MM-DD`."""

    type: TimeType
    value: str
    first: str | None = None
    last: str | None = None
    modifier: TimeModifier | None = None
    anchored: bool = False
    anchor: str | None = None


@dataclass(slots=True)
class Code:
    scheme: str
    value: str
    version: str | None = None


@dataclass(slots=True)
class Entity(Item):
    label: EntityLabel
    score: float = 1.0
    norm: str | None = None
    codes: list[Code] = field(default_factory=list)
    title: Span | None = None
    org: str | None = None


@dataclass(slots=True)
class Metric(Span):
    norm: str | None = None
    id: str | None = None


@dataclass(slots=True)
class Carried:
    """Where a subject was carried over from: sentence index, and how many sentences back."""

    source: int = field(metadata={"name": "from"})
    distance: int


@dataclass(slots=True)
class Subject:
    entity: str | None
    text: str
    span: Span
    carried: Carried | None = None


@dataclass(slots=True)
class Dimension:
    role: DimensionRole
    text: str
    entity: str | None = None
    code: str | None = None


@dataclass(slots=True)
class When:
    first: str | None
    last: str | None
    freq: Frequency | None
    basis: PeriodBasis | None


@dataclass(slots=True)
class Days:
    """First and last day, `YYYY-MM-DD`; an open side is null."""

    first: str | None
    last: str | None


@dataclass(slots=True)
class Change:
    """`base`: the days that it is measured from, also where no words name them: of 同比 those of the year before."""

    direction: Direction
    basis: ChangeBasis
    reference: str | None = None
    of_growth: bool = False
    base: Days | None = None


@dataclass(slots=True)
class Fact:
    id: str
    uid: str
    quantity: str | None
    metric: Metric | None
    subject: Subject | None
    dimensions: list[Dimension]
    period: str | None
    when: When | None
    status: Status
    provisional: bool
    measure_type: MeasureType
    change: Change | None
    signed_value: str | None
    attributed_to: str | None
    negated: bool
    same_as: str | None
    evidence: Span
    rule: str
    confidence: float


@dataclass(slots=True)
class Check:
    id: str
    kind: CheckKind
    facts: list[str]
    result: CheckResult
    detail: str


@dataclass(slots=True)
class Cell(Span):
    """`quantity`: the id of the quantity that it holds."""

    role: CellRole
    quantity: str | None = None


@dataclass(slots=True)
class Column:
    """`name`: the names of the head from the upper row to the lower, joined by a blank; `unit` as it stands there."""

    name: str
    role: CellRole
    unit: str | None = None


@dataclass(slots=True)
class Table:
    """`rows`: the cells of each row, null for empty ones; the first `head_rows` name the columns.

    `row_names`: what names each row, without the blanks that spread it out (北　　京) and the marks before it (其中:), several
    names joined by ` / `. `parents`: for each row the index of the one that it is a part of. Tables printed side by side are one below another.
    """

    columns: list[Column]
    head_rows: int
    rows: list[list[Cell | None]]
    row_names: list[str | None]
    parents: list[int | None]
    caption: Span | None = None
    declarations: list[Span] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Block(Span):
    """`key` and `value` of a line 字段:值."""

    kind: BlockKind
    level: int | None = None
    table: Table | None = None
    key: Span | None = None
    value: Span | None = None


@dataclass(slots=True)
class Byline:
    role: BylineRole
    name: str
    original: Original


@dataclass(slots=True)
class Removed:
    kind: RemovedKind
    original: Extent
    rule: str


@dataclass(slots=True)
class Notice:
    code: str
    message: str


@dataclass(slots=True)
class Source:
    """Where a document came from. `sha256` is of the input's bytes (a JSONL line: of its text in UTF-8); null, in
    error records alone, where no bytes were read."""

    uri: str
    sha256: str | None
    encoding: str | None = "utf-8"
    media_type: str = "text/plain"
    url: str | None = None
    title: str | None = None


@dataclass(slots=True)
class RegionEvidence:
    """What spoke for a region: the words as found (Simplified), and their weight together."""

    region: Region
    weight: int
    words: list[str]


@dataclass(slots=True)
class Provenance:
    pipeline: str
    rules: str
    model: str | None
    reference_date: str | None
    region_evidence: list[RegionEvidence] = field(default_factory=list)
    """The weightiest region first; `Document.region` is it where it stands out."""


@dataclass(slots=True)
class Document:
    schema_version: str
    id: str
    source: Source
    script: Script | None
    region: Region | None
    title: Span | None
    dateline: Span | None
    published: str | None
    published_basis: Literal["caller", "publishing_line", "dateline"] | None
    publisher: str | None
    bylines: list[Byline]
    original_text: str | None
    text: str
    removed: list[Removed]
    blocks: list[Block]
    sentences: list[Span]
    quantities: list[Quantity]
    times: list[Time]
    entities: list[Entity]
    facts: list[Fact]
    checks: list[Check]
    warnings: list[Notice]
    provenance: Provenance

    def to_dict(self, *, original: bool = True) -> dict[str, Any]:
        """The document as plain JSON values, keys as the contract names them."""
        data: dict[str, Any] = plain(self)
        if not original:
            del data["original_text"]
        return data

    def to_json(self, *, original: bool = True, indent: int | None = None) -> str:
        return json.dumps(self.to_dict(original=original), ensure_ascii=False, indent=indent)


@dataclass(slots=True)
class Failure:
    stage: str
    code: str
    message: str


@dataclass(slots=True)
class ErrorRecord:
    """Stands in the output at the place of a document that could not be processed."""

    schema_version: str
    id: str
    source: Source
    error: Failure

    def to_dict(self, *, original: bool = True) -> dict[str, Any]:
        data: dict[str, Any] = plain(self)
        return data

    def to_json(self, *, original: bool = True, indent: int | None = None) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


_NAMES: dict[type, list[tuple[str, str]]] = {}


def plain(value: Any) -> Any:
    """Dataclasses to dictionaries, deeply; faster than `dataclasses.asdict`, which copies every leaf."""
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, list):
        return [plain(item) for item in value]
    kind = type(value)
    names = _NAMES.get(kind)
    if names is None:
        if not is_dataclass(value):
            return value
        names = _NAMES[kind] = [(item.name, item.metadata.get("name", item.name)) for item in fields(value)]
    return {key: plain(getattr(value, name)) for name, key in names}
