"""What callers give: dates of the calendar, and texts that came to harm on their way."""

import pytest

import pipeline
from pipeline.errors import InputError
from pipeline.intake import check_date, check_text

CLEAN = [
    "市统计局今天发布,前三季度规模以上工业企业利润同比增长6.8%,其中浙江、海淀两地增长较快。",
    "澎湖縣政府表示,今年觀光人次較去年增加三成,達一百二十萬人次。",
    "鑫垚鋆森公司与骉犇羴集团签约，麤豳鬯彝等生僻字照录。",
    "Café Zürich 在沪开业,面积300平方米,投资80万欧元。",
    "产品名为 naïve 系列,另有 Señorita 与 Société 两款,售价300元。",
    "拼音 zhōng 只出现一次。",
    "溫度為 25°C,面積 3 m²,價格 £40,版權 © 2024。",
]  # fmt: skip


@pytest.mark.parametrize("text", CLEAN)
def test_sound_text_passes_unchanged_and_unremarked(text: str) -> None:
    assert check_text(text) == (text, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("今年新增就业岗位".encode().decode("latin-1"), "mojibake"),
        ("“今年”新增就业岗位…".encode().decode("cp1252", "replace"), "mojibake"),
        ("全区新增市场主体四千三百余户".encode().decode("gb18030", "ignore"), "mojibake"),
        ("主計機關今天發布工業生產指數".encode().decode("gbk", "replace"), "mojibake"),
        ("收入锟斤拷锟斤拷3亿元", "mojibake"),
        ("收入\ufffd\ufffd3亿元", "mojibake"),
        ("收入\0增长3%", "nul"),
        ("收入\ud83d增长3%", "lone_surrogate"),
        ("重(zhòng)大项目今(jīn)年投(tóu)资3亿元", "inserted_pinyin"),
        ("重zhòng大项目今jīn年投tóu资3亿元", "inserted_pinyin"),
        ("重ㄓㄨㄥˋ大ㄉㄚˋ投ㄊㄡˊ資3億元", "inserted_pinyin"),
    ],
)
def test_harmed_text_is_told(text: str, code: str) -> None:
    assert [notice.code for notice in check_text(text)[1]] == [code]


def test_lone_surrogates_become_one_character_each() -> None:
    text, _ = check_text("甲\ud83d乙\udc00丙😀")
    assert text == "甲\ufffd乙\ufffd丙😀"
    document = pipeline.extract("收入\ud83d增长3%")
    assert document.original_text == "收入\ufffd增长3%"
    assert document.to_json().encode("utf-8")
    assert [warning.code for warning in document.warnings][:1] == ["lone_surrogate"]


@pytest.mark.parametrize("text", ["", " \n\t", "\u3000\u3000\n", "\ufeff", "\0\0"])
def test_no_words_are_an_error(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        check_text(text)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-29", "2024-02-29"),
        ("2024", "2024"),
        ("2024-11", "2024-11"),
        ("2024-06-08T09:30:00+08:00", "2024-06-08T09:30:00"),
        ("2024-06-08 09:30", "2024-06-08T09:30"),
        ("2024-06-08T01:30:00.123Z", "2024-06-08T01:30:00"),
        (" 2024-06-08 ", "2024-06-08"),
        (None, None),
        ("", None),
    ],
)
def test_dates(value: object, day: str | None) -> None:
    assert check_date(value) == day


@pytest.mark.parametrize(
    "value",
    ["2023-02-29", "2024-13-01", "2024-00", "0000", "2024-6-8", "2024/06/08", "soon", "20240608", "2024-06-08x",
     "2024-06-08T25", "2024-06-08T24:30", "2024-06-08T09:60", 20240608, True, ["2024-06-08"], {}, "２０２４-06-08", "2024年6月8日"],
)  # fmt: skip
def test_what_is_no_date_is_an_error(value: object) -> None:
    with pytest.raises(InputError, match="published is") as caught:
        check_date(value)
    assert caught.value.code == "bad_date"


def test_the_library_checks_the_date_too() -> None:
    with pytest.raises(InputError, match="no day of the calendar"):
        pipeline.extract("收入增长3%", published="2023-02-30")
