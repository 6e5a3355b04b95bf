"""Which times are proposed as the period of a number, wherever they stand."""

import pytest

from pipeline.draft import Stretch
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.link import Linker
from pipeline.facts.ranker.model import Candidate, Question
from pipeline.rulebook import RuleBook
from tools.drafts import Drafts
from tools.statements import Passage

PROPOSED = """
headline|家电以旧换新销量翻番 热水器卖出12万台/2025年前三季度,全省家电以旧换新销售额达40亿元。|12万台|2025-Q1/2025-Q3
headline|三新县失业率降至2.1%/统计处公布,7月至9月的失业率下跌0.2个百分点。|2.1%|2025-07/2025-09
second sentence ahead|远山车展吸引9万人/远山车展周日落幕。今年共有80家企业参展。|9万人|2025
subheading|上半年外贸平稳。/出口突破300亿元/据海关统计,9月出口增长4%。|300亿元|2025-09
later clause|种植户老李种了30亩玉米,今年亩产达到1200斤。|30亩|2025
brackets before it|花灯节期间(8月5日至8月20日)接待游客12万人次,同比增长5%。|12万人次|2025-08-05/2025-08-20
title of a report|《2024年度全省养老事业公报》显示,全省共有养老机构300家。|300家|2024
title of a report|《中国水运报告(2023)》与《2024年港口年报》指出,全省有码头80座。|80座|2024
opening|2024年,远山港吞吐量3亿吨。5月增5%。6月增6%。7月增7%。8月增8%。9月增9%。堆场利用率为70%。|70%|2024
"""  # fmt: skip


class Recorder:
    """A judge that takes the first candidate, and remembers the periods it was offered."""

    def __init__(self) -> None:
        self.offered: dict[int, list[str]] = {}

    def choose(self, question: Question, about: Stretch, candidates: list[Candidate]) -> int:
        if question == "period":
            self.offered[about.start] = [item.time.value for item in candidates if item.time is not None]
        return 0

    def confidence(self, raw: float) -> float:
        return raw


@pytest.fixture(scope="module")
def reader() -> Drafts:
    return Drafts()


@pytest.mark.parametrize("row", PROPOSED.strip().split("\n"))
def test_the_time_is_proposed(row: str, reader: Drafts) -> None:
    _, text, surface, value = row.split("|")
    draft = reader.draft(Passage("row", text.replace("/", "\n\n"), "2025-10-20"))
    judge = Recorder()
    Linker(draft, Lexicon(RuleBook.load(None)), judge).link()
    assert value in judge.offered[draft.reading.index(surface)]


def test_times_of_the_next_sentences_are_for_headlines_alone(reader: Drafts) -> None:
    text = "销量调查\n\n本店卖出12万台电视。另有3万台空调。2019年起步时只有2人。"
    draft = reader.draft(Passage("row", text, "2025-10-20"))
    judge = Recorder()
    Linker(draft, reader.lexicon, judge).link()
    assert "2019" not in judge.offered[draft.reading.index("12万台")]
