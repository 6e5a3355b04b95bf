"""What single Han characters tell about the script of a text; the tables come from OpenCC's own dictionaries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# The unified ideographs with extension A, and the compatibility ideographs.
_HAN = [chr(code) for start, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(start, end)]
# Characters of the Traditional standard (Big5) that texts in Traditional script no longer use in this form,
# so that they tell Simplified script all the same. 余 后 台 里 干 云 准 are at home in both and not among them.
_SIMPLIFIED_IN_BIG5 = "与儿党优价体厂坏怀宁异庄扑扰忏怜据机构极柜气洁确离种网胜荐触赶适惊愿挂听吨筑虫蚕"
# Traditional forms that the mainland's standard list keeps for names, beside those of GB2312: 昇腾, 钜亨, 钱锺书.
# Their conversion depends on the word, so they tell no script and only OpenCC with the protected names turns them.
_KEPT_FOR_NAMES = "昇陞迺甦邨龢脩釐祕頫谿鉅鍾濬澂甯"

# Hong Kong forms that t2s does not know (衞生署, 化粧品).
VARIANTS = {"衞": "卫", "敍": "叙", "粧": "妆", "枱": "台", "糭": "粽"}


@dataclass(frozen=True, slots=True)
class Tables:
    """`traditional` and `simplified` find characters that one script alone uses, `ambiguous` the Traditional
    ones that Simplified text has in names.

    `plain` (for `str.translate`) turns characters that have one Simplified form whatever stands around
    them: 萬 → 万, but 乾 於 徵 昇 stay. `every` turns those too. Both keep every length.
    """

    traditional: re.Pattern[str]
    simplified: re.Pattern[str]
    ambiguous: re.Pattern[str]
    plain: dict[int, str]
    every: dict[int, str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    from opencc import OpenCC

    to_simplified = OpenCC("t2s", include_tofu_risk_dictionaries=False).convert
    to_traditional = OpenCC("s2t").convert
    every = {ord(char): new for char in _HAN if (new := to_simplified(char)) != char}
    every |= {ord(char): new for char, new in VARIANTS.items()}
    plain = {
        code: new
        for code, new in every.items()
        if not _encodes(chr(code), "gb2312") and chr(code) not in _KEPT_FOR_NAMES
    }
    simplified = [
        char
        for char in _HAN
        if to_traditional(char) != char and (not _encodes(char, "cp950") or char in _SIMPLIFIED_IN_BIG5)
    ]
    return Tables(
        traditional=re.compile(f"[{''.join(map(chr, plain))}]"),
        simplified=re.compile(f"[{''.join(simplified)}]"),
        ambiguous=re.compile(f"[{''.join(chr(code) for code in every if code not in plain)}]"),
        plain=plain,
        every=every,
    )


def _encodes(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def to_simplified(text: str) -> str:
    """Character by character, for matching only: the positions stay, names such as 乾县 do not."""
    return text.translate(tables().every)


_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def is_japanese(text: str) -> bool:
    """Whether a fifth and more of its letters are kana; its 国 and 業 tell nothing about Chinese script."""
    kana = len(_KANA.findall(text))
    return kana > 1 and kana * 4 >= len(_IDEOGRAPH.findall(text))
