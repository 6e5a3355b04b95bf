"""The errors a caller may meet, each with a `code` for machines and words for people."""

from __future__ import annotations


class PressfactsError(Exception):
    """Base of all errors of this package."""

    code = "error"


class ConfigError(PressfactsError):
    """The configuration cannot be used."""

    code = "config"


class InputError(PressfactsError):
    """An input that is no document: empty, binary, undecodable, invalid JSON … `stage`: `input` or `decode`."""

    def __init__(self, code: str, message: str, stage: str = "input") -> None:
        super().__init__(message)
        self.code = code
        self.stage = stage


class StageError(PressfactsError):
    """A stage failed on a document."""

    code = "stage_failed"

    def __init__(self, stage: str, cause: Exception) -> None:
        super().__init__(f"{type(cause).__name__}: {cause}")
        self.stage = stage
