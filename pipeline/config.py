"""The configuration: defaults, and a TOML file that overrides them (`--config FILE`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from pipeline.errors import ConfigError, RuleError
from pipeline.model import EntityLabel
from pipeline.rulebook.base import read_table


class EntityConfig(BaseModel):
    """`model` is `press` (the model of the package), `none` (the rules alone), or names an installed spaCy pipeline or a
    folder with one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str = "press"
    labels: dict[str, str] = {}
    """The model's labels → ours; a label mapped to "" is dropped, unknown ones are kept when they are ours."""
    prefer: Literal["rules", "model", "longer"] = "rules"
    """Who wins where the rules and a spaCy pipeline overlap; `longer` asks the longer stretch. For `press` it is `rules/arbitration.toml`."""

    @field_validator("labels")
    @classmethod
    def _ours(cls, labels: dict[str, str]) -> dict[str, str]:
        ours = get_args(EntityLabel)
        for theirs, label in labels.items():
            if label and label not in ours:
                raise ConfigError(
                    f"entities.labels: {theirs} = {label!r} is no label of ours. "
                    f"To mend: use one of {', '.join(ours)}, or an empty text to drop it"
                )
        return labels


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
        """Read a TOML file; its folders are relative to the file. Raises ConfigError with file, field and mend."""
        try:
            table = read_table(path)
        except RuleError as error:
            raise ConfigError(str(error)) from None
        try:
            return cls.model_validate(_placed(table, path.parent))
        except ConfigError as error:
            raise ConfigError(f"{path}: {error}") from None
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise ConfigError(
                f"{path}: {field}: {first['msg']}. To mend: see --help for the settings"
            ) from None


def _placed(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The settings with `rules`, and a model that is a folder, found from the folder of their file."""
    placed = dict(table)
    if isinstance(table.get("rules"), str):
        placed["rules"] = folder / table["rules"]
    entities = table.get("entities")
    model = entities.get("model") if isinstance(entities, dict) else None
    if isinstance(model, str) and (folder / model / "meta.json").is_file():
        placed["entities"] = {**table["entities"], "model": str(folder / model)}
    return placed
