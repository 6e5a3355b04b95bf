"""The socket for a spaCy pipeline, with a small one made here."""

from pathlib import Path

import pytest
import spacy

import pipeline
from pipeline.config import Config, EntityConfig
from pipeline.draft import Entity
from pipeline.entities.overlaps import settle
from pipeline.entities.spacy_model import merge
from pipeline.errors import ConfigError

TEXT = "  忽闪网推出新版。\n重慶市今年有忽閃網與阿泰仔兩家參展。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "COMPANY", "pattern": "忽闪网"},
            {"label": "PER", "pattern": "阿泰仔"},
            {"label": "DATE", "pattern": "今年"},
            {"label": "ORG", "pattern": "重庆市今年"},
        ]
    )
    nlp.meta["name"], nlp.meta["version"] = "small", "1.2"
    path = tmp_path_factory.mktemp("model") / "small"
    nlp.to_disk(path)
    return path


def extract(folder: Path, prefer: str = "rules") -> pipeline.model.Document:
    entities = EntityConfig(model=str(folder), labels={"COMPANY": "ORG"}, prefer=prefer)
    return pipeline.load(Config(entities=entities))(TEXT)


def test_its_entities_come_back_with_true_offsets_and_our_labels(folder: Path) -> None:
    document = extract(folder)
    found = [(entity.original.text, entity.label, entity.rule) for entity in document.entities]
    assert found == [
        ("忽闪网", "ORG", "model.small"),
        ("重慶市", "GPE", "places.division"),
        ("忽閃網", "ORG", "model.small"),
        ("阿泰仔", "PERSON", "model.small"),
    ]
    for entity in document.entities:
        assert TEXT[entity.original.start : entity.original.end] == entity.original.text
    assert document.provenance.model == "zh_small-1.2"


def test_the_model_wins_where_it_is_preferred(folder: Path) -> None:
    assert ("重慶市今年", "ORG") in [
        (entity.original.text, entity.label) for entity in extract(folder, "model").entities
    ]


@pytest.mark.parametrize(("prefer", "kept"), [("rules", ["r"]), ("model", ["m"]), ("longer", ["m"])])
def test_merging(prefer: str, kept: list[str]) -> None:
    rules, model = [Entity(2, 4, "GPE", "r")], [Entity(1, 5, "ORG", "m", 0.6)]
    assert [entity.rule for entity in settle(merge(rules, model, prefer))] == kept


def test_a_missing_model_stops_before_the_first_document(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no spaCy pipeline 'zh_none_such'.*To mend"):
        pipeline.load(Config(entities=EntityConfig(model="zh_none_such")))
    with pytest.raises(ConfigError, match=r"meta\.json"):
        pipeline.load(Config(entities=EntityConfig(model=str(tmp_path))))


def test_a_label_that_is_none_of_ours_is_an_error(folder: Path) -> None:
    with pytest.raises(ConfigError, match="COMPANY = 'FIRM'"):
        EntityConfig(model=str(folder), labels={"COMPANY": "FIRM"})


def test_a_broken_model_names_itself(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    with pytest.raises(pipeline.errors.StageError, match="cannot be loaded"):
        pipeline.load(Config(entities=EntityConfig(model=str(tmp_path))))("今年")
