"""Examples → the lines that the CRF is fitted on."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import numpy as np

from pipeline.entities.ner import templates
from pipeline.entities.ner.press import lines
from pipeline.entities.ner.templates import Keys
from training.data import Example
from training.fit import Allowed

_MULTIPLIER = 0x9E3779B97F4A7C15


def of(
    examples: Iterable[Example], groups: tuple[str, ...] = tuple(templates.GROUPS)
) -> Iterator[tuple[Keys, Allowed]]:
    """Features and allowed tags of each line.

    A line of an open corpus has every feature twice, once for all and once for that corpus alone, so that its own
    conventions need not be everybody's (Daumé III, 2007). Features for one corpus are never seen outside of the training.
    """
    for example in examples:
        keys, allowed = templates.keys(example.rows, groups), example.allowed()
        if example.open:
            own = np.uint64(zlib.crc32(example.corpus.encode()) * _MULTIPLIER % 2**64)
            keys = np.concatenate([keys, keys ^ own], axis=1)
        for start, end in lines(example.text):
            yield keys[start:end], allowed[start:end]
