"""What a check found as text, as annotations of a pull request and as JSON; the page of rules."""

import functools
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from briefing.errors import Problem

if TYPE_CHECKING:
    from briefing.checks.rule import Rule

_WIDTH = 100
_NAMES = {"error": "error", "warning": "warning", "info": "remark"}
_ABOUT_RULES = """---
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


def text(problem: Problem, contents: Mapping[str, bytes | None]) -> str:
    """One problem: where and what, the line with a caret below it, how to mend it."""
    where = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
    lines = [f"{where}: {problem.severity} {problem.code} {' '.join(problem.message.split())}"]
    lines += _shown(problem, contents.get(problem.path) or b"")
    if problem.fix:
        lines.append(f"  fix: {' '.join(problem.fix.split())}")
    return "\n".join(lines)


def summary(problems: Sequence[Problem], files: int) -> str:
    """How many files were checked, with what result; what could not be checked is named too."""
    counts = Counter(problem.severity for problem in problems)
    shown = [s for s in _NAMES if counts[s] or s != "info"]
    parts = [_count(counts[severity], _NAMES[severity]) for severity in shown]
    parts.append(f"{counts['unchecked']} could not be checked")
    return f"{_count(files, 'file')} checked: {', '.join(parts)}"


def github(problems: Sequence[Problem]) -> Iterator[str]:
    """Workflow commands that show each problem beside its line in a pull request."""
    kinds = {"error": "error", "warning": "warning"}
    for problem in problems:
        place = f"file={_property(problem.path)},line={max(problem.line, 1)}"
        place += f",col={problem.column}" if problem.column else ""
        message = problem.message + (f"\nfix: {problem.fix}" if problem.fix else "")
        kind = kinds.get(problem.severity, "notice")
        yield f"::{kind} {place},title={problem.code}::{_escaped(message)}"


def as_json(problems: Sequence[Problem], files: int) -> str:
    """Everything, for machines."""
    keys = ("path", "line", "column", "code", "severity", "message", "fix")
    counts = Counter(problem.severity for problem in problems)
    values = {
        "files": files,
        "counts": {name: counts[name] for name in (*_NAMES, "unchecked")},
        "problems": [{key: getattr(problem, key) for key in keys} for problem in problems],
    }
    return json.dumps(values, ensure_ascii=False, indent=2)


def rules_page(rules: "Sequence[Rule[Any]]", families: Mapping[str, str]) -> str:
    """The documentation of `rules` as a page of the site; `families` are titles by code."""
    parts, family = [_ABOUT_RULES], ""
    for rule in rules:
        if rule.code[:2] != family:
            family = rule.code[:2]
            parts.append(f"## {families[family]}\n")
        reason = rule.reason + (" `briefing check --fix` mends it." if rule.repair else "")
        parts.append(
            f"### {rule.code} {rule.name}\n\n{rule.severity.capitalize()}. {reason}\n\n"
            f"Not:\n\n````markdown\n{rule.bad}\n````\n\nBut:\n\n````markdown\n{rule.good}\n````\n"
        )
    return "\n".join(parts)


def _shown(problem: Problem, content: bytes) -> list[str]:
    """The line of the problem, or a stretch of it, and a caret under the column."""
    lines = _lines(content)
    if not 0 < problem.line <= len(lines):
        return []
    start = max(0, problem.column - 1 - _WIDTH // 2)
    stretch = lines[problem.line - 1][start : start + _WIDTH]
    part = "".join(sign if sign.isprintable() else " " for sign in stretch).rstrip()
    if not problem.column or not part:
        return [f"    {part}"] if part else []
    before = part[: problem.column - 1 - start]
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in before)
    return [f"    {part}", " " * (4 + len(before) + wide) + "^"]


@functools.lru_cache(maxsize=16)
def _lines(content: bytes) -> tuple[str, ...]:
    return tuple(content.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
