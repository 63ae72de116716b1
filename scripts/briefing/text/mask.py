"""Blanking out stretches of a text so that later patterns see no words there."""

from collections.abc import Iterable

MASK = "\0"
"""Stands for every masked character, so that the offsets stay the same."""


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text`, as long as before, with MASK for every character of the ordered `spans`."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done:start], MASK * (end - start))
        done = end
    if not pieces:
        return text
    return "".join((*pieces, text[done:]))
