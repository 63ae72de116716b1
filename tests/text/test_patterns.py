"""Every Python that is promised reads our patterns alike: none has what some of them match wrongly.

Before 3.11.5 CPython mismatched possessive quantifiers on groups, and atomic groups (gh-100061,
gh-106052). A possessive quantifier on one character or one class of them is read alike by all.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import briefing
from briefing.text.patterns import compile_spaced, find_quoted, one_of

PACKAGE = Path(briefing.__file__).parent
QUANTIFIER = r"(?:[*+?]|\{[0-9]*,?[0-9]*\})"
RISKY = re.compile(rf"(?:\A|(?<!\\)\)){QUANTIFIER}\+|(?<!\\)\(\?>")


def pieces(source: str) -> Iterator[str]:
    """The strings of a module; what an f-string puts in stands there as a group."""
    tree = ast.parse(source)
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
              for part in node.values}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "()" for part in node.values
            )
        elif isinstance(node, ast.Constant) and id(node) not in within:
            yield str(node.value)


@pytest.mark.parametrize(
    "source",
    [
        r're.compile(r"(?:ab?c)*+")',
        r're.compile(r"(?:ab?c)++x")',
        r're.compile(rf"(?:{WORD}){{0,6}}+")',
        r're.compile(rf"{WORD}{{1,3}}+")',
        r're.compile(WORD + "++")',
        r're.compile(r"(a|b)?+")',
        r're.compile(r"(?>a|b)")',
    ],
)
def test_what_some_pythons_read_otherwise_is_seen(source: str) -> None:
    assert any(RISKY.search(piece) for piece in pieces(source))


@pytest.mark.parametrize(
    "source",
    [r're.compile(r"[ab]++\w*+a?+\)++")', r're.compile(rf"[{SIGNS}]{{0,20}}+ (?:a|b)+ ")'],
)
def test_what_all_read_alike_is_let_pass(source: str) -> None:
    assert not any(RISKY.search(piece) for piece in pieces(source))


def test_no_pattern_has_what_some_pythons_read_otherwise() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        found = [piece for piece in pieces(path.read_text("utf-8")) if RISKY.search(piece)]
        assert not found, f"{path.relative_to(PACKAGE)}: {found}"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a “b\nc” d", ["“b\nc”"]),
        ("a “b\n\nc” d", []),
        ("‘it’s’ in the ‘90s, ‘’", ["‘it’s’"]),
        ("“” and “a”", ["“a”"]),
        ('6" by "a 6\' b"', ['"a 6\' b"']),
    ],
)
def test_quotation_ends_with_its_paragraph_on_every_python(text: str, quoted: list[str]) -> None:
    assert [text[start:end] for start, end in find_quoted(text)] == quoted


def test_one_of_takes_the_longest_word() -> None:
    words = ("US dollars", "US", "dollars", "dollar", "$", "¥")
    pattern = compile_spaced(one_of(words))
    for word in words:
        assert re.match(pattern, f"{word}!")[0] == word  # type: ignore[index]
    assert pattern.match("US\ndollars")
    assert not pattern.match("Dollar")
    assert compile_spaced(one_of(words[2:], capital=True)).match("Dollar")
