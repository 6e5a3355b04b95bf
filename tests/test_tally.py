"""What the ranker knows of the facts before: how often an answer was given, and how often a name stands near."""

import pytest

from pipeline.draft import Fact, Stretch, Subject, Time
from pipeline.facts.ranker.tally import Counts, Tally, key_of


@pytest.mark.parametrize(
    ("given", "answer", "standing"),
    [
        ([], "全市", "first"),
        (["全县"], "全市", "none"),
        (["全县", "全市", "全县"], "全市", "some"),
        (["全县", "全市", "全县"], "全县", "most"),
        (["全县", "全市"], "全市", "most"),
    ],
)
def test_answers_stand_by_how_often_they_were_given(given: list[str], answer: str, standing: str) -> None:
    counts = Counts()
    for item in given:
        counts.add(item)
    assert counts.standing(answer) == standing
    assert counts.most == max(map(given.count, given), default=0)


def test_a_fact_counts_for_its_subject_metric_and_period() -> None:
    text = "2024年全市出口3亿元"
    year = Time(0, 5, "date", "2024", "date.year")
    fact = Fact(None, Stretch(0, len(text)), "fact.before", metric=Stretch(7, 9), period=year)
    fact.subject = Subject(5, 7, None, 0)
    tally = Tally(text)
    tally.note(fact)
    assert tally.subjects.standing("全市") == tally.metrics.standing("出口") == "most"
    assert tally.periods.standing(key_of(year)) == "most"
    assert tally.periods.standing(key_of(Time(0, 2, "date", "2023", "date.year"))) == "none"


def test_a_name_is_counted_near_a_number_and_looked_for_in_the_title() -> None:
    text = "出口、出口、出口、出口" + "某" * 2000 + "进口3亿元,出口"
    tally = Tally(text)
    tally.titled("全市出口创新高")
    assert tally.around("出口", 0) == "3t"
    assert tally.around("进口", len(text) - 8) == "1"
    assert tally.around("出口", len(text) - 8) == "1t"
