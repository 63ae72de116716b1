"""What an attribution is: a speaker, the cue beside it, and how the two stand together."""

from dataclasses import dataclass
from enum import StrEnum

from briefing.findings import Speaker


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
