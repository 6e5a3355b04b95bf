"""Every layer together on mixed scripts, rare characters and cut-up press language: nothing raises, offsets hold."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.config import Config

PIECES = st.sampled_from(
    [
        "新華社長沙4月8日電", "（記者 林小青）", "（2024年4月9日，香港）— ", "責任編輯：林小青", "來源：新華網", "2024-04-09 08:30\n",
        "去年全市", "规模以上工业增加值", "軟體業務收入", "記憶體", "網際網路用戶", "本地生產總值", "国内生产总值",
        "同比增长8.3%", "年增１２．５％", "按年上升三成", "達120萬", "3亿余元", "5至8萬元", "約二百零八億澳門元", "1,2", "9" * 30,
        "113年第3季", "上半年", "今年1—9月", "截至六月三十日止", "上月底", "年" * 5, "一" * 8,
        "北京、上海和深圳", "高雄市政府", "李乾宇", "乾縣", "香港特區政府統計處", "台積電", "分别", "其中", "，", "。", "、", "；", "：",
        "\n", "\n\n", "\r\n", "\u3000", " ", "「", "」", "“", "”", "(", "）", "𠮷", "e\u0301", "葛\U000e0100城", "齊\ufe00", "\U0001f600", "\x00",
        "\u200b", "\ufeff", "\u00ad", "㎡", "㈠", "①", "½", "〇", "廿", "豈", "ﬁ", "US$5", "S$3萬", "T恤", "％", "－", "~", "\u2028",
    ]
)  # fmt: skip
TEXTS = (
    st.lists(PIECES, min_size=1, max_size=12)
    .map("".join)
    .filter(
        lambda text: any(map(str.isalnum, text))  # what has no words is refused
    )
)


def spans(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def check(text: str, published: str | None, opencc: str | None = None) -> int:
    """How many spans were looked at, all of them true."""
    config = Config() if opencc is None else Config(opencc=opencc)
    document = pipeline.load(config)(text, published=published).to_dict()
    seen = 0
    for span in spans({key: value for key, value in document.items() if key != "source"}):
        original = span.get("original")
        if isinstance(original, dict):
            assert document["text"][span["start"] : span["end"]] == span["text"]
            part = document["original_text"][original["start"] : original["end"]]
            assert part == original["text"]
            seen += 1
    return seen


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.sampled_from([None, "2024-02-29", "2023-12-31"]))
def test_mixtures_keep_their_offsets(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=8, deadline=None)
@given(TEXTS)
def test_a_conversion_that_changes_lengths_keeps_them_too(text: str) -> None:
    check(text, "2024-02-29", "tw2sp")


@pytest.mark.parametrize("mark", ["\x00", "\u200b", "\ufeff", "\u00ad", "\u2028", "\U000e0100", "\r"])
def test_a_mark_anywhere_in_a_sentence_keeps_its_offsets(mark: str) -> None:
    sentence = "記憶體產值達93.5億元，年增１２％。"
    for at in range(0, len(sentence) + 1, 3):
        assert check(sentence[:at] + mark + sentence[at:], "2024-02-29")
