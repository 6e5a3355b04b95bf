"""The installed package: wheel, source archive and editable install each bring their rules.

Built without network: with the setuptools that the `test` extra installs, into bare environments that borrow the
libraries of this one. `.pth` files of borrowed folders are not read, so our own editable install stays out of sight.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from pipeline.rulebook.base import read_table

pytest.importorskip("setuptools", minversion="77", reason="the test extra brings it")

ROOT = Path(__file__).parent.parent
TREE = ("pipeline", "rules", "pyproject.toml", "README.md", "LICENSE")
TOPICS = {path.name for path in (ROOT / "rules").glob("*.t[os][mv]*")}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the package is built from; nothing that an earlier build left."""
    copy = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in TREE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, copy / name)
    return copy


def build(tree: Path, kind: str, out: Path) -> Path:
    code = f"from setuptools import build_meta; print(build_meta.build_{kind}({str(out)!r}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return out / done.stdout.split()[-1]


def listing(archive: Path) -> set[str]:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as files:
            return set(files.namelist())
    with tarfile.open(archive) as members:
        return set(members.getnames())


def environment(folder: Path) -> Path:
    """A bare environment that sees the libraries of this one; its python."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    (site,) = (
        folder.glob("lib/python*/site-packages") if os.name != "nt" else [folder / "Lib" / "site-packages"]
    )
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "borrowed.pth").write_text("\n".join(sorted(folders)) + "\n", encoding="utf-8")
    return python


def install(python: Path, *what: str) -> None:
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
    done = subprocess.run(
        [*command, "--no-index", "--no-build-isolation", "--ignore-installed", *what],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def shown(python: Path, cwd: Path) -> tuple[str, str]:
    """Where the package is imported from, and what `pressfacts rules check` of that environment lists."""
    where = "import pipeline; print(pipeline.__file__)"
    found = subprocess.run([python, "-c", where], cwd=cwd, capture_output=True, text=True, check=True).stdout
    command = [python.with_name("pressfacts"), "rules", "check"]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return found.strip(), done.stdout


@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_each_way_of_installing_brings_the_rules(tree: Path, tmp_path: Path, kind: str) -> None:
    python = environment(tmp_path / "env")
    if kind == "editable":
        install(python, "--editable", str(tree))
        home = tree
    else:
        archive = build(tree, kind, tmp_path)
        names = listing(archive)
        assert {Path(name).name for name in names if "/rules/" in f"/{name}"} >= TOPICS
        assert any(name.endswith("pipeline/schema.json") for name in names)
        install(python, str(archive))
        home = tmp_path / "env"
    place, topics = shown(python, tmp_path)
    assert Path(place).is_relative_to(home)
    listed = {line.split(":")[0] for line in topics.splitlines()}
    assert listed == {Path(name).stem for name in TOPICS if name.endswith(".toml")}


def test_every_package_folder_is_packaged() -> None:
    """A package that is missing from pyproject.toml works in a checkout and is missing from the wheel."""
    listed = set(read_table(ROOT / "pyproject.toml")["tool"]["setuptools"]["packages"])
    folders = [path.parent.relative_to(ROOT) for path in (ROOT / "pipeline").rglob("__init__.py")]
    assert listed == {".".join(folder.parts) for folder in folders} | {"pipeline.rules"}
