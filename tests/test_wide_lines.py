"""JSONL in UTF-16 and UTF-32: read line by line, as in UTF-8, whatever the size of the file."""

import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.inputs import Raw, Reading, decoded, find, stream

ENCODINGS = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def raws(path: Path | str, **reading: object) -> list[Raw]:
    return list(stream(find([str(path)]), Reading(**reading)))  # type: ignore[arg-type]


def marked(text: str, encoding: str) -> bytes:
    return ("\ufeff" + text).encode(encoding)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("a中\u0a0a\u0d0a\u2028\U0002070e\r\" \\ufffd"), max_size=40), min_size=1, max_size=8),
    st.sampled_from(ENCODINGS),
    st.integers(8, 200),
)  # fmt: skip
def test_lines_are_those_of_utf_8_wherever_the_parts_of_the_file_end(
    lines: list[str], encoding: str, head: int
) -> None:
    *whole, last = ["{}", *lines]
    text = "\n".join([*whole, last])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoded, "HEAD", head)
        found = list(decoded.DecodedLines(io.BytesIO(marked(text, encoding)), None, 1000))
    assert found == [f"{line}\n" for line in whole] + [last] * bool(last)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_rows_have_their_lines_and_errors_of_their_own(tmp_path: Path, encoding: str) -> None:
    long = json.dumps({"text": "增" * 200}, ensure_ascii=False)
    rows = ['{"text": "3%"}\r', "", "{broken", long, '{"text": "4%"}', long]
    path = tmp_path / "in.jsonl"
    path.write_bytes(marked("\n".join(rows), encoding))
    found = raws(path, most=10)
    assert [raw.uri.rpartition("#")[2] for raw in found] == ["1", "3", "4", "5", "6"]
    assert [raw.data for raw in found] == [b'{"text": "3%"}\r', b"{broken", None, b'{"text": "4%"}', None]
    size = len(long.encode(encoding))
    unit = len("\n".encode(encoding))
    assert [raw.problem and raw.problem[1].split(": ")[1].split()[0] for raw in found] == [None, None, str(size + unit), None, str(size)]  # fmt: skip
    assert {raw.decoded_from for raw in found if raw.data} == {encoding}


def test_a_file_that_is_cut_or_damaged_costs_its_lines_alone(tmp_path: Path) -> None:
    row = json.dumps({"text": "增长3%。"}, ensure_ascii=False)
    whole = marked(f"{row}\n" * 3, "utf-16-le")
    path = tmp_path / "in.jsonl"
    for data in (whole + b"{", whole[:-2], whole[:-1]):
        path.write_bytes(data)
        assert [raw.data for raw in raws(path)] == [row.encode()] * 3
    far = decoded.HEAD // 20
    path.write_bytes(marked(f"{row}\n" * far, "utf-16-le") + b"\x00\xdc" + whole[2:])
    found = raws(path)
    assert len(found) == far + 3
    assert found[far].data == f"\ufffd{row}".encode()
    path.write_bytes(marked("", "utf-16-le") + b"\x00\xdc" * 300)
    assert [raw.problem and raw.problem[0] for raw in raws(path)] == ["undecodable"]


def of_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Raw]:
    return stream(find([str(path)]), Reading())


def of_standard_input(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Raw]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(path.open("rb")))
    return stream(find(["-"]), Reading())


@pytest.mark.parametrize("source", [of_file, of_standard_input])
def test_a_large_file_is_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: Callable[[Path, pytest.MonkeyPatch], Iterator[Raw]]
) -> None:  # fmt: skip
    path = tmp_path / "in.jsonl"
    row = json.dumps({"text": "全市新增企业3家。" * 1000}, ensure_ascii=False) + "\n"
    count = 30_000_000 // (2 * len(row))
    with path.open("wb") as file:
        file.write(marked("", "utf-16-le"))
        for _ in range(count):
            file.write(row.encode("utf-16-le"))
    tracemalloc.start()
    try:
        assert sum(raw.problem is None for raw in source(path, monkeypatch)) == count
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()
