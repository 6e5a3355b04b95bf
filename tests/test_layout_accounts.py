"""Accounts stored with one cell a line: heads row by row and column by column, notes, sums without a name."""

import pytest

import pipeline

POSITION = ["物业、厂房及设备", "11", "345,120", "322,010", "使用权资产", "12(a)", "45,210", "51,003", "390,330", "373,013",
            "流动资产", "存货", "88,120", "90,411", "贸易应收款项", "13", "120,040", "118,222"]  # fmt: skip


@pytest.mark.parametrize(("head", "columns"), [
    # columns one behind the other, of two lines, with the notes behind or before them
    ("于二零二五年 三月三十一日 人民币千元 （经审核） 于二零二四年 三月三十一日 人民币千元 （经审核及重列） 附注",
     ["于二零二五年 三月三十一日", "于二零二四年 三月三十一日"]),
    ("附注 2025年3月31日 人民币千元 2024年3月31日 人民币千元", ["2025年3月31日", "2024年3月31日"]),
    # audited before the unit, a line over all of them
    ("附注 截至六月三十日止六个月 2025年 2024年 千港元 千港元", ["截至六月三十日止六个月 2025年", "截至六月三十日止六个月 2024年"]),
    ("附注 截至三月三十一日止年度 2025年 （经审核） 人民币千元 2024年 （经审核） 人民币千元",
     ["截至三月三十一日止年度 2025年", "截至三月三十一日止年度 2024年"]),
    # row by row
    ("附注 2025年 2024年 人民币千元 人民币千元 （经审核） （未经审核）", ["2025年", "2024年"]),
])  # fmt: skip
def test_heads_of_accounts(head: str, columns: list[str]) -> None:
    lines = [
        "星湾控股有限公司公布业绩",
        "全年业绩如下。",
        "综合财务状况表",
        *head.split(" "),
        *POSITION,
        "董事会感谢各位股东。",
    ]
    document = pipeline.extract("\n".join(lines)).to_dict()
    (table,) = [block["table"] for block in document["blocks"] if block["table"]]
    assert [column["name"] for column in table["columns"]] == ["", "附注", *columns]
    names = ["物业、厂房及设备", "使用权资产", None, "流动资产", "存货", "贸易应收款项"]
    assert table["row_names"][table["head_rows"] :] == names
    figures = [item for item in document["quantities"] if item["kind"] == "money"]
    assert [item["value"] for item in figures[:3]] == ["345120000", "322010000", "45210000"]
    assert len(figures) == 10


def test_a_change_behind_the_periods_has_a_unit_of_its_own() -> None:
    text = "晨辉科技集团2024年第三季度业绩\n截至9月30日止三个月\n2024年\n（未经审核）\n百万港元\n2023年\n（未经审核）\n百万港元\n变动\n%\n" \
           "收益\n1,204\n1,100\n9.5\n毛利\n402\n380\n5.8\n期内利润\n88\n91\n(3.3)\n"  # fmt: skip
    document = pipeline.extract(text).to_dict()
    (table,) = [block["table"] for block in document["blocks"] if block["table"]]
    over = "截至9月30日止三个月"
    assert [column["name"] for column in table["columns"]] == [
        "",
        f"{over} 2024年",
        f"{over} 2023年",
        f"{over} 变动",
    ]
    assert [(item["value"], item["kind"]) for item in document["quantities"]][-3:] == [
        ("88000000", "money"), ("91000000", "money"), ("-3.3", "percent")]  # fmt: skip


def test_a_period_a_unit_and_the_audit_in_one_cell_of_a_page_are_apart() -> None:
    text = "| | 二零二四年千港元（未经审核） | 二零二三年千港元（经重列） |\n|---|---|---|\n| 收入 | 612 | 574 |\n| 毛利 | 181 | 155 |"
    document = pipeline.extract(text).to_dict()
    (table,) = [block["table"] for block in document["blocks"] if block["table"]]
    assert [column["name"] for column in table["columns"]] == ["", "二零二四年", "二零二三年"]
    assert [item["value"] for item in document["quantities"]] == ["612000", "574000", "181000", "155000"]


def test_units_above_and_in_a_table_are_no_amounts() -> None:
    text = "晨辉公布业绩\n业绩如下。\n（人民币千元）\n项目\t2024年\t2023年\n收入\t30\t40\n毛利\t11\t12\n"
    assert [item.value for item in pipeline.extract(text).quantities] == ["30000", "40000", "11000", "12000"]
