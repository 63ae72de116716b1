"""Rules B0: what the site engine, or git, would get wrong without a word."""

from collections.abc import Iterator
from dataclasses import replace

from briefing.article.read import decode
from briefing.checks.model import Briefing, BriefingRule, Example, Page, PageRule
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter as front_matter_of
from briefing.markdown.fold_unfinished import unfinished_merge
from briefing.merge.state import base_file, conflict_file


def front_matter(page: Page, _: Briefing) -> Iterator[Problem]:
    """The problems of a front matter that the engine would drop, or eat the first line for."""
    if page.front_matter is None and page.content is not None:
        try:
            front_matter_of.parse(page.text, page.path)
        except ArticleError as error:
            yield from error.problems


def unmerged(page: Page, _: Briefing) -> Iterator[Problem]:
    """A problem if git has left the marks of a conflict."""
    yield from unfinished_merge(page.path, page.text)


def not_text(page: Page, _: Briefing) -> Iterator[Problem]:
    """A problem at the first byte that is no UTF-8, or is none of a text."""
    content = page.content or b""
    try:
        decode(content, page.path)
        if b"\0" in content:
            line = 1 + content.count(b"\n", 0, content.index(b"\0"))
            yield page.problem(line, "not text: it holds a NUL", "save the file as UTF-8")
    except ArticleError as error:
        yield from error.problems


def article(briefing: Briefing) -> Iterator[Problem]:
    """What keeps the article, or the lock of its source, from being read."""
    for problem in briefing.broken:
        yield replace(problem, severity="")


def missing_base(page: Page, _: Briefing) -> Iterator[Problem]:
    """A problem for a page of which it is not known what was generated on it."""
    if not page.has_base:
        message = f"there is no {base_file(page.id).as_posix()}: all words here count as by people"
        fix = "bring it back from git; if a person made this page, delete the line 'id'"
        yield page.problem(0, message, fix)


def open_conflict(briefing: Briefing) -> Iterator[Problem]:
    """A problem for each page that waits for a person's decision."""
    for page in briefing.conflicts:
        message = "a person and the compiler changed this page differently; nobody has decided yet"
        fix = f"read this file, then: briefing resolve {page} --keep, or --take"
        yield Problem(conflict_file(page).as_posix(), 0, "", message, fix)


NOT_TEXT = PageRule(
    "B003",
    "not-text",
    "error",
    "A page that is not UTF-8 shows wrong letters.",
    Example("A page saved as Latin-1", "The same page saved as UTF-8"),
    not_text,
)
RULES = (
    PageRule(
        "B001",
        "front-matter",
        "error",
        "Without sound front matter the site loses the title of a page, or its first line.",
        Example("---\ntitle: Iran: the war\n---", '---\ntitle: "Iran: the war"\n---'),
        front_matter,
    ),
    PageRule(
        "B002",
        "unfinished-merge",
        "error",
        "Readers would see both versions, with git's marks between them.",
        Example("Both versions, between git's lines of <, = and >", "One version, without them"),
        unmerged,
    ),
    NOT_TEXT,
    BriefingRule(
        "B004",
        "article",
        "error",
        "Nothing can be checked against an article that cannot be read.",
        Example('pins:\n  "¶99": markets', 'pins:\n  "¶5": markets'),
        article,
    ),
    BriefingRule(
        "B006",
        "open-conflict",
        "error",
        "What is new on the page, and what a person wrote there, cannot both be right.",
        Example("A file in .briefing/conflicts/", "The same after `briefing resolve`"),
        open_conflict,
    ),
    PageRule(
        "B007",
        "missing-base",
        "error",
        "Without the text that was generated, what people wrote is not checked as theirs.",
        Example("`id: harbour/money` on a page that a person made", "no `id`"),
        missing_base,
    ),
)
