"""Reads what is known of the pages of a briefing: their texts, what was generated for them last.

Beside the pages in `docs/`, and committed with them, one small file or two a page:

    .briefing/base/<id>.md       the text that was last generated and accepted
    .briefing/base/<id>.moved    the paths that the page had, oldest first, if more than one
    .briefing/conflicts/<id>.md  what a person has to decide
    .briefing/conflicts/<id>.brought  the base for the next merge while the conflict is open

Of an article as a whole, `article.json` (article/last_version.py) and `cases.json`
(merge/citations.py) stand beside them.

A page keeps its identity, wherever it is moved, by the `id` in its front matter. A page that is
not there although its base is was deleted by a person.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.errors import ArticleError, Problem
from briefing.markdown.blocks import front_matter_and_body, normalised, unfinished_merge
from briefing.markdown.commonmark import fenced
from briefing.merge.merge import Conflict
from briefing.project import BASE, CONFLICTS, OVERVIEW, Folder, decode, files_in, read_bytes

_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = re.compile(rf"^id:[ \t]*([\"']?)(?P<id>{_NAME}/{_NAME})\1[ \t]*(?:#.*)?$", re.MULTILINE)
MOVED, BROUGHT = ".moved", ".brought"
"""The suffixes of what stands beside the base, or the conflict, of a page."""
_PATH = re.compile(rf"docs/{_NAME}/[\w-][\w.-]*\.md")
_UNKNOWN = (
    "It is not known what was generated for this page, so nothing was merged into it. The page is "
    "as it was; the text that is generated now stands below.",
    "leaves the page as it is; what changes from now on is merged into it",
    "replaces the whole page by the new text",
)
_APART = (
    "A person and the compiler changed this page so differently that nothing was merged into it. "
    "The page is as it was.",
    "leaves the page as it is",
    "replaces the whole page by the new text",
)
_PLACES = (
    "A person and the compiler changed the places below differently. The page has the person's "
    "words there, and all else that is new.",
    "leaves the person's words there",
    "puts the new words there",
)
"""The last three: why there is something to decide, what `--keep` does, what `--take` does."""


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


def usual_id(path: str) -> str:
    """The id of the page whose usual path is `path`."""
    return path.removeprefix("docs/").removesuffix(".md")


def base_file(page: str) -> Path:
    """Where the base of a page is kept, below the root."""
    return BASE / f"{page}.md"


def conflict_file(page: str) -> Path:
    """Where a conflict of a page is kept, below the root."""
    return CONFLICTS / f"{page}.md"


def page_states(root: Path, folder: Folder) -> dict[str, PageState]:
    """The pages of the briefing in `folder` by id: those that are there, and those that once were.

    Raises ArticleError for a page that is not text, that git left unmerged, or that stands in
    two places.
    """
    files, problems = _page_files(folder)
    places = defaultdict[str, list[str]](list)
    for path, file in files.items():
        places[file.id].append(path)
    overview = usual_path(f"{folder.slug}/{OVERVIEW}")
    states = {}
    known = {f"{folder.slug}/{Path(e).stem}" for e in folder.state if not e.endswith(".json")}
    for page in sorted(known | set(places)):
        base = _text(folder, base_file(page))
        former = former_paths(_text(folder, base_file(page).with_suffix(MOVED)) or "")
        leaves = former[-1:] == (overview,) and usual_path(page) != overview
        if leaves:
            former = former[:-1]  # where a page that is gone redirects to
        seen = former[-1] if base is not None and former else usual_path(page)
        path, wrong = _place(page, seen, places[page], files)
        is_there = path in places[page]
        if base is not None and not is_there:
            wrong += _outside(root, page)
        problems += wrong
        states[page] = replace(
            files[path] if is_there else PageState(page, path),
            base=base,
            conflict=_text(folder, conflict_file(page)),
            next_base=_text(folder, conflict_file(page).with_suffix(BROUGHT)),
            former=former,
            leaves=leaves,
            taken_by=files[path].id if path in files and not is_there else "",
        )
    if problems:
        raise ArticleError(*problems)
    return states


def _page_files(folder: Folder) -> tuple[dict[str, PageState], list[Problem]]:
    """The pages that are there, by path, as far as their files tell; and what is wrong with those.

    A page without an id of its own is the one that its path is the usual one of.
    """
    files = {}
    problems = list[Problem]()
    for path, content in folder.pages.items():
        if path.count("/") > 2:  # in a folder of its own, as pictures are
            continue
        text = decode(content, path)
        problems += unfinished_merge(path, text)
        page = page_id(text) or ""
        own = page if page.startswith(f"{folder.slug}/") else usual_id(path)
        files[path] = PageState(own, path, content, text)
    for path, what in folder.irregular.items():
        if path.endswith(".md"):
            fix = "put the page itself here"
            problems.append(Problem(path, 0, "disk", f"is {what}, not a file", fix))
    return files, problems


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
    page: str, seen: str, places: Sequence[str], files: Mapping[str, PageState]
) -> tuple[str, list[Problem]]:
    """Where a page is that was last seen at `seen`; a Problem if more `places` than one have it."""
    if seen in places or not places:
        return seen, []
    if len(places) > 1:
        message = f"has the id '{page}', as {' and '.join(places[1:])}"
        line = _line_of_id(files[places[0]].page or "")
        fix = "give the copy an id of its own, or none"
        return seen, [Problem(places[0], line, "id", message, fix)]
    return places[0], []


def _line_of_id(text: str) -> int:
    match = _ID.search(normalised(text))
    return normalised(text).count("\n", 0, match.start()) + 1 if match else 0


def _outside(root: Path, page: str) -> Iterator[Problem]:
    """A Problem if a page was moved out of the folder that its links are written for."""
    folder = usual_path(page).rpartition("/")[0]
    for path, what in files_in(root, "docs"):
        if what or not path.endswith(".md") or path.rpartition("/")[0] == folder:
            continue
        text = read_bytes(root / path).decode("utf-8", "replace")
        if page_id(text) == page:
            message = f"was moved out of {folder}: its links lead nowhere from here"
            fix = f"move it back there; its file may have any name. Or delete its id: '{page}'"
            yield Problem(path, _line_of_id(text), "moved", message, fix)


def _text(folder: Folder, file: Path) -> str | None:
    """The text of a state file, normalised; None if it is not there, or is damaged or cut off."""
    try:
        text = normalised(folder.state.get(file.as_posix(), b"").decode("utf-8"))
    except UnicodeDecodeError:
        return None
    return text if text.endswith("\n") and not list(unfinished_merge("", text)) else None


def redirects(root: Path) -> dict[str, str]:
    """Old path → path of today, both below `docs/`, for every page that was moved or removed.

    What leads to a page that is gone too leads to the start page.
    """
    found: dict[str, str] = {}
    for file in sorted((root / BASE).rglob(f"*{MOVED}")):
        paths = former_paths(read_bytes(file).decode("utf-8", "replace"))
        *former, now = [path.removeprefix("docs/") for path in paths] or [""]
        found |= dict.fromkeys(former, now)
    there = {page for page in {*found, *found.values()} if (root / "docs" / page).is_file()}
    return {
        old: new if new in there else "index.md" for old, new in found.items() if old not in there
    }


def describe(path: str, conflicts: Sequence[Conflict], new: str) -> str:
    """What a person has to know to decide on the page at `path`: Markdown.

    Without `conflicts` the page has no base, so that nobody can tell what a person wrote.
    """
    whole = [conflict.new for conflict in conflicts] == [new]
    if not conflicts:
        why, keep, take = _UNKNOWN
        places = [_quoted("Generated now", new)]
    elif whole:
        why, keep, take = _APART
        places = _quotations(conflicts[0])
    else:
        why, keep, take = _PLACES
        places = [
            text
            for number, conflict in enumerate(conflicts, 1)
            for text in (f"## Place {number}", *_quotations(conflict))
        ]
        places += ["## The whole new text", _fenced(new)]
    commands = (
        f"- `briefing resolve {path} --keep` {keep}.\n- `briefing resolve {path} --take` {take}."
    )
    edit = "Edit the page if you want to, then run one of these two:"
    return "\n\n".join([f"# To decide: {path}", why, edit, commands, *places]) + "\n"


def shows(file: str | None, new: str) -> bool:
    """Whether `file`, made by `describe`, has shown a person the whole text `new`."""
    return _fenced(new) in (file or "")


def _quotations(conflict: Conflict) -> list[str]:
    return [
        _quoted("On the page", conflict.page),
        _quoted("Generated before", conflict.base),
        _quoted("Generated now", conflict.new),
    ]


def _quoted(label: str, text: str) -> str:
    return f"{label}:\n\n{_fenced(text)}" if text else f"{label}: nothing."


def _fenced(text: str) -> str:
    return fenced(text.rstrip(), "markdown", "~")
