"""Random versions of a page for the tests of the merge: a page, and edits of its blocks.

Every part of a block has a word of its own, `w12`, so that a test can tell what became of it
without asking the code under test what a block is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

WORD = re.compile(r"\bw\d+\b")
SHAPES: dict[str, Callable[[list[str]], str]] = {
    "paragraph": lambda parts: "\n".join(
        f"The {part} says so,\nand {part} again." for part in parts
    ),
    "heading": lambda parts: "\n\n".join(f"## About {part}" for part in parts),
    "list": lambda parts: "\n".join(f"- item {part}\n  and {part}" for part in parts),
    "table": lambda parts: (
        "| a | b |\n|---|---|\n" + "\n".join(f"| {part} | cell |" for part in parts)
    ),
    "fence": lambda parts: "```text\n" + "\n\n".join(parts) + "\n```",
    "admonition": lambda parts: (
        '!!! note "Note"\n\n' + "\n\n".join(f"    on {part}" for part in parts)
    ),
    "html": lambda parts: "<div>\n\n" + "\n".join(parts) + "\n\n</div>",
}
APART = ("list", "table")
"""Shapes whose parts a person or the compiler may change one by one."""


@dataclass(frozen=True)
class Unit:
    """One Markdown block with the words of its parts."""

    shape: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    title: str
    tags: tuple[str, ...]
    units: tuple[Unit, ...]

    @property
    def text(self) -> str:
        tags = "".join(f"- {tag}\n" for tag in self.tags)
        front = (
            f"---\nid: x/a\ntitle: {self.title}\n{'tags:' if tags else 'tags: []'}\n{tags}---\n\n"
        )
        blocks = [SHAPES[unit.shape](list(unit.parts)) for unit in self.units]
        return front + "\n\n".join(["# Title", *blocks]) + "\n"


def words(text: str) -> set[str]:
    return set(WORD.findall(text))


class Author:
    """Draws versions; `word` never gives the same one twice.

    A unit that is inserted may be one that the other side has inserted too.
    """

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw, self.count = draw, 0
        self.inserted: list[Unit] = []

    def word(self) -> str:
        self.count += 1
        return f"w{self.count}"

    def insertion(self, version: Version) -> Unit:
        common = [unit for unit in self.inserted if unit not in version.units]
        if common and self.draw(st.integers(0, 3)) == 0:
            return self.draw(st.sampled_from(common))
        self.inserted.append(self.unit())
        return self.inserted[-1]

    def unit(self) -> Unit:
        shape = self.draw(st.sampled_from(sorted(SHAPES)))
        number = self.draw(st.integers(1, 3)) if shape in APART else 1
        return Unit(shape, tuple(self.word() for _ in range(number)))

    def first(self) -> Version:
        units = tuple(self.unit() for _ in range(self.draw(st.integers(0, 6))))
        return Version(self.word(), (self.word(),), units)

    def edited(self, version: Version) -> Version:
        for _ in range(self.draw(st.integers(0, 4))):
            version = self.draw(st.sampled_from(EDITS))(self, version)
        return version

    def place(self, units: tuple[Unit, ...]) -> int:
        return self.draw(st.integers(0, max(0, len(units) - 1)))


def _insert(author: Author, version: Version) -> Version:
    at = author.draw(st.integers(0, len(version.units)))
    return _with(version, at, at, author.insertion(version))


def _delete(author: Author, version: Version) -> Version:
    at = author.place(version.units)
    return _with(version, at, at + 1)


def _rewrite(author: Author, version: Version) -> Version:
    at = author.place(version.units)
    if not version.units:
        return version
    unit = version.units[at]
    part = author.draw(st.integers(0, len(unit.parts) - 1))
    parts = (*unit.parts[:part], author.word(), *unit.parts[part + 1 :])
    return _with(version, at, at + 1, replace(unit, parts=parts))


def _part(author: Author, version: Version) -> Version:
    """A row or an item more, or one less."""
    apart = [at for at, unit in enumerate(version.units) if unit.shape in APART]
    if not apart:
        return version
    at = author.draw(st.sampled_from(apart))
    parts = version.units[at].parts
    part = author.draw(st.integers(0, len(parts)))
    if part < len(parts) > 1 and author.draw(st.booleans()):
        parts = (*parts[:part], *parts[part + 1 :])
    else:
        parts = (*parts[:part], author.word(), *parts[part:])
    return _with(version, at, at + 1, replace(version.units[at], parts=parts))


def _move(author: Author, version: Version) -> Version:
    at = author.place(version.units)
    rest = _with(version, at, at + 1)
    to = author.place(rest.units)
    return _with(rest, to, to, *version.units[at : at + 1])


def _front(author: Author, version: Version) -> Version:
    choice = author.draw(st.integers(0, 2))
    if choice == 0:
        return replace(version, title=author.word())
    if choice == 1:
        return replace(version, tags=(*version.tags, author.word()))
    return replace(version, tags=version.tags[1:])


EDITS = (_insert, _insert, _delete, _rewrite, _rewrite, _part, _move, _front)


def _with(version: Version, start: int, end: int, *units: Unit) -> Version:
    return replace(version, units=(*version.units[:start], *units, *version.units[end:]))


@st.composite
def versions(draw: st.DrawFn) -> tuple[Version, Version, Version]:
    """What was generated, what a person made of it, and what is generated now."""
    author = Author(draw)
    base = author.first()
    return base, author.edited(base), author.edited(base)


def triples() -> st.SearchStrategy[tuple[str, str, str]]:
    """The texts of `versions`."""
    return versions().map(lambda found: (found[0].text, found[1].text, found[2].text))


@st.composite
def stories(draw: st.DrawFn) -> list[str]:
    """Generated, edited, generated anew, and once more; edits of the result are drawn later."""
    author = Author(draw)
    versions = [author.first()]
    page = author.edited(versions[0])
    for _ in range(2):
        versions.append(author.edited(versions[-1]))
    return [versions[0].text, page.text, *(version.text for version in versions[1:])]
