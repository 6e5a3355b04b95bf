"""Libraries of extras that some tests need: without one a file of tests is skipped, except in CI, where it fails."""

import importlib
import os
from typing import Any

import pytest


def library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip(f'no {name} here: pip install -e ".[test]"', allow_module_level=True)
