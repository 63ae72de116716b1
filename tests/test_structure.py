"""Imports are walls, and documents say what is so."""

import ast
import re
from itertools import chain
from pathlib import Path

import click
import pytest

import briefing
from briefing.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(briefing.__file__).parent
ONLY_ROOM = {
    "yaml": "front_matter",
    "jinja2": "render",
    "markdown_it": "markup",
    "sentencex": "sentences",
    "safetensors": "embed",
    "tokenizers": "embed",
    "snowballstemmer": "words",
    "mkdocs": "build",
    "resvg_py": "cards",
    "jieba": "build",
    "selectolax": "links",
    "rich": "console",
    "multiprocessing": "workers",
    "ruamel": "merge_front_matter",
}
KNOWS_NOT = {
    "model": {"*"},
    "errors": {"*"},
    "split": {"classify", "compose", "render", "write", "read"},
    "classify": {"read", "compose", "render", "write", "split"},
    "extract": {"model", "compose", "render", "write"},
    "compose": {"render", "write", "read", "batch"},
    "source": {"read", "compose", "render", "write"},
    "compare": {"read", "compose", "render", "write"},
    "render": {"classify", "compose", "write"},
    "merge_keys": {"*"},
    "merge": {"read", "compose", "render", "write", "state"},
    "plan": {"compose", "render", "write"},
    "write": {"model", "compose", "render", "merge"},
}


def imports(module: Path) -> set[str]:
    """What a module imports, at any depth: `yaml`, `briefing.model`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "briefing":
            found |= {f"briefing.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.stem))
def test_library_is_imported_in_one_room(module: Path) -> None:
    libraries = {name.split(".")[0] for name in imports(module)}
    assert {ONLY_ROOM[name] for name in libraries & ONLY_ROOM.keys()} <= {module.stem}


@pytest.mark.parametrize("room", KNOWS_NOT)
def test_room_does_not_know_the_rooms_it_must_not(room: str) -> None:
    known = {
        name.split(".")[1]
        for name in imports(PACKAGE / f"{room}.py")
        if name.startswith("briefing.")
    }
    assert not (known if KNOWS_NOT[room] == {"*"} else known & KNOWS_NOT[room])


def test_only_the_edges_touch_the_disk() -> None:
    edges = {
        "batch",
        "build",
        "cards",
        "embed",
        "gather",
        "links",
        "memory",
        "project",
        "read",
        "redirects",
        "render",
        "state",
        "unchanged",
        "write",
    }
    touching = {
        path.stem
        for path in PACKAGE.rglob("*.py")
        if re.search(
            r"\.(read_text|read_bytes|write_text|open|rglob|glob|unlink)\(", path.read_text("utf-8")
        )
    }
    assert touching <= edges


def test_only_the_command_line_prints() -> None:
    for path in PACKAGE.rglob("*.py"):
        if not path.stem.startswith("cli"):
            assert not re.search(r"^\s*(print|click\.s?echo)\(", path.read_text("utf-8"), re.M), (
                path
            )


def test_every_module_says_what_it_is_for() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_readme_names_every_command_and_option_that_exists() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.split("## What the command does")[1].split("\n## ")[0]
    assert isinstance(main, click.Group)
    assert set(re.findall(r"`briefing ([a-z]+)", table)) == set(main.commands)
    groups = [each for each in main.commands.values() if isinstance(each, click.Group)]
    options = {
        option
        for command in chain(main.commands.values(), *(each.commands.values() for each in groups))
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }
    assert set(re.findall(r"`(--[a-z-]+)`", table)) <= options
    for option in options:
        assert f"`{option}`" in table
