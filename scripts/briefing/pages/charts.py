"""Views in, charts out: what stands where on which scale. Knows no template and no table."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.pages import tables as rows
from briefing.pages.fold_drawings import Chart, Mark, Tick
from briefing.pages.fold_time_scale import WIDTH, time_scale, years
from briefing.pages.view import View
from briefing.text.dates import placed
from briefing.text.money import Amount, amount, short
from briefing.text.wording import wording

FEWEST_AMOUNTS = 2
"""Different ones: a chart of one amount compares nothing."""
FEWEST_EVENTS = 3
_MOST_TICKS = 5
_NO_TITLES: Mapping[str, str] = {}


def money_chart(views: Sequence[View], *, source: str, language: str) -> Chart | None:
    """The key figures in the currency that most of them have, on a logarithmic scale.

    `source` is the way from the built page with the chart to the built source page.
    """
    sums = [
        (view, figure, found)
        for view, figure in rows.chosen_figures(views)
        if (found := amount(figure.text, language))
    ]
    units = Counter(found.unit for _, _, found in sums)
    unit = max(units, key=lambda each: units[each], default="")
    shown = [each for each in sums if each[2].unit == unit]
    if len({found for _, _, found in shown}) < FEWEST_AMOUNTS:
        return None
    low, high = _decades([found for _, _, found in shown])
    marks = []
    for view, figure, found in shown:
        speaker = rows.said_by(view, figure)
        detail = "" if speaker == rows.UNKNOWN else speaker
        span = (_place(math.log10(end), low, high) for end in (found.low, found.high))
        marks.append(Mark(figure.text, detail, *_where(view, source), *span))
    powers = range(low, high + 1, _step(low, high))
    ticks = tuple(Tick(_place(power, low, high), short(10.0**power, unit)) for power in powers)
    phrases = wording(language).phrases
    ends = {"low": short(10.0**low, unit), "high": short(10.0**high, unit)}
    about = phrases["money_description"].format(count=len(shown), **ends)
    return Chart("money", phrases["money_title"], about, ticks, tuple(marks))


def timeline(
    views: Sequence[View],
    *,
    source: str,
    language: str,
    titles: Mapping[str, str] = _NO_TITLES,
) -> Chart | None:
    """The dated events in the order of time; with `titles`, each with that of its theme."""
    shown = [
        (view, found, days)
        for view, found in rows.chosen_dates(views)
        if (days := placed(found.text, view.written))
    ]
    if len(shown) < FEWEST_EVENTS:
        return None
    shown.sort(key=lambda event: (event[2].first, event[2].last))
    scale = time_scale([days for _, _, days in shown])
    marks = []
    for view, found, days in shown:
        label = f"{found.text} ({days.year})" if days.year else found.text
        detail = titles.get(view.assignment.theme, "")
        span = (scale.place(day) for day in (days.first, days.last))
        marks.append(Mark(label, detail, *_where(view, source), *span))
    words = wording(language)
    about = words.phrases["timeline_description"].format(
        count=len(shown), first=shown[0][2].first.year, last=scale.last
    )
    if scale.apart:
        about += words.phrases["stands_apart"].format(years=years(scale.apart))
    if any(days.year for _, _, days in shown):
        about += words.phrases["inferred_year"]
    title = words.phrases["timeline_title"]
    return Chart("timeline", title, about, scale.ticks(words.months), tuple(marks))


def _decades(amounts: Sequence[Amount]) -> tuple[int, int]:
    """The powers of ten around `amounts`."""
    low = math.floor(math.log10(min(each.low for each in amounts)))
    return low, max(math.ceil(math.log10(max(each.high for each in amounts))), low + 1)


def _step(low: int, high: int) -> int:
    return -(-(high - low) // _MOST_TICKS)


def _place(value: float, low: float, high: float) -> int:
    return round(WIDTH * (value - low) / (high - low))


def _where(view: View, source: str) -> tuple[str, str]:
    return view.where.text, f"{source}#{view.anchor}"
