"""Makes the charts and the map of a page: what stands where, on which scale."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from briefing.article.model import CONTEXT
from briefing.pages.passages import ArticleView, PassageView, chosen_dates, chosen_figures, said_by
from briefing.text.dates import DayRange, read_date
from briefing.text.languages import wording
from briefing.text.money import amount, short

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
Values = dict[str, object]
"""What the template of a chart takes by name, or of a mark or cell on it; all texts are plain."""
Tick = tuple[int, str]
"""A line across a chart: at how many thousandths of its width, and what stands there."""


def money_chart(passages: Sequence[PassageView], *, source: str, language: str) -> Values | None:
    """The key figures in the currency that most of them have, on a logarithmic scale.

    `source` is the way from the built page with the chart to the built source page. None where
    there are too few amounts to compare.
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
    low = math.floor(math.log10(min(found.low for _, _, found in shown)))
    high = max(math.ceil(math.log10(max(found.high for _, _, found in shown))), low + 1)

    def place(power: float) -> int:
        return round(WIDTH * (power - low) / (high - low))

    marks = []
    for passage, figure, found in shown:
        first, last = (place(math.log10(end)) for end in (found.low, found.high))
        marks.append(_mark(passage, source, figure.text, said_by(passage, figure), first, last))
    powers = range(low, high + 1, -(-(high - low) // _MOST_TICKS))
    ticks = [(place(power), short(10.0**power, unit)) for power in powers]
    phrases = wording(language).phrases
    ends = {"low": short(10.0**low, unit), "high": short(10.0**high, unit)}
    about = phrases["money_description"].format(count=len(shown), **ends)
    return _chart("money", phrases["money_title"], about, ticks, marks)


def timeline(
    passages: Sequence[PassageView],
    *,
    source: str,
    language: str,
    titles: Mapping[str, str] | None = None,
) -> Values | None:
    """The dated events in the order of time; with `titles`, each with that of its theme.

    None where there are too few.
    """
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
        first, last = (scale.place(day) for day in (days.first, days.last))
        marks.append(_mark(passage, source, label, detail, first, last))
    words = wording(language)
    about = words.phrases["timeline_description"].format(
        count=len(shown), first=shown[0][2].first.year, last=scale.last
    )
    if scale.apart:
        about += words.phrases["stands_apart"].format(years=years(scale.apart))
    if any(days.implied_year for _, _, days in shown):
        about += words.phrases["inferred_year"]
    title = words.phrases["timeline_title"]
    return _chart("timeline", title, about, scale.ticks(words.months), marks)


def _chart(name: str, title: str, about: str, ticks: list[Tick], marks: list[Values]) -> Values:
    """Marks on a common scale; `name` is that of a picture of its page."""
    return {"name": name, "title": title, "description": about, "ticks": ticks, "marks": marks}


def _mark(
    passage: PassageView, source: str, label: str, detail: str, first: int, last: int
) -> Values:
    """What a chart shows in one line: from `first` to `last` thousandths of its width.

    `label` stands in the table beside the chart as well; `detail` says more.
    """
    where = {"where": passage.where.text, "href": f"{source}#{passage.anchor}"}
    return {"label": label, "detail": detail, **where, "first": first, "last": last}


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

    def ticks(self, months: Sequence[str]) -> list[Tick]:
        """A line a year, or a step of years; within one year, a line a quarter, by its month."""
        apart = [(0, f"{years(self.apart)} …")] if self.apart else []
        return apart + [(self.place(day), words) for day, words in self._lines(months)]

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


def article_map(seen: ArticleView, *, source: str, themes: str) -> Values:
    """The map of the article: a cell a passage, in article order; in a long one, for several.

    Of a cell, `paragraph` is the number of the first that begins there, if one does. `source` is
    the way from the built page with the map to the built source page, `themes` the way to the
    folder of the theme pages: raw HTML is not rewritten by the site engine.
    """
    passages = seen.passages
    counts = Counter(each.theme for each in passages)
    legend = {
        theme: {
            "letter": _letter(number),
            "colour": f"theme-{CONTEXT if theme == CONTEXT else number % COLOURS}",
            "title": title,
            "href": themes + seen.page(theme).href.removesuffix(".md") + "/",
            "passages": counts[theme],
        }
        for number, (theme, title) in enumerate(seen.titles.items())
    }
    together = max(1, -(-len(passages) // MOST_CELLS))
    cells = []
    for first in range(0, len(passages), together):
        group = passages[first : first + together]
        theme = legend[Counter(each.theme for each in group).most_common(1)[0][0]]
        begun = (each.anchor[1:] for each in group if each.assignment.passage.sentence == 1)
        ends = dict.fromkeys((group[0].where.text, group[-1].where.text))
        places = seen.phrases["to"].join(ends)
        cell = {
            "theme": theme,
            "paragraph": next(begun, ""),
            "href": f"{source}#{group[0].anchor}",
            "label": seen.phrases["map_cell"].format(places=places, theme=theme["title"]),
        }
        cells.append(cell)
    return {"cells": cells, "legend": list(legend.values()), "passages_a_cell": together}


def _letter(number: int) -> str:
    """A to Z, then A2, B2, …"""
    turn, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn + 1) if turn else "")
