"""The segmenter: jieba with a tokenizer of our own, since its module-level one is shared state."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.rulebook.words import Words

# Parts of speech that end a name on its left: verbs; adverbs, prepositions, conjunctions, pronouns, particles.
_VERBS = frozenset({"v", "vd", "vg", "vi", "vq"})
_FUNCTION = frozenset({"d", "p", "c", "r", "rr", "rz", "u", "ud", "uj", "ul", "uv", "y", "e"})
# Dictionary words that are names: a name may hold them, and may consist of them.
_PROPER = frozenset({"nr", "nz", "nt", "nrt", "nrfg"})
_FOREIGN = frozenset({"nrt", "nrfg"})


@lru_cache(maxsize=4)
def tokenizer(words: tuple[Words, ...]) -> Any:
    """A `jieba.Tokenizer` with these words added."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    own = jieba.Tokenizer()
    own.initialize()
    for entry in words:
        for name in entry.names:
            own.add_word(name, entry.frequency, entry.tag)
    return own


class WordClasses(NamedTuple):
    """Words of jieba's dictionary by what they do in a name."""

    verbs: frozenset[str]
    function: frozenset[str]
    proper: frozenset[str]
    places: frozenset[str]
    surnamed: frozenset[str]
    """Of `proper`: persons whose names begin with a surname."""
    foreign: frozenset[str]
    """Of `proper`: persons whose names are written by sound."""


@lru_cache(maxsize=1)
def word_classes() -> WordClasses:
    """Words that cannot stand inside a name (verbs, with some errors of the dictionary; function words), and names."""
    import jieba

    groups = (_VERBS, _FUNCTION, _PROPER, {"ns"}, {"nr"}, _FOREIGN)
    found: tuple[set[str], ...] = tuple(set() for _ in groups)
    kinds = {
        tag: [found[at] for at, tags in enumerate(groups) if tag in tags] for tag in set().union(*groups)
    }
    with jieba.get_dict_file() as lines:
        for line in lines.read().decode("utf-8").splitlines():
            groups_of_word = kinds.get(line[line.rindex(" ") + 1 :])
            if groups_of_word is not None:
                word = line[: line.index(" ")]
                for words in groups_of_word:
                    words.add(word)
    return WordClasses(*map(frozenset, found))
