"""The model for names of our own: its signs, features, decoding, files, and what it and the rules decide together."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.config import Config, EntityConfig
from pipeline.draft import Draft, Entity, Token
from pipeline.entities import gazetteer, places
from pipeline.entities.grammar import Grammar
from pipeline.entities.ner import crf, press, signs, store, templates
from pipeline.entities.page import Page
from pipeline.entities.persons import Recogniser as Persons
from pipeline.errors import ConfigError
from pipeline.model import Source
from pipeline.rulebook import RuleBook
from pipeline.rulebook.arbitration import Arbitration

RULES = RuleBook.load()
GRAMMAR = Grammar(RULES)
SIGNS = signs.Signs(RULES, GRAMMAR, Persons(RULES, GRAMMAR))


def page(text: str, *words: str) -> Page:
    """A page of these words; characters that none of them covers are words of their own, blanks are none."""
    from pipeline.offsets import Alignment, Coordinates

    draft = Draft(original=text, id="a", source=Source("-", ""))
    draft.coordinates = Coordinates(text, text, Alignment.identity(len(text)))
    at = 0
    while at < len(text):
        word = next((word for word in words if text.startswith(word, at)), text[at])
        if not word.isspace():
            draft.tokens.append(Token(at, at + len(word), word))
        at += len(word)
    return Page.of(draft)


# ---- signs -------------------------------------------------------------------------------------------------


def test_rows_tell_what_the_rules_say() -> None:
    text = "青禾智能在临江市投产"
    rows = SIGNS(page(text, "青禾", "智能", "投产"), [], [Entity(0, 4, "ORG", "r"), Entity(5, 8, "GPE", "p")])
    place = (rows["rule"] - 1) % 4
    assert [int(value) for value in place[:4]] == [signs.FIRST, signs.INSIDE, signs.INSIDE, signs.LAST]
    assert rows["rule"][4] == 0
    assert len(set(rows["rule"][[0, 5]])) == 2


def test_an_item_of_a_list_knows_its_neighbours() -> None:
    text = "治理望月河、新丰河、程湖，张小明、李四"
    settled = [Entity(2, 5, "LOC", "r"), Entity(text.index("李四"), len(text), "PERSON", "r")]
    rows = SIGNS(page(text), settled, settled)
    loc, person = signs.LABELS.index("LOC") + 1, signs.LABELS.index("PERSON") + 1
    assert [int(rows["left"][text.index(item)]) for item in ("望月河", "新丰河", "程湖", "张小明")] == [
        0,
        loc,
        loc,
        0,
    ]
    assert int(rows["right"][text.index("张小明")]) == person


@pytest.mark.parametrize(
    ("text", "marked"),
    [("用“满天星”行动", "满天星"), ("看《河》。", "河"), ("“未完\n”其", ""), ("”反“", ""), ("“" * 50 + "甲”", "甲")],
)  # fmt: skip
def test_what_stands_in_quotation_marks(text: str, marked: str) -> None:
    row = SIGNS(page(text), [], [])["quote"]
    assert "".join(char for char, value in zip(text, row, strict=True) if value) == marked


@given(st.text(alphabet="张王在的、，“”《》\n 0９aB河市局一\U00020000", min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_every_row_is_as_long_as_the_text(text: str) -> None:
    here = page(text)
    rows = SIGNS(here, [], [])
    assert {len(row) for row in rows.values()} == {len(text)}
    keys = templates.keys(rows)
    assert keys.shape[0] == len(text)
    assert (keys == templates.keys(SIGNS(page(text), [], []))).all()


# ---- features ----------------------------------------------------------------------------------------------


def test_features_are_the_same_everywhere() -> None:
    """Weights are found by these hashes: they may not depend on the machine or the run."""
    rows = {"char": np.array([1, 2, 3], np.int64), "word": np.array([7, 7, 2**31], np.int64)}
    value = templates._hashed(5, [rows["char"], signs.shifted(rows["word"], 1)])
    assert [int(key) for key in value] == PINNED


PINNED = [17844181446850095021, 15822504725479698425, 2236129726421050533]


def test_a_group_has_the_same_features_whichever_others_are_used() -> None:
    rows = SIGNS(page("临江市投产"), [], [])
    words = templates.keys(rows, ("words",))
    both = templates.keys(rows, ("words", "rules"))
    assert (both[:, : words.shape[1]] == words).all()


@pytest.mark.parametrize(
    ("by", "seen"), [(0, [1, 2, 3]), (1, [2, 3, -9]), (-2, [-9, -9, 1]), (5, [-9, -9, -9])]
)
def test_shifted(by: int, seen: list[int]) -> None:
    assert signs.shifted(np.array([1, 2, 3], np.int64), by).tolist() == seen


# ---- decoding ----------------------------------------------------------------------------------------------


def sequences(length: int) -> list[tuple[int, ...]]:
    """All sequences of tags that make whole names."""
    return [
        tags
        for tags in itertools.product(range(crf.TAGS), repeat=length)
        if crf.BEGINS[tags[0]]
        and crf.ENDS[tags[-1]]
        and all(crf.FOLLOWS[a, b] for a, b in itertools.pairwise(tags))
    ]


def test_decoding_finds_what_trying_everything_finds() -> None:
    random = np.random.default_rng(3)
    scores = random.normal(0, 2, (3, crf.TAGS)).astype(np.float32)
    moves = random.normal(0, 1, (crf.TAGS, crf.TAGS)).astype(np.float32)
    reading = crf.decode(scores, moves, [(0, 3)])
    weighed = {}
    for tags in sequences(3):
        path = [*tags, crf.OUTSIDE]
        total = sum(scores[at, tag] for at, tag in enumerate(tags))
        weighed[tags] = float(total + sum(moves[a, b] for a, b in itertools.pairwise(path)))
    best = max(weighed, key=lambda tags: weighed[tags])
    assert crf.decode(scores, moves, [(0, 3)]).names == reading.names
    assert [(n.start, n.end, n.label) for n in reading.names] == list(crf._spans(np.array(best), 0))
    total = sum(np.exp(value) for value in weighed.values())
    for at, tag in ((0, 0), (1, 2), (2, crf.TAGS - 1)):
        chance = sum(np.exp(value) for tags, value in weighed.items() if tags[at] == tag) / total
        assert reading.marginals[at, tag] == pytest.approx(chance, abs=1e-4)


def test_lines_do_not_touch_each_other() -> None:
    scores = np.random.default_rng(1).normal(0, 3, (40, crf.TAGS)).astype(np.float32)
    moves = np.zeros((crf.TAGS, crf.TAGS), np.float32)
    lines = [(0, 3), (3, 30), (31, 40)]
    together = crf.decode(scores, moves, lines).names
    alone = [name for line in lines for name in crf.decode(scores, moves, [line]).names]
    assert [(n.start, n.end, n.label) for n in together] == [(n.start, n.end, n.label) for n in alone]
    assert not any(name.start <= 30 < name.end for name in together)


def test_only_known_features_weigh() -> None:
    weights = crf.Weights.of(
        np.array([3, 9], np.uint64),
        np.eye(2, crf.TAGS, dtype=np.float32),
        np.zeros((crf.TAGS, crf.TAGS), np.float32),
    )
    scores = weights.scores(np.array([[3, 9], [4, 9], [2**63, 1]], np.uint64))
    assert scores[:, :2].tolist() == [[1, 1], [0, 1], [0, 0]]


# ---- files -------------------------------------------------------------------------------------------------


def small(folder: Path) -> crf.Weights:
    emissions = np.zeros((2, crf.TAGS), np.float32)
    emissions[0, 3], emissions[0, 7], emissions[1, 0] = 0.5, -1.25, 2
    weights = crf.Weights.of(
        np.array([5, 2**64 - 1], np.uint64), emissions, np.ones((crf.TAGS, crf.TAGS), np.float32)
    )
    store.write(weights, folder / store.WEIGHTS)
    store.seal(folder, "small", "1.0")
    return weights


def test_weights_come_back_as_they_were(tmp_path: Path) -> None:
    weights = small(tmp_path)
    assert store.verify(tmp_path).name == "small"
    again = store.read(tmp_path / store.WEIGHTS)
    assert (again.keys == weights.keys).all()
    assert again.values.tolist() == [0.5, -1.25, 2]
    assert (again.tags.tolist(), again.starts.tolist()) == ([3, 7, 0], [0, 2, 3])
    assert (again.transitions == weights.transitions).all()


def damaged(folder: Path, how: str) -> None:
    weights, manifest = folder / store.WEIGHTS, folder / store.MANIFEST
    if how == "another byte":
        data = bytearray(weights.read_bytes())
        data[-1] ^= 1
        weights.write_bytes(data)
    elif how == "cut short":
        weights.write_bytes(weights.read_bytes()[:-20])
    elif how == "gone":
        weights.unlink()
    elif how == "no manifest":
        manifest.unlink()
    elif how == "no JSON":
        manifest.write_text("{")
    else:
        manifest.write_text(manifest.read_text().replace('"format": ', '"format": 9'))


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ("another byte", r"weights\.npz: sha256 is .*To mend"),
        ("cut short", r"weights\.npz: sha256 is"),
        ("gone", r"weights\.npz: cannot be read"),
        ("no manifest", r"manifest\.json: cannot be read"),
        ("no JSON", r"manifest\.json: cannot be read"),
        ("another format", r"format 9\d+ is not that of this version"),
    ],
)
def test_a_damaged_model_stops_before_the_first_document(tmp_path: Path, how: str, problem: str) -> None:
    small(tmp_path)
    config = Config(entities=EntityConfig(model=str(tmp_path)))
    pipeline.load(config)
    damaged(tmp_path, how)
    if how == "no manifest":  # then it is no model of ours either
        with pytest.raises(ConfigError, match="no spaCy pipeline"):
            pipeline.load(config)
    else:
        with pytest.raises(ConfigError, match=problem):
            pipeline.load(config)
    with pytest.raises(ConfigError, match=problem):
        store.verify(tmp_path)


def test_pickles_are_not_read(tmp_path: Path) -> None:
    np.savez(tmp_path / "weights.npz", keys=np.array([{}], dtype=object))
    with pytest.raises(ConfigError, match="no weights of this version"):
        store.read(tmp_path / "weights.npz")


def test_the_model_of_the_package_is_small_and_whole() -> None:
    manifest = store.verify(store.FOLDER)
    folder = store.FOLDER.parent
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 15_000_000
    assert set(manifest.files) == {store.WEIGHTS}


# ---- rules and model ---------------------------------------------------------------------------------------


def reading(
    size: int, *names: tuple[int, int, str, float], also: tuple[int, int, str, float] | None = None
) -> crf.Reading:
    """Names with their probabilities; `also` is a stretch that is likely too and not among them."""
    marginals = np.zeros((size, crf.TAGS), np.float32)
    for start, end, label, sure in [*names, *([also] if also else [])]:
        first, last = (signs.FIRST, signs.LAST) if end - start > 1 else (signs.ALONE, signs.ALONE)
        marginals[start, crf.tag(label, first)] = marginals[end - 1, crf.tag(label, last)] = sure  # type: ignore[arg-type]
    return crf.Reading([crf.Name(*name) for name in names], marginals)  # type: ignore[arg-type]


def arbiter(**more: float) -> press.Arbiter:
    settings = {"model_alone": 0.5, "rules_alone": 0.2, "rules_first": 0.4}
    entries = [Arbitration(id=label.lower(), label=label, **settings) for label in signs.LABELS]
    short = {**settings, **more}
    return press.Arbiter([*entries, Arbitration(id="short", label="ORG", longest=2, **short)])


@pytest.mark.parametrize(
    ("ruled", "found", "kept"),
    [
        ([(0, 4, "ORG")], reading(9, (0, 4, "ORG", 0.9)), [(0, 4, "ORG", "r")]),
        ([], reading(9, (0, 4, "ORG", 0.6)), [(0, 4, "ORG", "model.press")]),
        ([], reading(9, (0, 4, "ORG", 0.4)), []),
        ([(0, 4, "ORG")], reading(9, also=(0, 4, "ORG", 0.3)), [(0, 4, "ORG", "r")]),
        ([(0, 4, "ORG")], reading(9, also=(0, 4, "ORG", 0.1)), []),
        ([(0, 4, "ORG")], reading(9, (0, 6, "ORG", 0.6), also=(0, 4, "ORG", 0.3)), [(0, 6, "ORG", "model.press")]),
        ([(0, 4, "ORG")], reading(9, (2, 6, "FAC", 0.5), also=(0, 4, "ORG", 0.45)), [(0, 4, "ORG", "r")]),
        ([(0, 4, "ORG"), (4, 6, "GPE")], reading(9, (0, 6, "ORG", 0.5), also=(4, 6, "GPE", 0.4)), [(4, 6, "GPE", "r")]),
        ([(0, 4, "ORG")], reading(9, (0, 4, "FAC", 0.8)), [(0, 4, "FAC", "model.press")]),
        ([], reading(9, (0, 2, "ORG", 0.6)), []),
    ],
)  # fmt: skip
def test_who_is_believed(
    ruled: list[tuple[int, int, str]], found: crf.Reading, kept: list[tuple[int, int, str, str]]
) -> None:
    entities = [Entity(*name, "r") for name in ruled]  # type: ignore[arg-type]
    result = arbiter(model_alone=0.7)(entities, found)
    assert [(e.start, e.end, e.label, e.rule) for e in result] == kept


def test_every_label_needs_a_decision() -> None:
    with pytest.raises(ConfigError, match="no entry for PERSON of any length"):
        press.Arbiter([])


def test_long_lines_come_in_pieces_and_empty_ones_not_at_all() -> None:
    text = "\n甲\n\n" + "乙" * 4500 + "\n"
    found = list(press.lines(text))
    assert "".join(text[slice(*line)] for line in found) == text.replace("\n", "")
    assert max(end - start for start, end in found) <= 2000


@pytest.mark.parametrize(
    ("name", "label", "norm", "code"),
    [
        ("通道", "GPE", "通道侗族自治县", "431230"),
        ("长江", "LOC", "长江", None),
        ("朝阳", "GPE", None, None),  # several places have this name
        ("通道", "ORG", None, None),
        ("无此地", "GPE", None, None),
    ],
)
def test_places_of_the_model_get_their_codes(
    name: str, label: str, norm: str | None, code: str | None
) -> None:
    entity = Entity(0, len(name), label, "model.press")  # type: ignore[arg-type]
    places.identify(page(name), [entity], gazetteer.load(RULES))
    assert (entity.norm, next((found.value for found in entity.codes), None)) == (norm, code)


TEXT = "臨江市市長王小明介紹，青禾智能今年投產。\n\n青禾智能總部在臨江。"


def test_it_is_the_default_and_can_be_left_out() -> None:
    with_model, without = (
        pipeline.load(Config(entities=EntityConfig(model=name)))(TEXT) for name in ("press", "none")
    )
    assert (with_model.provenance.model or "").startswith("pressfacts_press-")
    assert without.provenance.model is None
    assert pipeline.extract(TEXT).entities == with_model.entities
    for entity in with_model.entities:
        assert TEXT[entity.original.start : entity.original.end] == entity.original.text
        assert 0 <= entity.score <= 1


@given(st.text(alphabet="臨江市長王小明青禾智能、，。“”《》（）\n 0９ab的在", min_size=1, max_size=60))
@settings(max_examples=25, deadline=None)
def test_names_never_overlap_and_offsets_are_true(text: str) -> None:
    if not text.strip():
        return
    entities = pipeline.extract(text).entities
    for entity, after in itertools.pairwise(entities):
        assert entity.original.end <= after.original.start
    for entity in entities:
        assert text[entity.original.start : entity.original.end] == entity.original.text


# ---- as a component of spaCy -------------------------------------------------------------------------------


def test_spacy_loads_it_and_finds_the_same(tmp_path: Path) -> None:
    import spacy

    from pipeline import bridge

    nlp = spacy.load(bridge.FOLDER)
    expected = [(e.original.text, e.label) for e in pipeline.extract(TEXT).entities]
    assert [(span.text, span.label_) for span in nlp(TEXT).ents] == expected
    assert expected
    nlp.to_disk(tmp_path / "copy")
    assert [(span.text, span.label_) for span in spacy.load(tmp_path / "copy")(TEXT).ents] == expected
    damaged(tmp_path / "copy" / "names", "another byte")
    with pytest.raises(ConfigError, match="sha256"):
        spacy.load(tmp_path / "copy")
    blank = spacy.blank("zh")
    blank.add_pipe("pressfacts_names")
    assert [(span.text, span.label_) for span in blank(TEXT).ents] == expected
    assert list(blank.pipe(["", " "])) != []
