"""Names in tables as they are meant."""

from __future__ import annotations

import re

# 农产品#, 6月r, 东盟*: marks of footnotes
_NOTE = re.compile(r"(?<=[\u4e00-\u9fff)）])(?: ?[*#†]+|[①-⑨]| ?[rp])$")
_SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_WRAP = re.compile(r"\s*\n\s*")


def plain_name(text: str) -> str:
    """北　　京 → 北京, 农产品# → 农产品."""
    text = _NOTE.sub("", _WRAP.sub("", text.strip()))
    letters = re.sub(r"[ \u3000]", "", text)
    return _SPREAD.sub("", text) if len(letters) <= 5 else text
