"""What a comparison takes and gives: the passages that are cited, and a verdict with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """What a look into the passages gave."""

    CHECKED = "checked"
    DIFFERS = "differs"
    CANNOT_CHECK = "cannot check"


class VerdictKind(StrEnum):
    """What was looked for."""

    FIGURE = "figure"
    DATE = "date"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that a statement cites, and the EDTF date at which it was written.

    An account of an article is not `verbatim`: of its words, only those that it quotes itself
    are the article's.
    """

    address: str
    text: str
    written: str = ""
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """`text` stands in the statement's `[start:end]`; `reason` says why it is not checked."""

    kind: VerdictKind
    text: str
    start: int
    end: int
    result: Result
    reason: str = ""
    is_sum: bool = False


def reason_of_difference(alike: Sequence[str], cited: Sequence[Cited]) -> str:
    """What the passages have instead if that is plain, or that none has it."""
    others = list(dict.fromkeys(alike))
    if 1 <= len(others) <= 2:
        return f"{named(cited)} has {' and '.join(others)}"
    return f"it is not in {named(cited)}"


def named(cited: Sequence[Cited]) -> str:
    """The passages by address: `¶4.1 or ¶6.2`."""
    return " or ".join(dict.fromkeys(each.address for each in cited))
