"""Bytes to text: our own sentences in every encoding and length, and bytes that are damaged or no text."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.decode import Decoded, check_encoding, decode
from pipeline.errors import ConfigError, InputError

HANS = [
    "增长5.2%。",
    "出口下降一成。",
    "全区新增市场主体4300余户。",
    "市统计局今天发布,前三季度规模以上工业企业利润同比增长6.8%。",
    "县里拿出1200万元补贴种粮大户，亩均增收三百多元，惠及农户8600户。",
    "轨道交通9号线二期全长7.6公里，设站5座，总投资48.3亿元，预计明年年底通车。",
]
HANT = [
    "年增5.2%。",
    "出口下降一成。",
    "全區新增商業登記4300餘戶。",
    "主計機關今天發布,第3季工業生產指數較上年同季增加6.8%。",
    "縣府編列1200萬元補助種糧農家，每戶平均增收三百多元，受惠農戶8600戶。",
    "捷運綠線延伸段全長7.6公里，設站5座，總經費48.3億元，預計明年年底通車。",
]
HKSCS = "深水埗嘅商戶話,今個月生意好咗兩成,裏面嘅顧客多咗,佢哋希望政府畀多啲支援。"
MARKED = [
    ("utf-8", codecs.BOM_UTF8),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
    ("utf-32-le", codecs.BOM_UTF32_LE),
    ("utf-32-be", codecs.BOM_UTF32_BE),
]


def codes(decoded: Decoded) -> list[str]:
    return [warning.code for warning in decoded.warnings]


@pytest.mark.parametrize("text", [*HANS, *(line * 30 for line in HANS), "".join(HANS) * 12])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_simplified_text_is_read_in_every_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("text", [*HANT, *(line * 30 for line in HANT), "".join(HANT) * 12])
@pytest.mark.parametrize("encoding", ["utf-8", "cp950", "gb18030", "utf-16-le", "utf-16-be"])
def test_traditional_text_is_read_in_every_encoding(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("times", [1, 20])
def test_hong_kong_characters_need_their_own_encoding(times: int) -> None:
    decoded = decode((HKSCS * times).encode("big5hkscs"))
    assert (decoded.text, decoded.encoding) == (HKSCS * times, "big5hkscs")


def test_cp950_has_the_characters_that_big5_lacks() -> None:
    text = "恒生銀行裏的顧客今年增加了三成,帳戶數目達到四十萬個,較去年同期為多。"
    assert decode(text.encode("cp950")).text == text


@pytest.mark.parametrize(("encoding", "mark"), MARKED)
def test_a_byte_order_mark_decides_and_goes(encoding: str, mark: bytes) -> None:
    decoded = decode(mark + HANT[3].encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.confidence) == (HANT[3], encoding, None)
    assert decoded.warnings == []


def test_short_legacy_text_is_read_with_a_warning() -> None:
    decoded = decode("增长77.4%".encode("gb18030"))
    assert decoded.text == "增长77.4%"
    assert codes(decoded) == ["encoding_uncertain"]
    assert "gb18030" in decoded.warnings[0].message
    assert "--encoding" in decoded.warnings[0].message


@pytest.mark.parametrize("text", ["增长3.4%", "年增3.4%", "Revenue rose 3%", "ÜBER ALLES", "мир"])
def test_utf_8_is_certain_however_short(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding) == (text, "utf-8")
    assert "encoding_uncertain" not in codes(decoded)


def test_a_few_gb18030_characters_that_are_legal_utf_8_are_read_as_chinese() -> None:
    data = "一".encode("gb18030")
    assert data.decode("utf-8") == "һ"
    assert decode(data).text == "一"


def test_long_text_is_read_without_a_warning() -> None:
    for encoding, lines in (("gb18030", HANS), ("cp950", HANT)):
        decoded = decode("".join(lines).encode(encoding))
        assert decoded.warnings == []
        assert decoded.confidence is not None
        assert decoded.confidence > 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(HANS[4], "utf-8"), (HANS[4] * 4, "gb18030"), (HANT[4] * 4, "cp950"), (HANT[4] * 9, "utf-16-le")],
)
def test_a_character_cut_off_at_the_end_is_left_out_and_told(text: str, encoding: str) -> None:
    text = text.rstrip("。")
    decoded = decode(text.encode(encoding)[:-1])
    assert (decoded.text, decoded.encoding) == (text[:-1], encoding)
    assert codes(decoded) == ["truncated"]


def test_the_encoding_that_is_told_overrides() -> None:
    data = HANS[3].encode("gb18030")
    assert decode(data, "gb18030").text == HANS[3]
    assert decode(data, "cp437").text != HANS[3]
    with pytest.raises(InputError, match="byte 0 is no utf-8"):
        decode(data, "utf-8")
    assert decode(codecs.BOM_UTF8 + b"3%", "utf-8").text == "3%"


@pytest.mark.parametrize("name", ["klingon", "", "base64", "rot13", "hex"])
def test_an_encoding_that_is_none_is_a_usage_error(name: str) -> None:
    with pytest.raises(ConfigError, match="no such text encoding"):
        check_encoding(name)


def test_a_damaged_place_in_utf_8_is_read_past_and_told() -> None:
    text = "".join(HANS) * 3
    decoded = decode(text[:30].encode() + b"\xff" + text[30:].encode())
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1
    assert codes(decoded) == ["invalid_bytes"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\0\0\0\0"])
def test_nothing_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError, match="empty") as caught:
        decode(data)
    assert (caught.value.code, caught.value.stage) == ("empty", "decode")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
        b"PK\x03\x04\x14\x00\x06\x00",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(range(1, 128)),
    ],
)
def test_binary_files_are_errors(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.code == "binary"


@pytest.mark.parametrize("data", ["收入\0增长3%".encode(), "財政部公布\0出口數據\x01".encode()])
def test_a_stray_nul_makes_no_binary_file_of_a_short_text(data: bytes) -> None:
    assert decode(data).text == data.decode()


@pytest.mark.parametrize("data", [b"\xff" * 40, bytes(range(128, 256)) * 3, b"\xff\xfe\xff"])
def test_bytes_of_no_encoding_are_errors(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.code == "undecodable"
    assert "--encoding" in str(caught.value)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_give_text_or_a_clear_error(data: bytes) -> None:
    code = None
    try:
        decode(data).text.encode("utf-8")
    except InputError as error:
        code = error.code
    assert code in (None, "empty", "binary", "undecodable")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(HANS + HANT), min_size=4, max_size=12), st.sampled_from(["gb18030", "utf-16-be"])
)
def test_mixtures_of_both_scripts_come_back(lines: list[str], encoding: str) -> None:
    text = "\n".join(lines)
    assert decode(text.encode(encoding)).text == text
