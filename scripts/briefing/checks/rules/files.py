"""Rules on files and front matter: what site engine or git would get wrong without a word."""

import difflib
import functools
import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import FRONT_MATTER, Rule, briefing_rule, page_rule, section
from briefing.errors import ArticleError, Problem
from briefing.markdown import blocks, schema
from briefing.merge.state import base_file, conflict_file
from briefing.project import decode

_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")
_JPEG = b"\xff\xd8\xff"
_PICTURES = {".png": b"\x89PNG", ".jpg": _JPEG, ".jpeg": _JPEG, ".webp": b"RIFF", ".svg": b"<"}
"""The kinds of pictures, and how their files begin."""
_OF_THE_SITE = {"docs/assets/briefing.css", "docs/assets/briefing.js"}
_IN_SVG = re.compile(
    rb"<(?:script|foreignobject|iframe|style|!doctype|!entity)|[\s\"'/]on[a-z]+\s*="
    rb"|(?:href|src)\s*=\s*[\"']?\s*(?!#)[^\s\"'>]|url\(\s*[\"']?(?!#)",
    re.I,
)


@page_rule("B001", "error", around="{}\n\n# A\n")
def front_matter(page: Page, _: Facts) -> Iterator[Problem]:
    """Without sound front matter the site loses the title of a page, or its first line.

    Not:
        ---
        title: Iran: the war
        ---
    But:
        ---
        title: "Iran: the war"
        ---
    """
    yield from page.broken


@page_rule("B002", "error", in_words=True)
def unfinished_merge(page: Page, _: Facts) -> Iterator[Problem]:
    """Readers would see both versions, with git's marks between them.

    Not: Both versions, between git's lines of <, = and >
    But: One version, without them
    """
    yield from blocks.unfinished_merge(page.path, page.text)


@page_rule("B003", "error", in_words=True)
def not_text(page: Page, _: Facts) -> Iterator[Problem]:
    """A page that is not UTF-8 shows wrong letters.

    Not: A page saved as Latin-1
    But: The same page saved as UTF-8
    """
    try:
        decode(page.content, page.path)
        if b"\0" in page.content:
            line = 1 + page.content.count(b"\n", 0, page.content.index(b"\0"))
            message = "not text: it holds a NUL"
            yield Problem(page.path, line, "", message, "save the file as UTF-8")
    except ArticleError as error:
        yield from error.problems


@briefing_rule("B004", "error", in_words=True)
def article(briefing: Briefing) -> Iterator[Problem]:
    """Nothing can be checked against an article that cannot be read.

    Not:
        pins:
          "¶99": markets
    But:
        pins:
          "¶5": markets
    """
    for problem in briefing.broken:
        yield replace(problem, severity="")


@page_rule("B007", "error", in_words=True)
def missing_base(page: Page, _: Facts) -> Iterator[Problem]:
    """Without the text that was generated, what people wrote is not checked as theirs.

    Not: `id: harbour/money` on a page that a person made
    But: no `id`
    """
    if not page.has_base:
        message = f"there is no {base_file(page.id).as_posix()}: all words here count as by people"
        fix = "bring it back from git; if a person made this page, delete the line 'id'"
        yield Problem(page.path, 0, "", message, fix)


@briefing_rule("B006", "error", in_words=True)
def open_conflict(briefing: Briefing) -> Iterator[Problem]:
    """What is new on the page, and what a person wrote there, cannot both be right.

    Not: A file in .briefing/conflicts/
    But: The same after `briefing resolve`
    """
    for page in briefing.folder.conflicts:
        message = "a person and the compiler changed this page differently; nobody has decided yet"
        fix = f"read this file, then: briefing resolve {page} --keep, or --take"
        yield Problem(conflict_file(page).as_posix(), 0, "", message, fix)


@briefing_rule("B108", "error", in_words=True)
def file(briefing: Briefing) -> Iterator[Problem]:
    """Only pages and pictures are published, under names that work on every system.

    Not: docs/harbour/My Page.MD, docs/harbour/counter.js
    But: docs/harbour/my-page.md
    """
    for path, what in briefing.folder.irregular.items():
        name = path.rpartition("/")[2]
        message = f"{what} stands where a file is expected, and is not read"
        yield Problem(path, 0, "", message, f"put a file in its place, or rename '{name}'")
    for path, content in briefing.folder.docs.items():
        for line, message, fix in chain(_about_name(path), _about_kind(path, content)):
            yield Problem(path, line, "", message, fix)


def _about_name(path: str) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the parts of `path`: a line, a message, a fix for each."""
    for part in path.split("/")[1:]:
        if _DEVICE.match(part.lower()):
            yield 0, f"Windows cannot keep a file with the name '{part}'", "choose another name"
        elif not _NAME.fullmatch(part):
            message = f"'{part}' is no name that works on every system and in every link"
            yield 0, message, "use lower-case letters a-z, digits, hyphens"


def _about_kind(path: str, content: bytes) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the kind of a file with this `content`."""
    kind = posixpath.splitext(path)[1]
    if kind == ".md" or path in _OF_THE_SITE:
        return
    elif kind not in _PICTURES:
        fix = f"put only pages here, .md, and pictures: {', '.join(sorted(_PICTURES))}"
        yield 0, f"'{kind}' files are not published", fix
    elif not content.lstrip().startswith(_PICTURES[kind]):
        yield 0, f"the file is no {kind} picture", "save it as what it is"
    elif kind == ".svg" and (found := _IN_SVG.search(content)):
        sign = found[0].decode("utf-8", "replace").strip()
        message = f"the drawing holds '{sign}', which can run or load something"
        line = content.count(b"\n", 0, found.start()) + 1
        yield line, message, "draw it without, or save it as .png"


@page_rule("B106", "error", around=FRONT_MATTER)
def unknown_key(page: Page, _: Facts) -> Iterator[Problem]:
    """A misspelt key does nothing, and nobody is told; some keys replace the whole page.

    Not: titel: Harbour loans
    But: title: Harbour loans
    """
    return _found_by_schema(page, schema.UNKNOWN_KEY)


@page_rule("B107", "error", around=FRONT_MATTER)
def unsafe_value(page: Page, _: Facts) -> Iterator[Problem]:
    """What stands in the front matter is put into the head of the page, and into search.

    Not: title: "</title><b>Loans"
    But: title: Loans
    """
    return _found_by_schema(page, schema.UNSAFE_VALUE)


@page_rule("B109", "error", around=FRONT_MATTER)
def wrong_value(page: Page, _: Facts) -> Iterator[Problem]:
    """The site cannot be built with it, or shows a page without a title.

    Not: tags: theme
    But: tags: [theme]
    """
    return _found_by_schema(page, schema.WRONG_VALUE)


@briefing_rule("B110", "error", in_words=True)
def same_id(briefing: Briefing) -> Iterator[Problem]:
    """By its id a page is found again after it was moved; of two, one would be overwritten.

    Not: A copy of a page with the line `id: harbour/money`
    But: The copy without it
    """
    first = dict[str, str]()
    for page in briefing.pages:
        if page.front_matter and page.id and first.setdefault(page.id, page.path) != page.path:
            message = f"the id '{page.id}' is that of {first[page.id]}"
            fix = "delete the line, if this page is a copy: an id is one page's alone"
            yield Problem(page.path, page.front_matter.lines[("id",)], "", message, fix)


@page_rule("B802", "error", around=FRONT_MATTER)
def no_date(page: Page, _: Facts) -> Iterator[Problem]:
    """A day of review that cannot be read never comes.

    Not: review_by: next spring
    But: review_by: 2026-03-31
    """
    return _found_by_schema(page, schema.NO_DATE)


def _found_by_schema(page: Page, code: str) -> Iterator[Problem]:
    """What the schema finds on `page` under its own `code`."""
    return (problem for problem in _read_by_schema(page) if problem.code == code)


@functools.lru_cache(maxsize=8)
def _read_by_schema(page: Page) -> Sequence[Problem]:
    """All that the schema finds on `page`, for which several rules ask."""
    matter = None if page.is_note else page.front_matter
    return schema.validate(matter, page.path, schema.PAGE_KEYS)[1] if matter else ()


_COMMENT = re.compile(r"<!--[ \t]*briefing:(.*?)(?:(-->)|(?=<!--)|$)", re.I | re.M)
_ALLOW = re.compile(r"allow\s+([A-Z]\d+)\s*(?:[,:–-]\s*(.*))?", re.IGNORECASE)
_RULE = re.compile(r"[A-Z]\d{3}\b")
_BLOCK_BELOW = re.compile(r"[ \t]*\n\s*((?:.*\S.*\n?)*)")
_FORM = "write <!-- briefing: allow B203, why it is right here -->"
_DISPUTE = """{}
| One side | The other side |
|---|---|
| Ruth Vale: no new tax. | Tom Reed: it was so. [¶1.2](source.md#p1) |"""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment for us at `start` of a page's text: it allows the rule `code` on `lines`.

    If its words are `wrong` it allows nothing: what is wrong with them, and what to write.
    """

    start: int
    code: str
    lines: range
    wrong: tuple[str, str] | None

    def allows(self, problem: Problem) -> bool:
        """Whether a person has said that this is right as it is."""
        return self.code == problem.code and problem.line in self.lines


class _CommentRule(Rule[[Page, Sequence[Comment], Sequence[Problem]]]):
    """A rule about a page, the comments for us on it, and what was found on it."""


@_CommentRule.of("B005", "error", around=section("disputed", _DISPUTE))
def allow_without_need(
    page: Page, comments: Sequence[Comment], problems: Sequence[Problem]
) -> Iterator[Problem]:
    """A rule is switched off for a reason that the next reader sees, and only where needed.

    Not: <!-- briefing: allow B203 -->
    But: <!-- briefing: allow B203, only one side spoke -->
    """
    needed = {next((each for each in comments if each.allows(one)), None) for one in problems}
    for each in comments:
        if each.wrong:
            yield page.problem(each.start, *each.wrong)
        elif each not in needed:
            message = f"{each.code} is allowed here, but there is nothing to allow"
            yield page.problem(each.start, message, "delete the comment")


def find_comments(page: Page, known: Collection[str]) -> list[Comment]:
    """The comments for us on `page`; `known` are the codes of all rules."""
    found = []
    for comment in _COMMENT.finditer(page.document.uncoded):
        start, words = comment.start(), comment[1].strip()
        wrong = _wrong(words, known, ends=bool(comment[2]))
        allow = None if wrong else _ALLOW.match(words)
        below = _BLOCK_BELOW.match(page.text, comment.end())
        is_alone = below and not page.text[page.text.rfind("\n", 0, start) + 1 : start].strip()
        first, last = map(page.line, below.span(1) if below and is_alone else (start, start))
        found.append(Comment(start, allow[1] if allow else "", range(first, last + 1), wrong))
    return found


def _wrong(words: str, known: Collection[str], *, ends: bool) -> tuple[str, str] | None:
    """What is wrong with the words of a comment that `ends` on its line, and what to write."""
    if not ends:
        return "the comment does not end on the line that it begins on", _FORM
    if not (allow := _ALLOW.fullmatch(words)):
        return f"'{words}' is nothing that can be asked of the rules", _FORM
    code, reason = allow[1], (allow[2] or "").strip()
    if code not in known:
        near = difflib.get_close_matches(code, known, 1)
        fix = f"did you mean {near[0]}?" if near else "briefing rules lists them all"
        return f"there is no rule {code} to allow", fix
    if not reason:
        return f"{code} is allowed without a reason", _FORM
    if (other := _RULE.match(reason)) and other[0] in known:
        message = f"{other[0]} is taken for the reason: one comment allows one rule"
        return message, f"write a comment of its own for {other[0]}, and the reason in each"
    return None
