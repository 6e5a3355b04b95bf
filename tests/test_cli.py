"""The command line: exit codes, one-line errors, help, what it prints on terminals and in pipes."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console

import pipeline
from pipeline import cli, report
from pipeline.batch import Tally
from pipeline.config import Config, EntityConfig
from pipeline.schema import json_schema

TEXT = "全市今年新增高新技术企业430家,同比增长7.5%。"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("empty.txt").write_text("", encoding="utf-8")
    Path("bad.toml").write_text("opencc = 3\n", encoding="utf-8")
    Path("odd.toml").write_text("colour = 'red'\n", encoding="utf-8")
    for name, content in {
        "unknown": ("colours", "x = 1"),
        "broken": ("units", "[[units"),
        "wrong": ("units", '[[units]]\nid = "w"\nnames = ["船载"]\n'),
        "false": ("words", '[[words]]\nid = "w"\nnames = ["招引"]\nexamples = ["招商"]\n'),
    }.items():
        Path(name).mkdir()
        (Path(name) / f"{content[0]}.toml").write_text(content[1], encoding="utf-8")
    return tmp_path


def test_a_run_writes_and_reports(call: Any, place: Path) -> None:
    code, out, errors = call("run", "a.txt", "-o", "out")
    assert (code, errors) == (0, "")
    assert "1 (1 new, 0 reused, 0 failed)" in out
    assert "out/documents.jsonl" in out
    assert "\x1b" not in out
    (line,) = Path("out/documents.jsonl").read_text("utf-8").splitlines()
    document = json.loads(line)
    jsonschema.validate(document, json_schema())
    assert document["source"]["uri"] == "a.txt"
    code, out, _ = call("run", "a.txt", "-o", "out")
    assert "1 (0 new, 1 reused, 0 failed)" in out


def test_a_run_says_what_it_passed_over(call: Any, place: Path) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT, "utf-8")
    _, out, _ = call("run", "in", "-o", "out", "--to", "none")
    assert "passed over" not in out
    Path("in/b.bin").write_bytes(b"\0")
    _, out, _ = call("run", "in", "-o", "out", "--to", "none")
    assert "passed over  1 file of another kind" in out
    Path("in/c.pdf").write_bytes(b"\0")
    _, out, _ = call("run", "in", "-o", "out", "--to", "none")
    assert "passed over  2 files of another kind" in out


def test_a_failed_document_gives_exit_code_1_and_is_named(call: Any, place: Path) -> None:
    code, out, errors = call("run", "a.txt", "empty.txt", "-o", "out")
    assert (code, errors) == (1, "")
    assert "failed: decode: empty: empty.txt: the input is empty; give a text with words in it" in out
    assert len(Path("out/documents.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_strict_run_says_what_stands_there(call: Any, place: Path) -> None:
    code, out, _ = call("run", "empty.txt", "a.txt", "-o", "out", "--strict")
    assert code == 1
    assert "documents.jsonl was not written" in out
    assert "earlier run" not in out
    call("run", "a.txt", "-o", "out")
    _, out, _ = call("run", "empty.txt", "a.txt", "-o", "out", "--strict")
    assert "out/documents.jsonl is that of an earlier run" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "nowhere", "-o", "out"), "nowhere: no such file"),
        (("run", "*.pdf", "-o", "out"), "no file that can be read matches"),
        (("run", "bad.toml", "-o", "out"), "use .txt, .html, .htm"),
        (("run", "a.txt"), "--out"),
        (("run", "-o", "out"), "PATHS"),
        (("run", "a.txt", "-o", "a.txt"), "choose another -o"),
        (("run", "a.txt", "-o", "out", "--encoding", "klingon"), "--encoding klingon: no such text encoding"),
        (("run", "a.txt", "-o", "out", "--config", "none.toml"), "none.toml: cannot be read"),
        (("run", "a.txt", "-o", "out", "--config", "bad.toml"), "bad.toml: opencc"),
        (("run", "a.txt", "-o", "out", "--config", "odd.toml"), "odd.toml: colour"),
        (("run", "a.txt", "-o", "out", "--rules", "gone"), "gone: is not a folder"),
        (("run", "a.txt", "-o", "out", "--rules", "unknown"), "colours.toml: no such rule topic"),
        (("run", "a.txt", "-o", "out", "--rules", "broken"), "is no valid TOML"),
        (("run", "a.txt", "-o", "out", "--rules", "wrong"), "units.toml: w: field 'dimension' is missing"),
        (("run", "a.txt", "-o", "out", "--frobnicate"), "--frobnicate"),
        (("run", "a.txt", "-o", "out", "--published", "2024-02-30"), "--published is '2024-02-30'"),
        (("extract", "--published", "2024-02-30"), "--published is '2024-02-30'"),
        (("explain", "a.txt", "--published", "2024-02-30"), "--published is '2024-02-30'"),
        (("extract", "--encoding", "base64"), "no such text encoding"),
        (("rules", "check", "--rules", "broken"), "is no valid TOML"),
        (
            ("rules", "check", "--rules", "false"),
            "words.toml: w: its example '招商' does not show it. To mend",
        ),
        (("frobnicate",), "frobnicate"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_usage_and_configuration_errors_are_one_line_and_exit_code_2(
    call: Any, place: Path, arguments: tuple[str, ...], words: str
) -> None:
    code, out, errors = call(*arguments, stdin=TEXT.encode())
    assert (code, out) == (2, "")
    assert words in errors
    assert errors.count("\n") == 1
    assert errors.startswith("pressfacts: ")
    assert not Path("out/documents.jsonl").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_extract_reads_standard_input(call: Any, place: Path, encoding: str) -> None:
    code, out, errors = call("extract", "--id", "x", "--published", "2024-06-08", stdin=TEXT.encode(encoding))
    assert (code, errors) == (0, "")
    document = json.loads(out)
    assert (document["id"], document["published"], document["original_text"]) == ("x", "2024-06-08", TEXT)
    assert document["source"]["uri"] == "-"
    jsonschema.validate(document, json_schema())


def test_extract_counts_from_the_clock_time_of_publishing(call: Any, place: Path) -> None:
    _, out, _ = call("extract", "--published", "2024-06-08T22:15", stdin="半小时后".encode())
    document = json.loads(out)
    assert document["published"] == "2024-06-08"
    assert [item["value"] for item in document["times"]] == ["2024-06-08T22:45"]


def test_extract_takes_the_encoding_it_is_told(call: Any, place: Path) -> None:
    code, out, _ = call("extract", "--encoding", "gb18030", stdin=TEXT.encode("gb18030"))
    assert (code, json.loads(out)["original_text"]) == (0, TEXT)
    code, out, errors = call("extract", "--encoding", "utf-8", stdin=TEXT.encode("gb18030"))
    assert (code, out) == (1, "")
    assert errors.count("\n") == 1


def test_extract_of_nothing_is_one_line_on_standard_error(call: Any, place: Path) -> None:
    code, out, errors = call("extract", stdin=b" \n")
    assert (code, out, errors.count("\n")) == (1, "", 1)
    assert "empty" in errors


def test_rules_check_lists_every_topic(call: Any, place: Path) -> None:
    code, out, errors = call("rules", "check")
    assert (code, errors) == (0, "")
    assert "units: " in out
    assert "entries" in out


def test_schema_is_printed(call: Any) -> None:
    code, out, _ = call("schema")
    assert (code, json.loads(out)) == (0, json_schema())


def test_version_and_help(call: Any) -> None:
    assert call("--version") == (0, f"pressfacts {pipeline.__version__}\n", "")
    for arguments in ((), ("run",), ("extract",), ("rules",), ("rules", "check"), ("schema",)):
        code, out, _ = call(*arguments, "--help")
        assert code == 0
        assert "Usage" in out
    assert "Examples" in call("run", "--help")[1]
    code, out, _ = call()
    assert code == 2
    assert "Usage" in out


def test_an_interruption_is_exit_code_130(call: Any, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.batch.run", interrupted)
    code, _, errors = call("run", "a.txt", "-o", "out")
    assert code == 130
    assert errors == "pressfacts: interrupted; run again to go on from here\n"


@pytest.mark.skipif(os.name == "nt", reason="there SIGTERM cannot be caught")
def test_a_termination_ends_in_order_and_is_exit_code_143(
    call: Any, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = []

    def terminated(*_: Any, **__: Any) -> Any:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        finally:
            ended.append("in order")

    monkeypatch.setattr("pipeline.batch.run", terminated)
    code, _, errors = call("run", "a.txt", "-o", "out")
    assert (code, ended) == (143, ["in order"])
    assert errors == "pressfacts: terminated; run again to go on from here\n"
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_our_own_mistakes_are_not_hidden(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr("pipeline.batch.run", broken)
    with pytest.raises(ZeroDivisionError):
        cli.main(["run", "a.txt", "-o", "out"])


def test_a_progress_bar_shows_on_terminals_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.inputs import find
    from pipeline.running import Settings, progress

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        paths = ["a.txt", "empty.txt"]
        with progress(find(paths), Settings(paths=paths, max_characters=1000)) as advance:
            advance()
        assert ("2" in stream.getvalue()) == shown


FACT = {
    "fact": {
        "subject": {"text": "市場監督管理局"}, "metric": {"text": "新增高新技術企業"}, "status": "estimate",
        "change": {"direction": "increase", "basis": "yoy"},
    },
    "quantity": {"value": None, "min": "30000", "max": "50000", "comparator": "=",
                 "unit": {"text": "元", "code": "CNY", "currency": None, "per": None},
                 "original": {"text": "3萬至\n5萬元"}},
    "period": {"value": "2024-Q1"},
}  # fmt: skip


@pytest.mark.parametrize("width", [30, 60, 99, 100, 140])
def test_the_report_fits_the_terminal(width: int, tmp_path: Path) -> None:
    tally = Tally(documents=3, failed=1, reused=1, facts=[FACT, {**FACT, "quantity": None, "period": None}])
    tally.items.update({"quantities": 12, "facts": 7})
    tally.removed.update({"copyright": 2, "byline": 3})
    tally.warnings.update({"mojibake": 1})
    stream = io.StringIO()
    report.show(tally, tmp_path, Console(file=stream, width=width, highlight=False))
    shown = stream.getvalue()
    squeezed = "".join(shown.split())
    assert "3(1new,1reused,1failed)" in squeezed
    assert "byline3,copyright2" in squeezed
    assert "mojibake1" in squeezed
    assert "30000–50000CNY" in squeezed or width >= 100
    assert "3萬至" in shown
    for line in shown.splitlines():
        if "documents.jsonl" not in line:
            assert Console().render_str(line).cell_len <= width


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (None, ""),
        ({"value": "5", "min": "5", "max": None, "comparator": ">=", "unit": {"code": "km"}}, ">= 5 km"),
        (
            {"value": "7.8", "comparator": "=", "unit": {"code": None, "currency": "CNY", "per": "L"}},
            "7.8 CNY/L",
        ),
        ({"value": "3", "comparator": "=", "unit": None}, "3"),
        ({"value": None, "min": "10", "max": None, "comparator": ">", "unit": {"text": "家"}}, "> 10 家"),
    ],
)
def test_values_read_naturally(quantity: dict[str, Any] | None, shown: str) -> None:
    assert report.value_of(quantity) == shown


def settings() -> list[str]:
    names = [name for name in Config.model_fields if name != "entities"]
    return names + [f"entities.{name}" for name in EntityConfig.model_fields]


def test_help_and_readme_name_every_setting(call: Any) -> None:
    shown = "".join(call("run", "--help")[1].replace("│", "").split())
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    for name in settings():
        assert name in shown
        assert f"`{name}`" in readme


def test_folders_of_a_configuration_are_found_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "small").mkdir()
    (tmp_path / "small" / "meta.json").write_text("{}")
    path = tmp_path / "own.toml"
    path.write_text('rules = "house"\n[entities]\nmodel = "small"\n', "utf-8")
    config = Config.read(path)
    assert (config.rules, config.entities.model) == (tmp_path / "house", str(tmp_path / "small"))
    path.write_text(f'rules = "{tmp_path}/x"\n[entities]\nmodel = "zh_core_web_sm"\n', "utf-8")
    config = Config.read(path)
    assert (config.rules, config.entities.model) == (tmp_path / "x", "zh_core_web_sm")


def test_a_label_that_is_none_of_ours_is_an_error_without_a_model_too(call: Any, place: Path) -> None:
    Path("own.toml").write_text('[entities.labels]\nCOMPANY = "FIRM"\n', "utf-8")
    code, _, errors = call("run", "a.txt", "-o", "out", "--config", "own.toml")
    assert code == 2
    assert (
        "own.toml: entities.labels: COMPANY = 'FIRM' is no label of ours. To mend: use one of PERSON"
        in errors
    )


def test_lines_on_standard_input_are_documents(call: Any, place: Path) -> None:
    rows = b'{"text": "3%"}\n{"text": "4%"}\n'
    assert "2 (2 new, 0 reused, 0 failed)" in call("run", "-", "-o", "out", stdin=rows)[1]
    assert "1 (1 new, 0 reused, 0 failed)" in call("run", "-", "-o", "out", "--format", "text", stdin=rows)[1]
    assert call("run", "-", "-o", "out", "--format", "xml", stdin=rows)[0] == 2


def test_an_interruption_while_the_command_loads_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt", "utf-8")
    root = str(Path(__file__).parent.parent)
    ended = subprocess.run(
        [sys.executable, "-m", "pipeline", "--version"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"},
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stderr) == (130, "pressfacts: interrupted\n")


def test_text_files_get_the_date_of_the_run_and_are_computed_anew_with_another(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("昨日新增企业3家。", "utf-8")
    row = json.dumps({"text": "昨日新增企业3家。", "published": "2023-05-02"})
    (tmp_path / "b.jsonl").write_text(row, "utf-8")
    for day, before in (("2024-06-08", "2024-06-07"), ("2024-03-01", "2024-02-29")):
        code, out, _ = call("run", "a.txt", "b.jsonl", "-o", "out", "--published", day, "--to", "none")
        documents = [json.loads(line) for line in (tmp_path / "out/documents.jsonl").open(encoding="utf-8")]
        assert (code, [document["published"] for document in documents]) == (0, [day, "2023-05-02"])
        assert [document["times"][0]["value"] for document in documents] == [before, "2023-05-01"]
        assert "(2 new, 0 reused" in out
    code, out, _ = call("retry", "out")
    assert (code, "(0 new, 2 reused" in out) == (0, True)
