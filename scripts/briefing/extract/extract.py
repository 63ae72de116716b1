"""All findings of one passage: figures, dates, quotations, speakers, hedges.

English gets all the patterns, German and Chinese get speakers of their own; any other language
gets what holds in every language, so that no English cue fires on a foreign word.
"""

from collections.abc import Sequence

from briefing.extract.cues import find_hedges
from briefing.extract.dates import find_dates
from briefing.extract.figures import find_figures
from briefing.extract.findings import Attribution, Findings, Speaker
from briefing.extract.foreign_speakers import find_chinese, find_german
from briefing.extract.quotations import attribute
from briefing.extract.speakers import find_attributions
from briefing.text.patterns import find_quoted, mask, mask_quoted
from briefing.text.words import primary_language

_SPEAKERS = {"en": find_attributions, "de": find_german, "zh": find_chinese}


def extract(text: str, language: str = "en") -> Findings:
    """Return what the patterns find in `text`, a passage in `language` (a BCP 47 tag).

    Offsets count characters of `text`. Figures and dates are found within quotations too;
    cues and speakers are not, since a quoted "perhaps" is not the article's. Takes time linear
    in the length of `text`, whatever it holds.
    """
    spoken = primary_language(language)
    dates = find_dates(text, spoken)
    figures = find_figures(mask(text, ((date.start, date.end) for date in dates)), spoken)
    quoted = find_quoted(text)
    masked = mask(text, quoted)
    attributions = _attributions(masked, spoken)
    return Findings(
        figures=figures,
        dates=dates,
        quotations=attribute(text, masked, quoted, attributions),
        hedges=find_hedges(masked, spoken),
        speakers=_distinct(attributions),
    )


def speakers(text: str, language: str = "en") -> tuple[Speaker, ...]:
    """Return who is reported to say something in `text`, and look for nothing else."""
    return _distinct(_attributions(mask_quoted(text), primary_language(language)))


def _attributions(masked: str, spoken: str) -> tuple[Attribution, ...]:
    return _SPEAKERS[spoken](masked) if spoken in _SPEAKERS else ()


def _distinct(attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    return tuple(dict.fromkeys(attribution.speaker for attribution in attributions))
