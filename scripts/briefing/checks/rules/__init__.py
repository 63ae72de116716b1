"""All rules, one module a family, and their application to a page or a briefing.

A rule is a function with a decorator of `checks/rule.py`. The modules here are looked through for
them: a new one needs no entry anywhere, but a title for its family below.
"""

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from typing import Any

from briefing.checks.facts import facts_of
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import BriefingRule, PageRule, Rule
from briefing.checks.rules.cases import unsplit_article
from briefing.checks.rules.files import allow_without_need, find_comments, not_text
from briefing.errors import Problem

FAMILIES = {
    "B0": "Files",
    "B1": "Untrusted content",
    "B2": "Where statements come from",
    "B3": "Coverage of the article",
    "B4": "Figures and quotations",
    "B5": "Notes, disputes and limits",
    "B6": "Hedges and speakers",
    "B7": "Names",
    "B8": "What ages",
}
"""The titles of the families in docs/rules.md, by the beginning of their codes."""
FOR_ANY_ARTICLE = ("B0", "B1")
"""The families that have nothing to do with what an article says."""
_LINE_END = re.compile(r"\r\n|\r|\n")


def _rules() -> set[Rule[Any]]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    every = (value for module in modules for value in vars(module).values())
    return {value for value in every if isinstance(value, Rule)}


RULES: tuple[Rule[Any], ...] = tuple(sorted(_rules(), key=lambda rule: rule.code))


def check_page(page: Page, briefing: Briefing, rules: Sequence[Rule[Any]] = RULES) -> list[Problem]:
    """What those of `rules` that are about one page find on `page`, allowed or not.

    Of one that is no text, only that is told: each other rule would find something in the noise.
    """
    facts = facts_of(page, briefing)
    if noise := list(not_text(page, facts)):
        return noise
    about_pages = (rule for rule in rules if isinstance(rule, PageRule))
    return [problem for rule in about_pages for problem in rule(page, facts)]


def check_briefing(briefing: Briefing) -> Iterator[Problem]:
    """What all rules find in a briefing and on its pages, without what comments allow.

    Where the article is not the one that was split, its addresses mean nothing on the pages: then
    only the rules of FOR_ANY_ARTICLE are asked.
    """
    is_split = not any(unsplit_article(briefing))
    rules = [rule for rule in RULES if is_split or rule.code[:2] in FOR_ANY_ARTICLE]
    files = (*briefing.pages, *briefing.notes)
    found = [problem for page in files for problem in check_page(page, briefing, rules)]
    about_all = (rule for rule in rules if isinstance(rule, BriefingRule))
    found += [problem for rule in about_all for problem in rule(briefing)]
    codes, paths = [rule.code for rule in RULES], {page.path for page in files}
    yield from (problem for problem in found if problem.path not in paths)
    for page in files:
        about_page = [problem for problem in found if problem.path == page.path]
        comments = find_comments(page, codes)
        yield from (one for one in about_page if not any(each.allows(one) for each in comments))
        if is_split:
            yield from allow_without_need(page, comments, about_page)


def repaired(page: Page, briefing: Briefing) -> str:
    """The text of `page` with what is certain put right; empty where nothing is to be changed.

    The meaning of a sentence is never changed, nor what the compiler wrote, nor a page that is no
    text or has no front matter.
    """
    raw, text = page.content.decode("utf-8", "ignore"), page.text
    if page.front_matter is None or raw.encode() != page.content:
        return ""
    for rule in RULES:
        if rule.repair:
            text = rule.repair(text, page.path, briefing)
    if text != page.text:
        text = _with_generated(page, text)
    return _with_line_ends_of(raw, text) if text != page.text else ""


def _with_generated(page: Page, text: str) -> str:
    """`text`, which has the lines of `page`, with those that the compiler wrote as they were."""
    lines, before = text.split("\n"), page.text.split("\n")
    for block in page.blocks:
        if block.generated:
            first = page.line(block.start) - 1
            behind = first + block.text.count("\n") + 1
            lines[first:behind] = before[first:behind]
    return "\n".join(lines)


def _with_line_ends_of(raw: str, text: str) -> str:
    """`text`, which has as many lines as `raw`, with its line ends and its byte-order mark."""
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    ends = [*_LINE_END.findall(raw), ""]
    return mark + "".join(chain.from_iterable(zip(text.split("\n"), ends, strict=True)))
