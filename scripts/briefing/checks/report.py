"""What a check found as text, as annotations of a pull request and as JSON; the page of rules."""

import codecs
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from briefing.errors import Problem

if TYPE_CHECKING:
    from briefing.checks.rule import Rule

_WIDTH = 100
_NAMES = {"error": "error", "warning": "warning", "info": "remark"}


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
    for problem in problems:
        place = f"file={_property(problem.path)},line={max(problem.line, 1)}"
        place += f",col={problem.column}" if problem.column else ""
        message = problem.message + (f"\nfix: {problem.fix}" if problem.fix else "")
        kind = problem.severity if problem.severity in ("error", "warning") else "notice"
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


def rules_page(rules: "Iterable[Rule[Any]]", families: Mapping[str, str]) -> str:
    """The documentation of `rules` as a page of the site; `families` are titles by code."""
    from briefing.pages.render import ComposedPage, render  # 40 ms that a check does not need

    about = "What `briefing check` finds on a page, why it matters, and what to write instead."
    front_matter = {"title": "Rules", "description": about, "search": {"boost": 0.25}}
    by_family = groupby(rules, lambda rule: families[rule.code[:2]])
    content = {"families": {family: list(each) for family, each in by_family}}
    page = ComposedPage("docs/rules.md", "en", "rules", front_matter, content)
    return render([page])[page.path]


def _shown(problem: Problem, content: bytes) -> list[str]:
    """The line of the problem, or a stretch of it, and a caret under the column."""
    lines = content.removeprefix(codecs.BOM_UTF8).splitlines()
    if not 0 < problem.line <= len(lines):
        return []
    start = max(0, problem.column - 1 - _WIDTH // 2)
    stretch = lines[problem.line - 1].decode("utf-8", "replace")[start : start + _WIDTH]
    part = "".join(each if each.isprintable() else " " for each in stretch).rstrip()
    if not problem.column or not part:
        return [f"    {part}"] if part else []
    before = part[: problem.column - 1 - start]
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in before)
    return [f"    {part}", " " * (4 + len(before) + wide) + "^"]


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _escaped(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _escaped(value).replace(":", "%3A").replace(",", "%2C")
