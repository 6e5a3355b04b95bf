"""The same bytes whoever computes; reprints are marked; status and retry; memory that does not grow with the inputs."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

import pipeline
from benchmarks.releases import releases
from pipeline import batch
from pipeline.batch import Options, shards
from pipeline.batch.manifest import Manifest
from pipeline.batch.pool import start_method
from pipeline.batch.similarity import bands, signature, similarity
from pipeline.batch.state import state
from pipeline.batch.unit import Unit
from pipeline.config import Config
from pipeline.engine import Pipeline
from pipeline.errors import ConfigError
from pipeline.inputs import Raw, Reading, find, stream
from pipeline.keyset import KeySet
from pipeline.lock import FOLDER
from tests.batches import rows
from tests.recorder import Recorder

RELEASE = [
    "臨江市前三季度完成進出口總額1286.5億元，同比增長7.2%，其中出口812.4億元，增長9.1%。",
    "分產品看，機電產品出口436.2億元，增長11.5%；農產品出口38.7億元，下降2.4%；紡織品出口65.9億元，增長1.8%。",
    "民營企業進出口903.1億元，佔全市外貿總值的70.2%，比重比去年同期提高2.3個百分點。",
    "市商務局局長王建國表示，下一步將繼續幫助企業開拓新興市場，力爭全年增速保持在6%以上。",
]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Documents in both scripts, failures of every kind, duplicates and reprints, in lines and files."""
    folder = tmp_path / "in"
    folder.mkdir()
    release = "\n".join(RELEASE)
    rows: list[dict[str, Any]] = [
        {"id": str(n), "text": f"第{n}號倉庫存糧{n}噸，增長{n}%。"} for n in range(30)
    ]
    rows += [
        {"id": "r", "text": release},
        {"id": "x", "text": release + "\n（完）"},
        {"id": "3", "text": release},
    ]
    rows += [{"id": "none"}, {"text": 5}, {"text": RELEASE[0], "published": "2024-13-01"}]
    (folder / "a.jsonl").write_text("\n".join([*map(json.dumps, rows), "{broken"]), "utf-8")
    (folder / "b.txt").write_text("来源：临江日报\n" + release, "utf-8")
    (folder / "c.html").write_text(f"<html><body><h1>通報</h1><p>{RELEASE[2]}</p></body></html>", "utf-8")
    (folder / "d.txt").write_bytes(b"\x89PNG\r\n")
    (folder / "e.txt").symlink_to(folder / "gone")
    return folder


def run(loaded: Pipeline, inputs: Path, out: Path, sinks: Any = (), **options: Any) -> bytes:
    batch.run(loaded, stream(find([str(inputs)]), Reading()), out, Options(**options), sinks=sinks)
    return (out / "documents.jsonl").read_bytes()


def test_one_process_or_several_forked_or_spawned_write_the_same_bytes(
    loaded: Pipeline, inputs: Path, tmp_path: Path
) -> None:
    wanted = run(loaded, inputs, tmp_path / "one")
    assert wanted.count(b"\n") == 41
    ways: list[dict[str, Any]] = [{"jobs": 2, "start_method": "spawn"}]
    if start_method(Options()) == "fork":
        ways += [{"jobs": 1, "timeout": 60.0}, {"jobs": 3, "start_method": "fork"}]
    for number, way in enumerate(ways):
        assert run(loaded, inputs, tmp_path / str(number), **way) == wanted


def test_spawned_workers_read_the_rules_that_the_run_began_with(
    inputs: Path, tmp_path: Path, loaded: Pipeline
) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "words.toml").write_text('[[words]]\nid = "own"\nnames = ["高新技术企业"]\n', encoding="utf-8")
    changing = pipeline.load(Config(rules=house))
    (house / "words.toml").write_text('[[words]]\nid = "own"\nnames = ["高新技术园区"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="the rules were changed while we ran"):
        run(changing, inputs, tmp_path / "out", timeout=60.0, start_method="spawn")


def test_the_unit_knows_nothing_of_engines(loaded: Pipeline) -> None:
    unit = Unit(loaded, Reading())
    raws = [
        Raw("a", "text", "增长3%。".encode()),
        Raw("b", "row", b"{broken"),
        Raw("c", "html", b"<p>4%</p>"),
    ]
    results = list(unit.process_batch(iter(raws)))
    assert [result.failure for result in results] == [None, "invalid_json", None]
    assert [json.loads(result.line())["source"]["uri"] for result in results] == ["a", "b", "c"]


def warned(row: dict[str, Any]) -> dict[str, str]:
    return {warning["code"]: warning["message"] for warning in row.get("warnings", ())}


def test_reprints_are_marked_with_the_first_and_kept(loaded: Pipeline, inputs: Path, tmp_path: Path) -> None:
    run(loaded, inputs, tmp_path / "out")
    found = {Path(row["source"]["uri"]).name: warned(row) for row in rows(tmp_path / "out")}
    first = f"r ({inputs.as_posix()}/a.jsonl#31)"
    assert "near_duplicate" not in found["a.jsonl#31"]
    assert found["a.jsonl#32"]["near_duplicate"] == f"reprints an earlier input: {first}"
    assert found["a.jsonl#33"]["duplicate_text"] == f"an earlier input has the same text: {first}"
    assert "near_duplicate" not in found["a.jsonl#33"]
    assert "duplicate_id" in found["a.jsonl#33"]
    assert found["b.txt"]["near_duplicate"].endswith(first)
    assert sum("near_duplicate" in warnings for warnings in found.values()) == 2


@pytest.mark.parametrize(
    ("change", "near"),
    [
        (lambda text: text, True),
        (lambda text: "本报讯 " + text, True),
        (lambda text: text.replace("表示", "指出"), True),
        (lambda text: text[:-25], True),  # the end cut
        (lambda text: text.replace("\n", "\n\n "), True),
        (lambda text: text.replace("。", "。\n"), True),
        (lambda text: text[: len(text) // 2], False),
        (
            lambda text: text.translate(str.maketrans("123456789", "234567891")),
            False,
        ),  # the next month's figures
        (lambda text: text[::-1], False),
        (lambda text: "增长3%。", False),
    ],
)
def test_what_is_a_reprint(change: Any, near: bool) -> None:
    one, other = signature("\n".join(RELEASE)), signature(change("\n".join(RELEASE)))
    assert one is not None
    found = other is not None and similarity(one, other) is not None
    assert found == near
    if near and other is not None:
        assert set(bands(one)) & set(bands(other))


def test_a_chain_of_reprints_leads_to_its_beginning(loaded: Pipeline, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    texts = ["\n".join(RELEASE) + "又讯" * n for n in range(4)]
    path.write_text("\n".join(json.dumps({"id": f"r{n}", "text": t}) for n, t in enumerate(texts)), "utf-8")
    run(loaded, path, tmp_path / "out")
    told = [warned(row).get("near_duplicate", "") for row in rows(tmp_path / "out")]
    assert told[0] == ""
    assert all("input: r0 (" in message for message in told[1:])


def test_sinks_get_every_record_in_order_reruns_too(loaded: Pipeline, inputs: Path, tmp_path: Path) -> None:
    for jobs in (2, 1):
        sink = Recorder()
        run(loaded, inputs, tmp_path / "out", [sink], jobs=jobs)
        assert sink.given == rows(tmp_path / "out")
        assert sink.said == ["open", "close", "abort"]


def test_a_sink_that_fails_leaves_the_earlier_documents(loaded: Pipeline, tmp_path: Path) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out"
    texts = ["粮食增产4%。", "出口12亿元。", "进口3亿元。"]
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), "utf-8")
    before = run(loaded, path, out)
    path.write_text("\n".join(json.dumps({"text": f"全年{text}"}) for text in texts), "utf-8")
    for error in (ConfigError("memory: is full"), ValueError("a fault of the sink"), OSError(28, "full")):
        for field, said in (("fault", ["open", "abort"]), ("fault_at_the_end", ["open", "close", "abort"])):
            sink = Recorder()
            setattr(sink, field, error)
            with pytest.raises(
                ConfigError if isinstance(error, OSError) else type(error), match=r"full|fault"
            ):
                run(loaded, path, out, [sink])
            assert sink.said == said
            assert (out / "documents.jsonl").read_bytes() == before
            assert list(out.rglob("*.partial")) == []
            assert not state(out).complete
    assert run(loaded, path, out, [Recorder()]) != before
    assert state(out).complete


def test_an_input_that_lost_its_result_is_not_left_out(
    loaded: Pipeline, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = run(loaded, inputs, tmp_path / "out")
    sink, results = Recorder(), Manifest.results
    monkeypatch.setattr(Manifest, "results", lambda self: list(results(self))[:-1])
    with pytest.raises(ConfigError, match=r"1 of \d+ inputs have no result.*To mend: run again"):
        run(loaded, inputs, tmp_path / "out", [sink])
    assert sink.said == ["open", "abort"]
    assert (tmp_path / "out" / "documents.jsonl").read_bytes() == wanted
    monkeypatch.undo()
    assert run(loaded, inputs, tmp_path / "out") == wanted


def test_shards_are_joined_and_unused_ones_go(
    loaded: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out"
    monkeypatch.setattr(shards, "_MOST_RESULTS", 2)
    monkeypatch.setattr(shards, "_FEW", 5)
    lines = [json.dumps({"id": str(n), "text": f"存粮{n}吨。"}) for n in range(30)]
    path.write_text("\n".join(lines), "utf-8")
    wanted = run(loaded, path, out)
    monkeypatch.setattr(shards, "_MOST_RESULTS", 1000)
    assert run(loaded, path, out) == wanted
    files = sorted((out / FOLDER / "shards").iterdir())
    assert len(files) == 1
    path.write_text("\n".join(lines[:9]), "utf-8")
    run(loaded, path, out)
    (smaller,) = (out / FOLDER / "shards").iterdir()
    assert smaller.name > files[0].name  # most of it was unused: written anew
    with Manifest(out) as manifest:
        assert [size == used for _, size, used in manifest.shards()] == [True]


def test_a_part_does_not_forget_the_rest(loaded: Pipeline, inputs: Path, tmp_path: Path) -> None:
    run(loaded, inputs, tmp_path / "out")
    raws = list(stream(find([str(inputs)]), Reading()))
    batch.run(loaded, raws[:2], tmp_path / "out", Options(prune=False))
    assert len(rows(tmp_path / "out")) == 2
    tally = batch.run(loaded, raws, tmp_path / "out")
    assert tally.reused == tally.documents - tally.failed


def in_one_line(out: str) -> str:
    return " ".join(out.split())


def test_status_and_retry(call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text("增长3%。", "utf-8")
    Path("in/b.txt").write_bytes(b"")
    assert call("run", "in", "-o", "out", "--pretty", "--jobs", "2")[0] == 1
    code, out, _ = call("status", "out")
    assert code == 1, "a document failed"
    assert "out: complete; 2 documents accounted for done 1 failed 1 pending 0" in in_one_line(out)
    assert "failed: decode: empty: in/b.txt" in out
    Path("in/b.txt").write_text("增长4%。", "utf-8")
    Path("elsewhere").mkdir()
    monkeypatch.chdir("elsewhere")  # paths are those of the run
    code, out, _ = call("retry", "../out")
    assert code == 0
    assert "2 (1 new, 1 reused, 0 failed)" in in_one_line(out)
    assert call("status", str(tmp_path / "out"))[0] == 0
    assert [row["source"]["uri"] for row in rows(tmp_path / "out")] == ["in/a.txt", "in/b.txt"]
    assert len(list((tmp_path / "out").glob("*.json"))) == 2


def test_retry_computes_as_the_run_did_where_it_is_not_told_otherwise(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("增长3%。", "utf-8")
    seen: list[tuple[int, float | None]] = []

    def noted(pipeline: Pipeline, raws: Any, out: Path, options: Options, *rest: Any, **more: Any) -> Any:
        seen.append((options.jobs, options.timeout))
        return run_as_ever(pipeline, raws, out, options, *rest, **more)

    run_as_ever = batch.run
    monkeypatch.setattr(batch, "run", noted)
    assert call("run", "a.txt", "-o", "out", "--jobs", "2", "--timeout", "20", "--to", "none")[0] == 0
    for given in ((), ("--timeout", "0"), ("--jobs", "1"), ()):
        assert call("retry", "out", *given)[0] == 0
    assert seen == [(2, 20), (2, 20), (2, None), (1, None), (1, None)]


def test_status_of_a_run_that_stopped(call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("增长3%。", "utf-8")
    Path("b.txt").write_bytes(b"")
    assert call("run", "a.txt", "b.txt", "-o", "out", "--strict", "--timeout", "0")[0] == 1
    code, out, _ = call("status", "out")
    assert code == 1
    assert "out: not complete; 2 documents accounted for done 1 failed 1 pending 0" in in_one_line(out)
    assert not state(Path("out")).complete
    assert call("run", "a.txt", "-o", "out", "--timeout", "0")[0] == call("status", "out")[0] == 0
    with Manifest(Path("out")) as manifest:
        manifest.begin(None)
    assert call("status", "out")[0] == 1, "nothing failed, and it has not come to its end"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("status", "none"), "none: no run has written here"),
        (("retry", "none"), "none: no run has written here"),
        (("retry", "piped"), "was read from standard input"),
        (("run", "-", "-o", "x", "--column", "body"), "--column body: is no mapping. To mend: write FIELD=COLUMN"),
        (("run", "-", "-o", "x", "--column", "body=text"), "with one of text, id, published, title, url"),
        (("run", "-", "-o", "x", "--since", "yesterday"), "--since is 'yesterday'"),
        (("run", "-", "-o", "x", "--jobs", "0"), "--jobs"),
        (("run", "-", "-o", "x", "--limit", "0"), "--limit"),
        (("run", "-", "-o", "x", "--timeout", "-1"), "--timeout"),
    ],
)  # fmt: skip
def test_wrong_uses_are_one_line(call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, words: str) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    if "piped" in arguments:
        assert call("run", "-", "-o", "piped", stdin="增长3%。".encode())[0] == 0
    code, _, errors = call(*arguments)
    assert (code, errors.count("\n")) == (2, 1)
    assert words in errors


def test_a_set_of_keys_is_as_a_set(tmp_path: Path) -> None:
    chance = random.Random(3)
    keys, known = KeySet(), dict[bytes, int]()
    for number in range(3000):
        key = chance.randbytes(1)
        assert keys.add(key, number) == known.get(key)
        known.setdefault(key, number)
    keys.close()


def test_releases_of_the_benchmark_are_the_same_each_time_and_no_two_alike() -> None:
    found = list(releases(300))
    assert found == list(releases(300))
    assert len({row["text"] for row in found}) == len({row["id"] for row in found}) == 300
    marks = [signature(row["text"]) for row in found]
    near = [
        (a, b)
        for a in range(300)
        for b in range(a)
        if marks[a] and marks[b] and similarity(marks[a] or b"", marks[b] or b"")
    ]
    assert near == []
