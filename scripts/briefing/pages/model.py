"""What the pages show, complete before they are rendered.

Every text is Markdown that is safe to show (see `markdown.commonmark`); in charts it is plain text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.pages.passages import Listing, Row


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page of the briefing, or into it."""

    text: str
    href: str

    def __str__(self) -> str:
        return f"[{self.text}]({self.href})"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The passage before or after one, where that is on another page."""

    words: str
    page: Link
    where: Link


@dataclass(frozen=True, slots=True)
class ShownPassage:
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
    passages: tuple[ShownPassage, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One passage on the article map; `letter` stands for its theme, `label` says all.

    `paragraph` is the number of the paragraph that begins here, else empty.
    """

    letter: str
    paragraph: str
    theme: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """What a letter of the map stands for, and how many passages have it."""

    letter: str
    theme: str
    title: str
    href: str
    passages: int


@dataclass(frozen=True, slots=True)
class ArticleMap:
    """One cell a passage, in article order; beyond a limit, one cell for several."""

    cells: tuple[Cell, ...]
    legend: tuple[LegendEntry, ...]
    passages_a_cell: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across a chart at `x` thousandths of its width."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a chart shows in one line: from `first` to `last` thousandths of its width.

    `label` and `where` stand in the table beside the chart as well; `detail` says more.
    """

    label: str
    detail: str
    where: str
    href: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Marks on a common scale. `name` tells it apart from the other pictures of its page."""

    name: str
    title: str
    description: str
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]


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
class AssignmentSummary:
    """How the passages of a page came to it, in numbers of passages.

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

    With `one_date` all rows share one date, and the tables omit the date column; `as_of` is that
    date, where it is not the whole article's.
    """

    title: str
    question: str
    credit: Credit
    one_date: bool
    as_of: str
    figures: "Listing"
    money: Chart | None
    claims: "Listing"
    events: "Listing"
    timeline: Chart | None
    excerpts: tuple[Excerpt, ...]
    also: "tuple[Row, ...]"
    assignments: AssignmentSummary


@dataclass(frozen=True, slots=True)
class ThemeCard:
    """A theme on the overview: its question and the first figures of its page."""

    page: Link
    question: str
    figures: "tuple[Row, ...]"


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The briefing on one screen: every theme, and where the article speaks of it."""

    credit: Credit
    cards: tuple[ThemeCard, ...]
    events: "Listing | None"
    timeline: Chart | None
    map: ArticleMap
    assignments: AssignmentSummary


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
class ComposedPage:
    """One file of the briefing: where it goes, its front matter, its template, what it shows.

    `language` is that of the compiler's own words on it.
    """

    path: str
    language: str
    template: str
    front_matter: Mapping[str, object]
    content: ThemePage | OverviewPage | SourcePage | Mapping[str, object]
