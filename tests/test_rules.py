"""The rule data: every example of every entry is run, by the same runner as `pressfacts rules check`."""

from pathlib import Path

import pytest

from pipeline.examples import PROBES, failures
from pipeline.offsets import fold
from pipeline.quantities.recognise import Recogniser
from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.base import Entry
from pipeline.rulebook.topics import TOPICS
from pipeline.rulebook.units import Currency, MeasureWord, Unit
from pipeline.rulebook.words import Words


def test_every_topic_has_a_probe_and_a_file() -> None:
    assert set(PROBES) == set(TOPICS)
    assert {path.stem for path in (Path(__file__).parent.parent / "rules").glob("*.toml")} == set(TOPICS)


def test_every_example_shows_its_entry_and_no_counter_example_does() -> None:
    assert [str(problem) for problem in failures(RuleBook.load())] == []


def test_every_name_of_a_unit_a_currency_and_a_measure_word_is_read_whole() -> None:
    """35 and the name, alone in a line: the whole line is the quantity, and the name its unit."""
    rules = RuleBook.load()
    names = {name for unit in rules.entries("units", Unit) if unit.dimension != "time" for name in unit.names}
    names |= {name for currency in rules.entries("currencies", Currency) for name in currency.names}
    words = rules.entries("measure_words", MeasureWord)
    names |= {name for word in words if not word.itself for name in word.names}
    recognise = Recogniser(rules)
    misread = []
    for name in sorted(names):
        text = fold(f"35{name}")
        found = [
            (text[item.start : item.end], item.unit and item.unit.text) for item in recognise(text, [], "CN")
        ]
        if found != [(text, fold(name))]:
            misread.append((name, found))
    assert misread == []


@pytest.mark.parametrize(
    ("file", "entry", "problem"),
    [
        (
            "units",
            'id = "shipload"\ncode = "[shipload]"\ndimension = "mass"\nnames = ["船载"]\nexamples = ["运来3船货"]',
            "does not show it",
        ),
        (
            "measure_words",
            'id = "hall"\nnames = ["厅堂"]\nexamples = ["新增3厅堂"]\ncounter_examples = ["改造5厅堂"]',
            "shows it",
        ),
        ("set_phrases", 'id = "own"\nnames = ["八面风"]\nexamples = ["奖励八个人"]', "does not show it"),
        ("comparators", 'id = "own"\nnames = ["堪堪"]\nposition = "before"\ncomparator = ">"\n'
                        'examples = ["近3000家"]', "does not show it"),
        ("words", 'id = "own"\nnames = ["招引"]\nexamples = ["招商"]', "does not show it"),
        ("regions", 'id = "own"\nregion = "MO"\nnames = ["本澳"]\nexamples = ["本港"]', "does not show it"),
    ],
)  # fmt: skip
def test_a_wrong_example_is_found(tmp_path: Path, file: str, entry: str, problem: str) -> None:
    (tmp_path / f"{file}.toml").write_text(f"[[{file}]]\n{entry}\n", encoding="utf-8")
    (found,) = failures(RuleBook.load(tmp_path))
    assert isinstance(found, RuleError)
    assert found.file == str(tmp_path / f"{file}.toml")
    assert problem in str(found)
    assert "To mend" in str(found)


def house(folder: Path, topic: str, *rows: str) -> Path:
    (folder / f"{topic}.toml").write_text("".join(f"[[{topic}]]\n{row}\n" for row in rows), encoding="utf-8")
    return folder


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_an_id_and_disabled_drop_an_entry_of_any_topic(tmp_path: Path, topic: str) -> None:
    ours = [entry.id for entry in RuleBook.load().entries(topic, Entry)]
    book = RuleBook.load(house(tmp_path, topic, f'id = "{ours[0]}"\ndisabled = true\nnote = "not for us"'))
    assert [entry.id for entry in book.entries(topic, Entry)] == ours[1:]


def test_an_entry_of_the_house_replaces_in_place_and_new_ones_follow(tmp_path: Path) -> None:
    ours = [entry.id for entry in RuleBook.load().entries("words", Words)]
    rows = (f'id = "{ours[0]}"\nnames = ["招引"]', 'id = "own"\nnames = ["专班"]')
    book = RuleBook.load(house(tmp_path, "words", *rows))
    found = book.entries("words", Words)
    assert [entry.id for entry in found] == [*ours, "own"]
    assert found[0].names == ("招引",)
    assert book.file("words", ours[0]) == book.file("words", "own") == tmp_path / "words.toml"
    assert book.file("words", ours[1]) != tmp_path / "words.toml"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            'id = "kilometer"\ndisabled = true',
            "units.toml: kilometer: is disabled, but there is no such entry",
        ),
        ('id = "kilometer"\ndisabled = true', "write 'kilometre', or remove the row"),
        ("disabled = true", "entry 1: is disabled, but there is no such entry"),
        ('id = "kilometre"\ndisabled = true\ncolour = "red"', "unknown field 'colour'"),
        ('id = "kilometre"\ndisabled = false', "field 'dimension' is missing"),
        ('id = "kilometre"\ndisabled = "yes"', "kilometre: field"),
    ],
)
def test_a_wrong_row_of_the_house_names_its_file_and_the_mend(tmp_path: Path, row: str, problem: str) -> None:
    with pytest.raises(RuleError) as caught:
        RuleBook.load(house(tmp_path, "units", row))
    assert problem in str(caught.value)
    assert str(tmp_path) in str(caught.value)
    assert "To mend" in str(caught.value)


@pytest.mark.parametrize(
    ("topic", "row", "taken"),
    [
        (
            "units",
            'code = "[own]"\ndimension = "own"\nnames = ["公里"]\nexamples = ["全长5公里"]',
            "kilometre",
        ),
        (
            "currencies",
            'code = "XXX"\nnames = ["欧元"]\nexamples = ["出口5亿欧元"]',
            "currencies.toml",
        ),
    ],
)
def test_a_name_that_another_entry_has_is_said_to_be_taken(
    tmp_path: Path, topic: str, row: str, taken: str
) -> None:
    problems = [str(found) for found in failures(RuleBook.load(house(tmp_path, topic, f'id = "own"\n{row}')))]
    assert any("is taken by" in problem and taken in problem for problem in problems)
