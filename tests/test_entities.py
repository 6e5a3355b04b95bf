"""Names in texts of our own: `[surface|LABEL]` marks each one."""

import re

import pytest

import pipeline
from pipeline.model import Document

MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")


def read(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its marks, and what they say."""
    return MARK.sub(r"\1", marked), MARK.findall(marked)


def names(document: Document) -> list[tuple[str, str]]:
    return [(entity.original.text, entity.label) for entity in document.entities]


ROWS = [
    "[市经信委|ORG]党组成员[周启明|PERSON]介绍,我市出台[《星火数字产业行动计划(2023—2026年)》|LAW]。",
    "[財政部統計處|ORG]處長[林志成|PERSON]表示,對[美國|GPE]出口年增三成。",
    "[江津|GPE]、[永川|GPE]两地与[重庆市|GPE]签订协议。",
    "她推荐了[《远山的灯》|WORK_OF_ART]和[《乡村振兴发展报告》|WORK_OF_ART]两本书。",
]


@pytest.mark.parametrize("marked", ROWS)
def test_names(marked: str) -> None:
    text, wanted = read(marked)
    assert names(pipeline.extract(text)) == wanted
