"""Composes the pages of a briefing, as values, from the passages and their themes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from briefing.article.model import CONTEXT, Article, PassageKind, Theme
from briefing.article.source_lock import SourceLock
from briefing.classify.assignment import NEIGHBOURS, Assignment, Band
from briefing.markdown.commonmark import escape, for_head, guard_start
from briefing.pages import model
from briefing.pages.charts import article_map, money_chart, timeline
from briefing.pages.passages import (
    ArticleView,
    PassageView,
    claims,
    events,
    key_figures,
    passage_row,
    shorten,
    view,
)
from briefing.project import OVERVIEW, SOURCE
from briefing.text.languages import wording

_CARD_FIGURES = 3
_MOST_UNCERTAIN = 20
_NEIGHBOUR_WORDS = 14
_SEARCH_BOOST = {CONTEXT: 0.5, "overview": 0.25, "source": 0.25}
"""For Material's search: a theme comes before the context, and both before what repeats them."""


def compose(
    article: Article,
    assignments: Sequence[Assignment],
    files: Mapping[str, str],
    lock: SourceLock | None,
) -> tuple[model.ComposedPage, ...]:
    """The pages of the briefing: overview, one a theme, context, source.

    Every passage is on the page of its primary theme, and all are on the source page. `files`
    names the theme pages that people have renamed; one with an empty name is not linked to. By
    `lock` the source page leads to each paragraph at the publisher's.
    """
    seen = view(article, assignments, files, lock)
    theme_pages = (_theme_page(seen, theme) for theme in seen.themes)
    return _overview(seen), *theme_pages, _source_page(seen)


def _overview(seen: ArticleView) -> model.ComposedPage:
    article, phrases = seen.article, wording(seen.article.language).phrases
    titles = {theme.id: theme.title for theme in seen.themes}
    source = f"{SOURCE}/"
    chart = timeline(seen.passages, source=source, language=article.language, titles=titles)
    content = model.OverviewPage(
        seen.credit,
        tuple(_card(seen, theme) for theme in seen.themes),
        events(seen.passages) if chart else None,
        chart,
        article_map(seen, source=source, themes=""),
        _summary(seen.passages, seen),
    )
    by = phrases["by_author"].format(author=article.author) if article.author else ""
    about = phrases["overview_description"].format(
        title=article.title, by=by, themes=", ".join(titles.values())
    )
    byline = ", ".join(filter(None, (article.author, article.publisher)))
    return _page(article, OVERVIEW, "overview", article.title, about, content, byline=byline)


def _card(seen: ArticleView, theme: Theme) -> model.ThemeCard:
    figures = key_figures(seen.on(theme.id), _CARD_FIGURES).rows
    return model.ThemeCard(seen.page(theme.id), guard_start(escape(theme.question)), figures)


def _theme_page(seen: ArticleView, theme: Theme) -> model.ComposedPage:
    article, on_page = seen.article, seen.on(theme.id)
    dates = {passage.as_of for passage in on_page if passage.is_text}
    one_date = len(dates) <= 1
    as_of = "".join(dates) if one_date else ""
    source, language = f"../{SOURCE}/", article.language
    content = model.ThemePage(
        title=escape(theme.title),
        question=escape(theme.question),
        credit=seen.credit,
        one_date=one_date,
        as_of=as_of if as_of != seen.credit.as_of else "",
        figures=key_figures(on_page),
        money=money_chart(on_page, source=source, language=language),
        claims=claims(on_page),
        events=events(on_page),
        timeline=timeline(on_page, source=source, language=language),
        excerpts=tuple(_excerpts(seen, on_page)),
        also=tuple(
            passage_row(each) for each in seen.passages if each.assignment.secondary == theme.id
        ),
        assignments=_summary(on_page, seen),
    )
    about = (
        wording(language)
        .phrases["theme_description"]
        .format(question=theme.question or theme.title, title=article.title)
    )
    tag = CONTEXT if theme.id == CONTEXT else "theme"
    return _page(article, theme.id, tag, theme.title, about, content, question=theme.question)


def _source_page(seen: ArticleView) -> model.ComposedPage:
    article, phrases = seen.article, wording(seen.article.language).phrases
    source_map = article_map(seen, source="", themes="../")
    content = model.SourcePage(seen.credit, source_map, tuple(_source_entries(seen)))
    about = phrases["source_description"].format(title=article.title)
    title = phrases["source_title"].format(title=article.title)
    return _page(article, SOURCE, "source", title, about, content)


def _page(
    article: Article,
    name: str,
    tag: str,
    title: str,
    about: str,
    content: model.ThemePage | model.OverviewPage | model.SourcePage,
    **more: str,
) -> model.ComposedPage:
    """A page with its front matter, to which `more` is added as far as it is not empty.

    The overview says of the article, for the heads of all pages, whose it is.
    """
    front_matter: dict[str, object] = {
        "id": f"{article.slug}/{name}",
        "title": for_head(title),
        "description": for_head(about),
        "tags": [tag],
    }
    front_matter |= {key: for_head(value) for key, value in more.items() if value}
    if boost := _SEARCH_BOOST.get(tag):
        front_matter["search"] = {"boost": boost}
    if tag == "overview":
        known = {"title": article.title, "author": article.author, "publisher": article.publisher}
        known["url"] = article.source_url
        front_matter["article"] = {key: value for key, value in known.items() if value}
    template = tag if tag in ("overview", "source") else "theme"
    path = f"docs/{article.slug}/{name}.md"
    return model.ComposedPage(path, article.language, template, front_matter, content)


def _summary(on_page: Sequence[PassageView], seen: ArticleView) -> model.AssignmentSummary:
    assignments = [passage.assignment for passage in on_page]
    uncertain = [
        passage.where
        for passage in on_page
        if passage.assignment.band is Band.CHECK and passage.is_text
    ]
    return model.AssignmentSummary(
        passages=len(on_page),
        of_all=len(seen.passages),
        by_neighbours=sum(
            any(reason.term == NEIGHBOURS for reason in each.reasons) for each in assignments
        ),
        pinned=sum(each.pinned for each in assignments),
        uncertain=tuple(uncertain[:_MOST_UNCERTAIN]),
        more_uncertain=len(uncertain[_MOST_UNCERTAIN:]),
    )


def _excerpts(seen: ArticleView, on_page: Sequence[PassageView]) -> Iterator[model.Excerpt]:
    """The passages of a page by paragraph, in article order, with the neighbours they lost."""
    for anchor, members in _by_paragraph(on_page):
        shown = tuple(_shown_passage(seen, passage) for passage in members)
        yield model.Excerpt(_title(members[0]), anchor, members[0].is_text, shown)


def _by_paragraph(passages: Sequence[PassageView]) -> Iterator[tuple[str, list[PassageView]]]:
    for anchor, members in groupby(passages, key=lambda passage: passage.anchor):
        yield anchor, list(members)


def _title(passage: PassageView) -> str:
    """`¶4`, or what the passage is."""
    paragraph = passage.assignment.passage.paragraph
    return f"¶{paragraph}" if paragraph else passage.where.text.capitalize()


def _shown_passage(seen: ArticleView, passage: PassageView) -> model.ShownPassage:
    before, after = (_neighbour(seen, passage, step) for step in (-1, +1))
    uncertain = passage.assignment.band is Band.CHECK and passage.is_text
    text = passage.markdown
    return model.ShownPassage(text, passage.is_block, passage.where, before, after, uncertain)


def _neighbour(seen: ArticleView, passage: PassageView, step: int) -> model.Neighbour | None:
    """The passage `step` away, if both are text and it is on another page."""
    index = passage.index + step
    other = seen.passages[index] if 0 <= index < len(seen.passages) else passage
    if other.theme == passage.theme or not (other.is_text and passage.is_text):
        return None
    words = shorten(other.text, _NEIGHBOUR_WORDS, from_end=step < 0)
    return model.Neighbour(words, seen.page(other.theme, other.anchor), other.where)


def _source_entries(seen: ArticleView) -> Iterator[model.SourceEntry]:
    """The whole article in order, a paragraph or heading each, with the pages that use it."""
    for anchor, members in _by_paragraph(seen.passages):
        first = members[0]
        is_heading = first.kind is PassageKind.HEADING
        yield model.SourceEntry(
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


def _used_on(seen: ArticleView, members: Sequence[PassageView]) -> Iterator[tuple[model.Link, str]]:
    """The pages that hold `members`, and which of them each holds."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for passage in members:
        places[passage.theme].append(passage.where.text)
    for theme, addresses in places.items():
        if seen.files.get(theme) != "":  # else people have deleted it
            link = seen.page(theme, members[0].anchor)
            yield link, "" if len(places) == 1 else ", ".join(addresses)
