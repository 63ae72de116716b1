"""The examples that `briefing rules` shows do what it says: the first is found, the second is not.

A rule itself says what has to stand around them (checks/rule.py).
"""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from briefing.checks.load import load
from briefing.checks.rule import Rule
from briefing.checks.rules import FAMILIES, RULES, check_briefing
from briefing.project import Folder, read_folders
from sites import PROJECT

PAGE = "docs/deepseek-effect/page.md"
SHOWN = [rule for rule in RULES if not rule.in_words]


@cache
def own() -> Folder:
    return next(each for each in read_folders(PROJECT) if each.slug == "deepseek-effect")


def found(page: str) -> list[str]:
    """What all rules find where `page` is the only page of our briefing."""
    briefing = load(replace(own(), docs={PAGE: page.encode()}, state={}))
    return [f"{each.code} {each.message}" for each in check_briefing(briefing)]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: str(rule.code))
def test_bad_example_is_found_and_good_one_is_not(rule: Rule[Any]) -> None:
    page = rule.around.replace("{}", rule.bad)
    seen = found(page)
    of_rule = [each for each in seen if each.startswith(rule.code)]
    assert of_rule, f"{rule.code} should be found, but only {seen} was, on the page:\n{page}"
    page = rule.around.replace("{}", rule.good)
    of_rule = [each for each in found(page) if each.startswith(rule.code)]
    assert not of_rule, f"nothing should be found, but {of_rule} was, on the page:\n{page}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_rule_has_a_reason_and_a_family(rule: Rule[Any]) -> None:
    assert rule.reason.endswith("."), f"the docstring of {rule.name} is not a sentence"
    assert rule.code[:2] in FAMILIES, (
        f"rules/__init__.py has no title for the family of {rule.code}"
    )
