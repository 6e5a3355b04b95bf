"""Regional words after the script: in the text where lengths agree, in canonical forms always."""

import pytest

import pipeline
from pipeline.glossary import Glossary
from pipeline.rulebook import RuleBook
from pipeline.rulebook.glossary import Term

GLOSSARY = Glossary(RuleBook.load().entries("glossary", Term))


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("軟體與資訊服務業營收成長", "软件与信息服务业营收成长"),
        ("隨著需求回升，著力優化佈局，成效顯著", "随着需求回升，着力优化布局，成效显著"),
        ("推動高品質發展，打造智慧工廠與智慧城市", "推动高质量发展，打造智能工厂与智慧城市"),
        ("網際網路與記憶體廠商", "网际网路与记忆体厂商"),
        ("提供諮詢服務，成立專案小組，另有補助專案", "提供咨询服务，成立专案小组，另有补助项目"),
        ("伺服器晶片與半導體，方程式賽車", "服务器芯片与半导体，方程式赛车"),
        ("伴隨著名企業進駐，著作權收入增加", "伴随著名企业进驻，著作权收入增加"),
        # Simplified text is left alone
        ("台资企业生产晶片与软体，著力突出", "台资企业生产晶片与软体，著力突出"),
    ],
)
def test_text(original: str, text: str) -> None:
    document = pipeline.extract(original)
    assert document.text == text
    for sentence in document.sentences:
        assert sentence.original.text == original[sentence.original.start : sentence.original.end]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("每人平均预期寿命", "人均预期寿命"),
        ("记忆体出口额", "内存出口额"),
        ("网际网路业务收入", "互联网业务收入"),
        ("软体业务收入", "软件业务收入"),
        ("贸易出超", "贸易顺差"),
        ("支出超过预算", "支出超过预算"),
        ("软件业务收入", "软件业务收入"),
    ],
)
def test_canonical(text: str, canonical: str) -> None:
    assert GLOSSARY.canonical(text) == canonical


def test_exchanges_of_the_text_keep_every_length() -> None:
    words = [term for entry in RuleBook.load().entries("glossary", Term) for term in entry.terms]
    for word in words:
        assert len(GLOSSARY.apply(word)) == len(word)


def test_a_term_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="changes nothing"):
        Term(id="x", terms={"软件": "软件"})
