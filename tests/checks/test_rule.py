"""What the decorator of a rule makes of a function."""

from collections.abc import Iterator

import pytest

from briefing.checks.facts import Facts
from briefing.checks.load import load
from briefing.checks.model import Page
from briefing.checks.rule import page_rule
from briefing.errors import Problem
from briefing.project import Folder


def long_line(page: Page, _: Facts) -> Iterator[Problem]:
    """A long line
    is hard to read.

    Not:
        one
          two
    But: one
    """
    yield page.problem(0, "too long")
    yield page.problem(2, "who knows", severity="unchecked")


def test_rule_has_its_name_reason_and_examples_from_the_function() -> None:
    rule = page_rule("B999", "warning")(long_line)
    assert (rule.name, rule.reason) == ("long-line", "A long line is hard to read.")
    assert (rule.bad, rule.good) == ("one\n  two", "one")


def test_problems_have_code_and_severity_of_the_rule_but_stay_unchecked() -> None:
    (page,) = load(Folder("", {"docs/a.md": b"# A\n"}, {}, {}, b"")).pages
    found = page_rule("B999", "warning")(long_line)(
        page, Facts(load(Folder("", {}, {}, {}, b"")), ())
    )
    assert [(each.code, each.severity) for each in found] == [
        ("B999", "warning"),
        ("B999", "unchecked"),
    ]


@pytest.mark.parametrize("docstring", [None, "Only why.", "Why.\n\nBut: this\nNot: that"])
def test_function_without_reason_or_examples_is_refused(docstring: str | None) -> None:
    def short_line(page: Page, _: Facts) -> Iterator[Problem]:
        yield page.problem(0, "too short")

    short_line.__doc__ = docstring
    with pytest.raises(
        ValueError, match="short_line needs a docstring: why, 'Not: …' and 'But: …'"
    ):
        page_rule("B999", "warning")(short_line)
