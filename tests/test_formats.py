"""Rows of CSV, Parquet and packed JSONL become records like lines of JSONL; columns, parts of the inputs."""

import csv
import datetime
import gzip
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.inputs import Reading, count, find, record_of, select, stream
from pipeline.records import Record
from tests.needs import library

TEXT = "全市新增高新技术企业430家,同比增长7.5%,其中软件企业居多。"


def records(*paths: Path, limit: int | None = None, since: str | None = None, **reading: Any) -> list[Record]:
    settings = Reading(**reading)
    raws = select(stream(find([str(path) for path in paths]), settings), settings, limit, since)
    return [record_of(raw, settings) for raw in raws]


def code(record: Record) -> str | None:
    return record.error.code if record.error else None


def place(record: Record) -> str:
    return record.source.uri.rpartition("/")[2]


def table(path: Path, *rows: list[str], encoding: str = "utf-8") -> Path:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    path.write_bytes(file.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_rows_of_csv_are_records(tmp_path: Path, encoding: str) -> None:
    path = table(
        tmp_path / "in.csv",
        ["id", "text", "published", "other"],
        ["a", TEXT + "\n第二行,有逗号。", "2024-06-08", "x"],
        [],
        ["b", "增长3%。", "", ""],
        ["c", "增长4%。"],
        encoding=encoding,
    )
    found = records(path)
    assert [(place(r), r.id, r.published, code(r)) for r in found] == [
        ("in.csv#2", "a", "2024-06-08", None),
        ("in.csv#5", "b", None, None),
        ("in.csv#6", "c", None, None),
    ]
    assert found[0].text == TEXT + "\n第二行,有逗号。"
    assert found[0].source.encoding == {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)
    assert count(find([str(path)])) >= 3


def test_a_row_that_is_broken_is_an_error_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("text,id\n增长3%。,1,too,many\n,2\n增长4%。,3\n", "utf-8")
    found = records(path)
    assert [(place(r), r.id, code(r)) for r in found] == [
        ("in.csv#2", None, "invalid_csv"),
        ("in.csv#3", "2", "no_text"),
        ("in.csv#4", "3", None),
    ]
    assert "4 cells under 2 columns" in str(found[0].error)


def test_marks_that_are_never_closed_do_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    rows = "".join(f"{n},增长{n}%。\n" for n in range(400))
    path.write_text('id,text\n0,增长3%。\n1,"增长4%。\n' + rows, "utf-8")
    found = records(path, most=100)
    assert [code(record) for record in found[:2]] == [None, "invalid_csv"]
    assert place(found[1]) == "in.csv#3"
    assert sum(code(record) is None for record in found) > 300


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        # To the end of the file: one row is lost with those that it took, and said.
        ('甲增3%。,1\n"乙增4%。,2\n丙增5%。,3\n丁增6%。,4\n', [("1", None), (None, "lines 3 to 5")]),
        ('甲增3%。,1\n"乙增4%。,2', [("1", None), (None, "the cell has no end")]),
        ('甲增3%。,1\n"乙增4%。,2\n', [("1", None), (None, "the cell has no end")]),
        # To the next mark, which closes it in the midst of another row.
        ('"乙增4%。,2\n丙增5%。,3\n"丁增6%。",4\n甲增3%。,1\n', [(None, "lines 2 to 4"), ("1", None)]),
        # Marks that swallow nothing stand for themselves; a closed cell may have many lines.
        ('"企业家"精神,1\n他说"好",2\n"一行\n二行",3\n', [("1", None), ("2", None), ("3", None)]),
        ('"企业家"精神,"1\n乙增4%。,2\n', [(None, "the cell has no end"), ("2", None)]),
    ],
)
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_mark_that_is_never_closed_is_an_error_that_names_its_lines(
    tmp_path: Path, rows: str, wanted: list[tuple[str | None, str | None]], mark: str
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("text,id\n".replace(",", mark) + rows.replace(",", mark), "utf-8")
    found = records(path)
    assert [(record.id, code(record)) for record in found] == [
        (id, "invalid_csv" if words else None) for id, words in wanted
    ]
    for record, (_, words) in zip(found, wanted, strict=True):
        assert (words or "") in str(record.error)
        assert words is None or "close the quotation marks" in str(record.error)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("id;text;published", '7;"增长3%；a, b; c";2024-06-08'),
        ("id\ttext\tpublished", '7\t"增长3%；a, b; c"\t2024-06-08'),
        ("\n\nid;text;published", '7;"增长3%；a, b; c";2024-06-08'),
        ("id,text,published", '7,"增长3%；a, b; c",2024-06-08'),
    ],
)
def test_tabs_and_semicolons_part_cells_where_the_head_has_no_comma(
    tmp_path: Path, head: str, row: str
) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"{head}\n{row}\n", "utf-8")
    (found,) = records(path)
    assert (found.id, found.text, found.published) == ("7", "增长3%；a, b; c", "2024-06-08")
    assert place(found) == f"in.csv#{head.count(chr(10)) + 2}"


def test_a_semicolon_in_the_name_of_the_only_column_parts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("text;body\n增长3%;减少2%\n", "utf-8")
    (found,) = records(path, columns=(("text", "text;body"),))
    assert found.text == "增长3%;减少2%"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "there is no column 'text' in: a, b; name it with --column text=NAME"),
        ("text\n", None),
    ],
)
def test_a_head_that_lacks_the_text_is_one_error(tmp_path: Path, content: str, words: str | None) -> None:
    path = tmp_path / "in.csv"
    path.write_text(content, "utf-8")
    found = records(path)
    assert len(found) == (words is not None)
    for record in found:
        assert (words or "") in str(record.error)
        assert "in.csv" in str(record.error)


def test_a_row_without_the_column_that_was_asked_for_names_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT}), "utf-8")
    (found,) = records(path, columns=(("text", "正文"),))
    assert code(found) == "no_text"
    assert 'there is no "正文" (--column holds for every row file of a run)' in str(found.error)
    assert '"text"' not in str(found.error)


def test_columns_are_mapped_in_every_kind_of_row(tmp_path: Path) -> None:
    pyarrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    row = {"body": TEXT, "nr": "7", "date": "2024-06-08", "text": "标题", "link": "https://example.org/1"}
    table(tmp_path / "a.csv", list(row), list(row.values()))
    (tmp_path / "b.jsonl").write_text(json.dumps(row), "utf-8")
    parquet.write_table(pyarrow.Table.from_pylist([row]), tmp_path / "c.parquet")
    with gzip.open(tmp_path / "d.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    columns = (("id", "nr"), ("published", "date"), ("text", "body"), ("title", "text"), ("url", "link"))
    found = records(tmp_path, columns=columns)
    assert [place(record) for record in found] == ["a.csv#2", "b.jsonl#1", "c.parquet#1", "d.jsonl.gz#1"]
    for record in found:
        assert (record.text, record.id, record.published, code(record)) == (TEXT, "7", "2024-06-08", None)
        assert (record.source.title, record.source.url) == ("标题", "https://example.org/1")
    assert count(find([str(tmp_path)])) == 4


def test_rows_of_parquet_have_dates_numbers_and_errors(tmp_path: Path) -> None:
    pyarrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    rows = [
        {"text": TEXT, "id": 1, "published": datetime.datetime(2024, 6, 8, 12, 30), "x": b"\xff"},
        {"text": None, "id": 2, "published": None, "x": b""},
        {"text": TEXT, "id": 3, "published": datetime.datetime(2024, 6, 9), "x": None},
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "in.parquet")
    found = records(tmp_path / "in.parquet")
    assert [(record.id, record.published, code(record)) for record in found] == [
        ("1", "2024-06-08T12:30:00", None),
        ("2", None, "no_text"),
        ("3", "2024-06-09T00:00:00", None),
    ]
    days = [{"text": TEXT, "published": datetime.date(2024, 6, 8)}, {"text": TEXT, "published": None}]
    parquet.write_table(pyarrow.Table.from_pylist(days), tmp_path / "days.parquet")
    assert [record.published for record in records(tmp_path / "days.parquet")] == ["2024-06-08", None]
    parquet.write_table(pyarrow.table({"text": [b"bytes"]}), tmp_path / "bytes.parquet")
    assert [code(record) for record in records(tmp_path / "bytes.parquet")] == ["bad_type"]


def test_what_is_no_parquet_file_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library("pyarrow")
    (tmp_path / "in.parquet").write_bytes(b"no parquet at all")
    (record,) = records(tmp_path / "in.parquet")
    assert code(record) == "invalid_parquet"
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    (record,) = records(tmp_path / "in.parquet")
    assert code(record) == "needs_extra"
    assert 'pip install "pressfacts[parquet]"' in str(record.error)


@pytest.mark.parametrize("damage", ["cut", "changed", "none"])
def test_packed_lines_that_are_damaged_give_what_can_be_read(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "in.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for n in range(3000):
            file.write(json.dumps({"text": f"增长{os.urandom(20).hex()}", "id": n}) + "\n")
    data = bytearray(path.read_bytes())
    if damage == "cut":
        del data[len(data) // 2 :]
    elif damage == "changed":
        data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    else:
        data[:] = b"not packed"
    path.write_bytes(data)
    found = records(path)
    assert code(found[-1]) in ("unreadable", "invalid_json")
    assert "unreadable" in [code(record) for record in found]
    assert len(found) == 1 or len(found) > 500


def test_csv_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"id,text\n1,3%\n")))
    settings = Reading(form="csv")
    (record,) = [record_of(raw, settings) for raw in stream(find(["-"]), settings)]
    assert (record.source.uri, record.id, record.text) == ("-#2", "1", "3%")


def test_lines_on_standard_input_are_read_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            Endless.given += 1
            line = b'{"text": "3%"}\n'
            buffer[: len(line)] = line
            return len(line)

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Endless())))
    assert len(list(select(stream(find(["-"]), Reading()), Reading(), limit=5))) == 5
    assert Endless.given < 10


def test_a_part_of_the_inputs(tmp_path: Path) -> None:
    days = ["2024-05-31", "2024-06-01", None, "2024", "2023", "2024-06-02T08:00"]
    lines = [json.dumps({"text": TEXT, "id": n, "published": day}) for n, day in enumerate(days)]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, "{broken"]), "utf-8")
    for name, day in (("b.txt", "2024-05-31"), ("c.txt", "2024-06-01")):
        (tmp_path / name).write_text(TEXT, "utf-8")
        moment = datetime.datetime.fromisoformat(day).timestamp()
        os.utime(tmp_path / name, (moment, moment))
    (tmp_path / "d.txt").symlink_to(tmp_path / "gone")
    kept = [place(record) for record in records(tmp_path, since="2024-06-01")]
    assert kept == ["a.jsonl#2", "a.jsonl#3", "a.jsonl#4", "a.jsonl#6", "a.jsonl#7", "c.txt", "d.txt"]
    assert [place(record) for record in records(tmp_path, since="2024-06-01", limit=2)] == kept[:2]
    assert len(records(tmp_path, limit=4)) == 4


def test_folders_and_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", "b.txt", "c/x/y.txt", "c/a.md", ".hidden/z.txt", "b/.y.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    found = [record.source.uri.removeprefix(f"{tmp_path}/") for record in records(tmp_path)]
    assert found == ["a.txt", "b/10.txt", "b/2.txt", "b.txt", "c/a.md", "c/x/y.txt"]
    places = find([str(tmp_path)])
    assert list(places) == list(places)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a.jsonl"])
def test_a_text_that_is_too_long_says_so(tmp_path: Path, name: str) -> None:
    for size, wanted in ((40, None), (51, "too_long"), (100_000, "too_long")):
        text = "增" * size
        (tmp_path / name).write_text(json.dumps({"text": text}) if name == "a.jsonl" else text, "utf-8")
        (record,) = records(tmp_path / name, most=50)
        assert code(record) == wanted
        if wanted:
            assert "raise --max-characters" in str(record.error)
            assert record.text is None
