"""What a page shows, complete before it is rendered. Knows no step, template or disk.

Every text in these values is Markdown that is safe to show (see `markup`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.pages.fold_drawings import ArticleMap, Chart


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page of the briefing, or into it."""

    text: str
    href: str

    def __str__(self) -> str:
        return f"[{self.text}]({self.href})"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what was found, the words around it, who says so, when, where."""

    label: str
    statement: str
    speaker: str
    as_of: str
    where: Link


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows that a table has room for, and how many there are in the passages."""

    rows: tuple[Row, ...]
    of_all: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The passage before or after one, where that is on another page."""

    words: str
    page: Link
    where: Link


@dataclass(frozen=True, slots=True)
class Statement:
    """One passage on a page, with the neighbours that it lost by coming here.

    `is_block` says that `text` is a block of code.
    """

    text: str
    is_block: bool
    where: Link
    before: Neighbour | None
    after: Neighbour | None
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Passages of one paragraph, or a heading, byline or biography (`numbered` is False)."""

    title: str
    anchor: str
    numbered: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose article it is. Empty where the front matter does not say."""

    title: str
    author: str
    publisher: str
    source_url: str
    note: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Making:
    """How the assignments of a page came about, in numbers of passages.

    `uncertain` are the first that a person should check; `more_uncertain` is how many follow.
    """

    passages: int
    of_all: int
    by_neighbours: int
    pinned: int
    uncertain: tuple[Link, ...]
    more_uncertain: int


@dataclass(frozen=True, slots=True)
class ThemePage:
    """All that the article says of one theme, or of none (the context page).

    `one_date` says that all of it was written at the same time, so that no row need say when;
    `as_of` is that time, where it is not the whole article's.
    """

    title: str
    question: str
    terms: tuple[str, ...]
    credit: Credit
    one_date: bool
    as_of: str
    figures: Listing
    money: Chart | None
    claims: Listing
    events: Listing
    timeline: Chart | None
    time_bound: Listing
    turns: Listing
    excerpts: tuple[Excerpt, ...]
    also: tuple[Row, ...]
    related: tuple[tuple[Link, str], ...]
    making: Making


@dataclass(frozen=True, slots=True)
class Card:
    """A theme on the overview: its question and the first figures of its page."""

    page: Link
    question: str
    passages: int
    figures: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The briefing on one screen: every theme, and where the article speaks of it."""

    credit: Credit
    cards: tuple[Card, ...]
    events: Listing | None
    timeline: Chart | None
    map: ArticleMap
    making: Making


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One paragraph, heading, byline or biography of the article, and the pages that use it.

    `original` is its address at the publisher's, empty where that is not known.
    """

    title: str
    anchor: str
    is_heading: bool
    text: str
    as_of: str
    original: str
    used_on: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The coverage ledger: the whole article in order."""

    credit: Credit
    map: ArticleMap
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the briefing: where it goes, its front matter, its template, what it shows.

    `language` is that of the compiler's own words on it.
    """

    path: str
    language: str
    template: str
    front_matter: Mapping[str, object]
    content: ThemePage | OverviewPage | SourcePage
