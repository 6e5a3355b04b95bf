"""分别: which name, measure and time each number is dealt, before anything is weighed."""

from collections.abc import Sequence
from itertools import takewhile

import pytest

from pipeline import model
from pipeline.config import Config
from pipeline.draft import Draft, Stretch
from pipeline.engine import STAGES
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.link import Linker
from pipeline.facts.ranker.model import Candidate, Question
from pipeline.rulebook import RuleBook


class Dealer:
    """A judge that takes what 分别 deals out wherever it is offered, else the answer of the rules, else the first."""

    def choose(self, question: Question, about: Stretch, candidates: Sequence[Candidate]) -> int:
        signs = [candidate.features for candidate in candidates]
        if question == "subject":
            members = [at for at, own in enumerate(signs) if any(sign.endswith("|member") for sign in own)]
            ruled = [at for at, own in enumerate(signs) if "r" in own]
            return next(iter(members + ruled), 0)
        return next((at for at, own in enumerate(signs) if "dealt:True" in own), 0)

    def confidence(self, raw: float) -> float:
        return raw


@pytest.fixture(scope="module")
def dealt():  # type: ignore[no-untyped-def]
    """`metric of subject in period` of every number."""
    rules, config = RuleBook.load(None), Config()
    lexicon = Lexicon(rules)
    stages = [factory(rules, config) for _, factory in takewhile(lambda stage: stage[0] != "facts", STAGES)]

    def of(text: str) -> list[str]:
        draft = Draft(
            original=text,
            id="a",
            source=model.Source("-", ""),
            caller_published="2025-11-20",
            caller_moment="2025-11-20",
        )
        for stage in stages:
            stage(draft)
        said = []
        for fact in Linker(draft, lexicon, Dealer()).link():
            at, who, when = fact.metric, fact.subject, fact.period
            metric = draft.reading[at.start : at.end] if at is not None else "-"
            subject = draft.reading[who.start : who.end] if who is not None else "-"
            said.append(f"{metric} of {subject}" + (f" in {when.value}" if when is not None else ""))
        return said

    return of


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
def test_each_number_has_its_own(dealt, text: str, wanted: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert dealt(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "北京、上海和深圳房价分别上涨3%和4%。",  # three names, two numbers
        "北京房价上涨3%。",
        "公司营收3亿元,分别有5家和6家门店开业。",  # nothing before in their places
    ],
)
def test_what_does_not_match_is_not_dealt_out(dealt, text: str) -> None:  # type: ignore[no-untyped-def]
    assert not [said for said in dealt(text) if said.endswith((" of 上海", " of 深圳"))]


def test_long_lists_stay_linear(dealt) -> None:  # type: ignore[no-untyped-def]
    text = "北京和上海分别" + "3%和" * 3000
    assert len(dealt(text)) == 3000
