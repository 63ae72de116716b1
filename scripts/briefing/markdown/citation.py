"""Writes a citation anew in the form that it has, and leaves all else on its page as it is."""

import html
from collections.abc import Iterable, Sequence
from itertools import groupby

from briefing.markdown.contents import PageLink


def label(addresses: Sequence[str]) -> str:
    """The words of a citation of `addresses`: `¶4.1-3, ¶7.2`, `¶4-6`."""
    places = [tuple(map(int, address[1:].split("."))) for address in addresses]
    found = list[str]()
    for _, group in groupby(enumerate(places), lambda e: (e[1][:-1], len(e[1]), e[1][-1] - e[0])):
        run = [place for _, place in group]
        first = "¶" + ".".join(map(str, run[0]))
        found.append(first if len(run) == 1 else f"{first}-{run[-1][-1]}")
    return ", ".join(found)


def rewritten(text: str, changes: Iterable[tuple[PageLink, str, str, str]]) -> str:
    """`text` with each of these links, in order, with other words, another target and title.

    A link by reference is written out; one in HTML stays HTML.
    """
    pieces, done = list[str](), 0
    for link, words, target, title in changes:
        if link.kind == "raw link":
            attributes = f'href="{html.escape(target)}" title="{html.escape(title)}"'
            new = f"<a {attributes}>{html.escape(words)}</a>"
        else:
            marks = _marks(text, link) if link.target_at >= 0 else ""
            new = f'[{marks}{words}{marks[::-1]}]({target} "{title}")'
        pieces += (text[done : link.start], new)
        done = link.end
    return "".join((*pieces, text[done:]))


def _marks(text: str, link: PageLink) -> str:
    """The marks of emphasis that the words of a link stand in."""
    words = text[link.start + 1 : link.target_at]
    return words[: len(words) - len(words.lstrip("*_"))]
