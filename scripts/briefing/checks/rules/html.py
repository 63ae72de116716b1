"""Rules B101 to B105, B111 and B112: nothing from anyone brings along what runs, hides or imitates.

What our templates write has to pass too: any page can claim that it was generated.
"""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import briefing_rule, page_rule
from briefing.errors import Problem
from briefing.markdown.blocks import normalised
from briefing.markdown.inline import (
    possible_targets,
    without_escapes,
    without_pointed_brackets,
)
from briefing.markdown.lines import cells, has_border
from briefing.text.patterns import find_hidden

_SHAPE = "class d x y rx r cx cy width height text-anchor"
ELEMENTS = {
    "a": "href class aria-label title",
    "abbr": "title",
    "desc": "id",
    "figcaption": "",
    "figure": "class",
    "img": "src alt width height title",
    "li": "class",
    "span": "class id lang",
    "svg": "class role aria-labelledby viewbox",
    "title": "id",
    "ul": "class",
    **dict.fromkeys(("g", "path", "rect", "text", "tspan", "circle"), _SHAPE),
    **dict.fromkeys(("br", "sub", "sup", "kbd", "u"), ""),
}
"""The elements that a page may hold, with their attributes: those of our templates, and a few."""
_SOUND_TAG = re.compile(
    "|".join(
        rf"</?(?:{'|'.join(name for name in ELEMENTS if ELEMENTS[name] == allowed)})"
        rf"(?: (?:{'|'.join(allowed.split()) or '-'})"
        r"(?:(?<!href)(?<!src)(?<!id)(?<!class)=\"[^\"<>\n]*\""
        r"|=\"(?!//|[^\"]*(?:__|md-))[\w ./#%-]*\"))*/?>"
        for allowed in dict.fromkeys(ELEMENTS.values())
    ),
    re.IGNORECASE,
)
"""A tag without a fault, as in the drawings of our templates, hundreds of them on a page."""
_ATTRIBUTES = {"title", "lang", "dir", "width", "height", "loading", "alt"}
_SCHEMES = {"http", "https", "mailto"}
_AUTOLINK = re.compile(r"<(?:https?://[^\s<>]+|[\w.+-]+@[\w.-]+)>")
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--)[^<])*-->")
_DECLARATION = re.compile(r"<[!?]")
_LIST = re.compile(r"^[^{\n]*\{:?[ ]*+(.*)\}", re.MULTILINE)
"""What stands between the first and the last brace of a line."""
_NAMED = re.compile(r"(?<![^\s={}\"'])([^\s={}\"']++)\s*=")
_RESERVED = re.compile(r"(?<!\S)(?:__|md-)")
_RESERVED_NAME = re.compile(r"[#.](__[\w-]*|md-[\w-]*)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_VISIBLE = re.compile(r"[^\n]")
_BLANKS = re.compile(r"[\s\x00-\x20\x7f\\]+")
_DELETE = "delete it: place the cursor behind it and press backspace once"
_TEMPLATE = re.compile(r"\{[{%]|^[ \t]*;*-+8<-+", re.MULTILINE)


class _Elements(HTMLParser):
    """Notes what is wrong with the elements of the page at `path`."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=False)
        self.path, self.wrong = path, list[Problem]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            message = f"HTML is not allowed on a page: <{tag}>"
            self.note(message, "write it in Markdown; '<' is &lt;")
        for name, value in attrs if tag in ELEMENTS else ():
            if name not in ELEMENTS[tag].split():
                self.note(f"<{tag}> must not have '{name}'", f"delete {name}=…")
            elif name in ("href", "src") and (scheme := bad_scheme(value or "")):
                self.note(*_scheme_problem(scheme))
            elif name in ("id", "class") and _RESERVED.search(value or ""):
                self.note(f"'{value}' is a name of the theme", "choose another")

    def handle_endtag(self, tag: str) -> None:
        if tag not in ELEMENTS:
            self.note(f"HTML is not allowed on a page: </{tag}>", "delete it")

    def set_cdata_mode(self, *_: object, **__: object) -> None:
        """Read on behind <script>, <style> and <title>: nothing hides in them."""

    def note(self, message: str, fix: str) -> None:
        line, column = self.getpos()
        self.wrong.append(Problem(self.path, line, "", message, fix, column + 1))


@page_rule("B101", "error")
def html_element(page: Page, _: Facts) -> Iterator[Problem]:
    """HTML can run programs in a reader's browser, or imitate the site's own parts.

    Not: <img src="x" onerror="alert(1)">
    But: ![The wall after the storm](wall.png)
    """
    head = len(page.text) - len(page.front_matter.body) if page.front_matter else 0
    text = _VISIBLE.sub(" ", page.text[:head]) + page.document.uncoded[head:]
    if "<" not in text:
        return
    text = without_pointed_brackets(_AUTOLINK.sub(_only_end, _COMMENT.sub(_only_end, text)))
    for found in _DECLARATION.finditer(text):
        message = f"'{found[0]}' may begin what hides the text behind it"
        fix = "write a comment as <!-- words -->, without '<' or '--' in it"
        yield page.problem(found.start(), message, fix)
    if "<" not in _SOUND_TAG.sub("", text):
        return
    parser = _Elements(page.path)
    parser.feed(_DECLARATION.sub(_blank, text[: text.rfind(">") + 1]))
    parser.close()
    yield from parser.wrong


@page_rule("B102", "error")
def attribute(page: Page, _: Facts) -> Iterator[Problem]:
    """Braces behind a word can carry a handler, a style, or a name that the theme relies on.

    Not: The wall{: onclick=alert(1) }
    But: ## The wall { #wall }
    """
    for found in _LIST.finditer(without_escapes(page.document.uncoded)):
        for name in _NAMED.finditer(found[1]):
            if name[1].lower() not in _ATTRIBUTES:
                message = f"braces must not set '{name[1]}'"
                fix = "delete it; in braces stand an anchor {#here} or a class {.lead}"
                yield page.problem(found.start(1) + name.start(), message, fix)
        for name in _RESERVED_NAME.finditer(found[1]):
            message = f"'{name[1]}' is a name of the theme"
            yield page.problem(found.start(1) + name.start(), message, "choose another")


@page_rule("B103", "error")
def link_scheme(page: Page, _: Facts) -> Iterator[Problem]:
    """A link can carry a program in its address.

    Not: [The plan](javascript:alert(1))
    But: [The plan](https://example.org/plan)
    """
    for start, target in possible_targets(page.document.uncoded):
        if scheme := bad_scheme(target):
            yield page.problem(start, *_scheme_problem(scheme))


def bad_scheme(target: str) -> str:
    """The scheme of a link `target` as a browser reads it, if it is none of those allowed."""
    address = _BLANKS.sub("", html.unescape(html.unescape(target)))
    if address.startswith("//"):
        return "//"
    scheme = _SCHEME.match(address)
    return scheme[0].lower() if scheme and scheme[1].lower() not in _SCHEMES else ""


def _scheme_problem(scheme: str) -> tuple[str, str]:
    fix = "link to a page, or to an address that begins with https:// or mailto:"
    return f"a link must not begin with {scheme}", fix


def _only_end(match: re.Match[str]) -> str:
    """The `>` of a comment or link, with blanks before it: a tag that began earlier ends there."""
    return _blank(match)[:-1] + ">"


def _blank(match: re.Match[str]) -> str:
    return _VISIBLE.sub(" ", match[0])


@page_rule("B104", "error", in_words=True)
def hidden_sign(page: Page, facts: Facts) -> Iterator[Problem]:
    """Readers, and those who review a change, must see what a search engine sees.

    Not: level, with a sign behind it that turns the next words round
    But: level
    """
    signs = list(find_hidden(page.text))
    copied = set[str]()  # to the pages that the compiler makes; they are told in the article
    if signs and page.id:
        copied.update(*_article_texts(facts.briefing))
    for sign in signs:
        if sign[0] not in copied:
            message = f"an invisible sign, U+{ord(sign[0]):04X}, stands here"
            yield page.problem(sign.start(), message, _DELETE)


@briefing_rule("B111", "error", in_words=True)
def hidden_sign_in_article(briefing: Briefing) -> Iterator[Problem]:
    """It would be copied to every page that has its passage. `briefing add` removes what is
    invisible from a new article.

    Not: level, with a soft hyphen in it
    But: level
    """
    for path, text in zip(briefing.folder.articles, _article_texts(briefing), strict=False):
        for number, line in enumerate(text.split("\n"), 1):
            if signs := list(find_hidden(line)):
                first = signs[0]
                message = f"an invisible sign, U+{ord(first[0]):04X}, stands here"
                message += f", and {len(signs) - 1} more on this line" if signs[1:] else ""
                yield Problem(path, number, "", message, _DELETE, first.start() + 1)


def _article_texts(briefing: Briefing) -> list[str]:
    """The text of the article; none for the site's own pages."""
    contents = briefing.folder.articles.values() if briefing.folder.slug else ()
    return [normalised(each.decode("utf-8", "replace")) for each in contents]


@page_rule("B105", "error")
def template_mark(page: Page, _: Facts) -> Iterator[Problem]:
    """Another site engine, or one plugin more, would carry it out.

    Not: {{ config }}
    But: `{{ config }}`
    """
    for found in _TEMPLATE.finditer(page.document.uncoded):
        message = f"'{found[0]}' is an instruction to some site engines"
        yield page.problem(found.start(), message, f"if it is meant as text: `{found[0]}`")


@page_rule("B112", "warning")
def broken_table(page: Page, _: Facts) -> Iterator[Problem]:
    """Without a mark for each cell there is no table; of a row, what is too much is not shown.

    Not:
        | Year | Boats | Herring |
        |---|---|
    But:
        | Year | Boats | Herring |
        |---|---|---|
    """
    for block in page.blocks:
        if block.kind == "tr":
            head = block.group.partition("\n")[0]
            count, most = (len(cells(row, border=has_border(head))) for row in (block.text, head))
            if block.is_row and count != most:
                message = f"the row has {count} of the {most} cells of its head"
                yield page.problem(block.start, message, "add or take out '|'")
        if block.kind == "tr" or "|" not in block.text:
            continue
        text = page.document.uncoded[block.start : block.start + len(block.text)]
        for line in text.split("\n")[1:]:
            if "|" in line and "-" in line and not line.strip("|:- "):
                message = f"no table begins here: the line above has not {len(cells(line))} cells"
                at = block.start + text.index(f"\n{line}") + 1
                yield page.problem(at, message, "write as many '---' as the head has cells")
