"""Attributions: a speaker, the cue beside it, how the two stand together, how they are found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefing.extract.findings import Speaker


class Form(StrEnum):
    """How a name and its cue stand together; it decides which quotation they can own."""

    SUBJECT = "subject"
    """The UN said …"""
    NAMING = "naming"
    """The UN called it …"""
    INVERTED = "inverted"
    """…, said the UN"""
    SOURCE = "source"
    """According to the UN, …"""
    WORDING = "wording"
    """In the UN's words, …"""
    AGENT = "agent"
    """Described by the UN as …"""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker with the cue: `start` to `end` is the name, the cue and what is between."""

    form: Form
    speaker: Speaker
    start: int
    end: int


def find_by(patterns: Iterable[re.Pattern[str]], masked: str) -> tuple[Attribution, ...]:
    """Return what `patterns` find in `masked`, in order of the cues.

    A pattern names the speaker `name`, and the cue by its Form, such as `subject`.
    """
    matches = [match for pattern in patterns for match in pattern.finditer(masked)]
    return tuple(sorted(map(_attribution, matches), key=lambda attribution: attribution.end))


def _attribution(match: re.Match[str]) -> Attribution:
    form = next(form for form in Form if match.groupdict().get(form))
    speaker = Speaker(match["name"], *match.span("name"), match[form])
    start = speaker.start if form is Form.SUBJECT else match.start()
    return Attribution(form, speaker, start, match.end())
