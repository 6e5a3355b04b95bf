"""Files, folders, patterns and lines of JSONL become records; whatever is wrong names its place and the mend."""

import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.inputs import Format, count, find, read
from pipeline.records import Record

TEXT = "全市新增高新技术企业430家,同比增长7.5%,其中软件企业居多。"


def records(*paths: Path | str, encoding: str | None = None) -> list[Record]:
    return list(read(find([str(path) for path in paths]), encoding))


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def code(record: Record) -> str | None:
    return record.error.code if record.error else None


def test_a_file_is_one_record_with_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = TEXT.encode("gb18030")
    Path("a.txt").write_bytes(data)
    (record,) = records("a.txt")
    assert (record.text, record.id, record.error) == (TEXT, None, None)
    assert (record.source.uri, record.source.encoding) == ("a.txt", "gb18030")
    assert record.source.sha256 == hashlib.sha256(data).hexdigest()
    (record,) = records("./a.txt")
    assert record.source.uri == "a.txt"


def test_a_line_passes_all_its_fields_on(tmp_path: Path) -> None:
    row = {
        "text": TEXT,
        "id": "r-1",
        "published": "2024-06-08",
        "title": "简讯",
        "url": "https://example.org/1",
        "x": 1,
    }
    (record,) = records(lines(tmp_path / "in.jsonl", "", row, "  "))
    assert (record.text, record.id, record.published) == (TEXT, "r-1", "2024-06-08")
    assert (record.source.title, record.source.url) == ("简讯", "https://example.org/1")
    assert record.source.uri == f"{tmp_path.as_posix()}/in.jsonl#2"
    assert record.source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("{broken", "invalid_json"),
        ('"text"', "invalid_json"),
        ("[1, 2]", "invalid_json"),
        ("null", "invalid_json"),
        ("[" * 100_000, "invalid_json"),
        ('{"text": ' + "9" * 5000 + "}", "invalid_json"),
        ({"text": TEXT, "x": 10**640}, "invalid_json"),
        ({}, "no_text"),
        ({"text": None}, "no_text"),
        ({"text": 5}, "bad_type"),
        ({"text": [TEXT]}, "bad_type"),
        ({"text": TEXT, "id": 1.5}, "bad_type"),
        ({"text": TEXT, "id": True}, "bad_type"),
        ({"text": TEXT, "id": ["a"]}, "bad_type"),
        ({"text": TEXT, "title": 3}, "bad_type"),
        ({"text": TEXT, "url": {}}, "bad_type"),
        ({"text": TEXT, "published": "2023-02-30"}, "bad_date"),
        ({"text": TEXT, "published": 20230101}, "bad_date"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_wrong_line_is_an_error_in_its_place(tmp_path: Path, row: object, wanted: str) -> None:
    path = lines(tmp_path / "in.jsonl", {"text": TEXT}, row, {"text": TEXT})
    found = records(path)
    assert [code(record) for record in found] == [None, wanted, None]
    assert f"{path.as_posix()}#2" in str(found[1].error)
    assert found[1].text is None


def test_ids_are_strings_or_whole_numbers(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "id": value} for value in (7, "七", "", None, "\ud800")]
    assert [record.id for record in records(lines(tmp_path / "in.jsonl", *rows))] == [
        "7",
        "七",
        None,
        None,
        "\ufffd",
    ]


def test_the_id_of_a_wrong_line_is_kept(tmp_path: Path) -> None:
    (record,) = records(lines(tmp_path / "in.jsonl", {"id": "r-9", "text": 3}))
    assert (record.id, code(record)) == ("r-9", "bad_type")


def test_a_line_in_another_encoding_is_read_or_fails_alone(tmp_path: Path) -> None:
    row = json.dumps({"text": TEXT}, ensure_ascii=False)
    path = tmp_path / "in.jsonl"
    path.write_bytes(row.encode("gb18030") + b"\n" + b"\xff" * 30 + b"\n" + row.encode() + b"\n")
    found = records(path)
    assert [code(record) for record in found] == [None, "undecodable", None]
    assert [record.source.encoding for record in found] == ["gb18030", None, "utf-8"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_jsonl_files_are_understood(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(
        "\n".join(json.dumps({"text": TEXT, "id": n}, ensure_ascii=False) for n in "ab"), encoding
    )
    assert [(record.id, record.text) for record in records(path)] == [("a", TEXT), ("b", TEXT)]


def test_line_separators_inside_a_text_do_not_split_it(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"text": "甲\u2028乙\u0085丙"}, ensure_ascii=False) + "\n", "utf-8")
    assert [record.text for record in records(path)] == ["甲\u2028乙\u0085丙"]


def test_folders_are_walked_by_name_without_hidden_files_and_other_suffixes(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.TXT", "a/b/d.txt", ".hidden.txt", ".git/e.txt", "f.pdf", "z.jsonl"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('{"text": "3%"}', "utf-8")
    found = [place.uri.removeprefix(tmp_path.as_posix() + "/") for place in find([str(tmp_path)])]
    assert found == ["a/b/d.txt", "a/c.TXT", "b.txt", "z.jsonl"]
    assert count(find([str(tmp_path)])) == 4


def test_files_of_other_endings_are_counted_once(tmp_path: Path) -> None:
    (tmp_path / "in/deep").mkdir(parents=True)
    for name in ("a.txt", "b.bin", "deep/c.pdf", "deep/d.txt", ".hidden", "deep/.e.pdf"):
        (tmp_path / "in" / name).write_text("3%", "utf-8")
    folder, pattern = str(tmp_path / "in"), str(tmp_path / "in/*")
    for paths, wanted in (
        ([folder], 2),
        ([pattern], 1),
        ([folder, pattern], 2),
        ([pattern, f"{folder}/a.txt"], 1),
        ([f"{folder}/a.txt"], 0),
    ):
        found = find(paths)
        for _ in range(2):
            assert len(list(found)) == len({place.uri for place in found})
            assert found.passed_over == wanted, paths


def test_our_own_results_are_not_counted_as_passed_over(tmp_path: Path) -> None:
    for name in ("a.txt", "pressfacts.db", "a-0123.json", "documents.jsonl"):
        (tmp_path / name).write_text("3%", "utf-8")
    found = find([str(tmp_path)], leave_out=tmp_path)
    assert [place.uri for place in found] == [(tmp_path / "a.txt").as_posix()]
    assert found.passed_over == 0


def test_the_output_folder_is_no_input(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "documents.jsonl").write_text("{}", "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert [Path(place.uri).name for place in find([str(tmp_path)], leave_out=out)] == ["a.txt"]
    (out / "b.txt").write_text(TEXT, "utf-8")
    assert [Path(place.uri).name for place in find([str(out)], leave_out=out)] == ["b.txt"]


def test_patterns_are_expanded(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.pdf", "d/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, "utf-8")
    assert [Path(place.uri).name for place in find([f"{tmp_path}/*"])] == ["a.txt", "b.txt"]
    assert [Path(place.uri).name for place in find([f"{tmp_path}/**/*.txt"])] == ["a.txt", "b.txt", "e.txt"]


def test_a_file_found_by_several_paths_is_read_once_at_its_first_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.txt", "in/c.jsonl"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text('{"text": "3%"}\n{"text": "4%"}', "utf-8")
    absolute = str(tmp_path / "in" / "a.txt")
    for paths, wanted in {
        ("in/*.txt", "in/a.txt", "in"): ["in/a.txt", "in/b.txt", "in/c.jsonl#1", "in/c.jsonl#2"],
        ("in/b.txt", "./in/../in/b.txt", "in"): ["in/b.txt", "in/a.txt", "in/c.jsonl#1", "in/c.jsonl#2"],
        (absolute, "in/a.txt"): [absolute],
        ("in/c.jsonl", "in/*.jsonl", "in/c.jsonl"): ["in/c.jsonl#1", "in/c.jsonl#2"],
    }.items():
        assert [record.source.uri for record in records(*paths)] == wanted


def test_a_link_to_a_file_is_an_input_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert len(records(tmp_path)) == 2


@pytest.mark.parametrize("name", ["x.txt", "x.jsonl"])
def test_a_pipe_is_an_error_record_and_holds_nothing_up(tmp_path: Path, name: str) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / name)
    (tmp_path / "in" / "y.txt").write_text(TEXT, "utf-8")
    for paths in (
        [tmp_path / "in"],
        [tmp_path / "in" / "*"],
        [tmp_path / "in" / name, tmp_path / "in" / "y.txt"],
    ):
        found = records(*paths)
        assert [code(record) for record in found] == ["unreadable", None]
        assert "is no regular file" in str(found[0].error)
        assert count(find([str(path) for path in paths])) == 2


def test_a_name_with_pattern_signs_is_a_file_first(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(TEXT, "utf-8")
    assert [record.text for record in records(tmp_path / "a[1].txt")] == [TEXT]


@pytest.mark.parametrize("name", ["nowhere", "*.txt", "letter.doc", "empty"])
def test_paths_that_hold_nothing_are_usage_errors(tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.doc").write_bytes(b"PK")
    (tmp_path / "empty").mkdir()
    with pytest.raises(ConfigError, match="To mend") as caught:
        find([str(tmp_path / name)])
    assert name in str(caught.value)


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("cp950", "ignore"))))
    (record,) = records("-")
    assert (record.source.uri, record.source.encoding) == ("-", "cp950")
    with pytest.raises(ConfigError, match="twice"):
        find(["-", "-"])


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_a_file_that_cannot_be_read_is_an_error_record(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / "gone")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    found = records(tmp_path / name, tmp_path / "b.txt")
    assert [code(record) for record in found] == ["unreadable", None]
    assert name in str(found[0].error)


def test_a_folder_that_cannot_be_listed_is_an_error_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "b.txt").write_text(TEXT, "utf-8")
    scan = os.scandir

    def broken(folder):  # type: ignore[no-untyped-def]
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr("os.scandir", broken)
    found = records(tmp_path)
    assert [code(record) for record in found] == [None, "unreadable"]
    assert "locked" in str(found[1].error)


def test_a_file_name_that_is_no_utf_8_can_be_written(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xd5\xe3.txt"
    with open(path, "wb") as file:
        file.write(TEXT.encode())
    (record,) = records(os.fsdecode(path))
    assert record.text == TEXT
    assert record.source.uri.endswith("/\\xd5\\xe3.txt")


ROWS = b'\n{"text": "3%", "id": "a"}\n\n{broken\n{"text": "4%"}\n'


def from_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes, form: Format = "auto") -> list[Record]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(read(find(["-"]), form=form))


def test_lines_of_json_on_standard_input_are_records(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (ROWS, ROWS.decode().encode("utf-16")):
        for form in ("auto", "jsonl"):
            found = from_stdin(monkeypatch, data, form)  # type: ignore[arg-type]
            assert [record.source.uri for record in found] == ["-#2", "-#4", "-#5"]
            assert [record.text for record in found] == ["3%", None, "4%"]
            assert [code(record) for record in found] == [None, "invalid_json", None]
    (record,) = from_stdin(monkeypatch, ROWS, "text")
    assert record.text == ROWS.decode()


@pytest.mark.parametrize(
    "text", ['{"id": 1}\n', "[1]\n", "{甲}\n{乙}", "全年增长3%。\n" + '{"text": "3%"}', '"text"']
)
def test_other_text_on_standard_input_is_prose(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    (record,) = from_stdin(monkeypatch, text.encode())
    assert (record.source.uri, record.text) == ("-", text)


def test_the_format_outweighs_the_name(tmp_path: Path) -> None:
    lines(tmp_path / "a.txt", {"text": "3%"}, {"text": "4%"})
    lines(tmp_path / "b.jsonl", {"text": "5%"}, {"text": "6%"})
    for form, wanted in (("auto", 3), ("text", 2), ("jsonl", 4)):
        places = find([str(tmp_path)])
        assert len(list(read(places, form=form))) == wanted  # type: ignore[arg-type]
        assert count(places, form) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "column"), [('{"text": "a"', 13), ('{"text": "a",}', 14), ('{"text" 3}', 9), ("x", 1)]
)
def test_the_column_of_a_broken_line_is_the_true_one(tmp_path: Path, line: str, column: int) -> None:
    (record,) = records(lines(tmp_path / "in.jsonl", line))
    # Releases of Python differ by one in where they see a trailing comma.
    assert any(f"column {near}: " in str(record.error) for near in (column, column - ("," in line)))


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_what_was_not_read_has_no_hash(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / "gone")
    (record,) = records(tmp_path / name)
    assert (record.source.sha256, record.source.encoding) == (None, None)


@pytest.mark.parametrize(
    ("name", "text", "published"),
    [
        ("a.txt", "昨日新增企业3家。", "2024-06-08"),
        ("a.md", "# 通报\n\n昨日新增企业3家。", "2024-06-08"),
        ("a.jsonl", '{"text": "昨日新增企业3家。"}', "2024-06-08"),
        ("a.jsonl", '{"text": "昨日新增企业3家。", "published": ""}', "2024-06-08"),
        ("a.jsonl", '{"text": "昨日新增企业3家。", "published": "2023-05-02"}', "2023-05-02"),
        ("a.csv", "text,published\n昨日新增企业3家。,\n", "2024-06-08"),
        ("a.html", "<html><body><p>昨日新增企业3家。</p></body></html>", "2024-06-08"),
    ],
)
def test_documents_without_a_date_get_the_one_of_the_run(
    name: str, text: str, published: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    (record,) = read(find([str(tmp_path / name)]), published="2024-06-08")
    assert (record.published, record.error) == (published, None)


def test_the_date_in_the_head_of_a_page_stands_before_the_one_of_the_run(tmp_path: Path) -> None:
    head = '<head><meta name="PubDate" content="2023-05-02"></head>'
    (tmp_path / "a.html").write_text(f"<html>{head}<body><p>昨日新增企业3家。</p></body></html>", "utf-8")
    (record,) = read(find([str(tmp_path / "a.html")]), published="2024-06-08")
    assert (record.published, record.marked_published) == (None, "2023-05-02")
