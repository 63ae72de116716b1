"""The passages of a briefing in, the parts of its pages that show them out. Knows no template."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from briefing.article.model import Band, PassageKind
from briefing.pages import tables as rows
from briefing.pages.model import Excerpt, Link, Neighbour, SourceEntry, Statement
from briefing.pages.view import Briefing, View
from briefing.text.wording import wording

_NEIGHBOUR_WORDS = 14


def excerpts(briefing: Briefing, on_page: Sequence[View]) -> Iterator[Excerpt]:
    """The passages of a page by paragraph, in article order, with the neighbours they lost."""
    for anchor, group in groupby(on_page, key=lambda view: view.anchor):
        members = list(group)
        numbered = members[0].kind is PassageKind.TEXT
        statements = tuple(_statement(briefing, view) for view in members)
        yield Excerpt(_title(members[0]), anchor, numbered, statements)


def _title(view: View) -> str:
    """`¶4`, or what the passage is."""
    paragraph = view.assignment.passage.paragraph
    return f"¶{paragraph}" if paragraph else view.where.text.capitalize()


def _statement(briefing: Briefing, view: View) -> Statement:
    before = _neighbour(briefing, view, -1)
    after = _neighbour(briefing, view, +1)
    uncertain = view.assignment.band is Band.CHECK and view.kind is PassageKind.TEXT
    return Statement(view.markdown, view.is_block, view.where, before, after, uncertain)


def _neighbour(briefing: Briefing, view: View, step: int) -> Neighbour | None:
    """The passage `step` away, if both are text and it is on another page."""
    index = view.index + step
    if not 0 <= index < len(briefing.views):
        return None
    other = briefing.views[index]
    same_page = other.assignment.theme == view.assignment.theme
    if same_page or PassageKind.TEXT not in (other.kind, view.kind) or other.kind is not view.kind:
        return None
    words = rows.shorten(other.plain, _NEIGHBOUR_WORDS, from_end=step < 0)
    theme = other.assignment.theme
    return Neighbour(words, briefing.page(theme, other.anchor), other.where)


def source_entries(briefing: Briefing) -> Iterator[SourceEntry]:
    """The whole article in order, a paragraph or heading each, with the pages that use it."""
    for anchor, group in groupby(briefing.views, key=lambda view: view.anchor):
        members = list(group)
        first = members[0]
        is_heading = first.kind is PassageKind.HEADING
        yield SourceEntry(
            first.markdown if is_heading else _title(first),
            anchor,
            is_heading,
            _flow(members),
            first.as_of,
            briefing.originals.get(anchor, ""),
            tuple(_used_on(briefing, members)),
        )


def _flow(members: Sequence[View]) -> str:
    """The passages of a paragraph as one; list items and code stand in lines of their own."""
    text = _addressed(members[0])
    for one, two in pairwise(members):
        apart = any(view.is_block or view.markdown.startswith("- ") for view in (one, two))
        text += ("\n\n" if apart else "\n") + _addressed(two)
    return text


def _addressed(view: View) -> str:
    """A passage with its address, to which links can lead; under code that stands alone."""
    if view.kind is not PassageKind.TEXT:
        return view.markdown
    sentence = view.where.text[1:]
    address = f"[¶{sentence}](#p{sentence})"
    if view.is_block:
        return f'{view.markdown}\n\n<span id="p{sentence}">{address}</span>'
    item = "- " if view.markdown.startswith("- ") else ""
    return f'{item}<span id="p{sentence}">{view.markdown.removeprefix(item)}</span> {address}'


def related(briefing: Briefing, theme: str) -> Iterator[tuple[Link, str]]:
    """The themes that share passages with `theme` or stand next to it, closest first."""
    assigned = [view.assignment for view in briefing.views]
    second = [(each.theme, each.secondary) for each in assigned if each.secondary]
    shared = _partners(theme, second)
    beside = _partners(theme, [(one.theme, two.theme) for one, two in pairwise(assigned)])
    phrases = wording(briefing.article.language).phrases
    for other in sorted(briefing.titles, key=lambda each: -(2 * shared[each] + beside[each])):
        shares = phrases["shares_one" if shared[other] == 1 else "shares_some"]
        times = {1: phrases["once"], 2: phrases["twice"]}.get(beside[other], phrases["times"])
        stands = phrases["stands_beside"].format(times=times.format(count=beside[other]))
        parts = [shares.format(count=shared[other])] if shared[other] else []
        parts += [stands] if beside[other] else []
        if parts:
            yield briefing.page(other), " and ".join(parts)


def _partners(theme: str, pairs: Iterable[tuple[str, str | None]]) -> Counter[str]:
    """How often each other theme stands in a pair with `theme`."""
    others = (b if a == theme else a for a, b in pairs if theme in (a, b) and a != b)
    return Counter(other for other in others if other)


def _used_on(briefing: Briefing, members: Sequence[View]) -> Iterator[tuple[Link, str]]:
    """The pages that hold `members`, and which of them each holds."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for view in members:
        places[view.assignment.theme].append(view.where.text)
    for theme, addresses in places.items():
        if not briefing.has_page(theme):
            continue
        link = briefing.page(theme, members[0].anchor)
        yield link, "" if len(places) == 1 else ", ".join(addresses)
