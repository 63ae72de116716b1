"""Assignments in, the pages of a briefing out, as values. Knows no template and no disk."""

from collections.abc import Mapping, Sequence

from briefing.article.model import CONTEXT, NEIGHBOURS, Article, Assignment, Band, PassageKind
from briefing.article.source_lock import SourceLock, address_in
from briefing.markdown.escape import escape, for_head, guard_start, link_to
from briefing.pages import tables as rows
from briefing.pages.charts import article_map, money_chart, timeline
from briefing.pages.model import (
    Card,
    Credit,
    Making,
    OverviewPage,
    Page,
    SourcePage,
    ThemePage,
)
from briefing.pages.passages import excerpts, related, source_entries
from briefing.pages.view import Briefing, View, views
from briefing.project import OVERVIEW, SOURCE
from briefing.text.fold_edtf import in_words
from briefing.text.wording import wording

_CARD_FIGURES = 3
_MOST_UNCERTAIN = 20
_SEARCH_BOOST = {CONTEXT: 0.5, "overview": 0.25, "source": 0.25}
"""For Material's search: a theme comes before the context, and both before what repeats them."""


NO_FILES: Mapping[str, str] = {}


def compose(
    article: Article,
    assignments: Sequence[Assignment],
    files: Mapping[str, str] = NO_FILES,
    lock: SourceLock | None = None,
) -> tuple[Page, ...]:
    """The pages of the briefing: overview, one a theme, context, source.

    Every passage is on the page of its primary theme, and all are on the source page. `files`
    names the theme pages that people have renamed; one with an empty name is not linked to. By
    `lock` the source page leads to each paragraph at the publisher's.
    """
    titles = {theme: escape(title) for theme, title in _titles(article).items()}
    shown = [each for each in assignments if each.passage.kind is not PassageKind.BLANK]
    originals = _originals(article, lock)
    briefing = Briefing(article, views(article, shown), titles, _credit(article), files, originals)
    questions = {theme.id: theme.question for theme in article.themes}
    questions[CONTEXT] = article.context.question
    return (
        _overview(briefing, questions),
        *(_theme_page(briefing, theme, questions[theme]) for theme in titles),
        _source_page(briefing),
    )


def _overview(briefing: Briefing, questions: Mapping[str, str]) -> Page:
    article = briefing.article
    cards = []
    for theme, question in questions.items():
        on_page = briefing.on(theme)
        figures = rows.key_figures(on_page, _CARD_FIGURES).rows
        cards.append(
            Card(briefing.page(theme), guard_start(escape(question)), len(on_page), figures)
        )
    themes = ", ".join(_titles(article).values())
    phrases = wording(article.language).phrases
    by = phrases["by_author"].format(author=article.author) if article.author else ""
    drawn = timeline(
        briefing.views,
        source=f"{SOURCE}/",
        language=article.language,
        titles=_titles(article),
    )
    content = OverviewPage(
        briefing.credit,
        tuple(cards),
        rows.events(briefing.views) if drawn else None,
        drawn,
        article_map(briefing, source=f"{SOURCE}/", themes=""),
        _making(briefing.views, len(briefing.views)),
    )
    about = phrases["overview_description"].format(title=article.title, by=by, themes=themes)
    byline = ", ".join(filter(None, (article.author, article.publisher)))
    return _page(article, OVERVIEW, "overview", article.title, about, content, byline=byline)


def _theme_page(briefing: Briefing, theme: str, question: str) -> Page:
    article, on_page = briefing.article, briefing.on(theme)
    declared = next((each for each in article.themes if each.id == theme), None)
    title = _titles(article)[theme]
    dates = {view.as_of for view in on_page if view.kind is PassageKind.TEXT}
    one_date = len(dates) <= 1
    as_of = next(iter(dates), "") if one_date else ""
    content = ThemePage(
        title=escape(title),
        question=escape(question),
        terms=tuple(map(escape, declared.terms)) if declared else (),
        credit=briefing.credit,
        one_date=one_date,
        as_of=as_of if as_of != briefing.credit.as_of else "",
        figures=rows.key_figures(on_page),
        money=money_chart(on_page, source=f"../{SOURCE}/", language=article.language),
        claims=rows.claims(on_page),
        events=rows.events(on_page),
        timeline=timeline(on_page, source=f"../{SOURCE}/", language=article.language),
        time_bound=rows.time_bound(on_page),
        turns=rows.turns(on_page),
        excerpts=tuple(excerpts(briefing, on_page)),
        also=tuple(rows.whole(v) for v in briefing.views if v.assignment.secondary == theme),
        related=tuple(related(briefing, theme)),
        making=_making(on_page, len(briefing.views)),
    )
    phrases = wording(article.language).phrases
    about = phrases["theme_description"].format(question=question or title, title=article.title)
    tag = CONTEXT if theme == CONTEXT else "theme"
    return _page(article, theme, tag, title, about, content, question=question)


def _source_page(briefing: Briefing) -> Page:
    article = briefing.article
    source_map = article_map(briefing, source="", themes="../")
    content = SourcePage(briefing.credit, source_map, tuple(source_entries(briefing)))
    phrases = wording(article.language).phrases
    about = phrases["source_description"].format(title=article.title)
    title = phrases["source_title"].format(title=article.title)
    return _page(article, SOURCE, "source", title, about, content)


def _titles(article: Article) -> dict[str, str]:
    """The titles of the themes by id, as the article has them; the context last."""
    titles = {theme.id: theme.title for theme in article.themes}
    return titles | {CONTEXT: article.context.title}


def _page(
    article: Article,
    name: str,
    tag: str,
    title: str,
    about: str,
    content: ThemePage | OverviewPage | SourcePage,
    **more: str,
) -> Page:
    """A page with its front matter, to which `more` is added as far as it is not empty."""
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
        front_matter["article"] = _about(article)
    template = tag if tag in ("overview", "source") else "theme"
    path = f"docs/{article.slug}/{name}.md"
    return Page(path, article.language, template, front_matter, content)


def _about(article: Article) -> dict[str, str]:
    """What the head of every page says of the article; the overview has it for all of them."""
    known = {
        "title": article.title,
        "author": article.author,
        "publisher": article.publisher,
        "url": article.source_url,
    }
    return {key: value for key, value in known.items() if value}


def _credit(article: Article) -> Credit:
    dates = [date for span in article.as_of for date in span.date.split("/")]
    dates.sort(key=lambda date: date.rstrip("?~%"))
    as_of = in_words("/".join(dict.fromkeys((dates[0], dates[-1])))) if dates else ""
    names = (escape(article.title), escape(article.author), escape(article.publisher))
    return Credit(*names, link_to(article.source_url), escape(article.note), as_of)


def _originals(article: Article, lock: SourceLock | None) -> dict[str, str]:
    """The addresses of paragraphs at the publisher's, by anchor, as far as they are known."""
    if lock is None or not article.source_url:
        return {}
    return {
        f"p{paragraph.number}": link_to(address_in(article.source_url, paragraph.prefix))
        for paragraph in lock.paragraphs
        if paragraph.prefix
    }


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
        if view.assignment.band is Band.CHECK and view.kind is PassageKind.TEXT
    )
    named, more = uncertain[:_MOST_UNCERTAIN], len(uncertain[_MOST_UNCERTAIN:])
    return Making(len(on_page), of_all, by_neighbours, pinned, named, more)
