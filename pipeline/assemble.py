"""A finished draft becomes a `Document`: ids, uids, true spans."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from pipeline import model
from pipeline.draft import Block, Cell, Dimension, Draft, Entity, Fact, Quantity, Row, Stretch, Table, Time
from pipeline.names import plain_name
from pipeline.version import VERSION

Number = Decimal | Fraction | None
"""A value of a quantity, or none."""


def assemble(draft: Draft, rules: str) -> model.Document:
    layers: tuple[tuple[str, Sequence[Quantity | Time | Entity | Fact]], ...] = (
        ("q", draft.quantities),
        ("t", draft.times),
        ("e", draft.entities),
        ("f", draft.facts),
    )
    for prefix, items in layers:
        for number, item in enumerate(items, 1):
            item.id = f"{prefix}{number}"
    build = _Builder(draft)
    reference = draft.reference
    blocks = [build.block(block) for block in draft.blocks]
    return model.Document(
        schema_version=model.SCHEMA_VERSION,
        id=draft.id,
        source=draft.source,
        script=draft.script,
        region=draft.region,
        title=next((build.span(b.start, b.end) for b in draft.blocks if b.kind == "title"), None),
        dateline=draft.coordinates.span_of_converted(*draft.dateline_at) if draft.dateline_at else None,
        published=reference,
        published_basis="caller" if draft.caller_published else draft.published_basis,  # type: ignore[arg-type]
        publisher=draft.publisher,
        bylines=[_byline(draft, role, start, end) for role, start, end in draft.bylines],
        original_text=draft.original,
        text=draft.coordinates.text,
        removed=[
            model.Removed(kind, model.Extent(*draft.alignment.to_original(start, end)), rule)
            for start, end, kind, rule in draft.removed
        ],
        blocks=blocks,
        sentences=[build.span(*sentence) for sentence in draft.sentences],
        quantities=[build.quantity(item) for item in draft.quantities],
        times=[build.time(item) for item in draft.times],
        entities=[build.entity(item) for item in draft.entities],
        facts=[build.fact(item) for item in draft.facts],
        checks=[
            model.Check(f"c{number}", item.kind, [fact.id for fact in item.facts], item.result, item.detail)
            for number, item in enumerate(draft.checks, 1)
        ],
        warnings=draft.warnings,
        provenance=model.Provenance(VERSION, rules, draft.model, reference, draft.region_evidence),
    )


class _Builder:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.span = draft.coordinates.span
        self.key = f"{draft.source.uri}\0{draft.id}"
        self.units = self.unit_places()

    def uid(self, layer: str, start: int, end: int) -> str:
        return hashlib.sha256(
            f"{self.key}\0{layer}\0{start}\0{end}".encode("utf-8", "surrogatepass")
        ).hexdigest()[:20]

    def stretch(self, stretch: Stretch | None) -> model.Span | None:
        return self.span(*stretch) if stretch else None

    def item(
        self, layer: str, item: Quantity | Time | Entity
    ) -> tuple[str, int, int, model.Original, str, str, str]:
        """The fields of `model.Item`, in their order."""
        span = self.span(item.start, item.end)
        uid = self.uid(layer, span.original.start, span.original.end)
        return span.text, span.start, span.end, span.original, item.id, uid, item.rule

    def quantity(self, item: Quantity) -> model.Quantity:
        low, high = _bounds(item)
        return model.Quantity(
            *self.item("quantity", item),
            kind=item.kind,
            value=exact(item.value),
            min=exact(low),
            max=exact(high),
            comparator=item.comparator,
            comparator_text=self.stretch(item.comparator_at),
            unit=replace(item.unit, original=self.units.get(item.start)) if item.unit else None,
            normalized=_normalized(item, low, high),
            noun=self.stretch(item.noun),
        )

    def unit_places(self) -> dict[int, model.Original]:
        """Where the unit of each quantity stands in the source, by the quantity's start."""
        places: dict[int, model.Original] = {}
        following: Quantity | None = None
        for item in reversed(self.draft.quantities):
            if item.unit_at is not None:
                places[item.start] = self.span(*item.unit_at).original
            elif item.unit is not None and item.unit.text:
                at = self.draft.reading.rfind(item.unit.text, item.start, item.end)
                if at >= 0:
                    places[item.start] = self.span(at, at + len(item.unit.text)).original
                elif item.rule.endswith("+elided") and following is not None and following.start in places:
                    # 3.2、4.5亿元 share one, which stands with the last number
                    places[item.start] = places[following.start]
            following = item
        return places

    def time(self, item: Time) -> model.Time:
        return model.Time(
            *self.item("time", item),
            type=item.type,
            value=item.value,
            first=item.first,
            last=item.last,
            modifier=item.modifier,
            anchored=item.anchored,
            anchor=item.anchor.id if isinstance(item.anchor, Time) else item.anchor,
        )

    def entity(self, item: Entity) -> model.Entity:
        return model.Entity(
            *self.item("entity", item),
            label=item.label,
            score=item.score,
            norm=item.norm,
            codes=item.codes,
            title=self.stretch(item.title),
            org=item.org.id if item.org else None,
        )

    def fact(self, item: Fact) -> model.Fact:
        evidence = self.span(*item.evidence)
        metric = self.stretch(item.metric)
        stated = item.quantity or item.at
        at = self.span(stated.start, stated.end) if stated else evidence
        subject = self._subject(item)
        change = item.change
        if change is not None and item.change_reference is not None:
            change.reference = item.change_reference.id
        return model.Fact(
            id=item.id,
            uid=self.uid("fact", at.original.start, at.original.end),
            quantity=item.quantity.id if item.quantity else None,
            metric=model.Metric(
                metric.text,
                metric.start,
                metric.end,
                metric.original,
                item.metric_norm or metric.text,
                item.metric_id,
            )
            if metric
            else None,
            subject=subject,
            dimensions=[_dimension(part) for part in item.dimensions],
            period=item.period.id if item.period else None,
            when=item.when,
            status=item.status,
            provisional=item.provisional,
            measure_type=item.measure_type,
            change=change,
            signed_value=_signed(item),
            attributed_to=item.attributed_to.id if item.attributed_to else None,
            negated=item.negated,
            same_as=item.same_as.id if item.same_as else None,
            evidence=evidence,
            rule=item.rule,
            confidence=item.confidence,
        )

    def block(self, item: Block) -> model.Block:
        span = self.span(item.start, item.end)
        return model.Block(
            span.text,
            span.start,
            span.end,
            span.original,
            kind=item.kind,
            level=item.level,
            table=self._table(item.table) if item.table else None,
            key=self.stretch(item.key),
            value=self.stretch(item.value),
        )

    def _table(self, table: Table) -> model.Table:
        seen: set[tuple[int, int]] = set()
        return model.Table(
            columns=[
                model.Column(
                    " ".join(plain_name(self.span(*head).text) for head in column.heads),
                    column.role,
                    self.span(*column.unit).text if column.unit else None,
                )
                for column in table.columns
            ],
            head_rows=table.heads,
            rows=[[self._cell(cell, seen) for cell in row.cells] for row in table.rows],
            row_names=[self._row_name(row) for row in table.rows],
            parents=[row.parent for row in table.rows],
            caption=self.stretch(table.caption),
            declarations=[self.span(*line) for line in table.declarations],
            notes=[self.span(*line) for line in table.notes],
        )

    def _row_name(self, row: Row) -> str | None:
        names = [plain_name(self.span(*name).text) for name in row.names]
        return " / ".join(name for name in names if name) or None

    def _cell(self, cell: Cell, seen: set[tuple[int, int]]) -> model.Cell | None:
        """Null for an empty cell, and for the rest of one that spans several columns."""
        place = cell.start, cell.end
        if cell.end == cell.start or place in seen:
            return None
        seen.add(place)
        span = self.span(*place)
        quantity = cell.quantity.id if cell.quantity else None
        return model.Cell(span.text, span.start, span.end, span.original, cell.role, quantity)

    def _subject(self, item: Fact) -> model.Subject | None:
        subject = item.subject
        if subject is None:
            return None
        span = self.span(subject.start, subject.end)
        carried = model.Carried(subject.sentence, item.distance) if item.distance else None
        return model.Subject(subject.entity.id if subject.entity else None, span.text, span, carried)


def exact(value: Decimal | Fraction | None) -> str | None:
    """An exact decimal string; a fraction without a finite decimal stays `"1/3"`."""
    if value is None:
        return None
    if isinstance(value, Fraction):
        denominator = value.denominator
        for prime in (2, 5):
            while denominator % prime == 0:
                denominator //= prime
        if denominator != 1:
            return f"{value.numerator}/{value.denominator}"
        places = 0
        while (value * 10**places).denominator != 1:
            places += 1
        sign = "-" if value < 0 else ""
        digits = str(abs((value * 10**places).numerator)).rjust(places + 1, "0")
        return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _bounds(item: Quantity) -> tuple[Number, Number]:
    """The bounds the words give; 超过3000家 has its value as the lower one, 不足3% as the upper one."""
    if item.low is None and item.high is None:
        if item.comparator in (">", ">="):
            return item.value, None
        if item.comparator in ("<", "<="):
            return None, item.value
    return item.low, item.high


def _normalized(item: Quantity, low: Number, high: Number) -> model.Normalized | None:
    if item.factor is None or item.base is None:
        return None
    factor, offset = item.factor, item.offset

    def scaled(value: Number) -> str | None:
        return None if value is None else exact(Fraction(value) * factor + offset)

    return model.Normalized(scaled(item.value), scaled(low), scaled(high), item.base)


def _signed(item: Fact) -> str | None:
    if item.quantity is None:
        return "0" if item.change is not None else None
    value = exact(item.quantity.value)
    if value is None or item.change is None or item.change.direction != "decrease" or value.startswith("-"):
        return value
    return value if value == "0" else f"-{value}"


def _byline(draft: Draft, role: model.BylineRole, start: int, end: int) -> model.Byline:
    origin, origin_end = draft.alignment.to_original(start, end)
    return model.Byline(
        role,
        draft.converted[start:end],
        model.Original(draft.original[origin:origin_end], origin, origin_end),
    )


def _dimension(part: Dimension) -> model.Dimension:
    entity = part.entity
    if entity is None:
        return model.Dimension(part.role, part.text)
    return model.Dimension(part.role, part.text, entity.id, entity.codes[0].value if entity.codes else None)
