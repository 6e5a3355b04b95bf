"""Records out = inputs in, whatever fails; reruns compute only what changed; nothing half-written is ever seen."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import spacy

import pipeline
from pipeline import batch, engine
from pipeline.batch import Options, readable, versions
from pipeline.batch.manifest import NAME, Manifest
from pipeline.config import Config, EntityConfig
from pipeline.errors import ConfigError
from pipeline.inputs import find, stream
from pipeline.inputs.raw import Reading
from pipeline.lock import FOLDER
from pipeline.schema import json_schema
from tests.batches import rows, run
from tests.texts import TEXTS


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def names(out: Path) -> list[str]:
    return [Path(row["source"]["uri"]).stem for row in rows(out)]


def stage_that_raises(error: BaseException, word: str) -> Any:
    def stage(draft: Any) -> None:
        if word in draft.original:
            raise error

    return stage


def test_a_rerun_computes_nothing_and_gives_the_same_bytes(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    first = run(loaded, inputs, tmp_path / "out")
    before = (tmp_path / "out" / "documents.jsonl").read_bytes()
    second = run(loaded, inputs, tmp_path / "out")
    assert (first.reused, second.reused, second.documents) == (0, 3, 3)
    assert (tmp_path / "out" / "documents.jsonl").read_bytes() == before
    assert first.items == second.items
    assert first.facts == second.facts


def test_only_what_changed_is_computed(loaded: engine.Pipeline, inputs: Path, tmp_path: Path) -> None:
    run(loaded, inputs, tmp_path / "out")
    (inputs / "b.txt").write_text("港口今年完成货物吞吐量3.3亿吨。", encoding="utf-8")
    (inputs / "c.txt").rename(inputs / "d.txt")  # the path enters the record
    (inputs / "e.txt").write_text("粮食增产4%。", encoding="utf-8")
    assert run(loaded, inputs, tmp_path / "out").reused == 1
    assert names(tmp_path / "out") == ["a", "b", "d", "e"]


@pytest.mark.parametrize("field", ["id", "published", "title", "url", "text"])
def test_every_field_of_a_line_counts(loaded: engine.Pipeline, tmp_path: Path, field: str) -> None:
    row = {"text": TEXTS["a"], "id": "1", "published": "2024-01-02", "title": "t", "url": "u"}
    path = tmp_path / "in.jsonl"
    for value, reused in ((row[field], 0), (row[field], 1), ("2024-01-03", 0)):
        path.write_text(json.dumps({**row, field: value}), encoding="utf-8")
        assert run(loaded, path, tmp_path / "out").reused == reused
    (written,) = rows(tmp_path / "out")
    assert "2024-01-03" in json.dumps(written)


def test_other_rules_and_settings_are_computed_anew(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    run(loaded, inputs, tmp_path / "out")
    house = tmp_path / "house"
    house.mkdir()
    (house / "words.toml").write_text('[[words]]\nid = "own"\nnames = ["高新技术企业"]\n', encoding="utf-8")
    assert run(pipeline.load(Config(rules=house)), inputs, tmp_path / "out").reused == 0


def test_a_new_version_is_computed_anew(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(loaded, inputs, tmp_path / "out")
    monkeypatch.setattr(versions, "VERSION", "99")
    assert run(loaded, inputs, tmp_path / "out").reused == 0


@pytest.mark.parametrize(
    ("field", "value"), [("encoding", "utf-8"), ("columns", (("id", "nr"),)), ("most", 20), ("published", "2024-01-03")]
)  # fmt: skip
def test_every_setting_of_the_reading_counts(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path, field: str, value: Any
) -> None:
    """A long text that one run took is too long for the next, whatever lies there from the first."""

    def read(out: Path, reading: Reading) -> list[dict[str, Any]]:
        batch.run(loaded, stream(find([str(inputs)], leave_out=out), reading), out, reading=reading)
        return rows(out)

    (inputs / "long.txt").write_text("全年增长3%。" * 5, encoding="utf-8")
    run(loaded, inputs, tmp_path / "out")
    other = Reading(**{field: value})
    assert versions.digest(loaded, other) != versions.digest(loaded, Reading())
    assert read(tmp_path / "out", other) == read(tmp_path / "fresh", other)


def test_every_library_that_results_come_from_counts(
    loaded: engine.Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = versions.digest(loaded, Reading())
    version = versions.metadata.version
    for library in ("charset-normalizer", "jieba", "spacy"):
        other = lambda name, library=library: "0.0" if name == library else version(name)  # noqa: E731
        monkeypatch.setattr(versions.metadata, "version", other)
        assert versions.digest(loaded, Reading()) != before


def test_another_spacy_model_in_the_same_folder_is_computed_anew(inputs: Path, tmp_path: Path) -> None:
    def trained(label: str) -> engine.Pipeline:
        nlp = spacy.blank("zh")
        nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": "忽闪网"}])
        nlp.to_disk(tmp_path / "model")
        return pipeline.load(Config(entities=EntityConfig(model=str(tmp_path / "model"))))

    (inputs / "e.txt").write_text("忽闪网增长3%。", encoding="utf-8")
    assert run(trained("ORG"), inputs, tmp_path / "out").reused == 0
    assert run(trained("ORG"), inputs, tmp_path / "out").reused == 4
    assert run(trained("PRODUCT"), inputs, tmp_path / "out").reused == 0


@pytest.mark.parametrize(
    "error",
    [MemoryError("full"), RecursionError("deep"), ValueError("odd"), UnicodeError("x"), OSError(5, "io")],
)
def test_a_stage_that_raises_costs_one_record(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(loaded, "stages", [*loaded.stages, ("late", stage_that_raises(error, "港口"))])
    tally = run(loaded, inputs, tmp_path / "out")
    assert (tally.documents, tally.failed) == (3, 1)
    found = rows(tmp_path / "out")
    assert [row.get("error", {}).get("stage") for row in found] == [None, "late", None]
    assert type(error).__name__ in found[1]["error"]["message"]
    for row in found:
        jsonschema.validate(row, json_schema())


def test_a_failed_document_is_tried_again(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(loaded, "stages", [*loaded.stages, ("late", stage_that_raises(MemoryError(), "港口"))])
        run(loaded, inputs, tmp_path / "out")
    tally = run(loaded, inputs, tmp_path / "out")
    assert (tally.failed, tally.reused) == (0, 2)


@pytest.mark.parametrize(("broken", "stage"), [("assemble", "assemble"), ("to_dict", "serialise")])
def test_failures_after_the_stages_cost_one_record_too(
    loaded: engine.Pipeline,
    inputs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
    stage: str,
) -> None:
    whole = engine.assemble

    def fail(*_: Any, **__: Any) -> Any:
        raise TypeError("no")

    def assemble(draft: Any, rules: str) -> Any:
        document = fail() if "港口" in draft.original and broken == "assemble" else whole(draft, rules)
        if "港口" in draft.original:
            document.sentences = [object()]  # nothing that JSON can hold
        return document

    monkeypatch.setattr(engine, "assemble", assemble)
    run(loaded, inputs, tmp_path / "out")
    assert [row.get("error", {}).get("stage") for row in rows(tmp_path / "out")] == [None, stage, None]


def test_a_strict_run_stops_and_tells_the_truth(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (inputs / "b.txt").write_bytes(b"")
    tally = run(loaded, inputs, out, strict=True)
    assert (tally.stopped, tally.failed, tally.documents) == (True, 1, 2)
    assert not (out / "documents.jsonl").exists()
    assert not list((out / FOLDER).glob("*.partial"))
    (inputs / "b.txt").write_text(TEXTS["b"], encoding="utf-8")
    assert run(loaded, inputs, out, strict=True).reused == 1
    assert names(out) == ["a", "b", "c"]


def test_equal_texts_and_ids_stay_two_records(loaded: engine.Pipeline, tmp_path: Path) -> None:
    lines = [
        {"text": TEXTS["a"], "id": "1"},
        {"text": TEXTS["a"], "id": "2"},
        {"text": TEXTS["b"], "id": "1"},
        {"text": TEXTS["c"]},
        {"text": TEXTS["c"]},
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    for _ in range(2):  # the second time from the kept results
        tally = run(loaded, path, tmp_path / "out")
        found = [[warning["code"] for warning in row["warnings"]] for row in rows(tmp_path / "out")]
        assert found == [[], ["duplicate_text"], ["duplicate_id"], [], ["duplicate_text"]]
    assert tally.reused == 5


def test_the_same_file_twice_is_one_record(loaded: engine.Pipeline, inputs: Path, tmp_path: Path) -> None:
    places = find([str(inputs / "a.txt"), str(inputs), f"{inputs}/*.txt"])
    batch.run(loaded, stream(places, Reading()), tmp_path / "out", Options(pretty=True))
    found = rows(tmp_path / "out")
    assert len({(row["source"]["uri"], row["id"]) for row in found}) == len(found) == 3
    assert len(list((tmp_path / "out").glob("*.json"))) == 3


def test_readable_files_are_stable_and_stale_ones_go(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(loaded, inputs, out, pretty=True)
    first = sorted(path.name for path in out.glob("*.json"))
    assert len(first) == 3
    for path in out.glob("*.json"):
        assert json.loads(path.read_text("utf-8")) in rows(out)
    (out / "mine.json").write_text("{}", encoding="utf-8")
    (inputs / "0.txt").write_text("粮食增产4%。", encoding="utf-8")
    (inputs / "b.txt").unlink()
    run(loaded, inputs, out, pretty=True)
    second = sorted(path.name for path in out.glob("*.json"))
    assert "mine.json" in second
    assert len(set(first) & set(second)) == 2
    assert not [name for name in second if "-b-" in name]


def test_a_run_leaves_no_readable_file_that_it_did_not_write(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(loaded, inputs, out, pretty=True)
    run(loaded, inputs, out, pretty=True, original=False)
    assert [path for path in out.glob("*.json") if "original_text" in path.read_text("utf-8")] == []
    (out / "mine.json").write_text("{}", encoding="utf-8")
    run(loaded, inputs, out, original=False)
    assert [path.name for path in out.glob("*.json")] == ["mine.json"]


def test_a_file_that_cannot_be_read_is_a_valid_error_record(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    (inputs / "d.txt").symlink_to(tmp_path / "gone")
    run(loaded, inputs, tmp_path / "out")
    row = rows(tmp_path / "out")[3]
    assert (row["source"]["sha256"], row["id"]) == (None, row["source"]["uri"])
    jsonschema.validate(row, json_schema())


@pytest.mark.parametrize("id", ["../../etc/passwd", "a/b", "甲" * 400, "", ".", "con", "A b\n", "x" * 300])
def test_readable_names_are_safe_file_names(tmp_path: Path, id: str) -> None:
    name = readable.readable_name("in.jsonl#1", id, set().__contains__)
    assert "/" not in name
    assert not name.startswith(".")
    (tmp_path / name).write_text("")
    assert readable.readable_name("in.jsonl#1", id, {name}.__contains__) != name
    assert readable.readable_name("in.jsonl#2", id, set().__contains__) != name


def test_original_text_is_left_out_on_request_only(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    for original, reused in ((True, 0), (False, 3), (True, 3)):
        assert run(loaded, inputs, tmp_path / "out", original=original).reused == reused
        for row in rows(tmp_path / "out"):
            assert ("original_text" in row) == original
            jsonschema.validate(row, json_schema())


def test_a_damaged_working_file_is_noticed_and_rebuilt(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(loaded, inputs, out)
    before = (out / "documents.jsonl").read_bytes()
    store = out / FOLDER / NAME
    whole = store.read_bytes()
    for damaged in (b"", b"no database at all" * 100, whole[: len(whole) // 2], whole[:100] + b"\xff" * 9000):
        store.write_bytes(damaged)
        tally = run(loaded, inputs, out)
        assert tally.reused < 3
        assert tally.rebuilt == bool(damaged)
        assert (out / "documents.jsonl").read_bytes() == before


def test_a_damaged_row_is_computed_anew(loaded: engine.Pipeline, inputs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(loaded, inputs, out)
    before = (out / "documents.jsonl").read_bytes()
    base = sqlite3.connect(out / FOLDER / NAME)
    with base:
        base.execute("update results set crc = crc + 1 where at = 0")
    base.close()
    assert run(loaded, inputs, out).reused == 2
    assert (out / "documents.jsonl").read_bytes() == before


def test_results_of_inputs_that_are_gone_are_dropped(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(loaded, inputs, out)
    for name in "ab":
        (inputs / f"{name}.txt").unlink()
    run(loaded, inputs, out)
    base = sqlite3.connect(out / FOLDER / NAME)
    assert base.execute("select count(*) from results").fetchone() == (1,)
    base.close()


def test_two_runs_do_not_write_into_one_folder(loaded: engine.Pipeline, inputs: Path, tmp_path: Path) -> None:
    with Manifest(tmp_path / "out"), pytest.raises(ConfigError, match="another run"):
        run(loaded, inputs, tmp_path / "out")
    assert run(loaded, inputs, tmp_path / "out").failed == 0


def test_an_output_that_is_no_folder_is_a_usage_error(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="To mend"):
        run(loaded, inputs, tmp_path / "out")


def test_a_renaming_that_fails_leaves_the_earlier_result(
    loaded: engine.Pipeline, inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run(loaded, inputs, out)
    before = (out / "documents.jsonl").read_bytes()
    (inputs / "d.txt").write_text("粮食增产4%。", encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(ConfigError, match="No space left"):
            run(loaded, inputs, out)
    assert (out / "documents.jsonl").read_bytes() == before
    assert run(loaded, inputs, out).reused == 3  # what could not be synced is no result


def marked(out: Path) -> int:
    """How many results the manifest has: a shard is renamed before they are marked."""
    path = out / FOLDER / NAME
    if not path.exists():
        return 0
    base = sqlite3.connect(path)
    try:
        return int(base.execute("select count(*) from results").fetchone()[0])
    except sqlite3.OperationalError:  # no tables yet, or locked
        return 0
    finally:
        base.close()


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_run_that_is_stopped_goes_on_where_it_was(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out"
    lines = [json.dumps({"id": str(n), "text": f"第{n}号仓库存粮{n}吨。" * 40}) for n in range(1500)]
    path.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "run", str(path), "-o", str(out)]
    # A child of a shell's background job inherits an ignored SIGINT, which Python then leaves ignored.
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not marked(out):
        time.sleep(0.02)
    process.send_signal(sent)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == code, errors.decode()
    assert not (out / "documents.jsonl").exists()
    if sent is signal.SIGINT:
        assert errors.decode().splitlines() == ["pressfacts: interrupted; run again to go on from here"]
    path.write_text("\n".join(lines[:20]), encoding="utf-8")
    tally = run(pipeline.load(), path, out)
    assert tally.reused > 0
    assert [row["id"] for row in rows(out)] == [str(n) for n in range(20)]
