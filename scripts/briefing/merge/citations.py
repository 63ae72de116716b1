"""Brings the citations on a page to where their passages stand now, and finds the open ones.

A citation is rewritten where it is wrong or has no words yet; all else stays to the letter. One
whose passage changed, or is gone, is an open case: it keeps the words that it was made for until a
person edits its statement, or decides that it stays. The cases of an article are kept in
`.briefing/conflicts/<slug>/cases.json`, with what the passages said, which no page tells.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from briefing.article.alignment import AddressedText, comparable
from briefing.article.case import tell_changed, tell_gone
from briefing.article.first_words import REVIEW, is_gone
from briefing.article.follow import Following, Target, target_without_words, text_at
from briefing.article.notes import Note, read_note, with_passage
from briefing.errors import Problem
from briefing.markdown.blocks import PageReading, front_matter_and_body, normalised, read_page
from briefing.markdown.citation import label, rewritten
from briefing.markdown.contents import PageLink, addresses, ends
from briefing.project import CONFLICTS, NOTES, OVERVIEW, SOURCE, linked_from
from briefing.text.patterns import MASK

_ANCHOR = re.compile(r"p(?P<paragraph>\d+)(?P<sentence>\.\d+)?")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Case:
    """A statement whose passage changed or is gone.

    `address` and `words` are those of its citation on the page `path`; `old` is what its passages
    said, empty where that is not known. `is_gone` says that they say it in no words any more.
    """

    path: str
    address: str
    words: str
    statement: str
    old: str = ""
    is_gone: bool = False

    def problem(self, line: int, column: int, article: Sequence[AddressedText]) -> Problem:
        """What to tell of it, on the `line` of its page, where the `article` has these passages."""
        at = f"{self.path}:{line}"
        if self.is_gone:
            fix = "give it the passage that says it now, or take the statement out"
            if not article:
                fix = "rest it on another source, or take it out"
            return Problem(self.path, line, "passage", tell_gone(self.old, article), fix, column)
        new = text_at(article, addresses(self.address))
        message = tell_changed(self.statement, self.address, self.old, new)
        fix = f"edit the statement, or, if it still holds: briefing resolve {at} --keep"
        return Problem(self.path, line, "passage", message, fix, column)


def cases_file(slug: str) -> Path:
    """Where the open cases of an article are kept, below the root."""
    return CONFLICTS / slug / "cases.json"


def is_note(path: str, slug: str) -> bool:
    """Whether the file at `path` is a note on the article `slug`."""
    return path.startswith(f"docs/{slug}/{NOTES}/")


def parse_cases(content: bytes) -> tuple[Case, ...]:
    """The cases in the bytes of their file; none of a damaged one: the pages show them too."""
    try:
        found = json.loads(content)
        return tuple(Case(**each) for each in found)
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()


def dump_cases(cases: Sequence[Case]) -> str | None:
    """`cases` as the text of their file; None, for no file, if there are none."""
    values = [asdict(case) for case in cases]
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n" if values else None


@dataclass(frozen=True, slots=True)
class Followed:
    """A text with its citations as they have to be, and the open cases among them.

    `moved` are the addresses that citations had which have others now.
    """

    text: str
    moved: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()


def follow(
    text: str,
    path: str,
    slug: str,
    following: Following,
    known: Sequence[Case] = (),
    decided: Case | None = None,
) -> Followed:
    """The text of the page at `path` with every citation of the article `slug` as it has to be.

    `known` are the cases that the last run left open: where the statement or the address was
    edited since, a case is closed, as is the one `decided`.
    """
    unix = normalised(text)
    reading = read_page(unix, len(front_matter_and_body(unix)[0]))
    changes = list[tuple[PageLink, str, str, str]]()
    cases, moved = list[Case](), list[str]()
    for link in citations(reading, path, slug):
        target = _target(following, link, partial(_case, reading, link, path), known, decided)
        if target is None:
            continue
        there = target.addresses or link.cites
        words = link.words if there == link.cites else label(there)
        title = target.words or following.title(ends(words))
        href = _href(link, target.addresses, SOURCE if following.passages else OVERVIEW)
        if target.is_open:
            case = _case(reading, link, path)
            cases.append(replace(case, address=words, words=title, old=target.old))
        if title and (words, href, title) != (link.words, link.target, link.title):
            moved += [link.words] if there != link.cites else []
            changes.append((link, words, href, title))
    new = rewritten(unix, changes) if changes else unix
    if "\r\n" in text:
        new = new.replace("\n", "\r\n")
    return Followed(new if changes else text, tuple(moved), tuple(cases))


def _target(
    following: Following,
    link: PageLink,
    case: Callable[[], Case],
    known: Sequence[Case],
    decided: Case | None,
) -> Target | None:
    """What a citation has to be; None for one that does not lead where it says.

    `case` makes a case of it, which takes longer than most citations need.
    """
    title = link.title
    if title.startswith(REVIEW) and not is_gone(link):
        title = "" if case() == decided or _is_closed(case(), known) else title
    if not title and not _leads_where_it_says(link):
        return None
    if not link.title and not _is_known(case(), known):
        return target_without_words(following, link.cites, case().statement)
    return following.target(() if is_gone(link) else link.cites, link.ends, title)


def follow_note(
    text: str,
    path: str,
    following: Following,
    known: Sequence[Case] = (),
    decided: Case | None = None,
) -> Followed:
    """The same for the passage that the front matter of a note names; all of it is a statement.

    A note that cannot be read stays as it is.
    """
    note, _ = read_note(text.encode(), path)
    if note is None:
        return Followed(text)
    case, title = _note_case(note), note.words
    if note.words.startswith(REVIEW) and not note.is_gone:
        title = "" if case == decided or _is_closed(case, known) else title
    cites = () if note.is_gone else (note.address,)
    target = following.target(cites, cites, title)
    address = (*target.addresses, "" if target.is_open else note.address)[0]
    words = target.words or (following.title([address]) if address else "")
    cases = (replace(case, address=address, words=words, old=target.old),) if target.is_open else ()
    if not words or (address, words) == (note.address, note.words):
        return Followed(text, (), cases)
    moved = (note.address,) if address not in ("", note.address) else ()
    return Followed(with_passage(text, note, address, words), moved, cases)


def _note_case(note: Note) -> Case:
    return Case(note.path, note.address, note.words, comparable(note.text))


def open_cases(
    text: str, path: str, slug: str, known: Sequence[Case]
) -> Iterator[tuple[int, int, Case]]:
    """The open cases on a page, each behind its line and column, with what is `known` of it.

    The column is 0 for the passage of a note.
    """
    unix = normalised(text)
    if REVIEW not in unix:
        return
    note = read_note(unix.encode(), path)[0] if is_note(path, slug) else None
    if note and note.words.startswith(REVIEW):
        yield note.lines["passage",], 0, _with_old(_note_case(note), known, is_gone=note.is_gone)
    reading = read_page(unix, len(front_matter_and_body(unix)[0]))
    for link in citations(reading, path, slug):
        if link.title.startswith(REVIEW):
            case = _with_old(_case(reading, link, path), known, is_gone=is_gone(link))
            column = link.start - unix.rfind("\n", 0, link.start)
            yield unix.count("\n", 0, link.start) + 1, column, case


def citations(reading: PageReading, path: str, slug: str) -> Iterator[PageLink]:
    """The links on the page at `path` that cite passages of the article `slug`.

    Where that was withdrawn, they lead to what is left of its overview.
    """
    source, overview = (f"docs/{slug}/{name}.md" for name in (SOURCE, OVERVIEW))
    here = linked_from(path)
    for link in reading.links:
        to = link.page(here) if link.cites else ""
        if to and (to == source or (to == overview and link.title.startswith(REVIEW))):
            yield link


def _case(reading: PageReading, link: PageLink, path: str) -> Case:
    return Case(path, link.words, link.title, _statement(reading, link))


def _with_old(case: Case, known: Sequence[Case], *, is_gone: bool) -> Case:
    old = next((each.old for each in known if each.words == case.words and each.old), "")
    return replace(case, old=old, is_gone=is_gone)


def _is_known(case: Case, known: Sequence[Case]) -> bool:
    """Whether the statement was open, so that a person has taken the words out of its citation."""
    return (case.path, case.statement) in [(each.path, each.statement) for each in known]


def _is_closed(case: Case, known: Sequence[Case]) -> bool:
    """Whether a person edited the statement, or the address, of one of the cases `known`.

    Or gave one that had none an address. One that is on another page now was only moved there, and
    what was written before it is another statement.
    """
    alike = [e for e in known if e.words == case.words]
    still = (e for e in alike if e.address == case.address and not e.is_gone)
    return bool(alike) and not any(e.statement in case.statement for e in still)


def _leads_where_it_says(link: PageLink) -> bool:
    anchor = _ANCHOR.fullmatch(link.target.partition("#")[2])
    return anchor is not None and int(anchor["paragraph"]) == link.paragraphs[0]


def _href(link: PageLink, there: Sequence[str], name: str) -> str:
    """The target of a citation of the addresses `there`, on the page of this `name`; that page as a
    whole without any.
    """
    page, _, anchor = link.target.partition("#")
    folder, slash, file = page.rpartition("/")
    if file in (f"{SOURCE}.md", f"{OVERVIEW}.md"):
        page = f"{folder}{slash}{name}.md"
    if not there:
        return page or f"{name}.md"
    paragraph, _, sentence = there[0][1:].partition(".")
    found = _ANCHOR.fullmatch(anchor)
    if found and found["sentence"] and sentence:
        return f"{page}#p{paragraph}.{sentence}"
    return f"{page}#p{paragraph}"


def _statement(reading: PageReading, link: PageLink) -> str:
    """What a citation stands behind, without typography: the words since the last one.

    It is all of a note or update, and of a paragraph that begins with the citation.
    """
    number = bisect_right(reading.blocks, link.start, key=lambda each: each[0]) - 1
    start, block = reading.blocks[number]
    end = start + len(block.text)
    if block.kind != "note":
        before = [each for each in reading.links if start <= each.start < link.start and each.cites]
        behind = link.start
        for each in reversed(before):
            if _WORD.search(reading.shown(each.end, behind)):
                start = each.end
                break
            behind = each.start
        if _WORD.search(reading.shown(start, link.start)):
            end = link.start
    return comparable(reading.shown(start, end).replace(MASK, " "))
