"""Dates in, their places on a scale out. Knows no passage and no template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.pages.fold_drawings import Tick
from briefing.text.dates import Placed

WIDTH = 1000
BREAK = 200
"""Where the scale starts if older dates stand apart at its left edge."""
_SQUEEZED = 4
"""So many times the years of the others: then a few old dates stand apart."""
_FEW = 3
"""At most a third of the dates."""
_MOST_TICKS = 5
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


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


def time_scale(events: Sequence[Placed]) -> TimeScale:
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
