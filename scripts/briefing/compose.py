"""Assignments in, the pages of a briefing out, as values. Knows no template and no disk."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from briefing import rows
from briefing.article_map import article_map
from briefing.edtf import in_words
from briefing.markup import escape, for_head
from briefing.model import CONTEXT, NEIGHBOURS, Article, Assignment, Band, Kind
from briefing.pages import (
    Card,
    Credit,
    Excerpt,
    Link,
    Making,
    Neighbour,
    OverviewPage,
    Page,
    SourceEntry,
    SourcePage,
    Statement,
    ThemePage,
)
from briefing.view import View, views

_NEIGHBOUR_WORDS = 14
_CARD_FIGURES = 3
_MOST_UNCERTAIN = 20
_SEARCH_BOOST = {CONTEXT: 0.5, "overview": 0.25, "source": 0.25}
"""For Material's search: a theme comes before the context, and both before what repeats them."""


@dataclass(frozen=True, slots=True)
class _Briefing:
    """What every page is composed from. `titles` has the context page last."""

    article: Article
    views: tuple[View, ...]
    titles: Mapping[str, str]
    credit: Credit

    def on(self, theme: str) -> list[View]:
        return [view for view in self.views if view.assignment.theme == theme]

    def page(self, theme: str) -> Link:
        return Link(self.titles[theme], f"{theme}.md")


def compose(article: Article, assignments: Sequence[Assignment]) -> tuple[Page, ...]:
    """The pages of the briefing: overview, one a theme, context, source.

    Every passage is on the page of its primary theme, and all are on the source page.
    """
    titles = {theme.id: escape(theme.title) for theme in article.themes}
    titles[CONTEXT] = escape(article.context.title)
    shown = [each for each in assignments if each.passage.kind is not Kind.BLANK]
    briefing = _Briefing(article, views(article, shown), titles, _credit(article))
    questions = {theme.id: theme.question for theme in article.themes}
    questions[CONTEXT] = article.context.question
    return (
        _overview(briefing, questions),
        *(_theme_page(briefing, theme, questions[theme]) for theme in titles),
        _source_page(briefing),
    )


def _overview(briefing: _Briefing, questions: Mapping[str, str]) -> Page:
    article = briefing.article
    cards = []
    for theme, question in questions.items():
        on_page = briefing.on(theme)
        figures = rows.key_figures(on_page, _CARD_FIGURES)
        cards.append(Card(briefing.page(theme), escape(question), len(on_page), figures))
    themes = ", ".join([theme.title for theme in article.themes] + [article.context.title])
    by = f" by {article.author}" if article.author else ""
    content = OverviewPage(
        briefing.credit,
        tuple(cards),
        article_map(article, briefing.views, source="source/", themes=""),
        _making(briefing.views, len(briefing.views)),
    )
    about = f"{article.title}{by}, as a briefing: {themes}."
    return _page(article, "index", "overview", article.title, about, content)


def _theme_page(briefing: _Briefing, theme: str, question: str) -> Page:
    article, on_page = briefing.article, briefing.on(theme)
    declared = next((each for each in article.themes if each.id == theme), None)
    title = declared.title if declared else article.context.title
    content = ThemePage(
        title=escape(title),
        question=escape(question),
        terms=tuple(map(escape, declared.terms)) if declared else (),
        credit=briefing.credit,
        figures=rows.key_figures(on_page),
        claims=rows.claims(on_page),
        events=rows.events(on_page),
        time_bound=rows.time_bound(on_page),
        turns=rows.turns(on_page),
        excerpts=tuple(_excerpts(briefing, on_page)),
        also=tuple(rows.whole(v) for v in briefing.views if v.assignment.secondary == theme),
        related=tuple(_related(briefing, theme)),
        making=_making(on_page, len(briefing.views)),
    )
    about = f"{question or title} What {article.title} says, passage by passage."
    tag = CONTEXT if theme == CONTEXT else "theme"
    return _page(article, theme, tag, title, about, content)


def _source_page(briefing: _Briefing) -> Page:
    article = briefing.article
    entries = []
    for anchor, group in groupby(briefing.views, key=lambda view: view.anchor):
        members = list(group)
        first = members[0]
        is_heading = first.kind is Kind.HEADING
        entries.append(
            SourceEntry(
                first.markdown if is_heading else _title(first),
                anchor,
                is_heading,
                tuple(view.markdown for view in members),
                first.as_of,
                tuple(_used_on(briefing, members)),
            )
        )
    source_map = article_map(article, briefing.views, source="", themes="../")
    content = SourcePage(briefing.credit, source_map, tuple(entries))
    about = f"Every paragraph of {article.title} in order, and the pages that use it."
    return _page(article, "source", "source", f"Source: {article.title}", about, content)


def _page(
    article: Article,
    name: str,
    tag: str,
    title: str,
    about: str,
    content: ThemePage | OverviewPage | SourcePage,
) -> Page:
    front_matter: dict[str, object] = {
        "id": f"{article.slug}/{name}",
        "title": for_head(title),
        "description": for_head(about),
        "tags": [tag],
    }
    if boost := _SEARCH_BOOST.get(tag):
        front_matter["search"] = {"boost": boost}
    template = tag if tag in ("overview", "source") else "theme"
    return Page(f"docs/{article.slug}/{name}.md", template, front_matter, content)


def _credit(article: Article) -> Credit:
    spans = article.as_of
    as_of = ""
    if spans:
        first, last = spans[0].date.split("/")[0], spans[-1].date.split("/")[-1]
        as_of = in_words(first if first == last else f"{first}/{last}")
    names = (escape(article.title), escape(article.author), escape(article.publisher))
    return Credit(*names, article.source_url, as_of)


def _excerpts(briefing: _Briefing, on_page: Sequence[View]) -> Iterator[Excerpt]:
    for anchor, group in groupby(on_page, key=lambda view: view.anchor):
        members = list(group)
        numbered = members[0].kind is Kind.TEXT
        yield Excerpt(
            _title(members[0]), anchor, numbered, tuple(_statement(briefing, v) for v in members)
        )


def _title(view: View) -> str:
    """`¶4`, or what the passage is."""
    paragraph = view.assignment.passage.paragraph
    return f"¶{paragraph}" if paragraph else view.kind.value.capitalize()


def _statement(briefing: _Briefing, view: View) -> Statement:
    before = _neighbour(briefing, view, -1)
    after = _neighbour(briefing, view, +1)
    uncertain = view.assignment.band is Band.CHECK and view.kind is Kind.TEXT
    return Statement(view.markdown, view.where, before, after, uncertain)


def _neighbour(briefing: _Briefing, view: View, step: int) -> Neighbour | None:
    """The passage `step` away, if both are text and it is on another page."""
    index = view.index + step
    if not 0 <= index < len(briefing.views):
        return None
    other = briefing.views[index]
    same_page = other.assignment.theme == view.assignment.theme
    if same_page or Kind.TEXT not in (other.kind, view.kind) or other.kind is not view.kind:
        return None
    words = rows.shorten(other.plain, _NEIGHBOUR_WORDS, from_end=step < 0)
    theme = other.assignment.theme
    page = Link(briefing.titles[theme], f"{theme}.md#{other.anchor}")
    return Neighbour(words, page, other.where)


def _related(briefing: _Briefing, theme: str) -> Iterator[tuple[Link, str]]:
    """The themes that share passages with `theme` or stand next to it, closest first."""
    assigned = [view.assignment for view in briefing.views]
    second = [(each.theme, each.secondary) for each in assigned if each.secondary]
    shared = _partners(theme, second)
    beside = _partners(theme, [(one.theme, two.theme) for one, two in pairwise(assigned)])
    for other in sorted(briefing.titles, key=lambda each: -(2 * shared[each] + beside[each])):
        parts = [f"shares {_passages(shared[other])}"] if shared[other] else []
        parts += [f"stands beside this theme {_times(beside[other])}"] if beside[other] else []
        if parts:
            yield briefing.page(other), " and ".join(parts)


def _partners(theme: str, pairs: Iterable[tuple[str, str | None]]) -> Counter[str]:
    """How often each other theme stands in a pair with `theme`."""
    others = (b if a == theme else a for a, b in pairs if theme in (a, b) and a != b)
    return Counter(other for other in others if other)


def _used_on(briefing: _Briefing, members: Sequence[View]) -> Iterator[tuple[Link, str]]:
    """The pages that hold `members`, and which of them each holds."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for view in members:
        places[view.assignment.theme].append(view.where.text)
    for theme, addresses in places.items():
        link = Link(briefing.titles[theme], f"{theme}.md#{members[0].anchor}")
        yield link, "" if len(places) == 1 else ", ".join(addresses)


def _making(on_page: Sequence[View], of_all: int) -> Making:
    assignments = [view.assignment for view in on_page]
    by_neighbours = sum(
        any(reason.term == NEIGHBOURS for reason in assignment.reasons)
        for assignment in assignments
    )
    pinned = sum(assignment.pinned for assignment in assignments)
    uncertain = tuple(
        view.where
        for view in on_page
        if view.assignment.band is Band.CHECK and view.kind is Kind.TEXT
    )
    named, more = uncertain[:_MOST_UNCERTAIN], len(uncertain[_MOST_UNCERTAIN:])
    return Making(len(on_page), of_all, by_neighbours, pinned, named, more)


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count} passages"


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
