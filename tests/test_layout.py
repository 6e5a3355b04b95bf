"""Layout: what each line of a text is."""

import pytest

import pipeline


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("一、推进产业升级", "heading"),
        ("(二)扩大有效投资", "heading"),
        ("产业规模再上台阶", "heading"),
        ("1.支持企业上市。", "list_item"),
        ("• 新增企业5家", "list_item"),
        ("图为园区一角。", "caption"),
        ("市民在公园散步。张三 摄", "caption"),
        ("答:今年增长5%。", "answer"),
        ("记者:今年情况如何?", "question"),
        ("全年营收3.5亿元,同比增长5%。", "paragraph"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    document = pipeline.extract(f"全市经济开局良好\n{line}\n上半年,全市生产总值增长5%。")
    assert [block.kind for block in document.blocks] == ["title", kind, "paragraph"]
    assert document.title is not None
    assert document.title.text == "全市经济开局良好"


def test_sentences_end_at_their_marks_with_closing_quotes_and_not_in_numbers() -> None:
    document = pipeline.extract("他说:“增长3.5%。”出口No.1的企业有5家!")
    assert [item.text for item in document.sentences] == ["他说:“增长3.5%。”", "出口No.1的企业有5家!"]
