"""The rule class of `layout.toml`."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pipeline.rulebook.base import Entry

Part = Literal[
    "caption", "question", "answer", "numbered", "bullet",
    "table_title", "title_word", "declaration", "note", "stub_head", "metric_head", "unit_column", "unit_head", "rank_column",
    "empty_name", "owner", "base", "signed", "measured", "missing", "part_of", "growth", "share",
    "unscaled", "countable", "own_period", "own_month", "audited", "head_opened", "head_goes_on", "risen", "fallen", "naming_unit",
    "in_cents", "completed",
]  # fmt: skip


def _regex(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression ({error})") from None
    return text


class LayoutShape(Entry):
    """How a line or a cell of a table looks, in Simplified text with full-width signs made half-width.

    Of lines (the pattern is searched for): `caption`, `question`, `answer`, `numbered` (with the `level` of the heading
    that it may begin), `bullet`, `table_title` and `declaration` above a table, `note` below one. Of cells: `stub_head`,
    `unit_column` and `rank_column` are heads of the columns that name the rows, give their units and number them;
    `metric_head` is the head of names that are metrics; `empty_name` a head that names no metric, `base` the 100 of
    an index, `signed` a change of either sign; `owner` a name whose figures they are; `title_word` ends a title and names nothing; `measured` a figure with its unit; `missing` a cell without a value; `part_of` what stands before the name of
    a part; `growth` and `share` heads of columns whose figures are changes or shares; `unscaled` those that the unit above
    the table does not hold for, `countable` those that no unit of money holds for; `own_period` a head that says no more
    than that its figures are of the period in the title, `own_month` one of them of its last month alone;
    `audited` says in a head whether the figures were audited or restated; `head_opened`
    the first line of a head that was broken in two, `head_goes_on` the second: both must be so; `risen` and `fallen` stand before
    the figure of a cell and give it its sign; `naming_unit` a unit that tells a column from those beside it (人次|同比变动率);
    `in_cents` a head whose 分 is money and no point of a score; `completed` one of how much of a plan was done, in percent.
    """

    part: Part
    pattern: Annotated[str, AfterValidator(_regex), Field(min_length=1)]
    longest: int = Field(
        default=0, ge=0, description="Of lines longer than this it says nothing; 0: of any length."
    )
    level: int = Field(default=0, ge=0, le=6)
