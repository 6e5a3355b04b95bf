"""Script by paragraph and clause, protected names, and the alignment of every OpenCC configuration."""

import csv
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from pipeline import hanzi, model
from pipeline.config import Config
from pipeline.conversion import Converter, align, offered
from pipeline.draft import Draft
from pipeline.errors import ConfigError
from pipeline.offsets import Aligner, Alignment, Coordinates
from pipeline.rulebook import RuleBook, rules_folder
from pipeline.rulebook.protected_names import ProtectedName
from pipeline.stages import script

STAGES = {name: script.make(RuleBook.load(), Config(opencc=name)) for name in offered()}


def run(text: str, config: str = "t2s") -> Draft:
    draft = Draft(text, "x", model.Source("-", ""))
    STAGES[config](draft)
    return draft


@pytest.mark.parametrize(
    ("original", "converted", "of_document"),
    [
        # Traditional
        ("去年全市新增軟件企業1200餘家", "去年全市新增软件企业1200余家", "Hant"),
        ("空氣乾燥，下乾淨的雪", "空气干燥，下干净的雪", "Hant"),
        ("本屆論壇發佈裏程碑成果，產銷兩旺", "本届论坛发布里程碑成果，产销两旺", "Hant"),
        ("衞生署與化粧品業界", "卫生署与化妆品业界", "Hant"),
        ("公司於7月1日公布", "公司于7月1日公布", "Hant"),
        ("後天公布", "后天公布", "Hant"),
        # a mainland Traditional edition mixes the forms
        (
            "截至去年底，累計建成樓宇170余萬平方米，新增就業5萬餘人",
            "截至去年底，累计建成楼宇170余万平方米，新增就业5万余人",
            "Hant",
        ),
        ("臺商在台州設廠，製造業與制造業並舉", "台商在台州设厂，制造业与制造业并举", "Hant"),
        # names
        ("陝西省乾縣糧食總產量", "陕西省乾县粮食总产量", "Hant"),
        ("吉林省乾安縣與乾陵景區", "吉林省乾安县与乾陵景区", "Hant"),
        ("杭州市臨安區於潛鎮", "杭州市临安区於潜镇", "Hant"),
        ("對於潛在風險，公司將披露", "对于潜在风险，公司将披露", "Hant"),
        ("展覽於倫敦開幕，金額低於單月紀錄", "展览于伦敦开幕，金额低于单月纪录", "Hant"),
        ("河南濬縣與浚縣", "河南浚县与浚县", "Hant"),
        ("乾照光電公告，乾燥設備營收增長", "乾照光电公告，干燥设备营收增长", "Hant"),
        ("記者張乾宇報導", "记者张乾宇报导", "Hant"),
        ("局長王國乾表示，牛肉乾出口增加", "局长王国乾表示，牛肉干出口增加", "Hant"),
        ("華為昇騰晶片，技術提昇", "华为昇腾晶片，技术提升", "Hant"),
        ("鉅亨網報導鉅額虧損", "钜亨网报导巨额亏损", "Hant"),
        # Simplified is left alone
        ("乾县今年粮食产量达12万吨", "乾县今年粮食产量达12万吨", "Hans"),
        ("於潜镇与乾安县签约，張乾宇出席", "於潜镇与乾安县签约，张乾宇出席", "Hans"),
        ("以此为藉口，宫商角徵羽，瞭望塔", "以此为藉口，宫商角徵羽，瞭望塔", "Hans"),
        ("昇腾芯片出货量增长", "昇腾芯片出货量增长", "Hans"),
        ("新增就业5万餘人", "新增就业5万余人", "mixed"),
        # by paragraph, and by clause
        ("香港政府公佈數據\n乾县举行发布会", "香港政府公布数据\n乾县举行发布会", "mixed"),
        (
            "他在致辞中引用“發展軟體與資訊服務業”的提法，并介绍乾县的做法",
            "他在致辞中引用“发展软体与资讯服务业”的提法，并介绍乾县的做法",
            "mixed",
        ),
        (
            "記者報導，發言人說明了「关于乾县设立园区的决定」，並答覆提問",
            "记者报导，发言人说明了「关于乾县设立园区的决定」，并答复提问",
            "mixed",
        ),
        # nothing tells
        ("2023年1月9日", "2023年1月9日", None),
        ("ABC 123", "ABC 123", None),
        ("東京都は国際会議を開催しました。", "東京都は国際会議を開催しました。", None),
        (
            "新品發表會在臺北舉行\n東京で国際会議を開催しました",
            "新品发表会在台北举行\n東京で国際会議を開催しました",
            "Hant",
        ),
        ("優の良品開設門市二十家，營業額創新高", "优の良品开设门市二十家，营业额创新高", "Hant"),
    ],
)
def test_script_of_parts(original: str, converted: str, of_document: str | None) -> None:
    draft = run(original)
    assert (draft.converted, draft.script) == (converted, of_document)


def test_every_division_survives_in_traditional_text() -> None:
    """Each name of the divisions list, as the converters of Traditional editions and of Taiwan and Hong Kong write it."""
    with (rules_folder() / "divisions.tsv").open(encoding="utf-8") as rows:
        names = sorted({row["name"] for row in csv.DictReader(rows, delimiter="\t")})
    assert len(names) > 3000
    for config in ("s2t", "s2tw", "s2hk"):
        convert = OpenCC(config).convert
        text = "，".join(f"記者在{convert(name)}報導" for name in names)
        assert run(text).converted == "，".join(f"记者在{name}报导" for name in names)
    text = "，".join(f"记者在{name}报道" for name in names)
    assert run(text).converted == text


@pytest.mark.parametrize("config", ["s2t", "t2tw", "nonsense", "t2jp"])
def test_other_configurations_are_refused(config: str) -> None:
    with pytest.raises(ConfigError, match=r"use one of .*t2s"):
        script.make(RuleBook.load(), Config(opencc=config))


def test_phrase_configurations_are_aligned_word_by_word() -> None:
    draft = run("部分計程車與滑鼠、記憶體廠商表示，網際網路營收3億元", "tw2sp")
    coordinates = Coordinates(draft.original, draft.converted, draft.alignment)

    def source(word: str) -> str:
        at = draft.converted.index(word)
        return coordinates.span(at, at + len(word)).original.text

    assert source("出租车") == "計程車"
    assert source("内存") == "記憶體"
    assert source("互联网") == "網際網路"
    assert source("3亿元") == "3億元"


PHRASES = st.sampled_from(
    [
        "計程車", "網際網路", "記憶體", "伺服器", "資料庫", "新增軟體企業", "人工智慧", "億美元", "乾縣", "乾燥",
        "張乾宇表示", "於潛鎮", "於", "布殊", "史提芬", "大衛·連", "的士", "單車", "巴士", "史匹堡", "年增24.1%，", "。\n", " ",
        "１，２３４元", "９．３％", "「", "」", "𠮷", "𨋢", "e\u0301", "葛\U000e0100城", "齊\ufe00", "\U0001f600", "\ud800", "\udfff",
        "\x00", "B型肝炎", "PN接面", "品質", "程式", "軟件", "余萬", "着", "後", "ＡＢＣ", "\r\n", "\u200b", "豈",
    ]
)  # fmt: skip
MIXTURES = st.lists(PHRASES, max_size=14).map("".join)


def truly_aligned(original: str, converted: str, alignment: Alignment) -> None:
    pieces = alignment.pieces
    assert "".join(original[piece.origin : piece.origin_end] for piece in pieces) == original
    assert "".join(converted[piece.start : piece.end] for piece in pieces) == converted
    for before, after in itertools.pairwise(pieces):
        assert (before.end, before.origin_end) == (after.start, after.origin)


@settings(max_examples=80, deadline=None)
@given(MIXTURES, st.sampled_from(offered()))
def test_every_piece_maps_back(text: str, config: str) -> None:
    draft = run(text, config)
    truly_aligned(text, draft.converted, draft.alignment)
    coordinates = Coordinates(text, draft.converted, draft.alignment)
    end = 0
    for position in range(len(coordinates.reading)):
        span = coordinates.span(position, position + 1)
        assert span.original.text == text[span.original.start : span.original.end]
        assert span.original.text
        assert span.original.start <= end <= span.original.end or span.original.start == end
        end = span.original.end
    assert end == len(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(PHRASES.filter(lambda word: word.isprintable()), max_size=8).map("".join), st.sampled_from(["tw2sp", "hk2sp"]))  # fmt: skip
def test_alignment_is_of_the_conversion_itself(text: str, config: str) -> None:
    convert = OpenCC(config, include_tofu_risk_dictionaries=False).convert
    pairs = list(align(text, convert))
    assert "".join(part for part, _ in pairs) == text
    assert "".join(new for _, new in pairs) == convert(text)
    out = Aligner()
    Converter(config)(text, out)
    assert out.finish()[0] == convert(text)


@pytest.mark.parametrize("config", ["t2s", "tw2sp", "hk2sp"])
@pytest.mark.parametrize("unit", ["計程車", "網際網路", "龍", "乾", "於潛", "張", "「", "軟", "体軟"])
def test_long_runs_are_converted(unit: str, config: str) -> None:
    text = unit * (6000 // len(unit))
    draft = run(text, config)
    truly_aligned(text, draft.converted, draft.alignment)


def test_plain_changes_no_character_that_simplified_text_uses() -> None:
    common = "乾於後徵夥吒麽藉瞭覆著余台后里云干准制面只系历才谷松征升"
    assert common.translate(hanzi.tables().plain) == common
    assert not hanzi.tables().traditional.search(common)
    assert not hanzi.tables().simplified.search("余台后里云干准制面只系才谷松征升沈范岳")


def test_an_ill_formed_name_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="no regular expression"):
        ProtectedName(id="x", pattern="(")
    with pytest.raises(ValueError, match="either names or a pattern"):
        ProtectedName(id="x")
