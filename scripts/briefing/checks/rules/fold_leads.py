"""Rules B2, continued: a link within a briefing leads to a page and a place that exist.

In doubt a place exists: which anchor a heading gets, only the site engine knows.
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from briefing.checks.model import Briefing, BriefingRule, Example, Page
from briefing.errors import Problem
from briefing.markdown.fold_citing import ADDRESS
from briefing.markdown.inline import LINK, leads_to, place, without_code, without_comments
from briefing.project import did_you_mean

_ANCHOR = re.compile(r"\{[^{}\n]{0,200}?#([\w-]+)[^{}\n]{0,200}\}|\bid=\"([^\"\n]*)\"")
_HEADING = re.compile(r"^#{1,6}[ \t]([^{\n]*)", re.MULTILINE)
_COUNTED = re.compile(r"_\d+\Z")
_MADE_BY_THE_ENGINE = ("fn:", "fnref:", "__", ":~:")


def dead_link(briefing: Briefing) -> Iterator[Problem]:
    """A problem for each link to a page, a file or an anchor that the briefing does not have.

    What a link with an address for its words leads to, another rule tells.
    """
    pages = {page.path: page for page in briefing.pages}
    known = {*pages, *(file.path for file in briefing.files)}
    folder = f"docs/{briefing.slug}/"
    anchors = dict[str, frozenset[str]]()
    for page in briefing.pages if briefing.slug else ():
        for offset, target in _links(page):
            to, anchor = leads_to(page.path, unquote(target)), unquote(target.partition("#")[2])
            if not to.startswith(folder):
                continue
            if to not in known:
                names = [path.removeprefix(folder) for path in known]
                told = f"there is no {to}", did_you_mean(to.removeprefix(folder), sorted(names))
            elif anchor and to in pages and not _has(pages[to], anchor, anchors):
                told = f"there is no place #{anchor} in {to}", "link to the page, or to a heading"
            else:
                continue
            line, column = place(page.text, offset)
            yield page.problem(line, f"the link leads nowhere: {told[0]}", told[1], column=column)


def _links(page: Page) -> Iterator[tuple[int, str]]:
    """Each link of `page` within the site, and where it begins."""
    for link in LINK.finditer(without_comments(without_code(page.text))):
        if link[2] and ":" not in link[2] and not ADDRESS.fullmatch(link[1].strip()):
            yield link.start(), link[2]


def _has(page: Page, anchor: str, known: dict[str, frozenset[str]]) -> bool:
    if page.path not in known:
        explicit = {one or other for one, other in _ANCHOR.findall(page.text)}
        headings = {_letters(heading) for heading in _HEADING.findall(page.text)}
        known[page.path] = frozenset(explicit | headings)
    plain = _letters(_COUNTED.sub("", anchor))
    made = not plain or anchor.startswith(_MADE_BY_THE_ENGINE)
    return made or anchor in known[page.path] or plain in known[page.path]


def _letters(text: str) -> str:
    """What an anchor and its heading have in common, however the engine writes it."""
    plain = unicodedata.normalize("NFKD", LINK.sub(r"\1", text)).lower()
    return re.sub(r"[\W_]+", "", plain)


RULES = (
    BriefingRule(
        "B208",
        "dead-link",
        "error",
        "A link that leads nowhere stops the build of the site.",
        Example("[the costs](cots.md)", "[the costs](costs.md)"),
        dead_link,
    ),
)
