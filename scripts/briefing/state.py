"""What is known of the pages of a briefing: their texts, and what was last generated for them.

Beside the pages in `docs/`, and committed with them, one small file or two a page:

    .briefing/base/<id>.md       the text that was last generated and accepted
    .briefing/base/<id>.moved    the paths that the page had, oldest first, if more than one
    .briefing/conflicts/<id>.md  what a person has to decide

A page keeps its identity, wherever it is moved, by the `id` in its front matter. A page that is
not there although its base is was deleted by a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import ArticleError, Problem
from briefing.page_blocks import front_matter_and_body, normalised
from briefing.project import read_bytes
from briefing.read import decode

BASE = Path(".briefing/base")
CONFLICTS = Path(".briefing/conflicts")
_ID = re.compile(r"^id:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_MARKER = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageState:
    """One page as it is on disk; None stands for a file that is not there.

    `path` is below the root; `page` is the text of `content`. `former` are the paths that it had,
    oldest first, the last of them where it was last seen.
    """

    id: str
    path: str
    content: bytes | None = None
    page: str | None = None
    base: str | None = None
    conflict: str | None = None
    former: tuple[str, ...] = ()


def usual_path(page: str) -> str:
    """Where the page with the id `page` is, below the root, unless a person moved it."""
    return f"docs/{page}.md"


def base_file(page: str) -> Path:
    """Where the base of a page is kept, below the root."""
    return BASE / f"{page}.md"


def conflict_file(page: str) -> Path:
    """Where a conflict of a page is kept, below the root."""
    return CONFLICTS / f"{page}.md"


def moved_file(page: str) -> Path:
    """Where the paths that a page had are kept, below the root."""
    return BASE / f"{page}.moved"


def read_state(root: Path, slug: str) -> dict[str, PageState]:
    """The pages of the briefing `slug` by id: those that are there, and those that once were.

    Raises ArticleError for a page that is not text, that git left unmerged, or whose place cannot
    be told.
    """
    files = sorted((root / "docs" / slug).glob("[!.]*.md"))
    contents = {f"docs/{slug}/{file.name}": read_bytes(file) for file in files}
    texts = {path: decode(content, path) for path, content in contents.items()}
    problems = [problem for path, text in texts.items() for problem in markers(path, text)]
    ids = {path: page_id(text) for path, text in texts.items()}
    known = {
        f"{slug}/{file.stem}"
        for folder in (BASE, CONFLICTS)
        for file in (root / folder / slug).glob("[!.]*.*")
    }
    known |= {page for page in ids.values() if page and page.startswith(f"{slug}/")}
    states = {}
    usual = {usual_path(page): page for page in known}
    for page in sorted(known):
        base = _text(root / base_file(page))
        former = tuple((_text(root / moved_file(page)) or "").splitlines())
        if former and usual.get(former[-1], page) != page:
            former = former[:-1]  # where a page that is gone redirects to
        seen = former[-1] if base is not None and former else usual_path(page)
        path, wrong = _place(page, seen, ids)
        if base is not None and path not in contents:
            wrong += _outside(root, page)
        problems += wrong
        conflict = _text(root / conflict_file(page))
        states[page] = PageState(
            page, path, contents.get(path), texts.get(path), base, conflict, former
        )
    if problems:
        raise ArticleError(*problems)
    for path, text in texts.items():
        page = path.removeprefix("docs/").removesuffix(".md")
        if page not in states:
            states[page] = PageState(page, path, contents[path], text)
    return states


def page_id(text: str) -> str | None:
    """The `id` in the front matter of a page."""
    match = _ID.search(front_matter_and_body(normalised(text))[0])
    return match[1] if match else None


def markers(path: str, text: str) -> Iterator[Problem]:
    """A Problem if git has left the marks of a conflict in the page `text`."""
    text = normalised(text)
    if match := _MARKER.search(text):
        line = text.count("\n", 0, match.start()) + 1
        message = "the page has the marks of an unfinished merge"
        fix = "choose between the versions, then delete the lines of '<', '=' and '>'"
        yield Problem(path, line, "markers", message, fix)


def moved(states: Mapping[str, PageState]) -> dict[str, str | None]:
    """The paths of the pages that are not where they usually are; None for those not there."""
    return {
        page: state.path if state.content is not None else None
        for page, state in states.items()
        if (state.content is None and state.base is not None) or state.path != usual_path(page)
    }


def _place(page: str, seen: str, ids: Mapping[str, str | None]) -> tuple[str, list[Problem]]:
    """Where a page is that was last seen at `seen`; Problems if that cannot be told."""
    by_id = defaultdict(list)
    for path, id_ in ids.items():
        by_id[id_].append(path)
    candidates = by_id[page]
    if seen in candidates or not candidates:
        return seen, []
    if len(candidates) > 1:
        message = f"has the id '{page}', as {' and '.join(candidates[1:])}"
        fix = "give the copy an id of its own, or none"
        return seen, [Problem(candidates[0], 2, "id", message, fix)]
    return candidates[0], []


def _outside(root: Path, page: str) -> Iterator[Problem]:
    """A Problem if a page was moved out of the folder that its links are written for."""
    folder = Path(usual_path(page)).parent
    for file in sorted((root / "docs").rglob("*.md")):
        text = read_bytes(file).decode("utf-8", "replace")
        if file.parent != root / folder and page_id(text) == page:
            message = f"was moved out of {folder.as_posix()}: its links lead nowhere from here"
            fix = f"move it back there; its file may have any name. Or delete its id: '{page}'"
            yield Problem(file.relative_to(root).as_posix(), 2, "moved", message, fix)


def _text(file: Path) -> str | None:
    """The text of a state file, normalised; None if it is not there, or is damaged."""
    if not file.is_file():
        return None
    try:
        text = normalised(read_bytes(file).decode("utf-8"))
    except UnicodeDecodeError:
        return None
    return None if _MARKER.search(text) else text
