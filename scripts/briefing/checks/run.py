"""A project in, the problems of its pages out. The order of a check stands here."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.cache import folder_digest, page_digests, recall, remember
from briefing.errors import Problem
from briefing.project import Folder, chosen, read_folders, read_folders_at, read_published
from briefing.workers import spread

if TYPE_CHECKING:
    from briefing.checks.model import Briefing, Page
    from briefing.checks.rule import Rule


@dataclass(frozen=True, slots=True)
class Found:
    """The problems of a check by path and line, and the bytes of the files that they are in."""

    problems: tuple[Problem, ...]
    contents: Mapping[str, bytes | None]
    files: int

    @property
    def has_errors(self) -> bool:
        """Whether anything found is an error."""
        return any(problem.severity == "error" for problem in self.problems)

    def and_also(self, other: "Found") -> "Found":
        """What this and the `other` check found."""
        contents = {**self.contents, **other.contents}
        return Found(self.problems + other.problems, contents, len(contents))


def check(root: Path, paths: Sequence[str] = ()) -> Found:
    """Check the pages of `root`, or of them those that `paths` name, by all rules.

    A page is always checked as a part of its whole briefing.
    """
    folders = read_folders(root)
    wanted = chosen(root, folders, tuple(paths))
    meant = [folder for folder in folders if not wanted.isdisjoint(folder.contents)]
    problems = _known(root, meant)
    new = [folder for folder in meant if folder.slug not in problems]
    found = spread(functools.partial(_check_folder, root), new)
    problems |= {folder.slug: each for folder, each in zip(new, found, strict=True)}
    contents = {path: content for folder in meant for path, content in folder.contents.items()}
    every = chain.from_iterable(problems[folder.slug] for folder in meant)
    order = sorted(every, key=lambda each: (each.path, each.line, each.column, each.code))
    told = tuple(each for each in order if each.path in wanted or each.path not in contents)
    return Found(told, contents, len(wanted))


def check_source(root: Path, slug: str, source: str, path: str) -> Found:
    """Check the briefing `slug` against the text `source`, which its article is about."""
    from briefing.checks.load import load
    from briefing.checks.rules.source_text import (
        Source,
        another_text,
        not_in_source,
        shared_words,
    )

    folder = next(each for each in read_folders(root) if each.slug == slug)
    texts = read_published(root)
    briefing, text = load(folder), Source(path, source, texts)
    problems = tuple(another_text(briefing, text)) or (
        *not_in_source(briefing, text),
        *shared_words(briefing, text),
    )
    contents = {name: text.encode() for name, text in texts.items()}
    return Found(problems, contents, len(texts))


def check_since(root: Path, revision: str) -> Found:
    """Check that what has changed since `revision` of git, and was published, is told as such."""
    from briefing.checks.load import load
    from briefing.checks.rules.corrections import entries, unlogged_correction

    before = {folder.slug: load(folder) for folder in read_folders_at(root, revision)}
    now = [load(folder) for folder in read_folders(root)]
    log = frozenset(entries(now[0].pages)) - frozenset(entries(before[""].pages))
    problems = tuple(
        problem
        for each in now
        if each.article and each.slug in before
        for problem in unlogged_correction(before[each.slug], each, log)
    )
    contents = {page.path: page.content for each in now for page in each.pages}
    return Found(problems, contents, len(contents))


def _known(root: Path, folders: Sequence[Folder]) -> dict[str, list[Problem]]:
    """The problems of those briefings that did not change since the last check, by slug."""
    known = dict[str, list[Problem]]()
    for folder in folders:
        for found in recall(root, _memory(folder), [folder_digest(folder)]).values():
            known[folder.slug] = found
    return known


def _memory(folder: Folder) -> str:
    """The name under which the problems of `folder` are remembered; no slug has a plus."""
    return f"checks/{folder.slug or '+site'}"


def _check_folder(root: Path, folder: Folder) -> list[Problem]:
    """The problems of one briefing, those of its pages as far as possible from memory."""
    pages = page_digests(folder)
    known = recall(root, _memory(folder), pages.values())
    from briefing.checks.load import load
    from briefing.checks.rules import RULES

    briefing = load(folder)
    by_page = {
        page.path: known[digest]
        if (digest := pages[page.path]) in known
        else list(check_page(page, briefing, RULES))
        for page in briefing.pages
    }
    problems = list(settled(briefing, by_page, RULES))
    known = {pages[path]: by_page[path] for path in by_page} | {folder_digest(folder): problems}
    remember(root, _memory(folder), known)
    return problems


def check_page(
    page: "Page", briefing: "Briefing", rules: "Sequence[Rule[Any]]"
) -> Iterator[Problem]:
    """What the rules about one page find on `page`, allowed or not.

    Of one that is no text, only that is told: each other rule would find something in the noise.
    """
    from briefing.checks.facts import facts_of
    from briefing.checks.rule import PageRule
    from briefing.checks.rules.files import not_text

    facts = facts_of(page, briefing)
    if noise := list(not_text(page, facts)):
        yield from noise
        return
    for rule in rules:
        if isinstance(rule, PageRule):
            yield from rule(page, facts)


def settled(
    briefing: "Briefing", by_page: Mapping[str, Sequence[Problem]], rules: "Sequence[Rule[Any]]"
) -> Iterator[Problem]:
    """The problems `by_page` and those of the briefing as a whole, without what is allowed."""
    from briefing.checks.rule import BriefingRule
    from briefing.checks.rules.allow import allow_without_need, not_allowed

    about_all = (rule for rule in rules if isinstance(rule, BriefingRule))
    together = [problem for rule in about_all for problem in rule(briefing)]
    codes = [rule.code for rule in rules]
    for page in briefing.pages:
        found = [*by_page[page.path], *(each for each in together if each.path == page.path)]
        yield from not_allowed(page, found, codes)
        yield from allow_without_need(page, found, codes)
    yield from (each for each in together if each.path not in by_page)
