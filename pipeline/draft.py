"""What the stages hand from one to the next: a document in the making.

All positions are reading coordinates (`pipeline.offsets`) unless a name says otherwise.
`pipeline.assemble` turns a finished draft into a `model.Document`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from pipeline import model
from pipeline.marks import Mark
from pipeline.model import CellRole
from pipeline.offsets import Alignment, Coordinates


class Stretch(NamedTuple):
    """`reading[start:end]`."""

    start: int
    end: int


@dataclass(slots=True)
class Cell:
    """One cell of a table; an empty one has `start == end`."""

    start: int
    end: int
    role: model.CellRole = "text"
    quantity: Quantity | None = None


@dataclass(slots=True)
class Column:
    """`heads`: the names from the upper row of the head to the lower. `unit`: where the text gives it."""

    heads: list[Stretch] = field(default_factory=list)
    role: model.CellRole = "text"
    unit: Stretch | None = None


@dataclass(slots=True)
class Row:
    """`names`: what names it, from the left; one of several may stand in a row above. `parent`: the index of the row that this is a part of (其中:…) or that stands as its heading."""

    cells: list[Cell]
    names: list[Stretch] = field(default_factory=list)
    parent: int | None = None
    unit: Stretch | None = None


@dataclass(slots=True)
class Table:
    """All rows have as many cells as there are columns; the first `heads` of them name the columns."""

    columns: list[Column]
    rows: list[Row]
    heads: int
    caption: Stretch | None = None
    declarations: list[Stretch] = field(default_factory=list)
    """Lines such as 单位:亿元 and (上年=100)."""
    notes: list[Stretch] = field(default_factory=list)
    ragged: int = 0
    """Rows that lack cells, of which nothing tells which; their figures have no column."""


@dataclass(slots=True)
class Block:
    start: int
    end: int
    kind: model.BlockKind
    level: int | None = None
    table: Table | None = None
    key: Stretch | None = None
    value: Stretch | None = None
    """Of a line 字段:值."""


@dataclass(slots=True)
class Quantity:
    start: int
    end: int
    kind: model.QuantityKind
    rule: str
    value: Decimal | Fraction | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: model.Comparator = "="
    comparator_at: Stretch | None = None
    unit: model.Unit | None = None
    factor: Fraction | None = None
    """Multiply by this (and add `offset`) to get the base unit of the dimension."""
    offset: Fraction = Fraction(0)
    base: str | None = None
    noun: Stretch | None = None
    unit_at: Stretch | None = None
    """Where the unit stands when it is not in the quantity itself: in the head of a column."""
    id: str = ""


@dataclass(slots=True)
class Time:
    """`head` and `tail` mark a date as part of what stands around it only through `modifier`."""

    start: int
    end: int
    type: model.TimeType
    value: str
    rule: str
    first: str | None = None
    last: str | None = None
    modifier: model.TimeModifier | None = None
    anchored: bool = False
    anchor: Time | str | None = None
    """The time it was completed from, `"reference"`, or null."""
    id: str = ""


@dataclass(slots=True)
class Entity:
    start: int
    end: int
    label: model.EntityLabel
    rule: str
    score: float = 1.0
    norm: str | None = None
    codes: list[model.Code] = field(default_factory=list)
    title: Stretch | None = None
    org: Entity | None = None
    id: str = ""


class Token(NamedTuple):
    """A word of the segmentation. `kind` is `word`, or the layer of the item that stands there."""

    start: int
    end: int
    text: str
    kind: str = "word"


@dataclass(slots=True)
class Subject:
    start: int
    end: int
    entity: Entity | None = None
    sentence: int = 0
    """Index of the sentence in which the words stand."""


class Dimension(NamedTuple):
    """What a database groups a fact by."""

    role: model.DimensionRole
    text: str
    entity: Entity | None = None


class Beaten(NamedTuple):
    """An answer that was weighed for a fact and lost. `text`: its words, empty for none; `score`: 0 to 1, how likely it was."""

    question: Literal["metric", "subject", "period"]
    text: str
    score: float


@dataclass(slots=True)
class Fact:
    quantity: Quantity | None
    evidence: Stretch
    rule: str
    at: Stretch | None = None
    """The word that states it where there is no number: 持平."""
    metric: Stretch | None = None
    metric_norm: str | None = None
    metric_id: str | None = None
    subject: Subject | None = None
    distance: int = 0
    dimensions: list[Dimension] = field(default_factory=list)
    period: Time | None = None
    when: model.When | None = None
    status: model.Status = "actual"
    provisional: bool = False
    measure_type: model.MeasureType = "level"
    change: model.Change | None = None
    change_reference: Time | None = None
    attributed_to: Entity | None = None
    negated: bool = False
    same_as: Fact | None = None
    confidence: float = 0.5
    beaten: list[Beaten] = field(default_factory=list)
    id: str = ""


@dataclass(slots=True)
class Check:
    """Figures of the text held against one another; `facts` are those it rests on."""

    kind: model.CheckKind
    facts: list[Fact]
    result: model.CheckResult
    detail: str
    rule: str


@dataclass(slots=True)
class Draft:
    """One document on its way through the stages."""

    original: str
    id: str
    source: model.Source
    caller_published: str | None = None
    caller_moment: str | None = None
    """The same with its clock time, where the caller gave one."""

    # script
    converted: str = ""
    alignment: Alignment = field(default_factory=lambda: Alignment.identity(0))
    script: model.Script | None = None
    traditional: list[tuple[int, int]] = field(default_factory=list)
    """The stretches that were Traditional, in the converted text."""
    region: model.Region | None = None
    region_evidence: list[model.RegionEvidence] = field(default_factory=list)
    # boilerplate; positions of the three lists are those of the converted text
    removed: list[tuple[int, int, model.RemovedKind, str]] = field(default_factory=list)
    bylines: list[tuple[model.BylineRole, int, int]] = field(default_factory=list)
    soft_breaks: list[tuple[int, int]] = field(default_factory=list)
    published: str | None = None
    published_basis: str | None = None
    publisher: str | None = None
    dateline_at: tuple[int, int] | None = None
    """Of the converted text."""
    # from here on: the reading
    coordinates: Coordinates = field(default_factory=lambda: Coordinates("", "", Alignment.identity(0)))
    blocks: list[Block] = field(default_factory=list)
    sentences: list[Stretch] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    warnings: list[model.Notice] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    """Of mark-up; positions are those of the original text."""
    model: str | None = None

    def cells(self, *roles: CellRole) -> list[Stretch]:
        """The cells of tables that have one of the roles and hold something, in order."""
        return [
            Stretch(cell.start, cell.end)
            for block in self.blocks
            if block.table is not None
            for row in block.table.rows
            for cell in row.cells
            if cell.role in roles and cell.end > cell.start
        ]

    def figures(self) -> list[Stretch]:
        """The cells of tables that hold figures and running numbers: no dates and no words."""
        return self.cells("value", "rank", "missing")

    @property
    def reading(self) -> str:
        return self.coordinates.reading

    @property
    def reference(self) -> str | None:
        """The date that relative times resolve from: the caller's, else one found in the text; never the clock."""
        return self.caller_published or self.published

    @property
    def moment(self) -> str | None:
        """The reference date, with the clock time that the caller gave: `YYYY-MM-DDTHH:MM[:SS]`."""
        return self.caller_moment or self.published
