"""Steps in, what to say of them out. Prints nothing."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator

from briefing.markdown.blocks import normalised
from briefing.merge.plan import Change, Step

SILENT = (Change.NOTHING, Change.CONFLICT, Change.ORPHAN, Change.GONE, Change.BLOCKED)
"""What needs no line of its own: nothing happened, or a problem says what."""


def summary(steps: Iterable[Step]) -> str:
    """How many pages had which change: `3 updated, 1 merged, 2 conflicts, 12 unchanged`."""
    counts = Counter(step.change for step in steps)
    told = []
    for change in Change:
        if count := counts[change]:
            more = "s" if change is Change.CONFLICT and count > 1 else ""
            told.append(f"{count} {change.value}{more}")
    return ", ".join(told) or "none"


def diff(step: Step) -> Iterator[str]:
    """What `step` does to its page, as the lines of a unified diff; none if it leaves it alone."""
    old, new = (normalised(text or "").split("\n") for text in (step.before.page, step.page))
    was = step.path if step.before.page is not None else "/dev/null"
    becomes = step.path if step.page is not None else "/dev/null"
    return difflib.unified_diff(old, new, was, becomes, lineterm="")
