"""Facts: whom a number may be about. Of each sentence (our own) a name that the ranker must be able to choose."""

from collections.abc import Sequence

import pytest

from pipeline.draft import Stretch
from pipeline.facts.link import Linker
from pipeline.facts.ranker.model import Candidate, Question
from tools.drafts import Drafts
from tools.statements import Passage

ROWS = """
近半数网点已改造,自主品牌销量达3万辆。 | 3万辆 | 自主品牌
调查发现,受访商户平均月租2.4万元。 | 2.4万元 | 受访商户
目前退休教师人均领取补助1200元。 | 1200元 | 退休教师
9月批发及零售业就业人数5.2万人。 | 5.2万人 | 批发及零售业
玉石、陶瓷及漆器的销货价值上升4.1%。 | 4.1% | 玉石、陶瓷及漆器
文具及玩具(上升2.2%)的升幅较小。 | 2.2% | 文具及玩具
今年以来,全省法院共收案件3.1万件。 | 3.1万件 | 全省法院
假期里,全国铁路发送旅客1.2亿人次。 | 1.2亿人次 | 全国铁路
第三季本地雇员失业率为2.1%。 | 2.1% | 本地雇员
六都7月移转栋数年减12%。 | 12% | 六都
30至34岁受访者每月花费860元。 | 860元 | 30至34岁受访者
按年龄看,15至24岁失业率11%。 | 11% | 15至24岁
前三季度,四家公司净利润合计88亿元。 | 88亿元 | 四家公司
评估显示,18岁以下学员占两成。 | 两成 | 18岁以下学员
三大法人今日卖超31亿元。 | 31亿元 | 三大法人
本届博览会设展位1200个。 | 1200个 | 本届博览会
报到首日,华北某高校迎来新生4100名。 | 4100名 | 华北某高校
各级调解组织上半年受理纠纷2.3万件。 | 2.3万件 | 各级调解组织
去年他卖出蜂蜜900斤。 | 900斤 | 他
果农户均增收6000元。 | 6000元 | 果农
风电日间最高出力达120万千瓦。 | 120万千瓦 | 风电
荔枝每公斤18元。 | 18元 | 荔枝
现金分享计划惠及72万人。 | 72万人 | 现金分享计划
"""


class Listener:
    """A judge that takes the first candidate, and keeps what it was asked about subjects."""

    def __init__(self) -> None:
        self.asked: list[tuple[Stretch, list[Candidate]]] = []

    def choose(self, question: Question, about: Stretch, candidates: Sequence[Candidate]) -> int:
        if question == "subject":
            self.asked.append((about, list(candidates)))
        return 0

    def confidence(self, raw: float) -> float:
        return raw


READER = Drafts()


def asked(text: str) -> dict[str, list[Candidate]]:
    """By the text of a number, the candidates for its subject."""
    draft = READER.draft(Passage("-", text, "2024-10-15"))
    listener = Listener()
    Linker(draft, READER.lexicon, listener).link()
    return {draft.reading[at.start : at.end]: found for at, found in listener.asked}


@pytest.mark.parametrize("row", ROWS.strip().split("\n"), ids=lambda row: row.split(" | ")[2])
def test_who_may_be_meant_is_proposed(row: str) -> None:
    text, number, name = row.split(" | ")
    assert name in [candidate.text for candidate in asked(text)[number]]


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ("公司支出3亿元用于研发。", "3亿元", "支出3亿元"),  # a number that says how much begins no name
        ("首付比例由25%下调至20%。", "20%", "25%下调"),
        ("批发及零售业增长3%。", "3%", "及零售业"),
        ("全市的企业增长3%。", "3%", "的企业"),
    ],
)
def test_what_is_no_name_is_not(text: str, number: str, name: str) -> None:
    assert name not in [candidate.text for candidate in asked(text)[number]]


def test_names_are_proposed_once_and_wide_ones_say_what_makes_them_so() -> None:
    found = asked("本届书展有退休教师3万人。")["3万人"]
    names = [candidate.text for candidate in found]
    assert len(names) == len(set(names))
    signs = {candidate.text: candidate.features for candidate in found}
    assert "x:inside" in signs["本届书展"]
    assert "x:verb-first" in signs["退休教师"]


@pytest.mark.parametrize("piece", ["退休人员及", "三大", "5家公司", "全市的", "“”", "某"])
def test_long_runs_propose_few(piece: str) -> None:
    found = asked(piece * 2000 + "3亿元。")
    assert all(len(candidates) < 60 for candidates in found.values())
