"""Views in, the article map out: one cell a passage, coloured and lettered by theme."""

from collections import Counter
from collections.abc import Sequence
from string import ascii_uppercase

from briefing.article.model import CONTEXT
from briefing.pages.fold_drawings import ArticleMap, Cell, LegendEntry
from briefing.pages.view import Briefing, View
from briefing.text.wording import wording

MOST_CELLS = 600
COLOURS = 8
"""Themes beyond this many share a colour with another; their letters still differ."""


def article_map(briefing: Briefing, *, source: str, themes: str) -> ArticleMap:
    """The map of the article.

    `source` is the way from the built page with the map to the built source page, `themes` the
    way to the folder of the theme pages: raw HTML is not rewritten by the site engine.
    """
    article, views = briefing.article, briefing.views
    phrases = wording(article.language).phrases
    titles = {theme.id: theme.title for theme in article.themes} | {CONTEXT: article.context.title}
    letters = {theme: _letter(number) for number, theme in enumerate(titles)}
    colours = {theme: f"theme-{number % COLOURS}" for number, theme in enumerate(titles)}
    colours[CONTEXT] = "theme-context"
    together = max(1, -(-len(views) // MOST_CELLS))
    cells = []
    for first in range(0, len(views), together):
        group = views[first : first + together]
        theme = Counter(view.assignment.theme for view in group).most_common(1)[0][0]
        places = dict.fromkeys((group[0].where.text, group[-1].where.text))
        label = phrases["map_cell"].format(places=phrases["to"].join(places), theme=titles[theme])
        href = f"{source}#{group[0].anchor}"
        cells.append(Cell(letters[theme], _begins(group), colours[theme], href, label))
    ways = {theme: briefing.page(theme).href.removesuffix(".md") + "/" for theme in titles}
    counts = Counter(view.assignment.theme for view in views)
    legend = (
        LegendEntry(letters[theme], colours[theme], title, themes + ways[theme], counts[theme])
        for theme, title in titles.items()
    )
    return ArticleMap(tuple(cells), tuple(legend), together)


def _begins(group: Sequence[View]) -> str:
    """The number of the first paragraph that begins in `group`, if one does."""
    passages = [view.assignment.passage for view in group]
    return next((str(each.paragraph) for each in passages if each.sentence == 1), "")


def _letter(number: int) -> str:
    """A to Z, then A2, B2, …"""
    turn, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(turn + 1) if turn else "")
