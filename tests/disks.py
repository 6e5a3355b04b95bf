"""Places that are full or cannot be written. By a file system of their own where we may mount one, and without that right too:
so a test with both ways is nowhere skipped as a whole."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

_NOBODY = 65534


@cache
def mounts() -> bool:
    """Whether we may mount file systems."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        if _mount("-t", "tmpfs", "tmpfs", folder).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
        return True


def _mount(*options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["mount", *options], capture_output=True)


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[None]:
    if not mounts():
        pytest.skip("we may not mount a file system here; the same test without one is not skipped")
    _mount(*options, str(folder)).check_returncode()
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def small(folder: Path, size: int) -> Iterator[Callable[[], None]]:
    """The folder has room for `size` bytes, until what is yielded is called."""
    folder.mkdir(exist_ok=True)
    with _mounted(folder, "-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
        yield lambda: _mount("-o", "remount,size=64m", str(folder)).check_returncode()


@contextmanager
def short(folder: Path, size: int) -> Iterator[Callable[[], None]]:
    """No file of ours, wherever, grows beyond `size` bytes, until what is yielded is called."""
    folder.mkdir(exist_ok=True)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def enlarge() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield enlarge
    finally:
        enlarge()


@contextmanager
def mounted_read_only(folder: Path) -> Iterator[None]:
    with _mounted(folder, "--bind", str(folder)):
        _mount("-o", "remount,bind,ro", str(folder)).check_returncode()
        yield


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """Nobody may write to the folder, and we are nobody where we were root. All folders above must be readable by all."""
    rights = {path: path.stat().st_mode for path in [folder, *folder.rglob("*")]}
    for path, mode in rights.items():
        path.chmod(mode & 0o555 | 0o444)
    user = os.geteuid()
    if user == 0:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        for path, mode in rights.items():
            path.chmod(mode)


@contextmanager
def readable_by_all() -> Iterator[Path]:
    """A temporary folder that is; pytest's own are ours alone."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
