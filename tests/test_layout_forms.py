"""Forms: 字段:值 lines, several of them on one, keys with a number, values on the lines below."""

import pytest

import pipeline
from pipeline.layout.lines import lines_of
from pipeline.layout.splitting import form_of


def fields(text: str) -> list[tuple[str, str]]:
    blocks = pipeline.extract(text).blocks
    return [(block.key.text, block.value.text) for block in blocks if block.key and block.value]


NOTICE = """本公司提供重大訊息
序號：3　發言日期：114/02/07　發言時間：16:42:10
符合條款：第20款　事實發生日：114/02/06
說明：
1.標的物之名稱及性質:
沖壓設備一批
2.交易總金額:新台幣4.2億元
3.其他敘明事項:無"""
TENDER = """东城县中学食堂采购中标公告
（一）项目编号： DC-2025-11
（二）项目名称： 食堂设备采购
（三）中标金额： 1,230,000.00元
主要中标内容
品目	数量（台）	单价（元）
蒸箱	2	93,000.00
消毒柜	4	50,000.00
采购人:　　东城县中学
评审专家:　　李某、王某"""


@pytest.mark.parametrize(("text", "found"), [
    (NOTICE, [("序号", "3"), ("发言日期", "114/02/07"), ("发言时间", "16:42:10"), ("符合条款", "第20款"), ("事实发生日", "114/02/06"),
              ("标的物之名称及性质", "冲压设备一批"), ("交易总金额", "新台币4.2亿元"), ("其他叙明事项", "无")]),
    (TENDER, [("项目编号", "DC-2025-11"), ("项目名称", "食堂设备采购"), ("中标金额", "1,230,000.00元"),
              ("采购人", "东城县中学"), ("评审专家", "李某、王某")]),
    # two keys in prose make no form
    ("全市经济形势良好\n市统计局发布：全年增长5%。\n市长表示：将继续努力。\n今年以来，形势向好。", []),
])  # fmt: skip
def test_fields(text: str, found: list[tuple[str, str]]) -> None:
    assert fields(text) == found


def test_fields_of_a_line_have_true_offsets() -> None:
    document = pipeline.extract(NOTICE)
    for block in document.blocks:
        for part in (block.key, block.value):
            if part is not None:
                assert NOTICE[part.original.start : part.original.end] == part.original.text


@pytest.mark.parametrize(("text", "form"), [
    ("项目编号:甲7　日期:114/02/07 16:42:10", None),
    ("地块编号:　宁土挂19号", None),
    ("其中:出口   30   40", "gaps"),
    ("其中:个人游 1,438 1,520 5.7", "blanks"),
])  # fmt: skip
def test_keys_with_values_are_no_cells(text: str, form: str | None) -> None:
    (line,) = lines_of(text)
    assert form_of(line) == form


def test_a_key_before_columns_of_figures_is_a_row_of_a_table() -> None:
    text = "全市进出口情况\n情况如下。\n其中:出口   30   40\n进口   12   13\n总额   42   53\n"
    assert [item.value for item in pipeline.extract(text).quantities] == ["30", "40", "12", "13", "42", "53"]
