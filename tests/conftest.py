"""What several test files share."""

import os
from collections.abc import Iterator

import pytest

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
