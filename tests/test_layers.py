"""Data flows one way: which module may import which, read from the source, lazy imports included."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Whoever may import a module that stands high; nobody else.
IMPORTERS = {
    "pipeline.__main__": set[str](),
    "pipeline.cli": {"pipeline.__main__"},
    "pipeline.running": {"pipeline.cli"},
    "pipeline.report": {"pipeline.cli", "pipeline.running"},
    "pipeline.batch": {"pipeline.cli", "pipeline.cluster", "pipeline.running", "pipeline.report"},
    "pipeline.cluster": {"pipeline.running"},
    "pipeline.inputs": {
        "pipeline.batch",
        "pipeline.cli",
        "pipeline.cluster",
        "pipeline.explaining",
        "pipeline.running",
    },
    "pipeline.keyset": {"pipeline.inputs", "pipeline.batch"},
    "pipeline.explaining": {"pipeline.cli"},
    "pipeline.explain": {"pipeline.explaining"},
    "pipeline.examples": {"pipeline.cli"},
    "pipeline.schema": {"pipeline.cli"},
    "pipeline.engine": {
        "pipeline",
        "pipeline.batch",
        "pipeline.bridge",
        "pipeline.cli",
        "pipeline.cluster",
        "pipeline.examples",
        "pipeline.explaining",
        "pipeline.running",
    },
    "pipeline.bridge": set(),
    "pipeline.assemble": {"pipeline.engine"},
    "pipeline.decode": {"pipeline.cli", "pipeline.inputs"},
}
# The recognisers: each a package that the stage of its name wraps.
RECOGNISERS = {path.name for path in (ROOT / "pipeline").iterdir() if path.is_dir()} - {
    "batch",
    "cli",
    "cluster",
    "flat",
    "inputs",
    "stages",
    "rulebook",
    "sinks",
    "__pycache__",
}
# Packages that stand high as a whole: their modules are one thing to the others.
WHOLE = ("pipeline.batch", "pipeline.cli", "pipeline.cluster", "pipeline.inputs")


def whole(name: str) -> str:
    return next((package for package in WHOLE if name.startswith(f"{package}.")), name)


def module(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def graph(root: Path) -> dict[str, set[str]]:
    """Module → our modules that it imports, anywhere in it."""
    paths = {module(path, root): path for path in (root / "pipeline").rglob("*.py")}
    return {name: set(_imported(path, paths)) - {name} for name, path in paths.items()}


def _imported(path: Path, known: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "pipeline":
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in inner)


def problems(imports: dict[str, set[str]]) -> list[str]:
    """What breaks a layer, in words."""
    found = []
    for name, targets in sorted(imports.items()):
        for target in sorted(targets):
            area, other = (part.split(".")[1] if "." in part else "" for part in (name, target))
            if name == "pipeline.model":
                found.append(f"model imports {target}")
            elif area == "rulebook" and other not in ("rulebook", "model", "errors"):
                found.append(f"{name} imports {target}: the rule book stands below")
            elif (
                other == "stages"
                and name not in ("pipeline.engine", "pipeline.examples")
                and target != "pipeline.stages"
            ):
                found.append(f"{name} imports {target}: share through a module of its own")
            elif other in RECOGNISERS and area in RECOGNISERS - {other}:
                found.append(f"{name} imports {target}: recognisers do not know each other")
            elif whole(name) not in {whole(target), *IMPORTERS.get(whole(target), {whole(name)})}:
                found.append(f"{name} imports {target}, which stands above it")
    try:
        tuple(TopologicalSorter(imports).static_order())
    except CycleError as error:
        found.append(f"circle: {' → '.join(error.args[1])}")
    return found


def test_no_module_imports_what_stands_above_it() -> None:
    assert problems(graph(ROOT)) == []


@pytest.mark.parametrize(
    ("file", "line", "problem"),
    [
        ("model", "from pipeline.errors import InputError", "model imports"),
        ("rulebook/units", "from pipeline.stages import times", "rule book"),
        ("rulebook/units", "from pipeline import offsets", "rule book"),
        ("stages/times", "from pipeline.stages.quantities import make", "share through"),
        ("stages/times", "def f():\n    from pipeline.stages import quantities", "share through"),
        ("quantities/lexicon", "from pipeline.times.calendar import valid", "recognisers"),
        ("engine", "import pipeline.cli", "stands above"),
        ("offsets", "from pipeline.draft import Draft", "circle"),
    ],
)  # fmt: skip
def test_a_break_is_found(tmp_path: Path, file: str, line: str, problem: str) -> None:
    for path in (ROOT / "pipeline").rglob("*.py"):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    target = tmp_path / "pipeline" / f"{file}.py"
    target.write_text(target.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    assert any(problem in found for found in problems(graph(tmp_path)))
