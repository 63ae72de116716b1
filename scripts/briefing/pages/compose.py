"""Composes the pages of a briefing, as values, from the passages and their themes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from briefing.article.model import CONTEXT, Article, Theme, Withdrawal
from briefing.article.notes import Note
from briefing.article.source_lock import SourceLock
from briefing.classify.assignment import NEIGHBOURS, Assignment
from briefing.markdown.commonmark import escape, for_head, guard_start
from briefing.pages.charts import article_map, money_chart, timeline
from briefing.pages.notes import (
    NoteView,
    annotated,
    count_words,
    dates,
    figures,
    paragraph_ranges,
    speakers,
    view_notes,
)
from briefing.pages.passages import (
    ArticleView,
    Link,
    PageByPeople,
    PassageView,
    events,
    key_figures,
    view,
)
from briefing.pages.render import ComposedPage
from briefing.project import OVERVIEW, SOURCE
from briefing.text.dates import edtf_in_words

_CARD_FIGURES = 3
_MOST_UNCERTAIN = 20
_PICKS = 3
_WORDS_A_MINUTE = 230
_SEARCH_BOOST = {CONTEXT: 0.5, "overview": 0.25, "source": 0.25}
"""For Material's search: a theme comes before the context, and both before what repeats them."""


def compose(
    article: Article,
    assignments: Sequence[Assignment],
    files: Mapping[str, str],
    lock: SourceLock | None,
    notes: Sequence[Note],
    earlier: Sequence[Mapping[str, str]] = (),
    by_people: Mapping[str, PageByPeople] | None = None,
) -> tuple[ComposedPage, ...]:
    """The pages of the briefing: overview, one a theme, context, source.

    Every passage is on the page of its primary theme, and all are on the source page. `files`
    names the theme pages that people have renamed; one with an empty name is not linked to. By
    `lock` the source page leads to each paragraph at the publisher's. The `notes` stand with their
    passages, on all three kinds of page. `earlier` says, of earlier versions, the oldest first,
    where their passages stand now; `by_people`, what people have said on the page of a theme. Of a
    withdrawn article there is the overview alone, and no word.
    """
    seen = view(article, assignments, files, lock, by_people or {})
    if article.withdrawn:
        return (_stub(seen, article.withdrawn),)
    shown = view_notes(seen, notes)
    theme_pages = (_theme_page(seen, theme, shown) for theme in seen.themes)
    return _overview(seen, shown), *theme_pages, _source_page(seen, shown, earlier)


def _stub(seen: ArticleView, withdrawn: Withdrawal) -> ComposedPage:
    """What is left of a withdrawn briefing: whose article it was, when it went, and why."""
    article, phrases = seen.article, seen.phrases
    date = edtf_in_words(withdrawn.date, article.language)
    content = {
        "credit": {**seen.credit, "note": ""},
        "withdrawn": phrases["withdrawn"].format(date=date, reason=escape(withdrawn.reason)),
    }
    about = phrases["withdrawn_description"].format(title=article.title, date=date)
    return _overview_page(article, "withdrawn", about, content, phrases["went"].format(date=date))


def _overview(seen: ArticleView, notes: Sequence[NoteView]) -> ComposedPage:
    """The briefing on one screen: every theme, and where the article speaks of it."""
    article, phrases, titles = seen.article, seen.phrases, seen.titles
    source = f"{SOURCE}/"
    chart = timeline(seen.passages, source=source, language=article.language, titles=titles)
    content = {
        "credit": seen.credit,
        "cards": [_card(seen, theme) for theme in seen.themes],
        "events": events(seen.passages) if chart else None,
        "timeline": chart,
        "notes": notes,
        "map": article_map(seen, source=source, themes=""),
        "assignments": _summary(seen.passages, seen),
    }
    by = phrases["by_author"].format(author=article.author) if article.author else ""
    about = phrases["overview_description"].format(
        title=article.title, by=by, themes=", ".join(titles.values())
    )
    return _overview_page(article, "overview", about, content)


def _overview_page(
    article: Article, template: str, about: str, content: Mapping[str, object], status: str = ""
) -> ComposedPage:
    byline = ", ".join(filter(None, (article.author, article.publisher, status)))
    page = _page(article, OVERVIEW, "overview", article.title, about, content, byline=byline)
    return replace(page, template=template)


def _card(seen: ArticleView, theme: Theme) -> dict[str, object]:
    """A theme on the overview: its question and the first figures of its page."""
    question = guard_start(escape(theme.question))
    figures = key_figures(seen.on(theme.id), _CARD_FIGURES).rows
    return {"page": seen.page(theme.id), "question": question, "figures": figures}


def _theme_page(seen: ArticleView, theme: Theme, notes: Sequence[NoteView]) -> ComposedPage:
    """All that the article says of one theme, or of none (the context page), and what we note."""
    article, on_page, place = seen.article, seen.on(theme.id), seen.themes.index(theme)
    here, people = [e for e in notes if e.theme == theme.id], seen.by_people.get(theme.id)
    following = seen.themes[place + 1] if place + 1 < len(seen.themes) else None
    title = escape(theme.question or theme.title)
    number = seen.phrases["theme_of_all"].format(number=place + 1, of_all=len(seen.themes))
    content = {
        "title": title,
        "kicker": f"{escape(theme.title)} · {number}" if theme.question else number,
        "picks": () if people and people.is_answered else _picks(on_page),
        "is_empty": not on_page,
        "credit": {**seen.credit, "note": "", "as_of": _written(on_page, article.language)},
        "note": seen.credit["note"],
        "facts": _facts(seen, on_page, here, people or PageByPeople()),
        "money": money_chart(on_page, source=f"../{SOURCE}/", language=article.language),
        "paragraphs": list(annotated(seen, on_page, here)),
        "next": following and seen.page(following.id),
        "question": following and guard_start(escape(following.question or following.title)),
        "speakers": speakers(on_page),
        "figures": figures(on_page),
        "dates": dates(on_page),
        "also": [
            (each.where, seen.page(each.theme, each.anchor))
            for each in seen.passages
            if each.assignment.secondary == theme.id
        ],
        "assignments": _summary(on_page, seen),
    }
    about = seen.phrases["theme_description"].format(
        question=theme.question or theme.title, title=article.title
    )
    tag = CONTEXT if theme.id == CONTEXT else "theme"
    return _page(article, theme.id, tag, theme.title, about, content, question=theme.question)


def _picks(on_page: Sequence[PassageView]) -> list[PassageView]:
    """The passages whose own words speak most for their theme: what a page answers unedited."""
    known = [each for each in on_page if each.is_text and not each.is_block]
    known = [each for each in known if not each.text.endswith("?")] or known

    def strength(passage: PassageView) -> float:
        found = passage.assignment
        own = (each for each in found.reasons if each.theme == found.theme)
        return sum(each.weight for each in own if each.term != NEIGHBOURS)

    most = _PICKS if len(known) > 2 * _PICKS else min(1, len(known))
    best = sorted(known, key=strength, reverse=True)[:most]
    return [each for each in known if each in best]


def _written(on_page: Sequence[PassageView], language: str) -> str:
    """When what is on a page was written, from the first date to the last, in words."""
    spans = {each.written for each in on_page if each.is_text and each.written}
    ends = sorted({end for span in spans for end in span.split("/")}, key=lambda e: e.rstrip("?~%"))
    return edtf_in_words("/".join(dict.fromkeys((*ends[:1], *ends[-1:]))), language) if ends else ""


def _facts(
    seen: ArticleView, on_page: Sequence[PassageView], notes: Iterable[NoteView], page: PageByPeople
) -> list[str]:
    """Which paragraphs a page is on, how long it takes to read, and who has checked it when."""
    phrases, found = seen.phrases, list[str]()
    if places := paragraph_ranges(on_page):
        last = max(each.assignment.passage.paragraph or 0 for each in seen.passages)
        found.append(phrases["places_of_all"].format(places=places, of_all=last))
    words = sum(map(count_words, [e.text for e in on_page] + [e.text for e in notes]))
    found.append(phrases["minutes"].format(count=max(1, round(words / _WORDS_A_MINUTE))))
    if page.checked:
        date = edtf_in_words(page.checked, seen.article.language)
        name = phrases["checked_by"].format(name=escape(page.checked_by))
        found.append(phrases["checked"].format(date=date) + name * bool(page.checked_by))
    first = next((each.anchor for each in on_page), "")
    way = Link(phrases["read_article"], f"{SOURCE}.md#{first}".rstrip("#"))
    return [*found, f"{way}"]


def _source_page(
    seen: ArticleView, notes: Sequence[NoteView], earlier: Sequence[Mapping[str, str]]
) -> ComposedPage:
    """The coverage ledger: the whole article in order, and where it stood in earlier versions."""
    content = {
        "credit": seen.credit,
        "map": article_map(seen, source="", themes="../"),
        "paragraphs": list(_paragraphs(seen, notes)),
        "earlier": [list(_moved(version)) for version in reversed(earlier)],
    }
    title, about = (
        seen.phrases[name].format(title=seen.article.title)
        for name in ("source_title", "source_description")
    )
    return _page(seen.article, SOURCE, "source", title, about, content)


def _page(
    article: Article,
    name: str,
    tag: str,
    title: str,
    about: str,
    content: Mapping[str, object],
    **more: str,
) -> ComposedPage:
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
    return ComposedPage(path, article.language, template, front_matter, content)


def _summary(on_page: Sequence[PassageView], seen: ArticleView) -> dict[str, object]:
    """How the passages of a page came to it, in numbers of passages, and which to check."""
    assignments = [passage.assignment for passage in on_page]
    uncertain = [passage.where for passage in on_page if passage.is_uncertain]
    by_neighbours = [
        each for each in assignments if any(reason.term == NEIGHBOURS for reason in each.reasons)
    ]
    return {
        "passages": len(on_page),
        "of_all": len(seen.passages),
        "by_neighbours": len(by_neighbours),
        "pinned": sum(each.pinned for each in assignments),
        "uncertain": uncertain[:_MOST_UNCERTAIN],
        "more_uncertain": len(uncertain[_MOST_UNCERTAIN:]),
    }


def _paragraphs(seen: ArticleView, notes: Sequence[NoteView]) -> Iterator[dict[str, object]]:
    """The whole article in order, a paragraph or heading each, with notes and pages that use it."""
    for anchor, together in groupby(seen.passages, key=lambda passage: passage.anchor):
        members = list(together)
        yield {
            "first": members[0],
            "text": _flow(members),
            "original": seen.originals.get(anchor, ""),
            "notes": [each for each in notes if each.anchor == anchor],
            "used_on": list(_used_on(seen, members)),
        }


def _moved(version: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What stands elsewhere now, or is gone: its address then and now, and the anchor there."""
    for then, now in version.items():
        if then != now:
            yield then, now, f"p{now[1:].partition('-')[0]}"


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
    address = Link(f"¶{sentence}", f"#p{sentence}", passage.where.title)
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
        if seen.files.get(theme) != "":  # else people have deleted it
            link = seen.page(theme, members[0].anchor)
            yield link, "" if len(places) == 1 else ", ".join(addresses)
