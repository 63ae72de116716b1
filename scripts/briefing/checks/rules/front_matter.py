"""Rules on front matter: they report what the schema of pages finds in it."""

from collections.abc import Iterator

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import FRONT_MATTER, briefing_rule, page_rule
from briefing.errors import Problem
from briefing.markdown import schema


@page_rule("B106", "error", around=FRONT_MATTER)
def unknown_key(page: Page, _: Facts) -> Iterator[Problem]:
    """A misspelt key does nothing, and nobody is told; some keys replace the whole page.

    Not: titel: Harbour loans
    But: title: Harbour loans
    """
    return _found_by_schema(page, schema.UNKNOWN_KEY)


@page_rule("B107", "error", around=FRONT_MATTER)
def unsafe_value(page: Page, _: Facts) -> Iterator[Problem]:
    """What stands in the front matter is put into the head of the page, and into search.

    Not: title: "</title><b>Loans"
    But: title: Loans
    """
    return _found_by_schema(page, schema.UNSAFE_VALUE)


@page_rule("B109", "error", around=FRONT_MATTER)
def wrong_value(page: Page, _: Facts) -> Iterator[Problem]:
    """The site cannot be built with it, or shows a page without a title.

    Not: tags: theme
    But: tags: [theme]
    """
    return _found_by_schema(page, schema.WRONG_VALUE)


@briefing_rule("B110", "error", in_words=True)
def same_id(briefing: Briefing) -> Iterator[Problem]:
    """By its id a page is found again after it was moved; of two, one would be overwritten.

    Not: A copy of a page with the line `id: harbour/money`
    But: The copy without it
    """
    first = dict[str, str]()
    for page in briefing.pages:
        if page.front_matter and page.id and first.setdefault(page.id, page.path) != page.path:
            message = f"the id '{page.id}' is that of {first[page.id]}"
            fix = "delete the line, if this page is a copy: an id is one page's alone"
            yield page.problem(page.front_matter.lines[("id",)], message, fix)


@page_rule("B802", "error", around=FRONT_MATTER)
def no_date(page: Page, _: Facts) -> Iterator[Problem]:
    """A day of review that cannot be read never comes.

    Not: review_by: next spring
    But: review_by: 2026-03-31
    """
    return _found_by_schema(page, schema.NO_DATE)


def _found_by_schema(page: Page, code: str) -> Iterator[Problem]:
    """What the schema finds on `page` under its own `code`."""
    if page.front_matter:
        _, problems = schema.validate(page.front_matter, page.path, schema.PAGE_KEYS)
        yield from (problem for problem in problems if problem.code == code)
