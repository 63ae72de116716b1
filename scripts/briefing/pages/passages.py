"""The passages of an article as its pages show them: by theme, and all in order."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from briefing.article.model import PassageKind
from briefing.classify.assignment import Band
from briefing.pages.model import Excerpt, Link, Neighbour, ShownPassage, SourceEntry
from briefing.pages.tables import shorten
from briefing.pages.view import ArticleView, PassageView

_NEIGHBOUR_WORDS = 14


def excerpts(seen: ArticleView, on_page: Sequence[PassageView]) -> Iterator[Excerpt]:
    """The passages of a page by paragraph, in article order, with the neighbours they lost."""
    for anchor, members in _by_paragraph(on_page):
        shown = tuple(_shown(seen, passage) for passage in members)
        yield Excerpt(_title(members[0]), anchor, members[0].is_text, shown)


def _by_paragraph(passages: Sequence[PassageView]) -> Iterator[tuple[str, list[PassageView]]]:
    for anchor, members in groupby(passages, key=lambda passage: passage.anchor):
        yield anchor, list(members)


def _title(passage: PassageView) -> str:
    """`¶4`, or what the passage is."""
    paragraph = passage.assignment.passage.paragraph
    return f"¶{paragraph}" if paragraph else passage.where.text.capitalize()


def _shown(seen: ArticleView, passage: PassageView) -> ShownPassage:
    before, after = (_neighbour(seen, passage, step) for step in (-1, +1))
    uncertain = passage.assignment.band is Band.CHECK and passage.is_text
    text = passage.markdown
    return ShownPassage(text, passage.is_block, passage.where, before, after, uncertain)


def _neighbour(seen: ArticleView, passage: PassageView, step: int) -> Neighbour | None:
    """The passage `step` away, if both are text and it is on another page."""
    index = passage.index + step
    other = seen.passages[index] if 0 <= index < len(seen.passages) else passage
    if other.theme == passage.theme or not (other.is_text and passage.is_text):
        return None
    words = shorten(other.text, _NEIGHBOUR_WORDS, from_end=step < 0)
    return Neighbour(words, seen.page(other.theme, other.anchor), other.where)


def source_entries(seen: ArticleView) -> Iterator[SourceEntry]:
    """The whole article in order, a paragraph or heading each, with the pages that use it."""
    for anchor, members in _by_paragraph(seen.passages):
        first = members[0]
        is_heading = first.kind is PassageKind.HEADING
        yield SourceEntry(
            title=first.markdown if is_heading else _title(first),
            anchor=anchor,
            is_heading=is_heading,
            text=_flow(members),
            as_of=first.as_of,
            original=seen.originals.get(anchor, ""),
            used_on=tuple(_used_on(seen, members)),
        )


def _flow(members: Sequence[PassageView]) -> str:
    """The passages of a paragraph as one; list items and code stand in lines of their own."""
    text = _addressed(members[0])
    for one, two in pairwise(members):
        apart = any(each.is_block or each.markdown.startswith("- ") for each in (one, two))
        text += ("\n\n" if apart else "\n") + _addressed(two)
    return text


def _addressed(passage: PassageView) -> str:
    """A passage with its address, to which links can lead; under code that stands alone."""
    if not passage.is_text:
        return passage.markdown
    sentence = passage.where.text[1:]
    address = f"[¶{sentence}](#p{sentence})"
    if passage.is_block:
        return f'{passage.markdown}\n\n<span id="p{sentence}">{address}</span>'
    item = "- " if passage.markdown.startswith("- ") else ""
    return f'{item}<span id="p{sentence}">{passage.markdown.removeprefix(item)}</span> {address}'


def _used_on(seen: ArticleView, members: Sequence[PassageView]) -> Iterator[tuple[Link, str]]:
    """The pages that hold `members`, and which of them each holds."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for passage in members:
        places[passage.theme].append(passage.where.text)
    for theme, addresses in places.items():
        if seen.has_page(theme):
            link = seen.page(theme, members[0].anchor)
            yield link, "" if len(places) == 1 else ", ".join(addresses)
