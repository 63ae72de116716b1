"""Passage text in, findings out: figures, dates, quotations, speakers, hedges, contrasts.

Knows no theme, template or disk. English gets all the patterns; any other language gets those
that hold in every language, so that no English cue fires on a foreign word.
"""

from briefing.findings import Date, Figure, FigureKind, Findings, Quotation, Span, Speaker
from briefing.patterns.cues import find_cues
from briefing.patterns.dates import find_dates
from briefing.patterns.figures import find_figures
from briefing.patterns.mask import mask
from briefing.patterns.quotation_marks import find_quoted
from briefing.patterns.quotations import attribute
from briefing.patterns.speakers import find_attributions

__all__ = [
    "Date",
    "Figure",
    "FigureKind",
    "Findings",
    "Quotation",
    "Span",
    "Speaker",
    "extract",
]


def extract(text: str, language: str = "en") -> Findings:
    """Return what the patterns find in `text`, a passage in `language` (a BCP 47 tag).

    Offsets count characters of `text`. Figures and dates are found within quotations too;
    cues and speakers are not, since a quoted "perhaps" is not the article's. Takes time linear
    in the length of `text`, whatever it holds.
    """
    english = language.lower().partition("-")[0] == "en"
    dates = find_dates(text, english)
    dateless = mask(text, ((date.start, date.end) for date in dates))
    figures = find_figures(dateless, english)
    quoted = find_quoted(text)
    if not english:
        return Findings(figures, dates, attribute(text, text, quoted, ()))
    masked = mask(text, quoted)
    attributions = find_attributions(masked)
    hedges, contrasts, time_bound = find_cues(masked)
    return Findings(
        figures=figures,
        dates=dates,
        quotations=attribute(text, masked, quoted, attributions),
        hedges=hedges,
        contrasts=contrasts,
        time_bound=time_bound,
        speakers=tuple(attribution.speaker for attribution in attributions),
    )
