"""A conflict in, the file that lets a person decide out. Knows no disk."""

import re
from collections.abc import Sequence

from briefing.merge import Conflict

_TILDES = re.compile(r"~{3,}")


def describe(path: str, conflicts: Sequence[Conflict], new: str) -> str:
    """What a person has to know to decide on the page at `path`: Markdown.

    Without `conflicts` the page has no base, so that nobody can tell what a person wrote.
    """
    if conflicts:
        count = "a place" if len(conflicts) == 1 else f"{len(conflicts)} places"
        why = (
            f"A person and the compiler changed {count} on this page differently. The page has the "
            "person's words there, and all else that is new."
        )
        keep = "leaves these words as they are"
        take = "puts the new words there"
    else:
        why = (
            "It is not known what was generated for this page, so nothing was merged into it. The "
            "page is as it was; the text that is generated now stands below."
        )
        keep = "leaves the page as it is; what changes from now on is merged into it"
        take = "replaces the whole page by the new text"
    parts = [
        f"# To decide: {path}",
        why,
        "Edit the page if you want to, then run one of these two:",
        f"- `briefing resolve {path} --keep` {keep}.\n- `briefing resolve {path} --take` {take}.",
    ]
    for number, conflict in enumerate(conflicts, 1):
        parts += [
            f"## Place {number}",
            _quoted("On the page", conflict.page),
            _quoted("Generated before", conflict.base),
            _quoted("Generated now", conflict.new),
        ]
    return "\n\n".join([*parts, "## The whole new text", _fenced(new)]) + "\n"


def _quoted(label: str, text: str) -> str:
    return f"{label}:\n\n{_fenced(text)}" if text else f"{label}: nothing."


def _fenced(text: str) -> str:
    longest = max((len(run) for run in _TILDES.findall(text)), default=2)
    fence = "~" * (longest + 1)
    return f"{fence}markdown\n{text.rstrip()}\n{fence}"
