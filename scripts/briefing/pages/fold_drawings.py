"""What the map and the charts of a page show, as plain text. Knows no template and no SVG."""

from dataclasses import dataclass


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
