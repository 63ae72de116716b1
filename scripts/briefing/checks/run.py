"""The order of a check: files are read, briefings loaded, rules applied, problems sorted.

Most of this package is imported only where something has changed since the last check.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing import project
from briefing.cache import folder_digest, recall, remember
from briefing.errors import BriefingError, Problem
from briefing.project import Folder
from briefing.workers import spread


@dataclass(frozen=True, slots=True)
class Found:
    """The problems of a check in order, and the bytes of the files that were checked, by path."""

    problems: tuple[Problem, ...]
    contents: Mapping[str, bytes | None]

    @property
    def has_errors(self) -> bool:
        """Whether anything found is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    def and_also(self, other: "Found") -> "Found":
        """What this and the `other` check found."""
        return Found(self.problems + other.problems, {**self.contents, **other.contents})


def check(root: Path, paths: Sequence[str] = ()) -> Found:
    """Check the pages of `root`, or of them those that `paths` name, by all rules.

    A page is always checked as a part of its whole briefing.
    """
    folders = project.read_folders(root)
    wanted = _chosen(root, folders, tuple(paths))
    meant = [folder for folder in folders if not wanted.isdisjoint(folder.contents)]
    known = [recall(root, _memory(folder), folder_digest(folder)) for folder in meant]
    new = [folder for folder, problems in zip(meant, known, strict=True) if problems is None]
    found = spread(functools.partial(_check_folder, root), new)
    every = (problem for problems in (*known, *found) for problem in problems or ())
    contents = {path: content for folder in meant for path, content in folder.contents.items()}
    about = (each for each in every if each.path in wanted or each.path not in contents)
    order = sorted(about, key=lambda each: (each.path, each.line, each.column, each.code))
    return Found(tuple(order), {path: contents[path] for path in sorted(wanted)})


def _chosen(root: Path, folders: Iterable[Folder], paths: Iterable[str]) -> set[str]:
    """Which files of `folders`, by path, are meant by `paths`, files or folders; all if by none.

    Another file of the project, such as a script, means nothing. Raises BriefingError for a path
    that does not exist, or is outside of the project.
    """
    every = list(dict.fromkeys(path for folder in folders for path in folder.contents))
    if not paths:
        return set(every)
    found = set[str]()
    for path in paths:
        is_here = Path(path).exists() and Path(path).absolute().is_relative_to(root.resolve())
        place = Path(path) if is_here else root / path
        if not (place.exists() or place.is_symlink()):
            message = "there is no such file or folder"
            raise BriefingError(
                Problem(path, 0, "path", message, project.did_you_mean(path, every))
            )
        place = place.parent.resolve() / place.name if place.is_symlink() else place.resolve()
        if not place.is_relative_to(root.resolve()):
            fix = "name a page, an article, or a folder of the project"
            raise BriefingError(Problem(path, 0, "path", f"is not in {root}", fix))
        found |= {each for each in every if (root / each).is_relative_to(place)}
    return found


def _check_folder(root: Path, folder: Folder) -> list[Problem]:
    """The problems of one briefing, which are remembered."""
    from briefing.checks.load import load
    from briefing.checks.rules import check_briefing

    problems = list(check_briefing(load(folder)))
    remember(root, _memory(folder), folder_digest(folder), problems)
    return problems


def _memory(folder: Folder) -> str:
    """The name under which the problems of `folder` are remembered; no slug has a plus."""
    return f"checks/{folder.slug or '+site'}"


def check_source(root: Path, slug: str, source: str, path: str) -> Found:
    """Check the briefing `slug` against the text `source`, which its article is about."""
    from briefing.checks.load import load
    from briefing.checks.rules.source_text import Source, against_source

    texts = project.read_published(root)
    briefing = load(project.read_folder(root, slug))
    problems = tuple(against_source(briefing, Source(path, source, texts)))
    return Found(problems, {name: text.encode() for name, text in texts.items()})


def check_since(root: Path, revision: str) -> Found:
    """Check that what has changed since `revision` of git, and was published, is told as such."""
    from briefing.checks.load import load
    from briefing.checks.rules.corrections import unlogged_correction
    from briefing.pages.corrections import corrections

    before = {folder.slug: load(folder) for folder in project.read_folders_at(root, revision)}
    now = [load(folder) for folder in project.read_folders(root)]
    was, log = (frozenset(corrections(e.folder.corrections)) for e in (before[""], now[0]))
    problems = tuple(
        problem
        for each in now
        if each.article and each.folder.slug in before
        for problem in unlogged_correction(before[each.folder.slug], each, log - was)
    )
    return Found(
        problems, {page.path: page.content for each in now for page in (*each.pages, *each.notes)}
    )


def repair(root: Path, paths: Sequence[str] = ()) -> Iterator[str]:
    """Mend the pages of `root`, or of them those that `paths` name; yield the path of each."""
    from briefing.checks.load import load
    from briefing.checks.rules import repaired
    from briefing.merge.write import write_text

    folders = project.read_folders(root)
    wanted = _chosen(root, folders, tuple(paths))
    for briefing in map(load, folders):
        for page in briefing.pages:
            if page.path in wanted and (text := repaired(page, briefing)):
                write_text(root, root / page.path, text)
                yield page.path
