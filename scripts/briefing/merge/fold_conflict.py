"""A conflict in, the file that lets a person decide out. Knows no disk."""

import re
from collections.abc import Sequence

from briefing.merge.merge import Conflict

_TILDES = re.compile(r"~{3,}")
_UNKNOWN = (
    "It is not known what was generated for this page, so nothing was merged into it. The page is "
    "as it was; the text that is generated now stands below.",
    "leaves the page as it is; what changes from now on is merged into it",
    "replaces the whole page by the new text",
)
_APART = (
    "A person and the compiler changed this page so differently that nothing was merged into it. "
    "The page is as it was.",
    "leaves the page as it is",
    "replaces the whole page by the new text",
)
_PLACES = (
    "A person and the compiler changed the places below differently. The page has the person's "
    "words there, and all else that is new.",
    "leaves the person's words there",
    "puts the new words there",
)
"""Why there is something to decide, what `--keep` does and what `--take` does."""


def describe(path: str, conflicts: Sequence[Conflict], new: str) -> str:
    """What a person has to know to decide on the page at `path`: Markdown.

    Without `conflicts` the page has no base, so that nobody can tell what a person wrote.
    """
    whole = [conflict.new for conflict in conflicts] == [new]
    if not conflicts:
        why, keep, take = _UNKNOWN
        places = [_quoted("Generated now", new)]
    elif whole:
        why, keep, take = _APART
        places = _quotations(conflicts[0])
    else:
        why, keep, take = _PLACES
        places = [
            text
            for number, conflict in enumerate(conflicts, 1)
            for text in (f"## Place {number}", *_quotations(conflict))
        ]
        places += ["## The whole new text", _fenced(new)]
    commands = (
        f"- `briefing resolve {path} --keep` {keep}.\n- `briefing resolve {path} --take` {take}."
    )
    edit = "Edit the page if you want to, then run one of these two:"
    return "\n\n".join([f"# To decide: {path}", why, edit, commands, *places]) + "\n"


def shows(file: str | None, new: str) -> bool:
    """Whether `file`, made by `describe`, has shown a person the whole text `new`."""
    return _fenced(new) in (file or "")


def _quotations(conflict: Conflict) -> list[str]:
    return [
        _quoted("On the page", conflict.page),
        _quoted("Generated before", conflict.base),
        _quoted("Generated now", conflict.new),
    ]


def _quoted(label: str, text: str) -> str:
    return f"{label}:\n\n{_fenced(text)}" if text else f"{label}: nothing."


def _fenced(text: str) -> str:
    longest = max((len(run) for run in _TILDES.findall(text)), default=2)
    fence = "~" * (longest + 1)
    return f"{fence}markdown\n{text.rstrip()}\n{fence}"
