"""Rules B405 and B406: pages against the text that an article is about, for those who have it.

The text is not ours to publish: it is not in the project, and a report shows three words of it.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from briefing.article import source_lock
from briefing.article.model import Article
from briefing.checks.compare.look_up import Cited, Result, look_up
from briefing.checks.facts import statements_by_people
from briefing.checks.model import Briefing
from briefing.checks.rule import Rule
from briefing.checks.rules.notes import LONGEST_QUOTATION
from briefing.errors import Problem
from briefing.markdown.blocks import read_page
from briefing.markdown.contents import ADDRESS
from briefing.project import SITE
from briefing.text.patterns import INVISIBLE, find_quoted, mask

Run = tuple[str, ...]
LONGEST_RUN = 7
"""Words in a row that any two texts may have in common."""
_SHORTEST_QUOTATION = 4
"""Fewer words in quotation marks are a term, or a doubt about a word."""
_FIX = "write what the source has"
_WORD = re.compile(
    rf"(?P<none>{ADDRESS.pattern}|\[\^[^\[\]\s]+\]|\[\d+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<word>[^\W_⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:['’][^\W_]+)?|[$%])|\0+"
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_NOTE_MARK = re.compile(
    r"<sup\b[^<>]*>\s*(?:<a\b[^<>]*>)?[\[\s]*\d+[\]\s]*(?:</a>)?\s*</sup>", re.I
)
_TAG_ENDS = r"(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>"
_TAG_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr)(?![\w-])"
    + _TAG_ENDS,
    re.I,
)
_TAG = re.compile(rf"<!--.*?-->|</?[a-z!?]{_TAG_ENDS}", re.I | re.DOTALL)
_TARGET = re.compile(r"\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
_ATTRIBUTES = re.compile(r"\{+[^{}\n]*\}+")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of the file `path`, which an article is about.

    `files` are the texts, by path, of all that is published, in which no words of it may stand.
    """

    path: str
    text: str
    files: Mapping[str, str]


class _SourceRule(Rule[[Briefing, Source]]):
    """A rule about a briefing and the text that its article is about."""


def against_source(briefing: Briefing, source: Source) -> Iterator[Problem]:
    """What of `briefing` is not in the source, or has too much of it.

    Where the text is not the one that was worked from, only that is told.
    """
    if briefing.article and briefing.lock:
        known = briefing.article.language, briefing.article.author
        paragraphs = source_lock.compare(briefing.lock, source.text, *known)
        if problems := list(filter(None, (each.problem(source.path) for each in paragraphs))):
            yield from problems
            return
    yield from not_in_source(briefing, source)
    yield from shared_words(briefing, source)


@_SourceRule.of("B405", "error", in_words=True)
def not_in_source(briefing: Briefing, source: Source) -> Iterator[Problem]:
    """The article here may be an account; a figure or a quotation has to be that of the source.
    Only `briefing check --source FILE` can tell.

    Not: the training cost $5.7 million
    But: the training cost $5.6 million
    """
    if not (article := briefing.article):
        return
    paragraphs = source_lock.hashed_paragraphs(source.text, article.language, article.author)
    known = {
        f"¶{number}": Cited(f"¶{number}", each.words, article.written(number))
        for number, each in enumerate(paragraphs, 1)
    }
    for page in (*briefing.pages, *briefing.notes):
        for statement in statements_by_people(page):
            places = dict.fromkeys(each.partition(".")[0] for each in statement.cites)
            cited = tuple(known[each] for each in places if each in known)
            shown, quoted, sourced = statement.shown, statement.block_quotations, statement.sourced
            verdicts = look_up(shown, cited, quoted, sourced=sourced, language=article.language)
            for each in verdicts if cited else ():
                if each.result is Result.DIFFERS and not each.is_sum:
                    message = f"the {each.kind} {each.text} is not the source's: {each.reason}"
                    yield page.problem(statement.start + each.start, message, _FIX)
    yield from _in_account(briefing.addresses, known, article, source)


def _in_account(
    passages: Mapping[str, str], known: Mapping[str, Cited], article: Article, source: Source
) -> Iterator[Problem]:
    """The same of the account's own sentences."""
    text = source.files.get(article.path, "")
    for address, passage in passages.items():
        place = address.partition(".")[0]
        if place == address or place not in known:
            continue
        line = 1 + text.count("\n", 0, max(0, text.find(passage)))
        for each in look_up(read_page(passage).shown(), (known[place],), language=article.language):
            if each.result is Result.DIFFERS:
                message = f"{address}: the {each.kind} {each.text} is not the source's"
                yield Problem(article.path, line, "", message, _FIX)


@_SourceRule.of("B406", "error", in_words=True)
def shared_words(_: Briefing, source: Source) -> Iterator[Problem]:
    """The source's sentences are not ours: outside quotation marks (“…”, of at most 25 words) no
    eight words in a row may be its. Only `briefing check --source FILE` can tell.

    Not: eight words of the source in a row
    But: the same in words of your own
    """
    known = runs(source.text)
    for path, text in source.files.items():
        for line, run in sorted(shared_runs(path, text, known)):
            start = " ".join(run[:3])
            message = f"{len(run)} words in a row are the source's: “{start} …”"
            fix = f"say it in your own words, at most {LONGEST_RUN} of its in a row"
            yield Problem(path, line, "", message, fix)
    if f"{SITE}/search/search_index.json" not in source.files:
        message = "there is no built site: its pages and its search index were not looked at"
        yield Problem(SITE, 0, "", message, "briefing build", severity="unchecked")


def runs(source: str) -> frozenset[Run]:
    """Every run of eight words of `source`."""
    words = [word for word, _ in find_words(source)]
    starts = range(len(words) - LONGEST_RUN)
    return frozenset(tuple(words[i : i + LONGEST_RUN + 1]) for i in starts)


def shared_runs(path: str, text: str, source: frozenset[Run]) -> Iterator[tuple[int, Run]]:
    """The runs of words that the file `path` with `text` shares with the source, and their lines.

    Markdown, HTML, XML, templates and settings are read alike, so that no kind of file is a way
    round: what a browser shows; then what is in tags and targets of links, as far as that is more.
    """
    for line, string in _strings(path, text):
        tags = _without_tags(_without_tags(string))  # twice: a feed has a page in it
        shown = _ATTRIBUTES.sub(_gap, _TARGET.sub(_gap, tags))
        seen = list(_longest_runs(_unquoted(shown), source))
        written = _longest_runs(_unquoted(html.unescape(html.unescape(string))), source)
        known = [f" {' '.join(run)} " for _, run in seen]
        more = [each for each in written if not any(f" {' '.join(each[1])} " in k for k in known)]
        yield from ((line + offset, run) for offset, run in (*seen, *more))


def _strings(path: str, text: str) -> Iterator[tuple[int, str]]:
    """`text` with its first line; of JSON each string by itself, on one line."""
    if not path.endswith(".json"):
        yield 1, text
        return
    for literal in _STRING.finditer(text):
        with suppress(ValueError):
            string = json.loads(literal[0], strict=False)
            yield 1 + text.count("\n", 0, literal.start()), string.replace("\n", " ")


def _longest_runs(text: str, source: frozenset[Run]) -> Iterator[tuple[int, Run]]:
    """Each longest run in `text`, with the number of lines before it."""
    found = list(find_words(text))
    words = [word for word, _ in found]
    start = 0
    while start < len(words) - LONGEST_RUN:
        end = start + LONGEST_RUN + 1
        if tuple(words[start:end]) in source:
            while tuple(words[end - LONGEST_RUN : end + 1]) in source:
                end += 1
            yield text.count("\n", 0, found[start][1]), tuple(words[start:end])
            start = end
        else:
            start += 1


def find_words(text: str) -> Iterator[tuple[str, int]]:
    """The words of `text` in small letters, each with its offset; a masked stretch is one, "\0".

    The address of a passage and the mark of a footnote are none.
    """
    for match in _WORD.finditer(text):
        if match["none"] is None:
            yield match[0].lower().replace("’", "'") if match["word"] else "\0", match.start()


def _unquoted(text: str) -> str:
    """`text` without the quotations that may stand: not too long, and more than a word or two.

    Straight quotation marks make none: they are how attributes and settings are written.
    """
    text = INVISIBLE.sub("", text)
    spans = (span for span in find_quoted(text) if text[span[0]] != '"')
    may_stand = range(_SHORTEST_QUOTATION, LONGEST_QUOTATION + 1)
    return mask(text, [s for s in spans if len([*find_words(text[slice(*s)])]) in may_stand])


def _without_tags(text: str) -> str:
    """`text` as a browser shows it."""
    text = _TAG_WITHIN_WORDS.sub(_line_ends, _NOTE_MARK.sub(_line_ends, text))
    return html.unescape(_TAG.sub(_gap, text))


def _gap(match: re.Match[str]) -> str:
    return _line_ends(match) or " "


def _line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
