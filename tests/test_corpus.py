"""The press corpus and its reader: what is read, what is refused, what is pointed at."""

import json
import re
from pathlib import Path

import pytest

from tools.corpus import FOLDER, CorpusError, agreement, doubts, main, read

HEAD = "# doc=a-1 region=CN script=Hans source=company register=news"
TEXT = f"""{HEAD}
[阿尔泰河|LOC]边的[青禾智能|ORG]（以下简称“[青禾|ORG]”）发布了新品。
营收增长两成。

# doc=a-2 region=TW script=Hant source=weather register=bulletin
[中央氣象署|ORG]預報員[林予安|PERSON]說明。
"""


def write(folder: Path, text: str, name: str = "a.txt") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_corpus_is_in_good_form() -> None:
    documents = read([FOLDER]) if FOLDER.is_dir() else []
    for document in documents:
        for start, end, _ in document.entities:
            surface = document.text[start:end]
            assert surface == surface.strip()
            assert "\n" not in surface


def test_reading_gives_documents_with_offsets(tmp_path: Path) -> None:
    first, second = read([write(tmp_path, TEXT)])
    assert (first.doc, first.region, first.script, len(first.sentences)) == ("a-1", "CN", "Hans", 2)
    assert first.sentences[0].text == "阿尔泰河边的青禾智能（以下简称“青禾”）发布了新品。"
    assert [(first.text[start:end], label) for start, end, label in first.entities] == [
        ("阿尔泰河", "LOC"),
        ("青禾智能", "ORG"),
        ("青禾", "ORG"),
    ]
    assert second.text[slice(*second.entities[1][:2])] == "林予安"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[青禾|COMPANY]发布新品。", "a.txt:2: .*no such label.*To mend: one of PERSON"),
        ("[[上海|GPE]青禾|ORG]发布新品。", r"a.txt:2: \[ outside of a mark.*To mend"),
        ("青禾|ORG]发布新品。", r"a.txt:2: \| outside of a mark"),
        ("[青禾]发布新品。", r"a.txt:2: \[ outside of a mark"),
        ("[ 青禾|ORG]发布新品。", "a.txt:2: .*blanks at its edge"),
        (" 发布新品。", "a.txt:2: blanks at the edge"),
        ("# doc=a-2 region=JP script=Hans source=s register=r", "a.txt:2: region=JP is unknown"),
        ("# doc=a-2 region=CN script=Latn source=s register=r", "a.txt:2: script=Latn is unknown"),
        ("# doc=a-2 region=CN script=Hans source=s", "a.txt:2: a header is not doc"),
        ("# doc=a-2 region=CN script=Hans source=s register=r mood=x", "a.txt:2: a header is not doc"),
        (f"一。\n{HEAD}\n二。", "a.txt:3: doc=a-1 stands in .*a.txt:1 too"),
        ("", "a.txt:1: a document without text"),
    ],
)  # fmt: skip
def test_what_breaks_the_format_is_refused_with_its_place(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(CorpusError) as raised:
        read([write(tmp_path, f"{HEAD}\n{line}\n")])
    assert re.search(problem, str(raised.value))


def test_text_before_a_header_bytes_and_paths_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"a\.txt:1: text before the first header"):
        read([write(tmp_path, "发布新品。\n")])
    (tmp_path / "a.txt").write_bytes(HEAD.encode() + "\n发布".encode("gb18030"))
    with pytest.raises(CorpusError, match="no UTF-8"):
        read([tmp_path])
    with pytest.raises(CorpusError, match=r"none: no such file"):
        read([tmp_path / "none"])


def test_names_left_out_and_names_with_two_labels_are_pointed_at(tmp_path: Path) -> None:
    text = f"{HEAD}\n[松岭|GPE]有企业30家。\n松岭增长两成，[松岭|ORG]获胜，[松岭县|GPE]没有。\n"
    (document,) = read([write(tmp_path, text)])
    path = tmp_path / "a.txt"
    assert list(doubts(document)) == [
        f"{path}:1: 松岭 is GPE and ORG in one document",
        f"{path}:3: 松岭 stands unmarked here",
    ]


def test_agreement_counts_marks_that_both_made(tmp_path: Path) -> None:
    other = TEXT.replace("[阿尔泰河|LOC]边的[青禾智能|ORG]", "[阿尔泰河|GPE]边的[青禾智能|ORG]").replace(
        "[林予安|PERSON]", "林予安"
    )
    found = agreement(read([write(tmp_path / "a", TEXT)]), read([write(tmp_path / "b", other)]))
    assert found.f1() == 2 * 3 / (5 + 4)
    assert (found.f1("ORG"), found.f1("PERSON"), found.f1("EVENT")) == (1.0, 0.0, 1.0)
    assert len(found.differences) == 3
    with pytest.raises(CorpusError, match="a-2 has two texts"):
        agreement(read([tmp_path / "a"]), read([write(tmp_path / "c", TEXT.replace("說明", "表示"))]))


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "a", TEXT)
    assert main(["stats", str(folder)]) == 0
    assert "2 documents, 3 sentences (1 without a name)" in capsys.readouterr().out
    assert main(["convert", str(tmp_path / "out.jsonl"), str(folder)]) == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows[2]["ents"] == [[0, 5, "ORG"], [8, 11, "PERSON"]]
    assert (rows[2]["doc"], rows[2]["text"]) == ("a-2", "中央氣象署預報員林予安說明。")
    assert main(["agreement", str(folder), str(folder)]) == 0
    assert main(["check", str(write(tmp_path / "b", "[x|y]"))]) == 1
    assert "To mend" in capsys.readouterr().err
