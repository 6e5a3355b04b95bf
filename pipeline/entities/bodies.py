"""What the names of offices are made of: the level that they stand behind, their field, the kind of body."""

from __future__ import annotations

from pipeline.rulebook import RuleBook
from pipeline.rulebook.names import BodyKind

_LEVELS = frozenset("省市区县州旗镇乡")
_JOINTS = frozenset("、和及与,")
# 各发改委 is no name.
GENERAL = frozenset("各级该等类")
# 自治区科技厅: 区 alone would be a district.
_AUTONOMOUS = ("自治区", "自治州", "自治县", "自治旗")


class Kinds:
    """The kinds of body: 厅, 局, 委员会."""

    def __init__(self, rules: RuleBook) -> None:
        spelled = {
            name: entry.names[0] for entry in rules.entries("body_kinds", BodyKind) for name in entry.names
        }
        self._spelled = dict(sorted(spelled.items(), key=lambda item: -len(item[0])))

    def spelled(self, form: str, canonical: str) -> str:
        """The full name of a form: the field of `canonical`, the kind that the form says. 科技厅, 科学技术局 → 科学技术厅."""
        said, own = self._of(form), self._of(canonical)
        if not said or not own or self._spelled[said] == self._spelled[own]:
            return canonical
        return canonical[: -len(own)] + self._spelled[said]

    def _of(self, name: str) -> str:
        return next((kind for kind in self._spelled if name.endswith(kind)), "")


def level_before(text: str, end: int) -> str:
    """The level of government whose word ends there: 省, 自治区; "" without."""
    if not end or text[end - 1] not in _LEVELS:
        return ""
    return next((level for level in _AUTONOMOUS if text.endswith(level, 0, end)), text[end - 1])


def of_each(text: str, start: int) -> bool:
    """Whether a level that begins there is one of several that are none by name: 各市、自治州人民政府."""
    while start and text[start - 1] in _JOINTS and (level := level_before(text, start - 1)):
        start -= 1 + len(level)
    return text[start - 1 : start] in GENERAL and start > 0


def level_at(text: str) -> str:
    """The level that a text begins with; "" without."""
    if text[:1] in _LEVELS:
        return text[0]
    return text[:3] if text.startswith(_AUTONOMOUS) else ""


def levels_of(place: str) -> tuple[str, ...]:
    """The levels that an office of this place may be named by: 宁夏回族自治区 is 自治区, or 区."""
    level = level_before(place, len(place))
    return (level, level[-1]) if len(level) > 1 else (level,) if level else ()
