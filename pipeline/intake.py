"""What may be wrong with a text or a date that a caller gives, before any stage reads it."""

from __future__ import annotations

import datetime
import re

from pipeline.errors import InputError
from pipeline.model import Notice

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# UTF-8 read as Latin-1 or Windows-1252: å¹´ for 年.
_LATIN = re.compile(
    "[\u00e3-\u00e9][\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}"
)
# UTF-8 read as GB18030: 鏂板 for 新增, and 锟斤拷, which was U+FFFD.
_HAN_RUN = re.compile("[\u4e00-\u9fff\u20ac\ue000-\uf8ff]{4,200}")
# 中(zhōng)国 and 中zhōng国: a tone mark right after a Han character; and 中ㄓㄨㄥ.
_PINYIN = re.compile("[\u4e00-\u9fff][(（]?[a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_BOPOMOFO = re.compile("[\u4e00-\u9fff][(（]?[\u3105-\u312f]{1,3}[ˊˇˋ˙]?")
_ENOUGH = 3
_FITTING = 0.6
_WINDOW = 20_000


def check_date(value: object) -> str | None:
    """The publishing date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or with its clock time `YYYY-MM-DDTHH:MM[:SS]`.

    The clock time stays as written: a zone behind it is dropped, fractions of a second too. Null for null and "".
    Raises InputError for anything else, days and clock times that do not exist among them.
    """
    if value is None or value == "":
        return None
    text = value.strip() if isinstance(value, str) else ""
    moment = _MOMENT.fullmatch(text)
    found = _DATE.fullmatch(moment[1] if moment else text)
    if found is not None:
        try:
            datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
            if moment is None:
                return found.group()
            datetime.time.fromisoformat(moment[2])
            return f"{moment[1]}T{moment[2]}"
        except ValueError:
            raise InputError(
                "bad_date", f"published is {value!r}, which is no day of the calendar or time of the clock"
            ) from None
    raise InputError("bad_date", f"published is {value!r}; write YYYY-MM-DD or YYYY-MM-DDTHH:MM")


def without_surrogates(text: str) -> str:
    r"""Lone surrogates (from `\ud83d` in JSON) stand for nothing and cannot be written: each becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def check_text(text: str) -> tuple[str, list[Notice]]:
    """The text as it can be processed (only lone surrogates are changed, one for one) and what is suspicious about it.

    Raises InputError for a text without words.
    """
    if not text.strip("\0 \t\r\n\f\v\u3000\ufeff\u200b") or not text.strip():
        raise InputError("empty", "the text is empty; give a text with words in it")
    notices: list[Notice] = []
    clean = without_surrogates(text)
    if clean != text:
        notices.append(
            Notice("lone_surrogate", "halves of characters (lone surrogates) read as U+FFFD; mend the source")
        )
    if "\0" in clean:
        notices.append(
            Notice("nul", f"{clean.count(chr(0))} NUL characters stand in the text; mend the source")
        )
    for check in (_mojibake, _pronunciation):
        notice = check(text)
        if notice is not None:
            notices.append(notice)
    return clean, notices


def _mojibake(text: str) -> Notice | None:
    sample = text[:_WINDOW]
    if "\ufffd" in text:
        count = text.count("\ufffd")
        return Notice(
            "mojibake",
            f"{count} characters were lost (U+FFFD) before the text came here; get the source again",
        )
    if "锟斤拷" in sample or "嚙踝蕭" in sample:
        return Notice("mojibake", "锟斤拷 stands where characters were lost; get the source again")
    if len(_LATIN.findall(sample)) >= _ENOUGH:
        return Notice("mojibake", "UTF-8 was read as Latin-1 (å¹´ for 年) and saved; get the source again")
    if sum(_reread(run) for run in _HAN_RUN.findall(sample)) >= _ENOUGH:
        return Notice("mojibake", "UTF-8 was read as GB18030 (鏂板 for 新增) and saved; get the source again")
    return None


def _reread(run: str) -> int:
    """How many Han characters the GB18030 bytes of a run spell in UTF-8; 0 where they are mostly no UTF-8.

    Characters were lost where UTF-8 was no legal GB18030, so the bytes need not fit throughout.
    """
    data = run.encode("gb18030", "ignore")
    han = sum("\u4e00" <= char <= "\u9fff" for char in data.decode("utf-8", "ignore"))
    return han if han * 3 >= len(data) * _FITTING else 0


def _pronunciation(text: str) -> Notice | None:
    sample = text[:_WINDOW]
    if len(_PINYIN.findall(sample)) >= _ENOUGH or len(_BOPOMOFO.findall(sample)) >= _ENOUGH:
        return Notice(
            "inserted_pinyin", "pronunciation stands between the characters and breaks words; remove it"
        )
    return None
