"""The words that the ranker may choose the metric of a number from."""

from collections.abc import Sequence

import pytest

from pipeline.draft import Stretch
from pipeline.facts.link import Linker
from pipeline.facts.ranker.model import Candidate, Question
from tools.drafts import Drafts
from tools.statements import Passage


class Listener:
    """A judge that takes the first candidate and keeps what it was asked about each number."""

    def __init__(self, reading: str) -> None:
        self.reading = reading
        self.asked: dict[str, list[str]] = {}

    def choose(self, question: Question, about: Stretch, candidates: Sequence[Candidate]) -> int:
        if question == "metric":
            self.asked[self.reading[about.start : about.end]] = [item.text for item in candidates]
        return 0

    def confidence(self, raw: float) -> float:
        return raw


READER = Drafts()


def offered(text: str, surface: str) -> list[str]:
    """The wordings offered for the number of a sentence."""
    draft = READER.draft(Passage("-", text, "2025-09-01"))
    listener = Listener(draft.reading)
    Linker(draft, READER.lexicon, listener).link()
    return listener.asked[surface]


@pytest.mark.parametrize(
    ("text", "surface", "metric"),
    [
        # the words right before the number, whatever they are
        ("骗子得手后失联,受害老人人均被骗2.6万元。", "2.6万元", "人均被骗"),
        ("公司上季每股赚1.85元。", "1.85元", "每股赚"),
        ("这批香瓜每公斤卖12元。", "12元", "卖"),
        ("山坡上梨树成片1.1万亩。", "1.1万亩", "梨树成片"),
        ("全省电站平均每日放电820万千瓦时。", "820万千瓦时", "平均每日放电"),
        # what the clause begins with
        ("林草覆盖度由治理前的不足8%恢复到41%。", "41%", "林草覆盖度"),
        ("会费标准维持个人会员每人300元、团体会员每家2000元。", "2000元", "会费标准"),
        # words that the segmenter tears or takes for adverbs and prepositions
        ("收购价由年初的每斤9元降到3元。", "9元", "收购价"),
        ("隧道工程整体进度61.5%。", "61.5%", "整体进度"),
        ("新例实施后受惠人数由20万人增至90万人。", "20万人", "受惠人数"),
        # what follows a number that stands between
        ("对首次上规模的企业,分别给予30万元、60万元奖励。", "30万元", "奖励"),
        ("学校录得18名7至10岁学生发热。", "18名", "学生"),
        # what follows the number though no rule takes it for a noun
        ("力争新建20家以上省级制造业创新平台。", "20家", "省级制造业创新平台"),
        ("委员会全年接获350宗申请。", "350宗", "申请"),
        ("月内有12间公司上市。", "12间", "公司上市"),
        # what is said of those that are counted
        ("有46%的受访者遇到过电话诈骗。", "46%", "遇到过电话诈骗"),
        ("其中3.2万人成功就业。", "3.2万人", "就业"),
    ],
)
def test_what_names_a_number_is_among_the_candidates(text: str, surface: str, metric: str) -> None:
    assert metric in offered(text, surface)


@pytest.mark.parametrize(
    ("text", "surface", "other"),
    [
        ("合肥新增储能电站6座。", "6座", "合肥"),  # a place opens the clause and is no metric
        ("产量80吨,销量70吨。", "80吨", "销量"),  # of another clause
        ("共有职工300人、车间12个。", "12个", "职工300人、车间"),
        ("两类合计占总出口六成。", "两类", "合计占总出口"),  # the adverb is no part of a name
    ],
)
def test_what_names_nothing_is_no_candidate(text: str, surface: str, other: str) -> None:
    assert other not in offered(text, surface)


def test_a_long_run_of_numbers_is_read_once_each() -> None:
    text = "给予" + "、".join(f"{number}万元" for number in range(100, 400)) + "奖励。"
    assert "奖励" in offered(text, "399万元")
    assert "奖励" not in offered(text, "100万元")
