"""The examples that `briefing rules` shows do what it says: the first is found, the second is not.

They are put into a page of our own briefing, where a rule needs more around them.
"""

from dataclasses import replace
from functools import cache

import pytest

from briefing.checks.fold_gather import Folder, gather
from briefing.checks.load import load
from briefing.checks.model import Rule
from briefing.checks.rules import RULES
from briefing.checks.rules.fold_log import LOG
from briefing.checks.rules.notes import HEAD, SETTLE
from briefing.checks.run import check_page, settled
from briefing.errors import Problem
from sites import PROJECT

TOLD = {
    *("B002", "B003", "B006", "B007", "B104", "B108", "B109", "B110", "B301", "B302"),
    *("B405", "B406", "B408", "B410"),
    *("B503", "B508", "B509"),
}
"""The rules whose examples are told in words, since they are of a whole page or of other files."""
ARTICLE = "articles/deepseek-effect.md"
PROSE = "---\ntitle: A\n---\n\n# A\n\n{}\n"
BOTTOM, PASSAGES, TABLE, DISPUTED = (
    PROSE.replace("{}", around)
    for around in (
        "## Bottom line\n\n{}",
        "## Passages\n\n{}",
        "| A | B | C |\n|---|---|---|\n{}",
        f"## Disputed\n\n### Cost\n\n{HEAD}\n|---|---|\n{{}}\n\n{SETTLE}its books.",
    )
)
ONE_SIDED = "| Ruth Vale: no new tax. | Tom Reed: it was so. [¶1.2](source.md#p1) |"
SLIP = "The Cybersecurity Administration of China (CAC). [¶9.1](source.md#p9)"
NOTE = PROSE.replace("{}", '!!! editors-note "Scope · [¶4.1](source.md#p4)"\n    So.\n\n    {}')
AROUND = {
    "B001": "{}\n\n# A\n",
    "B005": DISPUTED.replace("|---|---|\n{}", f"|---|---|\n{ONE_SIDED}").replace(
        HEAD, "{}\n" + HEAD
    ),
    "B106": "---\n{}\n---\n\n# A\n",
    "B107": "---\n{}\n---\n\n# A\n",
    "B201": BOTTOM,
    "B202": TABLE,
    "B203": DISPUTED,
    "B204": PASSAGES,
    "B407": PASSAGES,
    "B502": NOTE,
    "B504": DISPUTED,
    "B703": PASSAGES.replace("{}", f"{SLIP}\n\n{{}}"),
    "B802": "---\ntitle: A\n{}\n---\n\n# A\n",
}
"""What stands around the example of a rule; otherwise it is a paragraph."""


@cache
def own() -> Folder:
    return next(each for each in gather(PROJECT) if each.slug == "deepseek-effect")


def found(rule: Rule, example: str) -> list[Problem]:
    """What `rule` finds in a page, or for B004 an article, with the `example`."""
    path = LOG if rule.code == "B409" else "docs/deepseek-effect/page.md"
    page = AROUND.get(rule.code, PROSE).replace("{}", example).encode()
    folder = replace(own(), pages={path: page}, bases={})
    if rule.code == "B004":
        article = own().articles[ARTICLE].replace(b"pins: {}", example.encode())
        folder = replace(own(), articles={ARTICLE: article})
    briefing = load(folder)
    by_page = {each.path: list(check_page(each, briefing, RULES)) for each in briefing.pages}
    return [each for each in settled(briefing, by_page, RULES) if each.code == rule.code]


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.code not in TOLD], ids=lambda rule: str(rule.code)
)
def test_example_of_what_is_wrong_is_found_and_the_other_is_not(rule: Rule) -> None:
    assert found(rule, rule.example.bad)
    assert found(rule, rule.example.good) == []


def test_rule_whose_example_is_only_told_exists() -> None:
    assert {rule.code for rule in RULES} > TOLD
