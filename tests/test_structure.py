"""How the code is built: which package may import which, who touches the disk, how long things are.

Where a change needs another import, enter it here, or do better without.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import click
import pytest

import briefing
from briefing.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(briefing.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
MAY_IMPORT = {
    "errors": "",
    "project": "errors",
    "text": "",
    "markdown": "errors project text",
    "article": "errors project text markdown",
    "extract": "text",
    "classify": "errors text article",
    "pages": "errors project text markdown article extract classify",
    "merge": "errors project text markdown article",
    "workers": "errors",
    "cache": "errors project merge",
    "checks": "errors project text markdown article extract pages merge workers cache",
    "site": "errors project markdown article pages merge checks",
    "pipeline": "project article classify pages",
    "update": "errors project markdown article pages merge pipeline",
    "run": "errors project article pages merge workers cache update",
    "cli": "errors project markdown article classify merge checks site workers pipeline run",
    "__init__": "",
}
"""What each package, or module beside the packages, imports of those that stand before it."""
EXCEPTIONS: dict[tuple[str, str], str] = {}
"""Imports beyond that: module and package, with the reason."""
ONLY_IN = {
    "click": "cli",
    "frontmatter": "markdown/front_matter",
    "jieba": "site/build",
    "jinja2": "pages/render",
    "markdown_it": "markdown/commonmark",
    "mkdocs": "site/build",
    "multiprocessing": "workers",
    "numpy": "classify",
    "resvg_py": "site/cards",
    "rich": "cli/shared",
    "ruamel": "merge/front_matter",
    "safetensors": "classify/evidence",
    "selectolax": "site",
    "sentencex": "text/words",
    "snowballstemmer": "text/words",
    "subprocess": "project",
    "tokenizers": "classify/evidence",
    "yaml": "markdown/front_matter",
}
"""The one module or package that imports a library, so that it can be replaced there."""
ON_THE_DISK = {
    "cache",
    "merge/state",
    "merge/write",
    "project",
    "run",
    "site/build",
    "site/cards",
    "site/fill",
    "site/finish",
    "site/notes",
    "text/languages/__init__",
}
"""The modules that read or write files; others are handed what is in them."""
DISK = {
    "open", ".fdopen", ".glob", ".iterdir", ".mkdir", ".open", ".read_bytes", ".read_text",
    ".rglob", ".scandir", ".unlink", ".write_bytes", ".write_text",
}  # fmt: skip
TEXT_FILES = {"open", ".open", ".fdopen", ".read_text", ".write_text"}
IN_A_CASE = {"bad.md", "good.md"}
LONGEST_MODULE, LONGEST_FUNCTION, MOST_MODULES = 320, 39, 104


def name(module: Path) -> str:
    """A module's place in the package: `article/read`."""
    return module.relative_to(PACKAGE).with_suffix("").as_posix()


def package_of(module: Path) -> str:
    return name(module).split("/")[0]


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"))


@cache
def imports(module: Path) -> set[str]:
    """What a module imports, at any depth: `yaml`, `briefing.article.model`."""
    found = set[str]()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "briefing":
            found |= {f"briefing.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found - {"briefing.__version__"}


def packages_imported(module: Path) -> set[str]:
    """The other packages that a module imports from."""
    found = {each.split(".")[1] for each in imports(module) if each.startswith("briefing.")}
    return found - {package_of(module)}


def calls(module: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call in a module with the name of what is called: `print`, `.read_text`."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield f".{node.func.attr}", node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def test_packages_stand_in_an_order_that_no_import_goes_against() -> None:
    before = set[str]()
    for package, allowed in MAY_IMPORT.items():
        assert {*allowed.split()} <= before, package
        before.add(package)
    assert before == {package_of(module) for module in MODULES}


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_package_imports_what_the_table_says_and_no_other(package: str) -> None:
    used = set[str]()
    for module in (each for each in MODULES if package_of(each) == package):
        excepted = {target for place, target in EXCEPTIONS if place == name(module)}
        assert excepted <= packages_imported(module), "an exception without need"
        used |= packages_imported(module) - excepted
    assert used == {*MAY_IMPORT[package].split()}


@pytest.mark.parametrize("package", sorted(PACKAGE.glob("*/__init__.py")), ids=package_of)
def test_package_says_what_it_takes_and_gives_and_what_it_may_import(package: Path) -> None:
    said = ast.get_docstring(tree(package)) or ""
    assert said.count("\n") >= 2, said
    assert re.search(r"\b[Ii]mports? ", said), said


def test_library_is_imported_in_one_place() -> None:
    places: dict[str, set[str]] = {library: set() for library in ONLY_IN}
    for module in MODULES:
        for library in {each.split(".")[0] for each in imports(module)} - {"briefing"}:
            if library in ONLY_IN or library not in sys.stdlib_module_names:
                places.setdefault(library, set()).add(name(module))
    assert places.keys() == ONLY_IN.keys()
    for library, found in places.items():
        assert found, f"nothing imports {library}"
        for place in found:
            assert f"{place}/".startswith(f"{ONLY_IN[library]}/"), f"{place} imports {library}"


def test_only_the_edges_touch_the_disk() -> None:
    found = {name(each) for each in MODULES if DISK & {called for called, _ in calls(each)}}
    assert found == ON_THE_DISK


def test_only_the_command_line_prints() -> None:
    for module in MODULES:
        printed = {"print", ".echo", ".secho"} & {called for called, _ in calls(module)}
        assert not printed or package_of(module) == "cli", name(module)


def test_text_is_read_and_written_with_its_encoding_named() -> None:
    for module in MODULES:
        for called, call in calls(module):
            words = {each.value for each in ast.walk(call) if isinstance(each, ast.Constant)}
            keywords = {each.arg for each in call.keywords}
            if called in TEXT_FILES and "fileobj" not in keywords:
                assert {"utf-8", "rb", "wb"} & words, f"{name(module)}:{call.lineno}"
            if called in {".run", ".Popen", ".check_output"}:
                assert "text" not in keywords, f"{name(module)}:{call.lineno}"


def test_modules_are_few_and_short_and_so_are_functions() -> None:
    assert len(MODULES) <= MOST_MODULES
    for module in MODULES:
        lines = module.read_text("utf-8").count("\n")
        assert lines <= LONGEST_MODULE, f"{name(module)}: {lines} lines"
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                assert lines <= LONGEST_FUNCTION, f"{name(module)}: {node.name}: {lines} lines"


def test_no_two_classes_have_one_name() -> None:
    classes = Counter(
        node.name
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ClassDef)
    )
    assert [each for each, count in classes.items() if count > 1] == []


def test_every_module_says_what_it_is_for() -> None:
    for module in MODULES:
        said = ast.get_docstring(tree(module)) or ""
        assert said, name(module)
        assert not re.search(r"\bin, .* out\b|[Kk]nows? no\b|TODO", said.split("\n\n")[0]), said


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


def test_walk_through_the_code_names_what_exists() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    walk = contributing.split("## A walk through the code\n")[1].split("\n## Licence")[0]
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert set(re.findall(r"^\| `(\w+)/` \|", walk, re.M)) == packages
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    assert isinstance(main, click.Group)
    for code in re.findall(r"`([^`\n]+)`", re.sub(r"(?s)```.*?```", "", walk)):
        command, *words = code.split()
        if words and command in ("make", "briefing"):
            assert words[0] in (targets if command == "make" else main.commands), code
        for path in words if command == "pytest" else [code]:
            if re.fullmatch(r"\.?[\w-]+(/[\w.-]*)+|[\w-]+\.(py|md|toml|yml|lock)", path):
                assert (ROOT / path).exists() or (PACKAGE / path).exists() or path in IN_A_CASE


SIGNS_OF_MARKDOWN = {
    "link": r"\](?:\(\?:)?\\\(",
    "picture": r"!\\\[",
    "definition": r"\\\]:|\]\\s\*:",
    "code": "`|~~~|~\\{",
    "heading": r"#\{1,6\}|#\+|[\^A]#|#\*\\[zZ]",
    "comment": "<!--",
    "admonition": r"!!!|!\{3\}|\\\?\\\?\\\?|\\\?\{3\}",
    "list": r"\[[-*+\\]{3,5}\]|\\d\+?(?:\{[^}]*\})?(?:\[\.\)\]|\\\.[ \[])|[\^)]- ",
    "quotation": r"(?:\^|\\A|\(\?m\))(?:\[ \\t\][*+]*| *\{0,3\}|\\s\*)?\(?(?:\?:)?>",
    "attributes": r"\\\{:|\\\{\+\[|\\\{\[\^",
}
"""What a regular expression that reads Markdown looks like, whatever else is in it."""
READ_ELSEWHERE = {
    ("checks/rules/files", "comment"): "finds a comment for us that does not end, to say so",
    ("checks/rules/html", "comment"): "finds what an engine may take for a comment, or not",
    ("checks/rules/html", "attributes"): "takes braces for attributes in doubt: they can run",
    ("checks/rules/source_text", "comment"): "reads files of any kind, HTML and feeds among them",
    ("checks/rules/source_text", "attributes"): "reads files of any kind, templates among them",
    ("checks/rules/source_text", "link"): "reads files of any kind: what a search index holds",
}
COMPILERS = {
    ".compile",
    ".search",
    ".match",
    ".fullmatch",
    ".finditer",
    ".findall",
    ".sub",
    ".split",
}


def patterns(module: Path) -> Iterator[str]:
    """The regular expressions of a module, with the pieces that they are put together from."""
    pieces = {
        target.id: texts(node.value)
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for called, call in calls(module):
        of_re = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "re"
        if (called in COMPILERS and of_re) or called == "compile_spaced":
            names = {each.id for each in ast.walk(call) if isinstance(each, ast.Name)}
            yield "".join([texts(call), *(pieces.get(each, "") for each in sorted(names))])


def texts(node: ast.AST) -> str:
    constants = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
    return "".join(each for each in constants if isinstance(each, str))


def test_markdown_is_read_in_its_own_room() -> None:
    found = {
        (name(module), sign)
        for module in MODULES
        if package_of(module) != "markdown"
        for pattern in patterns(module)
        for sign, looks in SIGNS_OF_MARKDOWN.items()
        if re.search(looks, pattern)
    }
    new, unused = sorted(found - READ_ELSEWHERE.keys()), sorted(READ_ELSEWHERE.keys() - found)
    assert not new, f"reads Markdown: ask markdown/, or say in READ_ELSEWHERE why not: {new}"
    assert not unused, f"does so no longer: take it out of READ_ELSEWHERE: {unused}"


@pytest.mark.parametrize(
    ("pattern", "sign"),
    [
        (r"\[([^\[\]]*)\]\(([^()\s]*)\)", "link"),
        (r"!\[[^\]]*\]", "picture"),
        (r"^ {0,3}\[([^\]]+)\]:\s*(\S+)", "definition"),
        (r"^(~{3,}|`{3,})", "code"),
        (r"(#{1,6})(?:[ \t]|$)", "heading"),
        (r"^#+\s", "heading"),
        (r"<!--.*?-->", "comment"),
        (r"!!! ([\w-]+)", "admonition"),
        (r"(?:!!!|\?\?\?\+?)", "admonition"),
        (r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+\S", "list"),
        (r"(?m)^[ \t]*>[ \t]?", "quotation"),
        (r"\{[^{}]*?#([\w-]+)[^{}]*\}", "attributes"),
    ],
)
def test_regular_expression_for_markdown_is_known_by_its_signs(pattern: str, sign: str) -> None:
    assert re.search(SIGNS_OF_MARKDOWN[sign], pattern)
