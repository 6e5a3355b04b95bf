"""The rule classes of the tables that names are recognised with: documents, organisations, persons, events."""

from __future__ import annotations

from typing import Literal

from pipeline.rulebook.base import Entry

Label = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "LAW", "WORK_OF_ART", "EVENT", "PRODUCT"]


class KnownNames(Entry):
    """Names that stand for themselves. A row is the canonical form and its other forms: 国家发展和改革委员会, 国家发改委, 发改委."""

    label: Label = "ORG"
    rows: tuple[tuple[str, ...], ...]
    not_before: tuple[str, ...] = ()
    """What follows where the name is part of another word."""
    not_in: tuple[Literal["CN", "TW", "HK", "MO", "SG"], ...] = ()
    """Regions in whose texts these words name something else: 天文台 is an office in Hong Kong."""


class Bodies(Entry):
    """Offices that a place or its level stands before: 重庆市发改委, 市发改委. Rows as in KnownNames."""

    rows: tuple[tuple[str, ...], ...]
    prefix: str = ""
    """What their full names begin with, before the place: 中共 of 市委."""
    others: tuple[tuple[str, ...], ...] = ()
    """What stands before the place in its stead, with its other forms: 民革 of 民革浙江省委."""
    bare: bool = False
    """Whether they are a name without place or level as well: 发改委."""
    not_before: tuple[str, ...] = ()


class BodyKind(Entry):
    """What offices of a kind end in, spelled out and in other forms: 委员会, 委."""

    names: tuple[str, ...]


class NameSuffix(Entry):
    """What names end in: 有限公司, 研究院, 产业园, 博览会."""

    label: Label
    names: tuple[str, ...]
    anchor: Literal["any", "name", "place"] = "name"
    """What must stand before: any words, a word that is no common one (or a place), or a place."""
    shortest: int = 2
    """Characters before the suffix, at least."""
    not_before: tuple[str, ...] = ()


class DocumentWords(Entry):
    """What the titles in 《》 of a label end in: 办法, 条例 → LAW."""

    label: Literal["LAW", "WORK_OF_ART", "ORG"]
    names: tuple[str, ...]
    position: Literal["end", "before", "after", "after-any"] = "end"
    """Whether the words end the title, stand before 《, or follow 》; of ORG those of `after` want a title like a medium's."""


class Posts(Entry):
    """Posts, ranks and forms of address beside a person's name."""

    names: tuple[str, ...]
    after: bool = False
    """Whether they may follow the name as well: 教授, 司长."""
    before: bool = True


class Wordlist(Entry):
    """Words of one use."""

    names: tuple[str, ...]
