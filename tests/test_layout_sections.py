"""Lines of one cell that name parts of a table, and units that a line above a table has behind other words."""

import pytest

import pipeline
from pipeline.model import Document

FARES = """江南市公共交通收费标准
本市公共交通收费标准如下：
                   收费标准表
                              单位：元
项目            普通卡    学生卡
一、轨道交通
（一）市区线
1.起步价
3公里以内          3         2
6公里以内          4         3
2.加价
每增加3公里        1       0.5
（二）郊区线       5         4
二、公共汽电车
普通线路           2         1

    本标准自2025年1月1日起执行。"""
BUDGET = "南城区2024年财政收支决算\n项目\t预算数(万元)\t决算数(万元)\n一般公共预算收入\n税收收入\n增值税\t300\t810\n企业所得税\t400\t310\n" \
         "非税收入\n专项收入\t200\t260\n罚没收入\t800\t744\n区财政局负责人表示，收入完成情况良好\n"  # fmt: skip


def parents(document: Document) -> dict[str, str | None]:
    """The row that each row with figures is a part of, in the first table."""
    (table,) = [block.table for block in document.blocks if block.table]
    names = [next((cell.text for cell in row if cell), "") for row in table.rows]
    return {names[at]: names[parent] if parent is not None else None
            for at, parent in enumerate(table.parents) if at >= table.head_rows}  # fmt: skip


def test_sections_stand_in_each_other() -> None:
    document = pipeline.extract(FARES)
    assert [item.value for item in document.quantities if item.kind == "money"] == [
        "3", "2", "4", "3", "1", "0.5", "5", "4", "2", "1"]  # fmt: skip
    assert parents(document) == {
        "一、轨道交通": None, "（一）市区线": "一、轨道交通", "1.起步价": "（一）市区线", "3公里以内": "1.起步价", "6公里以内": "1.起步价",
        "2.加价": "（一）市区线", "每增加3公里": "2.加价", "（二）郊区线": "一、轨道交通", "二、公共汽电车": None, "普通线路": "二、公共汽电车"}  # fmt: skip


def test_sections_without_numbers() -> None:
    assert parents(pipeline.extract(BUDGET)) == {
        "一般公共预算收入": None, "税收收入": "一般公共预算收入", "增值税": "税收收入", "企业所得税": "税收收入",
        "非税收入": None, "专项收入": "非税收入", "罚没收入": "非税收入"}  # fmt: skip


@pytest.mark.parametrize(("line", "unit"), [
    ("（一）到户价格按下表执行（单位：元/立方米）：", "元/立方米"),
    ("调整后的价格如下（计价单位：元/立方米）。", "元/立方米"),
    ("自2025年5月20日起执行    单位：年利率%", "%"),
    ("各门课程收费见下表 [单位：元/学期]", "元/学期"),
    ("编制单位：东城水务公司", None),
    ("由供水单位：东城水务公司执行。", None),
])  # fmt: skip
def test_a_unit_behind_other_words_of_the_line_above(line: str, unit: str | None) -> None:
    text = (
        f"东城区公布价格\n有关事项如下。\n{line}\n类别\t调整前\t调整后\n居民\t2.15\t2.95\n商业\t3.23\t4.18\n"
    )
    cells = [
        item for item in pipeline.extract(text).quantities if item.value in ("2.15", "2.95", "3.23", "4.18")
    ]
    assert [item.unit.text if item.unit else None for item in cells] == [unit] * 4
