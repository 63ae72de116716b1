"""What is known of an article: its themes, its text, and the passages it is cut into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

CONTEXT = "context"
"""The id of the built-in last theme: what belongs to none of the declared ones."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What one page is about, as the article's front matter declares it."""

    id: str
    title: str
    question: str
    description: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """The context page, and how readily a passage goes there (higher: more readily)."""

    title: str = "Context"
    question: str = "What else does the article say?"
    threshold: float = 0.4


@dataclass(frozen=True, slots=True)
class ParagraphRange:
    """Paragraphs `first` to `last`, and what the front matter says of them at its `line`."""

    first: int
    last: int
    value: str
    line: int

    def __contains__(self, paragraph: int) -> bool:
        return self.first <= paragraph <= self.last


@dataclass(frozen=True, slots=True)
class Pin:
    """A person's correction: the passages at `address` ("¶5" or "¶7.2") belong to `theme`."""

    address: str
    theme: str
    line: int


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When an article was withdrawn, as an EDTF date, and why."""

    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One input text. `body` is the text behind the front matter, to the byte; of an article that
    is `withdrawn` it is empty, whatever stands there still, and so is all that tells of its parts.

    `note` says what the text is where that is not plain: an account, a translation, its licence.
    `abbreviations` are words of it that a reader may not know, and what they mean.
    The values of `as_of` are EDTF dates or intervals, at which the paragraphs were written; those
    of `aside` are the reasons why no page needs to use them.
    """

    slug: str
    path: str
    title: str
    language: str
    themes: tuple[Theme, ...]
    body: str
    context: Context = Context()
    author: str = ""
    publisher: str = ""
    source_url: str = ""
    note: str = ""
    as_of: tuple[ParagraphRange, ...] = ()
    pins: tuple[Pin, ...] = ()
    aside: tuple[ParagraphRange, ...] = ()
    withdrawn: Withdrawal | None = None
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def written(self, paragraph: int) -> str:
        """When `paragraph` was written, as an EDTF date; empty where nothing says so."""
        return next((each.value for each in self.as_of if paragraph in each), "")


class PassageKind(StrEnum):
    """What a passage is. Only TEXT is numbered as ¶."""

    TEXT = "text"
    HEADING = "heading"
    BYLINE = "byline"
    BIOGRAPHY = "biography"
    BLANK = "blank"
    """A body of nothing but white space."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the body that is assigned as a whole: `body[start:end]`.

    `start` and `end` count characters; white space belongs to the passage before it.
    `paragraph` and `sentence` count from 1 and are None for what is not numbered.
    """

    kind: PassageKind
    paragraph: int | None
    sentence: int | None
    start: int
    end: int
    text: str

    @property
    def address(self) -> str | None:
        """`¶4.2`, or None for a heading, a byline, a biography."""
        return None if self.paragraph is None else f"¶{self.paragraph}.{self.sentence}"
