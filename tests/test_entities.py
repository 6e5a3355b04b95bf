"""Names in texts of our own: `[surface|LABEL]` marks each one. The rows stand in `names.txt`."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.config import Config, EntityConfig
from pipeline.draft import Entity
from pipeline.entities import gazetteer, places
from pipeline.entities.page import Page
from pipeline.model import Document

# What is tested here is the rules; the model and what both decide together: test_ner.py.
RULES = pipeline.load(Config(entities=EntityConfig(model="none")))

MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z_]+)\]")
ROWS = (Path(__file__).parent / "names.txt").read_text(encoding="utf-8").splitlines()


def names(document: Document) -> list[tuple[str, str]]:
    return [(entity.original.text, entity.label) for entity in document.entities]


@pytest.mark.parametrize("marked", ROWS)
def test_names(marked: str) -> None:
    assert names(RULES(MARK.sub(r"\1", marked))) == MARK.findall(marked)


@pytest.mark.parametrize(
    ("text", "name", "norm", "code"),
    [
        ("重庆渝北区产业升级。", "渝北区", "渝北区", "500112"),
        ("江津、永川、合川三地签约,重庆市牵头。", "江津", "江津区", "500116"),
        ("长春市朝阳区发布公告。", "朝阳区", "朝阳区", "220104"),
        ("北京市朝阳区发布公告。", "朝阳区", "朝阳区", "110105"),
        ("對南韓出口增加。", "南韓", "韩国", "KR"),
        ("對紐西蘭出口增加。", "紐西蘭", "新西兰", "NZ"),
        ("澳洲客商到會。", "澳洲", "澳大利亚", "AU"),
        ("香港特區旅客增加。", "香港特區", "香港", "HK"),
        ("中國大陸客戶回流。", "中國大陸", "中国", "CN"),
        ("高雄民眾受惠。", "高雄", "高雄市", "TW-KHH"),
        ("工廠設在美國俄亥俄州。", "俄亥俄州", "俄亥俄州", "US-OH"),
    ],
)
def test_places_have_their_full_name_and_code(text: str, name: str, norm: str, code: str) -> None:
    (found,) = [entity for entity in RULES(text).entities if entity.original.text == name]
    assert found.norm == norm
    assert code in [item.value for item in found.codes]


@pytest.mark.parametrize(
    ("text", "person", "title", "org"),
    [
        ("市经信委党组成员周启明介绍情况。", "周启明", "市经信委党组成员", "市经信委"),
        ("財政部統計處長林志成說明。", "林志成", "財政部統計處長", "財政部統計處"),
        (
            "市北区委书记、区人民政府副区长李国强到会。",
            "李国强",
            "市北区委书记、区人民政府副区长",
            "市北区委",
        ),
        ("李明教授表示,消费回升。", "李明", "教授", None),
        ("公司总裁助理王海燕增持股份。", "王海燕", "公司总裁助理", None),
        ("桃园市长张善政出席。", "张善政", "桃园市长", None),
        # the organisation stands inside what the list of posts has whole
        ("律政司司長何志賢表示,條例已刊憲。", "何志賢", "律政司司長", "律政司"),
        ("社會文化司司長歐陽瑜說明。", "歐陽瑜", "社會文化司司長", "社會文化司"),
        ("省委书记王启明出席。", "王启明", "省委书记", "省委"),
        ("高桥镇党委书记李国强到会。", "李国强", "高桥镇党委书记", "高桥镇党委"),
        ("云河街道党工委书记周启明介绍。", "周启明", "云河街道党工委书记", "云河街道党工委"),
        # a bracket between the organisation and the post
        ("澜海科技（688001.SH）董事长周启明说。", "周启明", "澜海科技（688001.SH）董事长", "澜海科技"),
        ("会上,宁德时代（300750.SZ）总经理周启明说。", "周启明", "宁德时代（300750.SZ）总经理", "宁德时代"),
        ("特斯拉（TSLA）副总裁陶琳表示。", "陶琳", "特斯拉（TSLA）副总裁", "特斯拉"),
        (
            "中国证监会（以下简称“证监会”）主席周启明表示。",
            "周启明",
            "中国证监会（以下简称“证监会”）主席",
            "中国证监会",
        ),
        ("（以下简称“证监会”）主席周启明表示。", "周启明", "主席", None),
    ],
)
def test_posts(text: str, person: str, title: str, org: str | None) -> None:
    document = RULES(text)
    (found,) = [entity for entity in document.entities if entity.original.text == person]
    assert found.title is not None
    assert found.title.original.text == title
    by_id = {entity.id: entity.original.text for entity in document.entities}
    assert (by_id[found.org] if found.org else None) == org


def test_a_place_with_its_post_is_no_person() -> None:
    found = RULES("云溪县县长赵小舟出席，李镇主任讲话。").entities
    assert [(item.text, item.label) for item in found] == [
        ("云溪县", "GPE"),
        ("赵小舟", "PERSON"),
        ("李镇", "PERSON"),
    ]


def test_a_name_in_brackets_stands_for_the_full_one() -> None:
    document = RULES(
        "重庆市近日印发《重庆市数据产业“繁星”行动计划(2022—2025年)》(以下简称“繁星”行动计划),"
        "各地推进“繁星”行动计划。深圳市腾飞智能科技有限公司(下称“腾飞智能”)参会,腾飞智能将扩产。"
    )
    found = [(entity.original.text, entity.label, entity.norm) for entity in document.entities]
    plan = "《重庆市数据产业“繁星”行动计划(2022—2025年)》"
    assert found.count(("“繁星”行动计划", "LAW", plan)) == 2
    assert found.count(("腾飞智能", "ORG", "深圳市腾飞智能科技有限公司")) == 2


def test_a_listed_short_form_stands_for_the_name_that_the_text_introduces_it_for() -> None:
    document = RULES("贵州茅台公告。贵州茅台酒股份有限公司（以下简称“贵州茅台”）召开股东会，贵州茅台上涨。")
    norms = [entity.norm for entity in document.entities if entity.original.text == "贵州茅台"]
    assert norms == ["贵州茅台酒股份有限公司"] * 3


def test_a_person_keeps_post_and_name_in_later_sentences() -> None:
    document = RULES("会上,市科技局局长周启明介绍了情况。随后,周启明回答提问。")
    persons = [entity for entity in document.entities if entity.label == "PERSON"]
    assert [person.title and person.title.text for person in persons] == ["市科技局局长"] * 2


def test_an_office_is_that_of_the_city_last_named() -> None:
    document = RULES("苏州市召开会议。市政府印发意见,市工信局负责落实。")
    norms = [entity.norm for entity in document.entities if entity.label == "ORG"]
    assert norms == ["苏州市人民政府", "苏州市工业和信息化局"]


@pytest.mark.parametrize(
    ("text", "name", "norm"),
    [
        ("浙江省教育厅发布通知。", "浙江省教育厅", None),
        ("江苏省商务厅发布通知。", "江苏省商务厅", None),
        ("浙江省经信厅发布通知。", "浙江省经信厅", "浙江省经济和信息化厅"),
        ("湖南省工信厅发布通知。", "湖南省工信厅", "湖南省工业和信息化厅"),
        ("江西省水利厅发布通知。", "江西省水利厅", None),
        ("四川发布消息,省科技厅牵头。", "省科技厅", "四川省科学技术厅"),
        ("四川发布消息,省发展改革委牵头。", "省发展改革委", "四川省发展和改革委员会"),
        ("浙江省委办公厅印发意见。", "浙江省委办公厅", "中共浙江省委员会办公厅"),
        ("浙江省委召开会议,省政府办公厅印发意见。", "省政府办公厅", "浙江省人民政府办公厅"),
        ("杭州市委办印发通知。", "杭州市委办", "中共杭州市委员会办公室"),
        ("杭州市召开会议,市政府办印发通知。", "市政府办", "杭州市人民政府办公室"),
        ("杭州市召开会议,市经信局介绍。", "市经信局", "杭州市经济和信息化局"),
        ("上海市教委发布通知。", "上海市教委", "上海市教育委员会"),
        ("上海市召开会议,市交通委介绍。", "市交通委", "上海市交通委员会"),
        ("重庆市国资委发布名单。", "重庆市国资委", "重庆市国有资产监督管理委员会"),
        ("深圳市召开会议,市水务局介绍。", "市水务局", "深圳市水务局"),
        ("南京市玄武区教育局公布结果,区卫健委协助。", "区卫健委", "玄武区卫生健康委员会"),
        ("北京市海淀区卫健局介绍。", "北京市海淀区卫健局", "北京市海淀区卫生健康局"),
        ("宁夏回族自治区召开会议,自治区科技厅介绍。", "自治区科技厅", "宁夏回族自治区科学技术厅"),
        (
            "银川市兴庆区的企业由宁夏回族自治区工信厅评定。",
            "宁夏回族自治区工信厅",
            "宁夏回族自治区工业和信息化厅",
        ),
        (
            "延边朝鲜族自治州召开会议,自治州人社局介绍。",
            "自治州人社局",
            "延边朝鲜族自治州人力资源和社会保障局",
        ),
        ("宁波市召开会议,市外办、市信访办参加。", "市信访办", "宁波市信访办公室"),
        ("青岛市气象局发布预警。", "青岛市气象局", None),
        ("青岛市消防救援支队通报。", "青岛市消防救援支队", None),
        ("工作由国资委部署。", "国资委", "国务院国有资产监督管理委员会"),
    ],
)
def test_an_office_keeps_the_kind_of_body_that_it_says(text: str, name: str, norm: str | None) -> None:
    (found,) = [entity for entity in RULES(text).entities if entity.original.text == name]
    assert found.norm == norm


@pytest.mark.parametrize(
    "text",
    ["湖北省发出通知,各市、自治州人民政府执行。", "各区政府要落实责任。", "各市和自治州教育局参加。"],
)
def test_the_offices_of_each_city_are_no_name(text: str) -> None:
    assert not [entity.original.text for entity in RULES(text).entities if entity.label == "ORG"]


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("浙江省委召开会议。省委书记出席。", ["中共浙江省委员会"] * 2),
        ("中共苏州市委宣传部印发通知。", ["中共苏州市委员会宣传部"]),
        ("苏州市召开会议,中共市委印发意见。", ["中共苏州市委员会"]),
        (
            "浙江省委召开会议。共青团浙江省委书记李明出席。",
            ["中共浙江省委员会", "中国共产主义青年团浙江省委员会"],
        ),
        (
            "江苏召开会议,民革省委、农工党省委、致公党省委、九三学社省委负责人出席。",
            [
                "中国国民党革命委员会江苏省委员会",
                "中国农工民主党江苏省委员会",
                "中国致公党江苏省委员会",
                "九三学社江苏省委员会",
            ],
        ),
        ("民建成都市委提出建议。", ["中国民主建国会成都市委员会"]),
        ("民盟重庆市委提出建议。", ["中国民主同盟重庆市委员会"]),
        (
            "全总、民建中央、九三学社中央参加。",
            ["中华全国总工会", "中国民主建国会中央委员会", "九三学社中央委员会"],
        ),
        ("安全总是第一位,健全总体方案。", []),
        ("高桥镇党委召开会议。", ["中共高桥镇委员会"]),
        ("云河街道党工委召开会议。", ["中共云河街道工作委员会"]),
        ("杭州市人大常委会听取报告。", ["杭州市人民代表大会常务委员会"]),
    ],
)
def test_a_party_committee_has_its_full_name(text: str, norms: list[str]) -> None:
    assert [entity.norm for entity in RULES(text).entities if entity.label == "ORG"] == norms


PIECES = [
    "重庆市",
    "局长",
    "王明",
    "、",
    "《",
    "》",
    "(",
    ")",
    "简称",
    "“",
    "”",
    "公司",
    "的",
    "·",
    " ",
    "。",
    "\n",
    "委",
    "第3届",
    "大会",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join))
def test_names_never_overlap_and_have_true_offsets(text: str) -> None:
    if not text.strip():
        return
    last = 0
    for entity in RULES(text).entities:
        start, end = entity.original.start, entity.original.end
        assert last <= start < end
        assert text[start:end] == entity.original.text
        last = end


@pytest.mark.parametrize(
    ("text", "name", "codes"),
    [
        ("台北市大安區、中山區房價上升。", "大安區", []),
        ("台北市大安區、中山區房價上升。", "中山區", []),
        ("台南市東區舉行市集。", "東區", []),
        ("香港沙田、大埔、馬鞍山居民增加。", "馬鞍山", []),
        ("香港沙田、大埔、馬鞍山居民增加。", "大埔", []),
        ("台湾金门县旅游团抵达。", "金门县", ["TW-KIN"]),
        ("中山區舉行活動。", "中山區", []),
        ("大连市中山区发布公告。", "中山区", ["210202"]),
        ("自贡市大安区举行签约。", "大安区", ["510304"]),
        ("安徽马鞍山发布公告。", "马鞍山", ["340500"]),
        ("梅州、大埔两地联合举行活动。", "大埔", ["441422"]),
        ("广东梅州市五华、丰顺、大埔三县开展合作。", "大埔", ["441422"]),
        ("马鞍山市召开会议,马鞍山经济增长。", "马鞍山", ["340500"]),
        ("花蓮縣吉安、壽豐居民受惠。", "吉安", []),
        ("台灣屏東潮州舉行市集。", "潮州", []),
        ("台灣統計顯示,泰安旅客增加。", "泰安", []),
        ("台灣企業赴江西吉安考察。", "吉安", ["360800"]),
        ("香港企業赴珠海考察。", "珠海", ["440400"]),
        ("吉安发布消息。", "吉安", ["360800"]),
        ("台北市政府和大连市政府签约,大连市中山区到会。", "中山区", ["210202"]),
    ],
)
def test_homonyms_across_the_strait(text: str, name: str, codes: list[str]) -> None:
    found = [entity for entity in RULES(text).entities if entity.original.text == name]
    assert [[code.value for code in entity.codes] for entity in found] == [codes]


@pytest.mark.parametrize("text", ["本届展会在展馆南区举行。", "校园北区今日开放。"])
def test_parts_of_a_site_are_no_district_of_hong_kong(text: str) -> None:
    assert not [entity.norm for entity in RULES(text).entities if entity.label == "GPE"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("台灣永康居民增加。", "永康", None),  # 台南市永康区
        ("臺北市長今天訪問竹山。", "竹山", None),
        ("香港旅客前往斗門遊覽。", "斗门", None),
        ("香港旅客前往廣東珠海斗門遊覽。", "斗门", "440403"),
        ("浙江省召开会议,永康增长。", "永康", "330784"),
    ],
)
def test_a_name_that_only_the_model_finds(text: str, name: str, code: str | None) -> None:
    """It has a code of the mainland only where its province or city was named, or the text is of the mainland."""
    page = Page.of(RULES.draft(text))
    known = gazetteer.load(RULES.rules)
    places.recognise(page, known)
    start = page.text.index(name)
    entity = Entity(start, start + len(name), "GPE", "model.press", 0.9)
    places.identify(page, [entity], known)
    assert [item.value for item in entity.codes] == ([code] if code else [])
