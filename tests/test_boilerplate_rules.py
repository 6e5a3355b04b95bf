"""Every boilerplate rule on its own examples."""

import pytest
from opencc import OpenCC

from pipeline.boilerplate.families import Families, Rule
from pipeline.boilerplate.lines import View
from pipeline.draft import Draft
from pipeline.model import Source
from pipeline.rulebook import RuleBook, RuleError
from pipeline.rulebook.boilerplate import Boilerplate

FAMILIES = Families(RuleBook.load())
RULES = {
    rule.id: rule
    for rule in (
        *FAMILIES.segments,
        *FAMILIES.notices,
        *FAMILIES.cues,
        *FAMILIES.headings,
        *FAMILIES.inlines,
        *FAMILIES.datelines,
    )
}
SIMPLIFY = OpenCC("t2s").convert


def folded(text: str) -> str:
    return View(Draft(text, "x", Source("-", ""), converted=text), SIMPLIFY).text


def fits(rule: Rule, example: str) -> bool:
    text = folded(example)
    if rule.entry.part == "segment":
        return any(piece.rule is rule for piece in FAMILIES.furniture(text))
    if rule.entry.part in ("notice", "cue"):
        return any(sentence.rule is rule for sentence in FAMILIES.sentences(text.strip()))
    if rule.entry.part == "heading":
        found = FAMILIES.heading(text)
        return found is not None and found[0] is rule
    if rule.entry.part == "inline":
        return bool(rule.pattern.fullmatch(text)) and not (rule.unless and rule.unless.search(text))
    return bool(rule.pattern.match(text))


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_examples_and_counter_examples(rule: Rule) -> None:
    assert rule.entry.examples
    assert [example for example in rule.entry.examples if not fits(rule, example)] == []
    assert [example for example in rule.entry.counter_examples if fits(rule, example)] == []


def test_every_rule_is_of_a_part_that_is_read() -> None:
    assert set(RULES) == {entry.id for entry in RuleBook.load().entries("boilerplate", Boilerplate)}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("pattern = '(来源'", "no valid pattern"),
        ("pattern = '{nobody}:'", r"unknown word \{nobody\}"),
        ("pattern = '来源：'", "half-width"),
        ("pattern = '来源:'\nrole = 'source'", r"\(\?P<name>…\)"),
    ],
)
def test_bad_patterns_name_the_entry(tmp_path, line: str, message: str) -> None:
    (tmp_path / "boilerplate.toml").write_text(
        f"[[boilerplate]]\nid = 'house-source'\npart = 'segment'\n{line}\n", encoding="utf-8"
    )
    with pytest.raises(RuleError, match=f"house-source.*{message}"):
        Families(RuleBook.load(tmp_path))
