"""A PostgreSQL for the tests: the one that PRESSFACTS_TEST_DSN names, else a private server that ends with the tests.

The private one is made by the installed binaries (initdb, pg_ctl) in a temporary folder, listens on a Unix socket there
and nowhere else, and runs as an unprivileged user where the tests run as root, for it refuses to run as root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_NAMED = "PRESSFACTS_TEST_DSN"
_SETTINGS = "-c listen_addresses='' -c max_connections=20"
_HASTY = "-c fsync=off -c shared_buffers=32MB"


class NoServerError(Exception):
    """There is no PostgreSQL to test with; says what to install."""


class Server:
    """`url`: its address. `restart` and `stop` only where it is ours."""

    def __init__(self, url: str, ours: Path | None = None, settings: str = "") -> None:
        self.url, self._folder, self._settings = url, ours, settings

    @property
    def private(self) -> bool:
        return self._folder is not None

    def restart(self) -> None:
        self._control("restart", "-m", "immediate")

    def stop(self) -> None:
        self._control("stop", "-m", "immediate")

    def start(self) -> None:
        self._control("start")

    def _control(self, what: str, *more: str) -> None:
        assert self._folder is not None, "not ours to stop"
        options = f"{_SETTINGS} {self._settings} -c unix_socket_directories={self._folder}"
        _run(
            "pg_ctl",
            "-D",
            str(self._folder / "data"),
            "-w",
            "-o",
            options,
            "-l",
            str(self._folder / "log"),
            what,
            *more,
        )


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """Raises NoServerError where there is none. `durable`: a private one syncs what it commits, as servers do."""
    named = os.environ.get(_NAMED)
    if named:
        yield Server(named)
        return
    _binary("initdb")
    folder = Path(tempfile.mkdtemp(prefix="pressfacts-pg-"))  # a short path: sockets take 107 bytes
    try:
        if os.geteuid() == 0:
            user = _unprivileged()
            os.chown(folder, user.pw_uid, user.pw_gid)
        _run(
            "initdb",
            "-D",
            str(folder / "data"),
            "-U",
            "test",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        )
        ours = Server(
            f"postgresql://test@/postgres?host={quote(str(folder), safe='')}",
            folder,
            "" if durable else _HASTY,
        )
        ours.start()
        try:
            yield ours
        finally:
            ours.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binary(name: str) -> str:
    found = shutil.which(name)
    if found:
        return found
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: float(path.parts[-3]),
        reverse=True,
    )
    if not versions:
        raise NoServerError(f"no {name} here: apt-get install postgresql, or name a server in {_NAMED}")
    return str(versions[0])


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoServerError(f"no user postgres or nobody to run a server as; name a server in {_NAMED}")


def _run(program: str, *arguments: str) -> None:
    command = [_binary(program), *arguments]
    if os.geteuid() == 0:
        user = _unprivileged()
        command = [
            "setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--", *command,
        ]  # fmt: skip
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/", timeout=60)
    assert done.returncode == 0, f"{program}: {done.stdout.decode(errors='replace')}"
