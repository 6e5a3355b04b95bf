"""The configuration: defaults, and a TOML file that overrides them (`--config FILE`)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import ConfigError
from pipeline.rulebook.base import RuleError, read_table


class EntityConfig(BaseModel):
    """`model` names an installed spaCy pipeline or a folder with one; null uses the rules alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str | None = None
    labels: dict[str, str] = {}
    """The model's labels → ours; a label mapped to "" is dropped, unknown ones are kept when they are ours."""
    prefer: Literal["rules", "model", "longer"] = "rules"
    """Who wins where rules and model overlap; `longer` asks the longer stretch."""


class Config(BaseModel):
    """Everything that may change a result. `rules` is a folder of house rules laid over ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: Path | None = None
    opencc: str = "t2s"
    """The OpenCC configuration for Traditional paragraphs: t2s, tw2s, hk2s; tw2sp and hk2sp also exchange
    words, some wrongly (新增 → 添加), but offsets to the original hold with each."""
    entities: EntityConfig = EntityConfig()

    @classmethod
    def read(cls, path: Path) -> Config:
        """Read a TOML file. Raises ConfigError with file, field and mend."""
        try:
            table = read_table(path)
        except RuleError as error:
            raise ConfigError(str(error)) from None
        try:
            return cls.model_validate(table)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise ConfigError(
                f"{path}: {field}: {first['msg']}. To mend: see --help for the settings"
            ) from None
