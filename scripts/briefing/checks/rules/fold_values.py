"""Rules B1, continued: what a value of the front matter is, and that an id is one page's alone.

The site engine stops at some of these, long after the check, and makes odd pages of others.
"""

from collections.abc import Iterator

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import briefing_rule, page_rule
from briefing.checks.rules.front_matter import KEYS, line_of
from briefing.errors import Problem

_WORDS = ("title", "description", "id", "question", "byline")
_LISTS = ("tags", "hide")


@page_rule("B109", "error", bad="tags: theme", good="tags: [theme]", in_words=True)
def wrong_value(page: Page, _: Facts) -> Iterator[Problem]:
    """The site cannot be built with it, or shows a page without a title."""
    values = page.front_matter.values if page.front_matter else {}
    for name, value in values.items():
        if told := _wrong(name, value):
            yield page.problem(line_of(page, (name,)), *told, column=1)


def _wrong(name: str, value: object) -> tuple[str, str] | None:
    """What is wrong with `value`, and what to write."""
    if name in _WORDS and not (isinstance(value, str) and value.strip()):
        what = "is empty" if value in (None, "") else "is no text"
        return f"'{name}' {what}", f'write it in words, in quotes if need be: {name}: "…"'
    if name in _LISTS:
        items = value if isinstance(value, list) else [None]
        if not all(isinstance(item, str) and item.strip() for item in items):
            return f"'{name}' is no list of words", f"write {name}: [one, two]"
    if KEYS.get(name) and not isinstance(value, dict):
        inner = " or ".join(KEYS[name])
        return f"'{name}' holds no keys of its own", f"write {inner} on lines below it, indented"
    return None


@briefing_rule(
    "B110",
    "error",
    bad="A copy of a page with the line `id: harbour/money`",
    good="The copy without it",
    in_words=True,
)
def same_id(briefing: Briefing) -> Iterator[Problem]:
    """By its id a page is found again after it was moved; of two, one would be overwritten."""
    first = dict[str, str]()
    for page in briefing.pages:
        if page.id and first.setdefault(page.id, page.path) != page.path:
            message = f"the id '{page.id}' is that of {first[page.id]}"
            fix = "delete the line, if this page is a copy: an id is one page's alone"
            yield page.problem(line_of(page, ("id",)), message, fix, column=1)
