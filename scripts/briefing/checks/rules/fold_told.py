"""A file's text in, what it tells out: as a reader sees it, and as it is written. Knows no source.

Markdown, HTML, XML, templates and settings are read alike, so that no kind of file is a way round.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.checks.rules.limits import QUOTATION
from briefing.markdown.fold_citing import ADDRESS
from briefing.text.mask import mask
from briefing.text.quotation_marks import find_quoted

SHORTEST = 4
"""Words in quotation marks that make a quotation; fewer are a term, or a doubt about a word."""
_WORD = re.compile(
    rf"(?P<none>{ADDRESS.pattern}|\[\^[^\[\]\s]+\]|\[\d+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<word>[^\W_⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:['’][^\W_]+)?|[$%])|\0+"
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_NOTE_MARK = re.compile(
    r"<sup\b[^<>]*>\s*(?:<a\b[^<>]*>)?[\[\s]*\d+[\]\s]*(?:</a>)?\s*</sup>", re.I
)
_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr)"
    r"(?![\w-])(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*+>",
    re.I,
)
_TAG = re.compile(r"<!--.*?-->|</?[a-z!?](?:\"[^\"]*\"|'[^']*'|[^<>\"'])*+>", re.I | re.DOTALL)
_TARGET = re.compile(r"\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
_ATTRIBUTES = re.compile(r"\{+[^{}\n]*\}+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells from `line` on, without quotations.

    `seen` is without tags and the targets of links; `written` has them too, and so each tooltip,
    description and comment.
    """

    line: int
    seen: str
    written: str


def told(path: str, text: str) -> Iterator[Told]:
    """What the file `path` with `text` tells; of JSON each string by itself."""
    if not path.endswith(".json"):
        yield _told(1, text)
        return
    for literal in _STRING.finditer(text):
        try:
            string = " ".join(json.loads(literal[0], strict=False).split("\n"))
        except ValueError:
            continue
        yield _told(1 + text.count("\n", 0, literal.start()), string)


def words(text: str) -> Iterator[tuple[str, int]]:
    """The words of `text` in small letters, each with its offset; a masked stretch is one, "\0".

    The address of a passage and the mark of a footnote are none.
    """
    for match in _WORD.finditer(text):
        if match["none"] is None:
            yield match[0].lower().replace("’", "'") if match["word"] else "\0", match.start()


def quotations(text: str) -> list[tuple[int, int]]:
    """Where each quotation of `text` is that may stand: not too long, and not only a word or two.

    Straight signs make none: they are how attributes and settings are written.
    """
    return [
        (start, end)
        for start, end in find_quoted(text)
        if text[start] != '"' and SHORTEST <= sum(1 for _ in words(text[start:end])) <= QUOTATION
    ]


def _told(line: int, text: str) -> Told:
    seen = _ATTRIBUTES.sub(_gap, _TARGET.sub(_gap, _without_tags(_without_tags(text))))
    return Told(line, _unquoted(seen), _unquoted(html.unescape(html.unescape(text))))


def _unquoted(text: str) -> str:
    text = _INVISIBLE.sub("", text)
    return mask(text, quotations(text))


def _without_tags(text: str) -> str:
    """`text` as a browser shows it; a feed has a page in it, so that one time is not enough."""
    text = _WITHIN_WORDS.sub(_no_gap, _NOTE_MARK.sub(_no_gap, text))
    return html.unescape(_TAG.sub(_gap, text))


def _gap(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") or " "


def _no_gap(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
