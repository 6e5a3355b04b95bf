"""The segmenter: jieba with a tokenizer of our own, since its module-level one is shared state."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from pipeline.rulebook.words import Words

# Parts of speech that end a name on its left: verbs, adverbs, prepositions, conjunctions, pronouns, particles.
_BLOCKING = frozenset(
    {"v", "vd", "vg", "vi", "vq", "d", "p", "c", "r", "rr", "rz", "u", "ud", "uj", "ul", "uv", "y", "e"}
)
# Dictionary words that are names: a name may hold them, and may consist of them.
_PROPER = frozenset({"nr", "nz", "nt", "nrt", "nrfg"})


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


@lru_cache(maxsize=1)
def word_classes() -> tuple[frozenset[str], frozenset[str]]:
    """Of jieba's dictionary, the words that cannot stand inside a name, and those that are names."""
    import jieba

    blocking, proper = set(), set()
    with jieba.get_dict_file() as lines:
        for line in lines.read().decode("utf-8").splitlines():
            word, tag = line[: line.index(" ")], line[line.rindex(" ") + 1 :]
            if tag in _BLOCKING:
                blocking.add(word)
            elif tag in _PROPER:
                proper.add(word)
    return frozenset(blocking), frozenset(proper)
