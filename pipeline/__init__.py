"""pressfacts: what Chinese press releases say, as data.

    import pipeline
    doc = pipeline.extract(text, published="2023-01-10")   # one document
    p = pipeline.load()                                    # reusable: p(text), p.pipe(texts)

What both raise is a `PressfactsError`: `ConfigError`, `RuleError`, `InputError` or `StageError`, all of this module.
Importing this module is cheap; dictionaries, rules and models are loaded on first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import ConfigError, InputError, PressfactsError, RuleError, StageError
from pipeline.version import VERSION as __version__

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.config import Config
    from pipeline.engine import Pipeline
    from pipeline.model import Document

__all__ = [
    "ConfigError",
    "InputError",
    "PressfactsError",
    "RuleError",
    "StageError",
    "__version__",
    "extract",
    "load",
]

_default: Pipeline | None = None


def load(config: Config | Path | str | None = None) -> Pipeline:
    """A reusable pipeline. `config` is a `Config`, the path of a TOML file, or null for the defaults.

    Raises ConfigError and RuleError (bad configuration or rules) before the first document.
    """
    from pathlib import Path as _Path

    from pipeline.config import Config as _Config
    from pipeline.engine import Pipeline as _Pipeline

    if config is None or isinstance(config, _Config):
        return _Pipeline(config)
    return _Pipeline(_Config.read(_Path(config)))


def extract(text: str, *, id: str | None = None, published: str | None = None) -> Document:
    """What `text` says. `published` (`YYYY-MM-DD`) is the date that 今年 and 昨日 are resolved from; with a clock time
    (`YYYY-MM-DDTHH:MM`) 两小时后 is too.

    Raises InputError for an empty text and for a date that is none.
    """
    global _default
    if _default is None:
        _default = load()
    return _default(text, id=id, published=published)
