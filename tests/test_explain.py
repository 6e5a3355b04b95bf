"""`pressfacts explain`: where each answer of a fact came from."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import cli
from pipeline.draft import Beaten, Draft
from pipeline.explain import Explanation, explain
from pipeline.model import Document

TEXT = """临江市发布外贸数据
2023年10月,临江市完成外贸进出口18.6亿元,同比增长7.2%。
其中出口约12亿元,预计全年超过130亿元。"""


@pytest.fixture(scope="module")
def engine() -> Any:
    return pipeline.load()


def explained(
    engine: Any, text: str, published: str | None = None
) -> tuple[Draft, Document, list[Explanation]]:
    draft = engine.draft(text, published=published)
    document = engine.finish(draft)
    return draft, document, list(explain(draft, document, engine.rules))


def reasons(found: Explanation) -> dict[str, tuple[str, str]]:
    return {question: (answer, " | ".join(because)) for question, answer, because in found.reasons}


@pytest.fixture(scope="module")
def trade(engine: Any) -> list[Explanation]:
    return explained(engine, TEXT, "2023-11-20")[2]


def test_every_fact_is_explained_and_named(engine: Any) -> None:
    _, document, found = explained(engine, TEXT)
    assert [(each.id, each.uid) for each in found] == [(fact.id, fact.uid) for fact in document.facts]
    assert [each.figure for each in found] == ["18.6亿元", "7.2%", "12亿元", "130亿元"]
    assert all(TEXT.splitlines()[each.sentence - 1] == each.evidence for each in found)


def test_a_figure_tells_value_unit_and_what_decided_them(trade: list[Explanation]) -> None:
    assert reasons(trade[0])["figure"] == ("1860000000 CNY (money)", "rule money.yuan | unit CNY by region")
    assert "约: ~" in reasons(trade[2])["figure"][1]
    assert reasons(trade[3])["figure"][0] == "> 13000000000 CNY (money)"


def test_a_metric_tells_its_words_rule_and_entry_of_the_catalogue(trade: list[Explanation]) -> None:
    answer, because = reasons(trade[0])["metric"]
    assert answer == "外贸进出口"
    assert because.startswith("rule fact.")
    assert " | before the figure, in its sentence | " in because
    assert "catalogue: " in because
    assert ", by its name " in because


def test_what_was_carried_tells_from_where(trade: list[Explanation]) -> None:
    period, because = reasons(trade[2])["period"]
    assert period == "2023年10月 = 2023-10"
    assert "carried from sentence 2, 1 back | rule " in because
    assert "2023-10-01 to 2023-10-31, freq M" in because


def test_what_was_completed_tells_from_what(engine: Any) -> None:
    (found,) = explained(engine, "去年全市水产品产量48万吨。", "2023-01-10")[2]
    period, because = reasons(found)["period"]
    assert period == "去年 = 2022"
    assert "completed from the publishing date 2023-01-10" in because


def test_status_and_change_tell_their_words(trade: list[Explanation]) -> None:
    assert reasons(trade[0])["status"] == ("actual", "no word says otherwise")
    assert reasons(trade[3])["status"] == ("estimate", "word: 预计")
    assert "change" not in reasons(trade[0])
    answer, because = reasons(trade[1])["change"]
    assert answer == "increase, yoy"
    assert because == "word: 同比 (basis) | word: 增长 (direction) | signed value 7.2"


def test_words_are_shown_as_printed_too(engine: Any) -> None:
    (found,) = explained(engine, "軟體業務收入275億元。")[2]
    assert found.figure == "275億元"
    assert reasons(found)["metric"][0] == "软件业务收入 (軟體業務收入)"


def test_a_fact_without_figure_or_answers(engine: Any) -> None:
    draft, document, _ = explained(engine, "出口与上月持平。")
    (fact,) = document.facts
    fact.metric = fact.subject = fact.period = None
    (found,) = explain(draft, document, engine.rules)
    assert found.figure == "no figure"
    told = reasons(found)
    assert (told["metric"][0], told["subject"][0], told["period"][0]) == ("none", "none", "none")
    assert told["change"][0] == "unchanged, mom"


def test_what_was_beaten_stands_with_its_question_the_likeliest_first(engine: Any) -> None:
    draft, document, _ = explained(engine, "2023年临江市出口12亿元。")
    draft.facts[0].beaten = [
        Beaten("metric", "外贸", 0.05),
        Beaten("metric", "进口", 0.2),
        Beaten("subject", "", 0.125),
        *(Beaten("period", f"{year}年", 0.01) for year in range(2000, 2020)),
    ]
    (found,) = explain(draft, document, engine.rules)
    assert reasons(found)["metric"][1].endswith("beat: 进口 (0.20) | beat: 外贸 (0.05)")
    assert reasons(found)["subject"][1].endswith("beat: none (0.12)")
    assert reasons(found)["period"][1].count("beat: ") == 5


def test_repeats_speakers_and_dimensions_are_told(engine: Any) -> None:
    text = "临江市出口12亿元\n世界银行预测,2024年临江市对美国出口电子产品12亿元。"
    draft, document, _ = explained(engine, text)
    document.facts[1].same_as = "f1"
    told = reasons(list(explain(draft, document, engine.rules))[1])
    assert told["repeats"][0] == "f1 (sentence 1)"
    assert told["said by"][0] == "世界银行"
    assert "partner 美国" in told["dimensions"][0]


def test_every_sample_is_explained(engine: Any) -> None:
    for path in sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))[:4]:
        draft, document, found = explained(engine, path.read_text("utf-8"))
        assert len(found) == len(draft.facts) == len(document.facts)
        for each in found:
            assert {"metric", "subject", "period", "status", "confidence"} <= reasons(each).keys()
            assert all("\n" not in line for line in each.lines())


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    Path("empty.txt").write_text("", encoding="utf-8")
    rows = [{"text": "出口12亿元。"}, {"text": "进口3亿元。", "id": "b", "published": "2024-05-01"}]
    Path("rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")

    def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main(["explain", *arguments])
        out, errors = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), errors.decode()

    return run


def test_the_command_shows_all_facts_or_the_wanted_ones(call: Any) -> None:
    code, everything, errors = call("a.txt")
    assert (code, errors) == (0, "")
    heads = [line for line in everything.splitlines() if line[0] == "f"]
    assert [head.split()[0] for head in heads] == ["f1", "f2", "f3", "f4"]
    uid = heads[2].split()[-1].rstrip(")")
    assert call("a.txt", "--fact", "f3") == call("a.txt", "--fact", uid)
    assert call("a.txt", "--fact", "f3", "--fact", "f1")[1].count("confidence:") == 2


def test_a_line_of_a_file_by_its_uri(call: Any) -> None:
    code, out, _ = call("rows.jsonl#2")
    assert (code, out.splitlines()[0].split()[:2]) == (0, ["f1", "3亿元"])
    code, out, _ = call("rows.jsonl")
    assert code == 0
    assert "rows.jsonl#1 (" in out
    assert "rows.jsonl#2 (b)" in out


def test_uids_are_those_of_the_run(call: Any) -> None:
    with pytest.raises(SystemExit):
        cli.main(["run", "a.txt", "rows.jsonl", "-o", "out"])
    for line in Path("out/documents.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        for fact in document["facts"]:
            code, out, _ = call(document["source"]["uri"], "--fact", fact["uid"])
            assert (code, f"(uid {fact['uid']})" in out) == (0, True)


def test_standard_input_and_a_publishing_date(call: Any) -> None:
    code, out, _ = call("-", "--published", "2023-01-10", stdin="去年出口12亿元。".encode())
    assert code == 0
    assert "completed from the publishing date 2023-01-10" in out


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (["nowhere.txt"], 2, "nowhere.txt: no such file"),
        (["empty.txt"], 1, "empty.txt: the input is empty"),
        (["rows.jsonl#9"], 2, "rows.jsonl#9: there is no such line"),
        (["a.txt", "--fact", "f99"], 2, "--fact f99: no such fact in a.txt"),
        (["a.txt", "--published", "2023-13-01"], 2, "published is '2023-13-01'"),
    ],
)
def test_a_call_that_cannot_be_is_told(call: Any, arguments: list[str], code: int, problem: str) -> None:
    found, _, errors = call(*arguments)
    assert found == code
    assert problem in errors
    assert errors.count("\n") == 1
