"""What is found in a passage: values with the offsets at which they stand."""

from dataclasses import dataclass
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the passage: `text` is the passage's `[start:end]`, in characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure(Span):
    """A quantity as written; a range ("$100 million to $1 billion") is one figure."""

    kind: FigureKind


@dataclass(frozen=True, slots=True)
class Date(Span):
    """A date as written: a day, a month, a quarter, a year, a decade, or a range of years."""


@dataclass(frozen=True, slots=True)
class Quotation(Span):
    """Words between quotation marks. `start` and `end` include the marks, `text` does not.

    `speaker` is None where no rule names one: a scare quote, a title, "she said".
    """

    speaker: str | None


@dataclass(frozen=True, slots=True)
class Speaker(Span):
    """Who is reported to say something, and the `verb` or cue ("according to") that says so."""

    verb: str


class Form(StrEnum):
    """How a name and its cue stand together; it decides which quotation they can own."""

    SUBJECT = "subject"
    """The UN said …"""
    NAMING = "naming"
    """The UN called it …"""
    INVERTED = "inverted"
    """…, said the UN"""
    SOURCE = "source"
    """According to the UN, …"""
    WORDING = "wording"
    """In the UN's words, …"""
    AGENT = "agent"
    """Described by the UN as …"""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker with the cue: `start` to `end` is the name, the cue and what is between."""

    form: Form
    speaker: Speaker
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one passage, each kind in the order of the text."""

    figures: tuple[Figure, ...] = ()
    dates: tuple[Date, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    hedges: tuple[Span, ...] = ()
    speakers: tuple[Speaker, ...] = ()
