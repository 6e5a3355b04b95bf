"""The errors a caller may meet, each with a `code` for machines and words for people."""

from __future__ import annotations


class PressfactsError(Exception):
    """Base of all errors of this package."""

    code = "error"


class ConfigError(PressfactsError):
    """The configuration cannot be used."""

    code = "config"


class RuleError(PressfactsError):
    """Rule data that cannot be used: which file, which entry, what is wrong, how to mend it."""

    code = "rule"

    def __init__(self, file: str, entry: str | None, problem: str, mend: str) -> None:
        self.file, self.entry, self.problem, self.mend = file, entry, problem, mend
        where = f"{file}: {entry}" if entry else file
        super().__init__(f"{where}: {problem}. To mend: {mend}")


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
