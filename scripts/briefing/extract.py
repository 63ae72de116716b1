"""Passage text in, findings out: figures, dates, quotations, speakers, hedges, contrasts.

Knows no theme, template or disk. English gets all the patterns, German and Chinese
get speakers of their own; any other language gets what holds in every language, so that no
English cue fires on a foreign word.
"""

from briefing.findings import Date, Figure, FigureKind, Findings, Quotation, Span, Speaker
from briefing.patterns.chinese import find_chinese
from briefing.patterns.cues import Cues, find_cues
from briefing.patterns.dates import find_dates
from briefing.patterns.figures import find_figures
from briefing.patterns.german import find_german
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


_SPEAKERS = {"en": find_attributions, "de": find_german, "zh": find_chinese}


def extract(text: str, language: str = "en") -> Findings:
    """Return what the patterns find in `text`, a passage in `language` (a BCP 47 tag).

    Offsets count characters of `text`. Figures and dates are found within quotations too;
    cues and speakers are not, since a quoted "perhaps" is not the article's. Takes time linear
    in the length of `text`, whatever it holds.
    """
    spoken = language.lower().partition("-")[0]
    dates = find_dates(text, spoken)
    figures = find_figures(mask(text, ((date.start, date.end) for date in dates)), spoken)
    quoted = find_quoted(text)
    masked = mask(text, quoted)
    attributions = _SPEAKERS[spoken](masked) if spoken in _SPEAKERS else ()
    hedges, contrasts, time_bound = find_cues(masked) if spoken == "en" else Cues()
    return Findings(
        figures=figures,
        dates=dates,
        quotations=attribute(text, masked, quoted, attributions),
        hedges=hedges,
        contrasts=contrasts,
        time_bound=time_bound,
        speakers=tuple(dict.fromkeys(attribution.speaker for attribution in attributions)),
    )
