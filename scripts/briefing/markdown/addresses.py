"""Addresses of paragraphs and sentences, read from text: ¶5, ¶7.2, ¶1-15."""

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"¶([1-9][0-9]{0,5})(?:\.([1-9][0-9]{0,5}))?")
_RANGE = re.compile(r"¶([1-9][0-9]{0,5})(?:[-–]¶?([1-9][0-9]{0,5}))?")


@dataclass(frozen=True, slots=True)
class Address:
    """A paragraph, or one sentence of it, both from 1."""

    paragraph: int
    sentence: int | None


def parse_address(text: str) -> Address | None:
    """`¶5` or `¶7.2` as an Address; None for anything else."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    return Address(int(match[1]), int(match[2]) if match[2] else None)


def parse_range(text: str) -> tuple[int, int] | None:
    """`¶1-15` or `¶5` as first and last paragraph; None for anything else."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None
