"""The examples that `briefing rules` shows do what it says: the first is found, the second is not.

A rule itself says what has to stand around them, and in which file they are (checks/rule.py).
"""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from briefing.checks.apply import check_briefing, check_page
from briefing.checks.load import load
from briefing.checks.rule import Rule
from briefing.checks.rules import FAMILIES, RULES
from briefing.project import Folder, read_folders
from sites import PROJECT

SHOWN = [rule for rule in RULES if not rule.in_words]


@cache
def own() -> Folder:
    return next(each for each in read_folders(PROJECT) if each.slug == "deepseek-effect")


def found(rule: Rule[Any], example: str) -> list[str]:
    """What all rules find where `example` is the only page of our briefing, or its article."""
    content = {rule.path: rule.around.replace("{}", example).encode()}
    pages, articles = (content, own().articles) if rule.path.startswith("docs/") else ({}, content)
    briefing = load(replace(own(), pages=pages, articles=articles, state={}))
    by_page = {each.path: check_page(each, briefing) for each in briefing.pages}
    return [f"{each.code} {each.message}" for each in check_briefing(briefing, by_page)]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: str(rule.code))
def test_bad_example_is_found_and_good_one_is_not(rule: Rule[Any]) -> None:
    bad, good = found(rule, rule.bad), found(rule, rule.good)
    told = [each for each in bad if each.startswith(rule.code)]
    page = rule.around.replace("{}", rule.bad)
    assert told, f"{rule.code} should be found in {rule.path}, but only {bad} was:\n{page}"
    told = [each for each in good if each.startswith(rule.code)]
    page = rule.around.replace("{}", rule.good)
    assert not told, f"nothing should be found in {rule.path}, but {told} was:\n{page}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.code))
def test_rule_has_a_reason_and_a_family(rule: Rule[Any]) -> None:
    assert rule.reason.endswith("."), f"the docstring of {rule.name} is not a sentence"
    assert rule.code[:2] in FAMILIES, (
        f"rules/__init__.py has no title for the family of {rule.code}"
    )
