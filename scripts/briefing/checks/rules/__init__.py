"""All rules, one module a family: each takes a page or a briefing and yields its problems.

A rule is a function with a decorator of `checks/rule.py`. The modules here are looked through for
them: a new one needs no entry anywhere, but a title for its family below.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from briefing.checks.rule import Rule

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


def _rules() -> set[Rule[Any]]:
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    every = (value for module in modules for value in vars(module).values())
    return {value for value in every if isinstance(value, Rule)}


RULES: tuple[Rule[Any], ...] = tuple(sorted(_rules(), key=lambda rule: rule.code))
