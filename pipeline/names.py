"""Names in tables as they are meant."""

from __future__ import annotations

import re

# 其中:制造业, #民间投资, ·香港: what marks a part
MARKER = re.compile(r"(?:[#＃]+|其\s?中[:：]?|内[:：]|[-–—·•○])\s*(?=\S)")
# 农产品#, 6月r, 东盟*: marks of footnotes
_NOTE = re.compile(r"(?<=[\u4e00-\u9fff)）])(?: ?[*#†]+|[①-⑨]| ?[rp])$")
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_WRAP = re.compile(r"\s*\n\s*")


def plain_name(text: str, head: bool = False) -> str:
    """北　　京 → 北京, 其中:制造业 → 制造业 (not in the head of a column), 农产品# → 农产品."""
    text = _WRAP.sub("", text.strip())
    marker = None if head else MARKER.match(text)
    text = _NOTE.sub("", text[marker.end() :] if marker else text)
    letters = re.sub(r"[ \u3000]", "", text)
    return _SPREAD.sub("", text) if len(letters) <= 5 else text
