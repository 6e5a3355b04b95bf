"""`pressfacts facts`: CSV and JSONL with a schema beside, whatever the words are; results that cannot be read."""

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline import cli, flat
from pipeline.errors import ConfigError
from pipeline.flat import export
from pipeline.flat.columns import FACTS, SDMX, table_schema
from pipeline.flat.selection import Selection
from pipeline.flat.table import cell, guard, writer
from tests import flat_documents as make
from tests.needs import library
from tests.test_flat import exports

ROOT = Path(__file__).parent.parent


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(*arguments: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main(["facts", *arguments])
        out, errors = capfdbinary.readouterr()
        return int(ended.value.code or 0), out, errors.decode()

    return run


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents.jsonl, as a run leaves it; the current folder is the one above."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    lines = [json.dumps(result, ensure_ascii=False) for result in (exports(), make.failed(), hostile())]
    (folder / "documents.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


HOSTILE = '=HYPERLINK("http://x"),"甲"\n投资1/3,-2.5%'


def hostile() -> dict[str, Any]:
    """Words that a spreadsheet would compute, quotes, commas, a line break, a fraction, a figure that begins with a sign."""
    text = HOSTILE
    return make.document(
        text,
        id="-1+1",
        quantities=[
            make.quantity(text, "1/3", kind="fraction", value="1/3"),
            make.quantity(text, "-2.5%", 2, kind="percent", value="-2.5", unit={"text": "%", "code": "%"}),
        ],
        facts=[
            make.fact(text, 1, uid="h-1", metric='=HYPERLINK("http://x")', signed_value="1/3"),
            make.fact(
                text, 2, uid="h-2", quantity="q2", signed_value="-2.5", status="target", confidence=0.95
            ),
        ],
    )


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_csv_on_standard_output(call: Any, out: Path) -> None:
    code, data, errors = call("out")
    assert (code, errors) == (0, "pressfacts: 4 rows from 2 documents; left out: 1 failed\n")
    assert data.startswith(b"document,uri,url,published,fact,uid,subject,")
    assert data.count(b"\r\n") == 5
    first, second, third, fourth = table(data)
    assert list(first) == [column.name for column in FACTS]
    assert (first["subject"], first["value"], first["partner_code"], first["change"]) == (
        "台湾", "1860000000", "US", "",
    )  # fmt: skip
    assert (first["provisional"], second["of_growth"], second["number"]) == ("false", "false", "7.2")
    assert json.loads(first["dimensions"])[0] == {"role": "partner", "text": "美国", "code": "US"}
    assert (third["document"], third["value"], third["number"]) == ("'-1+1", "1/3", "0.333333333333333")
    assert third["metric"] == '\'=HYPERLINK("http://x")'
    assert third["evidence"] == f"'{HOSTILE}"
    assert (fourth["quantity"], fourth["signed_value"]) == ("-2.5%", "-2.5")


def test_raw_leaves_the_words_as_they_are(call: Any, out: Path) -> None:
    _, data, _ = call("out", "--raw")
    assert [row["document"] for row in table(data)] == ["doc", "doc", "-1+1", "-1+1"]
    assert table(data)[2]["evidence"] == HOSTILE


def test_jsonl_is_the_rows_of_the_library(call: Any, out: Path) -> None:
    _, data, _ = call("out", "--format", "jsonl")
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    assert rows == [*flat.rows(exports()), *flat.rows(hostile())]


@pytest.mark.parametrize(
    ("arguments", "uids", "left_out"),
    [
        (["--min-confidence", "0.9"], ["f-1", "h-1", "h-2"], "1 failed, 1 below confidence 0.9"),
        (["--no-repeats"], ["f-1", "h-1", "h-2"], "1 failed, 1 repeated"),
        (["--min-confidence", "1"], [], "1 failed, 4 below confidence 1"),
    ],
)
def test_what_is_left_out(call: Any, out: Path, arguments: list[str], uids: list[str], left_out: str) -> None:
    code, data, errors = call("out", *arguments)
    assert [row["uid"] for row in table(data)] == uids
    assert code == 0
    assert errors == f"pressfacts: {len(uids)} rows from 2 documents; left out: {left_out}\n"


def test_sdmx(call: Any, out: Path) -> None:
    code, data, errors = call("out", "--sdmx")
    assert (code, errors) == (
        0, "pressfacts: 3 rows from 2 documents; left out: 1 failed, 1 no observation\n",
    )  # fmt: skip
    first = table(data)[0]
    assert list(first) == [column.name for column in SDMX]
    assert first | {"COMMENT_OBS": ""} == {
        "REF_AREA": "TW", "COUNTERPART_AREA": "US", "INDICATOR": "exports", "FREQ": "M", "TIME_PERIOD": "2024-01",
        "OBS_VALUE": "1860000000", "UNIT_MEASURE": "USD", "UNIT_MULT": "0", "OBS_STATUS": "A", "ADJUSTMENT": "", "PRICE_BASE": "",
        "TRANSFORMATION": "N", "VINTAGE": "2024-10-22", "SUBJECT": "台湾", "TITLE": "出口额",
        "PRODUCT": "电子零组件", "ACTIVITY": "", "SCOPE": "", "MEASURE_TYPE": "level", "BASIS": "flow",
        "COMPARATOR": "~", "OBS_VALUE_MIN": "", "OBS_VALUE_MAX": "", "CONFIDENCE": "0.9", "SOURCE_AGENCY": "",
        "DOCUMENT": "doc", "UID": "f-1", "COMMENT_OBS": "",
    }  # fmt: skip


@pytest.mark.parametrize("sdmx", [[], ["--sdmx"]])
@pytest.mark.parametrize("name", ["facts.csv", "facts.jsonl"])
def test_a_file_and_its_schema_agree(call: Any, out: Path, name: str, sdmx: list[str]) -> None:
    """Checked with the library of Frictionless: types, required cells, allowed values, unique keys."""
    frictionless = library("frictionless")
    code, data, _ = call("out", "-o", name, *sdmx)
    assert (code, data) == (0, b"")
    assert sorted(path.name for path in out.parent.iterdir()) == [name, "facts.schema.json", "out"]
    schema = json.loads(Path("facts.schema.json").read_text("utf-8"))
    assert schema["primaryKey"] == (["UID"] if sdmx else ["uid"])
    resource = frictionless.Resource(path=name, schema=frictionless.Schema.from_descriptor(schema))
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])
    assert report.tasks[0].stats["rows"] == (3 if sdmx else 4)


def test_the_schema_finds_what_is_wrong(call: Any, out: Path) -> None:
    frictionless = library("frictionless")
    call("out", "-o", "facts.csv")
    wrong = (
        Path("facts.csv").read_text("utf-8").replace("actual", "actuel", 1).replace("1860000000", "much", 1)
    )
    Path("wrong.csv").write_text(wrong, encoding="utf-8")
    schema = frictionless.Schema.from_descriptor("facts.schema.json")
    report = frictionless.Resource(path="wrong.csv", schema=schema).validate()
    assert {field for (field,) in report.flatten(["fieldName"])} == {"value", "status"}


def test_the_samples_make_valid_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value that the golden documents hold is one that the schema knows."""
    frictionless = library("frictionless")
    monkeypatch.chdir(tmp_path)
    documents = [
        json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "tests/golden").glob("*.json"))
    ]
    assert documents
    Path("documents.jsonl").write_text("\n".join(json.dumps(each) for each in documents), encoding="utf-8")
    for sdmx in (False, True):
        selection = Selection(sdmx=sdmx)
        export.to_file("documents.jsonl", selection, Path("table.csv"), "csv")
        assert selection.rows > 20
        resource = frictionless.Resource(path="table.csv", schema="table.schema.json")
        report = resource.validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_the_schema_follows_the_columns() -> None:
    for columns, key in ((FACTS, "uid"), (SDMX, "UID")):
        schema = table_schema(columns, "title", key)
        assert [field["name"] for field in schema["fields"]] == [column.name for column in columns]
        assert all(field["description"] for field in schema["fields"])
        assert key in {column.name for column in columns}


def test_every_column_stands_in_the_documentation() -> None:
    text = (ROOT / "docs/flat.md").read_text("utf-8")
    missing = [column.name for column in (*FACTS, *SDMX) if f"`{column.name}`" not in text]
    assert missing == []


@pytest.mark.parametrize("name", ["out", "out/documents.jsonl", "-", "packed.jsonl.gz"])
def test_results_come_from_a_folder_a_file_and_standard_input(call: Any, out: Path, name: str) -> None:
    data = (out / "documents.jsonl").read_bytes()
    Path("packed.jsonl.gz").write_bytes(gzip.compress(data))
    code, found, _ = call(name, stdin=data)
    assert code == 0
    assert found == call("out")[1]


@pytest.mark.parametrize(
    ("content", "code", "problem"),
    [
        (b'{"schema_version": "1.0"\n', 1, "bad.jsonl, line 2: no JSON"),
        (b"[]\n", 1, "bad.jsonl, line 2: no result of pressfacts"),
        (b'{"text": "a"}\n', 1, "bad.jsonl, line 2: no result of pressfacts"),
        (b'{"schema_version": "2.0"}\n', 1, "bad.jsonl, line 2: schema version 2.0 is not 1.x"),
        (b'{"schema_version": "1.0", "facts": []}\n', 1, "bad.jsonl, line 2: the document lacks layers"),
        (b"\xff\xfe\n", 1, "bad.jsonl, line 2: no JSON"),
        (b"[" * 100_000 + b"\n", 1, "bad.jsonl, line 2: no JSON"),
    ],
)
def test_a_line_that_is_no_result_is_named_and_nothing_is_left(
    call: Any, out: Path, content: bytes, code: int, problem: str
) -> None:
    Path("bad.jsonl").write_bytes(json.dumps(exports()).encode() + b"\n" + content)
    Path("facts.csv").write_text("of an earlier run", encoding="utf-8")
    found, _, errors = call("bad.jsonl", "-o", "facts.csv")
    assert found == code
    assert problem in errors
    assert errors.count("\n") == 1
    assert Path("facts.csv").read_text("utf-8") == "of an earlier run"
    assert not list(Path().glob(".facts*"))


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: cannot be read (No such file or directory)"),
        (["."], ".: there is no documents.jsonl in this folder"),
        (["out", "-o", "nowhere/facts.csv"], "nowhere/facts.csv: cannot be written"),
        (["out", "-o", "out"], "out: cannot be written"),
        (["out", "--min-confidence", "2"], "--min-confidence"),
        (["out", "--format", "xlsx"], "--format"),
    ],
)
def test_a_call_that_cannot_be_is_told(call: Any, out: Path, arguments: list[str], problem: str) -> None:
    code, data, errors = call(*arguments)
    assert (code, data) == (2, b"")
    assert problem in errors
    assert "Traceback" not in errors


def test_a_damaged_archive_is_told(call: Any, out: Path) -> None:
    packed = gzip.compress((out / "documents.jsonl").read_bytes())
    Path("cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    code, _, errors = call("cut.jsonl.gz")
    assert code == 1
    assert "cut.jsonl.gz: cannot be read" in errors


def test_two_calls_write_the_same_bytes(call: Any, out: Path) -> None:
    call("out", "-o", "a.csv")
    call("out", "-o", "b.csv")
    assert Path("a.csv").read_bytes() == Path("b.csv").read_bytes()
    assert Path("a.schema.json").read_bytes() == Path("b.schema.json").read_bytes()


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1+1", True), ("+1-1", True), ("-1+1", True), ("@SUM(A1)", True), ("\t=1", True), ("  =1", True),
        ("\n=1", True), ("\r", True), ("＝1+1", True), ("＋甲", True), ("－甲", True), ("＠甲", True), ("-#3", True),
        ("-2.5", False), ("+3%", False), ("-1,234.5", False), ("甲=乙", False), ("", False), ("2-1", False),
        ("'=1", False), ("—甲", False),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(text: str, guarded: bool) -> None:
    assert guard(text) == (f"'{text}" if guarded else text)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""), (True, "true"), (False, "false"), (3, "3"), (-2.5, "-2.5"), (1e-07, "0.0000001"), (1e22, "10000000000000000000000"),
        ("甲", "甲"), ([], "[]"), ([{"a": "甲"}], '[{"a": "甲"}]'),
    ],
)  # fmt: skip
def test_how_values_are_written(value: object, written: str) -> None:
    assert cell(value) == written


@example(["甲\0乙"])
@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_words_come_back_from_csv(words: list[str]) -> None:
    columns = [column for column in FACTS if column.free][: len(words)]
    stream = io.StringIO(newline="")
    write = writer(stream, columns, "csv", raw=True)
    write({column.name: text for column, text in zip(columns, words, strict=True)})
    head, row = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert head == [column.name for column in columns]
    assert row == [text.replace("\0", "\N{REPLACEMENT CHARACTER}") for text in words]


@pytest.mark.parametrize(("name", "form"), [("facts.csv", "csv"), ("FACTS.JSONL", "jsonl"), ("facts", "csv")])
def test_the_name_of_a_file_says_what_is_written(name: str, form: str) -> None:
    assert export.form_of(Path(name), None) == form


def test_a_name_of_another_kind_is_an_error_unless_the_format_is_told() -> None:
    with pytest.raises(ConfigError, match=r"facts\.xlsx: no kind of table"):
        export.form_of(Path("facts.xlsx"), None)
    assert export.form_of(Path("facts.xlsx"), "csv") == "csv"
