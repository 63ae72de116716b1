"""Makes the charts and the map of a page: what stands where, on which scale."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from briefing.article.model import CONTEXT
from briefing.pages.model import ArticleMap, Cell, Chart, LegendEntry, Mark, Tick
from briefing.pages.passages import (
    UNKNOWN,
    ArticleView,
    PassageView,
    chosen_dates,
    chosen_figures,
    said_by,
)
from briefing.text.dates import DayRange, read_date
from briefing.text.languages import wording
from briefing.text.money import Amount, amount, short

WIDTH = 1000
"""Of every scale: places on it are in thousandths."""
FEWEST_AMOUNTS = 2
"""Different ones: a chart of one amount compares nothing."""
FEWEST_EVENTS = 3
_MOST_TICKS = 5
BREAK = 200
"""Where the scale starts if older dates stand apart at its left edge."""
_SQUEEZED = 4
"""So many times the years of the others: then a few old dates stand apart."""
_FEW = 3
"""At most a third of the dates."""
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
MOST_CELLS = 600
COLOURS = 8
"""Themes beyond this many share a colour with another; their letters still differ."""


def money_chart(passages: Sequence[PassageView], *, source: str, language: str) -> Chart | None:
    """The key figures in the currency that most of them have, on a logarithmic scale.

    `source` is the way from the built page with the chart to the built source page.
    """
    sums = [
        (passage, figure, found)
        for passage, figure in chosen_figures(passages)
        if (found := amount(figure.text, language))
    ]
    units = Counter(found.unit for _, _, found in sums)
    unit = max(units, key=lambda each: units[each], default="")
    shown = [each for each in sums if each[2].unit == unit]
    if len({found for _, _, found in shown}) < FEWEST_AMOUNTS:
        return None
    low, high = _decades([found for _, _, found in shown])
    marks = []
    for passage, figure, found in shown:
        speaker = said_by(passage, figure)
        detail = "" if speaker == UNKNOWN else speaker
        span = (_place(math.log10(end), low, high) for end in (found.low, found.high))
        marks.append(Mark(figure.text, detail, *_where(passage, source), *span))
    powers = range(low, high + 1, -(-(high - low) // _MOST_TICKS))
    ticks = tuple(Tick(_place(power, low, high), short(10.0**power, unit)) for power in powers)
    phrases = wording(language).phrases
    ends = {"low": short(10.0**low, unit), "high": short(10.0**high, unit)}
    about = phrases["money_description"].format(count=len(shown), **ends)
    return Chart("money", phrases["money_title"], about, ticks, tuple(marks))


def timeline(
    passages: Sequence[PassageView],
    *,
    source: str,
    language: str,
    titles: Mapping[str, str] | None = None,
) -> Chart | None:
    """The dated events in the order of time; with `titles`, each with that of its theme."""
    shown = [
        (passage, found, days)
        for passage, found in chosen_dates(passages)
        if (days := read_date(found.text, passage.written))
    ]
    if len(shown) < FEWEST_EVENTS:
        return None
    shown.sort(key=lambda event: (event[2].first, event[2].last))
    scale = time_scale([days for _, _, days in shown])
    marks = []
    for passage, found, days in shown:
        label = f"{found.text} ({days.implied_year})" if days.implied_year else found.text
        detail = titles[passage.theme] if titles else ""
        span = (scale.place(day) for day in (days.first, days.last))
        marks.append(Mark(label, detail, *_where(passage, source), *span))
    words = wording(language)
    about = words.phrases["timeline_description"].format(
        count=len(shown), first=shown[0][2].first.year, last=scale.last
    )
    if scale.apart:
        about += words.phrases["stands_apart"].format(years=years(scale.apart))
    if any(days.implied_year for _, _, days in shown):
        about += words.phrases["inferred_year"]
    title = words.phrases["timeline_title"]
    return Chart("timeline", title, about, scale.ticks(words.months), tuple(marks))


def _decades(amounts: Sequence[Amount]) -> tuple[int, int]:
    """The powers of ten around `amounts`."""
    low = math.floor(math.log10(min(each.low for each in amounts)))
    return low, max(math.ceil(math.log10(max(each.high for each in amounts))), low + 1)


def _place(value: float, low: float, high: float) -> int:
    return round(WIDTH * (value - low) / (high - low))


def _where(passage: PassageView, source: str) -> tuple[str, str]:
    return passage.where.text, f"{source}#{passage.anchor}"


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Whole years from `first` to `last`; what is of the years `apart` stands at the left edge."""

    first: int
    last: int
    apart: tuple[int, ...]

    def place(self, day: date) -> int:
        """Where `day` stands, in thousandths of the width."""
        if day.year in self.apart:
            return 0
        start = BREAK if self.apart else 0
        begin, end = (date(year, 1, 1).toordinal() for year in (self.first, self.last + 1))
        return start + round((WIDTH - start) * (day.toordinal() - begin) / (end - begin))

    def ticks(self, months: Sequence[str]) -> tuple[Tick, ...]:
        """A line a year, or a step of years; within one year, a line a quarter, by its month."""
        apart = (Tick(0, f"{years(self.apart)} …"),) if self.apart else ()
        return apart + tuple(Tick(self.place(day), words) for day, words in self._lines(months))

    def _lines(self, months: Sequence[str]) -> list[tuple[date, str]]:
        if self.first == self.last:
            quarters = [(date(self.first, month, 1), months[month - 1]) for month in (4, 7, 10)]
            return [(date(self.first, 1, 1), str(self.first)), *quarters]
        span = self.last + 1 - self.first
        step = next(each for each in _YEAR_STEPS if span / each <= _MOST_TICKS)
        lines = range(-(-self.first // step) * step, self.last + 2, step)
        return [(date(year, 1, 1), str(year)) for year in lines]


def time_scale(events: Sequence[DayRange]) -> TimeScale:
    """The scale for `events`, at least one, in the order of their first days."""
    last = max(event.last.year for event in events)
    oldest = events[0].first.year
    for number in range(1, len(events) // _FEW + 1):
        first = events[number].first.year
        if last + 1 - oldest > _SQUEEZED * (last + 1 - first):
            apart = {day.year for each in events[:number] for day in (each.first, each.last)}
            if max(apart) < first:
                return TimeScale(first, last, tuple(sorted(apart)))
    return TimeScale(oldest, last, ())


def years(apart: Sequence[int]) -> str:
    """`1989`, or `1989–1991`."""
    return f"{apart[0]}" if apart[0] == apart[-1] else f"{apart[0]}–{apart[-1]}"


def article_map(seen: ArticleView, *, source: str, themes: str) -> ArticleMap:
    """The map of the article.

    `source` is the way from the built page with the map to the built source page, `themes` the
    way to the folder of the theme pages: raw HTML is not rewritten by the site engine.
    """
    passages, phrases = seen.passages, wording(seen.article.language).phrases
    titles = {theme.id: theme.title for theme in seen.themes}
    letters = {theme: _letter(number) for number, theme in enumerate(titles)}
    colours = {theme: f"theme-{number % COLOURS}" for number, theme in enumerate(titles)}
    colours[CONTEXT] = "theme-context"
    together = max(1, -(-len(passages) // MOST_CELLS))
    cells = []
    for first in range(0, len(passages), together):
        group = passages[first : first + together]
        theme = Counter(each.theme for each in group).most_common(1)[0][0]
        places = dict.fromkeys((group[0].where.text, group[-1].where.text))
        label = phrases["map_cell"].format(places=phrases["to"].join(places), theme=titles[theme])
        href = f"{source}#{group[0].anchor}"
        cells.append(Cell(letters[theme], _begins(group), colours[theme], href, label))
    ways = {theme: seen.page(theme).href.removesuffix(".md") + "/" for theme in titles}
    counts = Counter(each.theme for each in passages)
    legend = (
        LegendEntry(letters[theme], colours[theme], title, themes + ways[theme], counts[theme])
        for theme, title in titles.items()
    )
    return ArticleMap(tuple(cells), tuple(legend), together)


def _begins(group: Sequence[PassageView]) -> str:
    """The number of the first paragraph that begins in `group`, if one does."""
    passages = (each.assignment.passage for each in group)
    return next((str(each.paragraph) for each in passages if each.sentence == 1), "")


def _letter(number: int) -> str:
    """A to Z, then A2, B2, …"""
    turn, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn + 1) if turn else "")
