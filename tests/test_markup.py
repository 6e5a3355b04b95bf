"""HTML, DOCX and Markdown: their text, what the mark-up says of it, and what is wrong with them."""

import io
import sys
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest

from pipeline.engine import Pipeline
from pipeline.errors import InputError
from pipeline.inputs import find, read
from pipeline.markup import html, markdown
from pipeline.records import process

PAGE = """<html><head><meta charset="utf-8"><meta name="PubDate" content="2024-07-15 09:30"><title>站名</title></head><body>
<nav><a href="/">首页</a> <a href="/n">新闻</a></nav>
<form id="aspnet"><div class="content"><h1>江州上半年经济
 运行平稳</h1><p>上半年，全市规模以上工业增加值<b>同比</b>增长6.5%。</p><div hidden>看不见</div>
<h2>主要指标</h2><ul><li>固定资产投资增长4.2%</li></ul>
<table><caption>表1 主要指标</caption>
<tr><th rowspan="2">指标</th><th colspan="2">1—6月</th></tr><tr><th>总量<br>（亿元）</th><th>同比（%）</th></tr>
<tr><td>社会消费品零售总额</td><td>880.7</td><td>4.4</td></tr>
<tr><td>进出口总额</td><td>120.3</td><td>-2.1</td></tr></table>
<figure><img src="a.jpg"><figcaption>图为港区夜景。</figcaption></figure></div></form>
<script>var x = 1</script><footer>版权所有</footer></body></html>"""


def document(tmp_path: Path, name: str, data: bytes) -> dict[str, Any]:
    path = tmp_path / name
    path.write_bytes(data)
    (record,) = read(find([str(path)]))
    return process(Pipeline(), record).to_dict()


def test_a_page_gives_its_blocks_and_its_table(tmp_path: Path) -> None:
    found = document(tmp_path, "a.html", PAGE.encode())
    assert [(block["kind"], block["level"]) for block in found["blocks"]] == [
        ("title", None), ("paragraph", None), ("heading", 1), ("list_item", None), ("caption", None), ("table", None),
        ("caption", None),
    ]  # fmt: skip
    assert found["title"]["text"] == found["source"]["title"] == "江州上半年经济运行平稳"
    assert found["source"]["media_type"] == "text/html"
    assert (found["published"], found["published_basis"]) == ("2024-07-15", "publishing_line")
    assert not any(word in found["text"] for word in ("首页", "看不见", "var x", "版权所有"))
    table = found["blocks"][5]["table"]
    assert [column["name"] for column in table["columns"]] == [
        "指标",
        "1—6月 总量（亿元）",
        "1—6月 同比（%）",
    ]
    facts = {(fact["metric"]["norm"], fact["signed_value"]) for fact in found["facts"]}
    assert ("社会消费品零售总额", "88070000000") in facts
    assert ("进出口", "-2.1") in facts
    for item in found["quantities"]:
        place = item["original"]
        assert found["original_text"][place["start"] : place["end"]] == place["text"]


@pytest.mark.parametrize("encoding", ["gb2312", "big5", "utf-8"])
def test_the_declared_encoding_is_used(tmp_path: Path, encoding: str) -> None:
    text = f'<html><head><meta charset="{encoding}"></head><body><p>全年增加5人。</p></body></html>'
    assert document(tmp_path, "a.htm", text.encode(encoding))["text"].strip() == "全年增加5人。"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>甲<p>乙", "甲\n乙\n"),
        ("<div>甲<br>乙</div>", "甲\n乙\n"),
        ("<div>甲<p>乙</p>丙</div>", "甲\n乙\n丙\n"),
        ("<p>增长\n  5%，共\n3家</p>", "增长 5%，共 3家\n"),
        ("<p>全市\n经济</p>", "全市经济\n"),
        ("<table><tr><td><p>版面</p><p>只有一列</p></td></tr></table>", "版面\n只有一列\n"),
        ("<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>", "甲\t1\n甲\t2\n\n"),
        (
            "<table><tr><td>甲</td><td colspan=99999999>1</td></tr><tr><td>乙</td></tr></table>",
            "甲\t1\n乙\t\n\n",
        ),
        ("<header>某报</header><p>正文</p>", "正文\n"),
    ],
)
def test_text_of_pages(page: str, text: str) -> None:
    marked = html.read(f"<html><body>{page}</body></html>")
    assert marked.text == text


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (
            "<tr><th>主旨</th><td>公告本公司取得机器设备</td></tr><tr><th>标的物</th><td>检测设备一批</td></tr>"
            "<tr><th>交易总金额</th><td>新台币328,600仟元</td></tr>",
            {"主旨": "公告本公司取得机器设备", "标的物": "检测设备一批", "交易总金额": "新台币328,600仟元"},
        ),
        (  # two fields a row, names with colons, an empty value
            "<tr><td>项目名称：</td><td>滨江路改造</td><td>招标人：</td><td>江州市城建局</td></tr>"
            "<tr><td>中标人：</td><td>远航建工</td><td>工期：</td><td></td></tr>",
            {"项目名称": "滨江路改造", "招标人": "江州市城建局", "中标人": "远航建工"},
        ),
    ],
)
def test_a_table_of_names_and_words_is_a_form(tmp_path: Path, rows: str, fields: dict[str, str]) -> None:
    page = f"<html><body><h1>江州市公告一则</h1><table>{rows}</table></body></html>"
    found = document(tmp_path, "a.html", page.encode())
    assert not any(block["kind"] == "table" for block in found["blocks"])
    text = found["text"]
    assert fields == {
        text[block["key"]["start"] : block["key"]["end"]]: text[
            block["value"]["start"] : block["value"]["end"]
        ]
        for block in found["blocks"]
        if block["key"]
    }


def test_a_list_of_terms_and_numbered_names_are_forms(tmp_path: Path) -> None:
    terms = "<dl><dt>采购人</dt><dd>江州市教育局</dd><dt>采购方式</dt><dd>公开招标</dd><dt>成交供应商</dt><dd>远航机电公司</dd></dl>"
    rows = "".join(f"<tr><td>{key}：</td><td>{value}</td></tr>" for key, value in (("1.标的物", "土地一笔"), ("2.交易日", "114/9/18"), ("3.交易相对人", "永泰开发公司")))  # fmt: skip
    for body in (terms, f"<table>{rows}</table>"):
        found = document(
            tmp_path, "a.html", f"<html><body><h1>江州市公告一则</h1>{body}</body></html>".encode()
        )
        assert sum(block["key"] is not None for block in found["blocks"]) == 3


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><th>人口</th><td>320万</td></tr><tr><th>面积</th><td>1,200</td></tr><tr><th>生产总值</th><td>880亿元</td></tr>",
        "<tr><th>城市</th><th>天气</th></tr><tr><td>江州</td><td>多云</td></tr><tr><td>临江</td><td>小雨</td></tr><tr><td>海州</td><td>晴</td></tr>",
        "<tr><td>10:00</td><td>开幕式</td></tr><tr><td>11:00</td><td>签约</td></tr><tr><td>14:00</td><td>论坛</td></tr>",
    ],
)
def test_other_tables_stay_tables(tmp_path: Path, rows: str) -> None:
    page = f"<html><body><h1>江州市公告一则</h1><table>{rows}</table></body></html>"
    assert "table" in [block["kind"] for block in document(tmp_path, "a.html", page.encode())["blocks"]]


@pytest.mark.parametrize(("page", "code"), [("<nav>首页</nav>", "no_text"), ("   <!-- -->", "no_text")])
def test_pages_without_text_are_an_error(page: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        html.read(page)
    assert caught.value.code == code


def word(build: Any) -> bytes:
    made = python_docx.Document()
    build(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_document_gives_its_blocks_and_its_table(tmp_path: Path) -> None:
    def build(made: Any) -> None:
        made.add_heading("江州港务上半年业绩", 0)
        made.add_paragraph("上半年，公司营业收入12.3亿元，同比增长5%。")
        made.add_heading("主要数据", 2)
        made.add_paragraph("新增航线3条", style="List Bullet")
        table = made.add_table(3, 3)
        for row, cells in enumerate(
            [
                ("项目", "2024年", "2023年"),
                ("营业收入（万元）", "123,000", "117,143"),
                ("净利润（万元）", "(3,200)", "1,050"),
            ]
        ):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text

    found = document(tmp_path, "a.docx", word(build))
    assert [block["kind"] for block in found["blocks"]] == [
        "title",
        "paragraph",
        "heading",
        "list_item",
        "table",
    ]
    values = {
        (fact["metric"]["id"], fact["signed_value"], fact["when"]["first"][:4])
        for fact in found["facts"]
        if fact["rule"] == "fact.cell"
    }
    assert ("net-profit", "-32000000", "2024") in values
    assert ("revenue", "1171430000", "2023") in values


def test_no_document_and_no_library_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = document(tmp_path, "a.docx", b"PK\x03\x04 no document")
    assert found["error"]["code"] == "undecodable"
    assert "save it anew" in found["error"]["message"]
    monkeypatch.setitem(sys.modules, "docx", None)
    assert document(tmp_path, "b.docx", b"PK\x03\x04")["error"]["code"] == "needs_extra"
    monkeypatch.setitem(sys.modules, "lxml", None)
    failed = document(tmp_path, "b.html", b"<p>a</p>")
    assert failed["error"]["code"] == "needs_extra"
    assert 'pip install "pressfacts[html]"' in failed["error"]["message"]


def test_markdown_keeps_its_text_and_marks_headings(tmp_path: Path) -> None:
    text = "# 江州出口增长\n\n上半年出口增长5%。\n\n## 主要市场\n\n- 东盟增长8%\n\n| 市场 | 出口(亿元) |\n|---|---|\n| 东盟 | 12.5 |\n| 欧盟 | 9.1 |\n"
    assert markdown.read(text).text == text
    found = document(tmp_path, "a.md", text.encode())
    assert [block["kind"] for block in found["blocks"]] == [
        "title",
        "paragraph",
        "heading",
        "list_item",
        "table",
    ]
    assert found["title"]["text"] == "江州出口增长"
    assert {"1250000000", "910000000"} <= {item["value"] for item in found["quantities"]}
