"""What is known of the pages of a briefing: their texts, and what was last generated for them.

Beside the pages in `docs/`, and committed with them, one small file or two a page:

    .briefing/base/<id>.md       the text that was last generated and accepted
    .briefing/base/<id>.moved    the paths that the page had, oldest first, if more than one
    .briefing/conflicts/<id>.md  what a person has to decide
    .briefing/conflicts/<id>.brought  what of the new text is on the page all the same

A page keeps its identity, wherever it is moved, by the `id` in its front matter. A page that is
not there although its base is was deleted by a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import ArticleError, Problem
from briefing.markdown.blocks import front_matter_and_body, normalised
from briefing.markdown.fold_unfinished import unfinished_merge
from briefing.project import decode, read_bytes

BASE = Path(".briefing/base")
CONFLICTS = Path(".briefing/conflicts")
_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(rf"^id:[ \t]*([\"']?)(?P<id>{_NAME}/{_NAME})\1[ \t]*(?:#.*)?$", re.MULTILINE)
_PATH = re.compile(rf"docs/{_NAME}/[\w-][\w.-]*\.md")


@dataclass(frozen=True, slots=True)
class PageState:
    """One page as it is on disk; None stands for a file that is not there.

    `path` is below the root; `page` is the text of `content`. `former` are the paths that it had,
    oldest first, the last of them where it was last seen. `taken_by` is the id of another page
    that a person put in the place of this one, which is not there; `leaves` says that a run has
    begun to remove it.
    """

    id: str
    path: str
    content: bytes | None = None
    page: str | None = None
    base: str | None = None
    conflict: str | None = None
    next_base: str | None = None
    former: tuple[str, ...] = ()
    taken_by: str = ""
    leaves: bool = False


def usual_path(page: str) -> str:
    """Where the page with the id `page` is, below the root, unless a person moved it."""
    return f"docs/{page}.md"


def base_file(page: str) -> Path:
    """Where the base of a page is kept, below the root."""
    return BASE / f"{page}.md"


def conflict_file(page: str) -> Path:
    """Where a conflict of a page is kept, below the root."""
    return CONFLICTS / f"{page}.md"


def next_base_file(page: str) -> Path:
    """Where it is kept what of a new text is on a page with a conflict, below the root."""
    return CONFLICTS / f"{page}.brought"


def moved_file(page: str) -> Path:
    """Where the paths that a page had are kept, below the root."""
    return BASE / f"{page}.moved"


def read_state(root: Path, slug: str) -> dict[str, PageState]:
    """The pages of the briefing `slug` by id: those that are there, and those that once were.

    Raises ArticleError for a page that is not text, that git left unmerged, or whose place cannot
    be told.
    """
    files = _read_pages(root, slug)
    places = defaultdict[str, list[str]](list)
    for path, file in files.items():
        places[file.id].append(path)
    states, problems = {}, [problem for file in files.values() for problem in file.problems]
    for page in sorted(_known(root, slug) | set(places)):
        base = _text(root / base_file(page))
        former = former_paths(_text(root / moved_file(page)) or "")
        leaves = former[-1:] == (usual_path(f"{slug}/index"),) and page != f"{slug}/index"
        if leaves:
            former = former[:-1]  # where a page that is gone redirects to
        seen = former[-1] if base is not None and former else usual_path(page)
        path, wrong = _place(page, seen, places[page], files)
        here = files.get(path) if path in places[page] else None
        if base is not None and here is None:
            wrong += _outside(root, page)
        problems += wrong
        states[page] = PageState(
            id=page,
            path=path,
            content=here.content if here else None,
            page=here.text if here else None,
            base=base,
            conflict=_text(root / conflict_file(page)),
            next_base=_text(root / next_base_file(page)),
            former=former,
            leaves=leaves,
            taken_by=files[path].id if path in files and here is None else "",
        )
    if problems:
        raise ArticleError(*problems)
    return states


@dataclass(frozen=True, slots=True)
class _File:
    """A page's file; without an id of its own it is the page that its path is the usual one of."""

    content: bytes
    text: str
    id: str
    problems: tuple[Problem, ...]


def _read_pages(root: Path, slug: str) -> dict[str, _File]:
    files = {}
    for file in sorted((root / "docs" / slug).glob("[!.]*.md")):
        path, content = f"docs/{slug}/{file.name}", read_bytes(file)
        text = decode(content, path)
        problems = list(unfinished_merge(path, text))
        if file.is_symlink():
            fix = "put a copy of the file here instead"
            problems.append(Problem(path, 0, "link", "the page is a link to another file", fix))
        page = page_id(text)
        own = page if page and page.startswith(f"{slug}/") else None
        usual = path.removeprefix("docs/").removesuffix(".md")
        files[path] = _File(content, text, own or usual, tuple(problems))
    return files


def _known(root: Path, slug: str) -> set[str]:
    """The ids of the pages that have a state."""
    files = (
        file for folder in (BASE, CONFLICTS) for file in (root / folder / slug).glob("[!.]*.*")
    )
    return {f"{slug}/{file.stem}" for file in files}


def page_id(text: str) -> str | None:
    """The `id` in the front matter of a page; None for what cannot be one."""
    match = _ID.search(front_matter_and_body(normalised(text))[0])
    return match["id"] if match else None


def former_paths(text: str) -> tuple[str, ...]:
    """The paths of pages in a `.moved` file."""
    return tuple(line for line in text.splitlines() if _PATH.fullmatch(line))


def moved(states: Mapping[str, PageState]) -> dict[str, str | None]:
    """The paths of the pages that are not where they usually are; None for those not there."""
    return {
        page: state.path if state.content is not None else None
        for page, state in states.items()
        if (state.content is None and state.base is not None) or state.path != usual_path(page)
    }


def _place(
    page: str, seen: str, places: Sequence[str], files: Mapping[str, _File]
) -> tuple[str, list[Problem]]:
    """Where a page is that was last seen at `seen`; a Problem if more `places` than one have it."""
    if seen in places or not places:
        return seen, []
    if len(places) > 1:
        message = f"has the id '{page}', as {' and '.join(places[1:])}"
        line = _line_of_id(files[places[0]].text)
        fix = "give the copy an id of its own, or none"
        return seen, [Problem(places[0], line, "id", message, fix)]
    return places[0], []


def _line_of_id(text: str) -> int:
    match = _ID.search(normalised(text))
    return normalised(text).count("\n", 0, match.start()) + 1 if match else 0


def _outside(root: Path, page: str) -> Iterator[Problem]:
    """A Problem if a page was moved out of the folder that its links are written for."""
    folder = Path(usual_path(page)).parent
    for file in sorted((root / "docs").rglob("*.md")):
        text = read_bytes(file).decode("utf-8", "replace")
        if file.parent != root / folder and page_id(text) == page:
            path = file.relative_to(root).as_posix()
            message = f"was moved out of {folder.as_posix()}: its links lead nowhere from here"
            fix = f"move it back there; its file may have any name. Or delete its id: '{page}'"
            yield Problem(path, _line_of_id(text), "moved", message, fix)


def _text(file: Path) -> str | None:
    """The text of a state file, normalised; None if it is not there, or is damaged or cut off."""
    if not file.is_file():
        return None
    try:
        text = normalised(read_bytes(file).decode("utf-8"))
    except UnicodeDecodeError:
        return None
    return text if text.endswith("\n") and not list(unfinished_merge("", text)) else None


def redirects(root: Path) -> dict[str, str]:
    """Old path → path of today, both below `docs/`, for every page that was moved or removed.

    What leads to a page that is gone too leads to the start page.
    """
    found: dict[str, str] = {}
    for file in sorted((root / BASE).rglob("*.moved")):
        paths = former_paths(read_bytes(file).decode("utf-8", "replace"))
        *former, now = [path.removeprefix("docs/") for path in paths] or [""]
        found |= dict.fromkeys(former, now)
    return {old: _there(root, new) for old, new in found.items() if not _is_page(root, old)}


def _there(root: Path, page: str) -> str:
    return page if _is_page(root, page) else "index.md"


def _is_page(root: Path, page: str) -> bool:
    return (root / "docs" / page).is_file()
