"""Rules B0: what the site engine, or git, would get wrong without a word."""

from collections.abc import Iterator
from dataclasses import replace

from briefing.article.read import decode
from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import briefing_rule, page_rule
from briefing.errors import ArticleError, Problem
from briefing.markdown import fold_unfinished
from briefing.markdown import front_matter as front_matter_of
from briefing.merge.state import base_file, conflict_file

_ARTICLE = """---
title: A
language: en
author: Ada Long
themes: [{id: markets, title: Markets, question: What fell?, description: Shares and prices.}]
{}
---

One.

Two.

Three.

Four.

Five.
"""


@page_rule(
    "B001",
    "error",
    bad="---\ntitle: Iran: the war\n---",
    good='---\ntitle: "Iran: the war"\n---',
    around="{}\n\n# A\n",
)
def front_matter(page: Page, _: Facts) -> Iterator[Problem]:
    """Without sound front matter the site loses the title of a page, or its first line."""
    if page.front_matter is None and page.content is not None:
        try:
            front_matter_of.parse(page.text, page.path)
        except ArticleError as error:
            yield from error.problems


@page_rule(
    "B002",
    "error",
    bad="Both versions, between git's lines of <, = and >",
    good="One version, without them",
    in_words=True,
)
def unfinished_merge(page: Page, _: Facts) -> Iterator[Problem]:
    """Readers would see both versions, with git's marks between them."""
    yield from fold_unfinished.unfinished_merge(page.path, page.text)


@page_rule(
    "B003",
    "error",
    bad="A page saved as Latin-1",
    good="The same page saved as UTF-8",
    in_words=True,
)
def not_text(page: Page, _: Facts) -> Iterator[Problem]:
    """A page that is not UTF-8 shows wrong letters."""
    content = page.content or b""
    try:
        decode(content, page.path)
        if b"\0" in content:
            line = 1 + content.count(b"\n", 0, content.index(b"\0"))
            yield page.problem(line, "not text: it holds a NUL", "save the file as UTF-8")
    except ArticleError as error:
        yield from error.problems


@briefing_rule(
    "B004",
    "error",
    bad='pins:\n  "¶99": markets',
    good='pins:\n  "¶5": markets',
    around=_ARTICLE,
    path="articles/deepseek-effect.md",
)
def article(briefing: Briefing) -> Iterator[Problem]:
    """Nothing can be checked against an article that cannot be read."""
    for problem in briefing.broken:
        yield replace(problem, severity="")


@page_rule(
    "B007",
    "error",
    bad="`id: harbour/money` on a page that a person made",
    good="no `id`",
    in_words=True,
)
def missing_base(page: Page, _: Facts) -> Iterator[Problem]:
    """Without the text that was generated, what people wrote is not checked as theirs."""
    if not page.has_base:
        message = f"there is no {base_file(page.id).as_posix()}: all words here count as by people"
        fix = "bring it back from git; if a person made this page, delete the line 'id'"
        yield page.problem(0, message, fix)


@briefing_rule(
    "B006",
    "error",
    bad="A file in .briefing/conflicts/",
    good="The same after `briefing resolve`",
    in_words=True,
)
def open_conflict(briefing: Briefing) -> Iterator[Problem]:
    """What is new on the page, and what a person wrote there, cannot both be right."""
    for page in briefing.conflicts:
        message = "a person and the compiler changed this page differently; nobody has decided yet"
        fix = f"read this file, then: briefing resolve {page} --keep, or --take"
        yield Problem(conflict_file(page).as_posix(), 0, "", message, fix)
