"""The whole pipeline and its command line on texts of our own."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import pipeline
from pipeline.cli import app
from pipeline.errors import InputError
from pipeline.model import Document
from pipeline.schema import json_schema

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


def true_offsets(document: dict) -> bool:
    items = [*document["quantities"], *document["times"], *document["sentences"], *document["blocks"]]
    return all(
        document["original_text"][item["original"]["start"] : item["original"]["end"]]
        == item["original"]["text"]
        and document["text"][item["start"] : item["end"]] == item["text"]
        for item in items
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_give_true_offsets_and_valid_json(path: Path) -> None:
    document = pipeline.extract(path.read_text(encoding="utf-8"), published="2024-06-08").to_dict()
    assert document["quantities"]
    assert document["times"]
    assert true_offsets(document)
    jsonschema.validate(document, json_schema())


def test_traditional_text_keeps_its_original_form() -> None:
    document = pipeline.extract("去年全市新增軟件企業1200餘家", published="2023-01-10")
    (quantity,) = document.quantities
    assert (quantity.text, quantity.original.text) == ("1200余家", "1200餘家")
    assert (quantity.value, quantity.comparator) == ("1200", ">")
    assert [(time.text, time.value) for time in document.times] == [("去年", "2022")]


def test_a_unit_stands_in_the_script_of_the_source_too() -> None:
    document = pipeline.extract("去年全市新建住宅3200棟，耗資人民幣5億元，占地3.2、4.5公頃。")
    units = [item.unit for item in document.quantities]
    assert [unit and unit.text for unit in units] == ["栋", "元", "公顷", "公顷"]
    assert [unit and unit.original and unit.original.text for unit in units] == ["棟", "元", "公頃", "公頃"]


def test_every_fact_has_a_key_of_its_own() -> None:
    facts = pipeline.extract(
        "8月份，甲市住宅价格环比持平，乙市下跌0.2%，丙市持平。", published="2024-09-14"
    ).facts
    assert [fact.change and fact.change.direction for fact in facts] == ["unchanged", "decrease", "unchanged"]
    assert len({fact.uid for fact in facts}) == 3


def test_a_line_alone_is_read_not_cut() -> None:
    document = pipeline.extract("2016年11月7日下午3点20分")
    assert [time.value for time in document.times] == ["2016-11-07T15:20"]


def test_simplified_names_are_left_alone() -> None:
    assert "乾县" in pipeline.extract("陕西省乾县今年粮食产量达12万吨。").text


def test_bare_yuan_takes_the_currency_of_the_region() -> None:
    document = pipeline.extract("財政部統計處公布,5月外銷訂單年增3%,新台幣貶值,商家補助500萬元。")
    money = [item.unit for item in document.quantities if item.kind == "money"]
    assert [(unit.code, unit.basis) for unit in money] == [("TWD", "region")]


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "normalized"),
    [
        ("仓储面积超过3万平方米。", "30000", "30000", None, ("30000", "30000", None)),
        ("库容不低于2万升。", "20000", "20000", None, ("20", "20", None)),
        ("用水不足5吨。", "5", None, "5", ("5000", None, "5000")),
        ("最高补助300公斤。", "300", None, "300", ("300", None, "300")),
        ("绿地3至5公顷。", None, "3", "5", (None, "30000", "50000")),
        ("绿地约3公顷。", "3", None, None, ("30000", None, None)),
    ],
)
def test_a_comparator_gives_the_bound_that_is_known(
    text: str, value: str | None, low: str | None, high: str | None, normalized: tuple[str | None, ...]
) -> None:
    (found,) = pipeline.extract(text).quantities
    assert (found.value, found.min, found.max) == (value, low, high)
    assert found.normalized is not None
    assert (found.normalized.value, found.normalized.min, found.normalized.max) == normalized


def test_schema_file_is_the_schema_of_the_model() -> None:
    assert json.loads((ROOT / "pipeline" / "schema.json").read_text(encoding="utf-8")) == json_schema()


def test_empty_text_is_an_input_error() -> None:
    with pytest.raises(InputError, match="empty"):
        pipeline.extract(" \n")


@pytest.mark.parametrize("text", [None, b"3%", 3, ["3%"]])
def test_what_is_no_text_is_an_input_error(text: object) -> None:
    with pytest.raises(InputError, match=f"the text is {type(text).__name__}; give a str") as caught:
        pipeline.extract(text)  # type: ignore[arg-type]
    assert caught.value.code == "bad_type"


def test_pipe_gives_one_result_for_each_item() -> None:
    rows = ["增长3%。", "", {"text": "今年增长4%。", "id": "r", "published": "2024-05-06", "url": "u"}, None, {"id": "n"},
            {"text": "x", "published": "soon"}, b"3%", "增长3%。"]  # fmt: skip
    found = [result.to_dict() for result in pipeline.load().pipe(iter(rows))]  # type: ignore[arg-type]
    codes = [row.get("error", {}).get("code") for row in found]
    assert codes == [None, "empty", None, "bad_type", "no_text", "bad_date", "bad_type", None]
    assert [row["source"]["uri"] for row in found] == [f"pipe#{number}" for number in range(1, 9)]
    assert (found[2]["id"], found[2]["published"], found[2]["source"]["url"]) == ("r", "2024-05-06", "u")
    assert found[4]["id"] == "n"
    uids = [row["quantities"][0]["uid"] for row in found if "quantities" in row]
    assert len(set(uids)) == len(uids) == 3
    for row in found:
        jsonschema.validate(row, json_schema())


def test_a_run_accounts_for_every_input(tmp_path: Path) -> None:
    rows = [
        '{"id": "a", "text": "全年营收3亿元。"}',
        "{broken",
        '{"id": "c"}',
        '{"text": "x", "published": "soon"}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "z.txt").write_bytes(b"\xff\xfe\xff")
    result = CliRunner().invoke(app, ["run", str(tmp_path), "-o", str(tmp_path / "out")])
    assert result.exit_code == 1
    lines = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    codes = [json.loads(line).get("error", {}).get("code") for line in lines]
    assert codes == [None, "invalid_json", "no_text", "bad_date", "undecodable"]
    for line in lines:
        jsonschema.validate(json.loads(line), json_schema())


def test_results_are_the_same_on_every_run(tmp_path: Path) -> None:
    outputs = []
    for name in ("a", "b"):
        assert (
            CliRunner().invoke(app, ["run", str(ROOT / "samples"), "-o", str(tmp_path / name)]).exit_code == 0
        )
        outputs.append((tmp_path / name / "documents.jsonl").read_bytes())
    assert outputs[0] == outputs[1]


def test_import_loads_nothing_heavy() -> None:
    code = "import sys, pipeline; print([n for n in ('spacy', 'jieba', 'opencc', 'pydantic') if n in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="2023年1月第三季度十二億萬元家%，。,\n後乾上半 个月日至－％９", min_size=1, max_size=60)
)
def test_any_text_gives_true_offsets(text: str) -> None:
    if text.strip():
        assert true_offsets(pipeline.extract(text, published="2024-02-29").to_dict())


def holds(whole: object, part: object) -> bool:
    """Whether `whole` has all that `part` has; lists item by item."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(holds, whole, part))
    return whole == part


def test_the_worked_example_of_the_readme_is_true() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    text = readme.split("Of `", 1)[1].split("`", 1)[0]
    shown = json.loads(readme.split("```json", 1)[1].split("```", 1)[0])
    assert len(shown["facts"]) == 2
    assert holds(pipeline.extract(text).to_dict(), shown)


def test_a_clock_time_of_publishing_counts_and_is_not_shown() -> None:
    pipe = pipeline.load()
    document = pipe("新馆两小时后开门，今天迎客。", published="2024-05-20T09:30:00+08:00")
    assert (document.published, document.provenance.reference_date) == ("2024-05-20", "2024-05-20")
    (alone,) = pipe("两小时后", published="2024-05-20 09:30").times
    assert (alone.value, alone.first, alone.last) == ("2024-05-20T11:30", "2024-05-20", "2024-05-20")
    (line,) = pipe.pipe([{"text": "两小时后", "published": "2024-05-20T23:30"}])
    assert isinstance(line, Document)
    assert [item.value for item in line.times] == ["2024-05-21T01:30"]


def test_what_a_caller_must_catch_is_of_the_package(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/units.toml").write_text("[[unit", "utf-8")
    (tmp_path / "bad.toml").write_text("opencc = 3", "utf-8")
    (tmp_path / "house.toml").write_text('rules = "rules"', "utf-8")
    with pytest.raises(pipeline.InputError):
        pipeline.extract("")
    with pytest.raises(pipeline.ConfigError):
        pipeline.load(tmp_path / "bad.toml")
    with pytest.raises(pipeline.RuleError, match=r"units\.toml"):
        pipeline.load(tmp_path / "house.toml")
    for kind in (pipeline.ConfigError, pipeline.InputError, pipeline.RuleError, pipeline.StageError):
        assert issubclass(kind, pipeline.PressfactsError)
