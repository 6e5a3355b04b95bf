"""分别: which name, measure and time each number is dealt, before anything is weighed."""

from collections.abc import Sequence

import pytest

from pipeline.draft import Stretch
from pipeline.facts.link import Linker
from pipeline.facts.ranker.model import Candidate, Question
from tools.drafts import Drafts
from tools.statements import Passage


class Dealer:
    """A judge that takes what 分别 deals out wherever it is offered, else the answer of the rules, else the first."""

    def __init__(self) -> None:
        self.dealt = False

    def choose(self, question: Question, about: Stretch, candidates: Sequence[Candidate]) -> int:
        signs = [candidate.features for candidate in candidates]
        self.dealt |= any(sign.startswith(("dm:", "dealt:")) for own in signs for sign in own)
        if question == "subject":
            members = [at for at, own in enumerate(signs) if any(sign.endswith("|member") for sign in own)]
            ruled = [at for at, own in enumerate(signs) if "r" in own]
            return next(iter(members + ruled), 0)
        return next((at for at, own in enumerate(signs) if "dealt:True" in own), 0)

    def confidence(self, raw: float) -> float:
        return raw


READER = Drafts()


def dealt(text: str) -> list[str]:
    """`metric of subject in period` of every number; nothing where 分别 deals out nothing."""
    draft, dealer = READER.draft(Passage("-", text, "2025-11-20")), Dealer()
    facts = Linker(draft, READER.lexicon, dealer).link()
    said = []
    for fact in facts:
        at, who, when = fact.metric, fact.subject, fact.period
        metric = draft.reading[at.start : at.end] if at is not None else "-"
        subject = draft.reading[who.start : who.end] if who is not None else "-"
        said.append(f"{metric} of {subject}" + (f" in {when.value}" if when is not None else ""))
    return said if dealer.dealt else []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a measure behind the last name, shared by all
        ("北京、上海和深圳房价分别上涨3%、4%和5%。", ["房价 of 北京", "房价 of 上海", "房价 of 深圳"]),
        ("敦煌、西安两地订单分别增长71%和34%。", ["订单 of 敦煌", "订单 of 西安"]),
        ("《远山》《归舟》和《春汛》票房分别为9亿元、4亿元和2亿元。", ["票房 of 《远山》", "票房 of 《归舟》", "票房 of 《春汛》"]),
        # a measure between 分别 and the first number
        ("茶马驿站、月湖湿地分别接待游客4.1万人次和2.8万人次。", ["接待游客 of 茶马驿站", "接待游客 of 月湖湿地"]),
        # names that are measures themselves
        ("公司营业收入和净利润分别增长12%和8%。", ["营业收入 of 公司", "净利润 of 公司"]),
        # one that the sentence goes on with
        ("全省出口增长5%,其中汽车、船舶分别增长21%和11%。", ["出口 of 全省", "出口 of 汽车", "出口 of 船舶"]),
        # the numbers before, in their places
        ("机场发送旅客3万人、货物2万吨,分别增长5%和6%。", ["发送旅客 of 机场", "货物 of 机场", "发送旅客 of 机场", "货物 of 机场"]),
        ("对欧盟、巴西出口分别为24亿元、18亿元,分别增长16%和5%。", ["出口 of 欧盟", "出口 of 巴西", "出口 of 欧盟", "出口 of 巴西"]),
        ("对欧盟、巴西出口分别为24亿元、18亿元,增长16%和5%。", ["出口 of 欧盟", "出口 of 巴西", "出口 of 欧盟", "出口 of 巴西"]),
        # times
        ("2023年、2024年公司营收分别为3亿元和5亿元。", ["营收 of 公司 in 2023", "营收 of 公司 in 2024"]),
        ("一季度、二季度、三季度,公司营收分别为3亿元、4亿元和5亿元。", ["营收 of 公司 in 2025-Q1", "营收 of 公司 in 2025-Q2", "营收 of 公司 in 2025-Q3"]),
    ],
)  # fmt: skip
def test_each_number_has_its_own(text: str, wanted: list[str]) -> None:
    assert dealt(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "北京、上海和深圳房价分别上涨3%和4%。",  # three names, two numbers
        "公司营收3亿元,分别有5家和6家门店开业。",  # nothing before in their places
        "北京和上海房价上涨3%和4%。",  # nobody says so
    ],
)
def test_what_does_not_match_is_not_dealt_out(text: str) -> None:
    assert dealt(text) == []


def test_long_lists_are_read() -> None:
    assert len(dealt("北京和上海分别增长3%和5%,分别" + "3%和" * 3000)) == 3002
