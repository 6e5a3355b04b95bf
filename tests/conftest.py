"""What several test files share."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import pipeline
from pipeline import cli
from tests.postgres import NoServerError, Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL (tests/postgres.py). Where none can be had the tests are skipped, except in CI."""
    try:
        with server() as found:
            yield found
    except NoServerError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def loaded() -> pipeline.Pipeline:
    """A pipeline with its dictionaries, those of first use too. Change it with `monkeypatch` alone: all tests share it."""
    loaded = pipeline.load()
    loaded("全市新增企业3家。")
    return loaded


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs `pressfacts` with arguments and standard input: exit code, standard output, standard error."""

    def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            cli.main(arguments)
        sys.stdout.flush()
        out, errors = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), errors.decode()

    return run
