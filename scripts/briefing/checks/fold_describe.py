"""Rules in, the page that documents them out."""

from collections.abc import Iterator, Sequence

from briefing.checks.model import PageRule, Rule

_HEAD = """---
title: Rules
description: What `briefing check` finds on a page, why it matters, and what to write instead.
search:
  boost: 0.25
---

# Rules

What `briefing check` looks for. An error stops a pull request; a warning is for you to judge.
`briefing build` stops only at errors of B0 and B1. What a rule *could not* check is counted by
itself and never counts as right.

Where a rule is wrong about your sentence, switch it off on its line or on the line before, and say
why. By itself on a line, this covers all that follows up to the next blank line: of a table, every
row.

```markdown
<!-- briefing: allow B203, only one side has spoken so far -->
```
"""
_FAMILIES = {
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


def markdown(rules: Sequence[Rule]) -> str:
    """The documentation of `rules` as a page of the site."""
    return "\n".join([_HEAD, *_parts(rules)])


def _parts(rules: Sequence[Rule]) -> Iterator[str]:
    family = ""
    for rule in rules:
        if not rule.code.startswith(family or "-"):
            family = rule.code[:2]
            yield f"## {_FAMILIES[family]}\n"
        repair = isinstance(rule, PageRule) and rule.repair is not None
        mended = " `briefing check --fix` mends it." if repair else ""
        yield f"### {rule.code} {rule.name}\n"
        yield f"{rule.severity.capitalize()}. {rule.reason}{mended}\n"
        yield f"Not:\n\n{_fenced(rule.example.bad)}\n"
        yield f"But:\n\n{_fenced(rule.example.good)}\n"


def _fenced(example: str) -> str:
    return f"````markdown\n{example}\n````"
