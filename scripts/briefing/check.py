"""Pages in `docs/` in, Problems out: what the site engine would publish without a word."""

from collections.abc import Iterator
from pathlib import Path

from briefing import front_matter
from briefing.errors import ArticleError, Problem
from briefing.project import read_bytes
from briefing.read import decode
from briefing.state import CONFLICTS
from briefing.unfinished import unfinished_merge


def check_pages(root: Path) -> Iterator[Problem]:
    """A Problem for each page of `root` whose front matter the engine would drop, or eat the first
    line for, and for each that git left unmerged.
    """
    for page in sorted((root / "docs").rglob("*.md")):
        path, content = page.relative_to(root).as_posix(), read_bytes(page)
        try:
            text = decode(content, path)
            yield from unfinished_merge(path, text)
            front_matter.parse(text, path)
        except ArticleError as error:
            yield from error.problems


def check_conflicts(root: Path) -> Iterator[Problem]:
    """A Problem for each page that waits for a person's decision."""
    for file in sorted((root / CONFLICTS).rglob("*.md")):
        page = file.relative_to(root / CONFLICTS).with_suffix("").as_posix()
        message = "a person and the compiler changed this page differently; nobody has decided yet"
        fix = f"read this file, then: briefing resolve {page} --keep, or --take"
        yield Problem(file.relative_to(root).as_posix(), 0, "conflict", message, fix)
