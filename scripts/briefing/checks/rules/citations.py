"""Rules B2: every statement says where it comes from, and the address leads there."""

import difflib
import posixpath
import re
from collections.abc import Iterable, Iterator

from briefing.checks.facts import Facts, count_words, find_sentences
from briefing.checks.model import PASSAGES, Briefing, Page, PageBlock, is_gone, is_origin
from briefing.checks.rule import TABLE, page_rule, section
from briefing.checks.rules.notes import DISPUTE
from briefing.errors import Problem
from briefing.markdown.blocks import front_matter_and_body, read_page
from briefing.markdown.contents import ADDRESS, PageLink, ends
from briefing.project import SOURCE
from briefing.text.languages import wording

_SUMMARIES = ("answer", "bottom-lines", "in-brief")
_CHECKED = (*_SUMMARIES, *PASSAGES, "disputed", "open-questions", "dated-events", "drawn-up")
_UNNUMBERED = re.compile(r"h\d+|byline|biography")
"""The anchors of what has no number in the article."""
_NEAR = 0.85
"""From which likeness on, from 0 to 1, a title is taken for a slip of another."""
_EXAMPLE = f"[¶4.2]({SOURCE}.md#p4)"
_HOW_IN_A_LINK = f"a link has addresses alone as its words: {_EXAMPLE}, [¶4.1, ¶5]({SOURCE}.md#p4)"
_HOW = f"end it with the passage, such as {_EXAMPLE}, or with a link to a note or a source outside"


@page_rule("B201", "error", around=section("answer"))
def unsourced_sentence(page: Page, facts: Facts) -> Iterator[Problem]:
    """An answer is what most people read; each of its sentences can be looked up.
    What is not known has no source.

    Not: The wall cost $12 million.
    But: The council wants to spend $12 million. [¶1.1](source.md#p1)
    """
    unknown = wording(facts.briefing.language).phrases["not_known"]
    for block in page.by_people() if facts.briefing.article else ():
        is_prose = not (block.level or block.kind == "definition")
        if block.section not in _SUMMARIES or not is_prose or block.text.endswith("{ .credit }"):
            continue
        if block.text.startswith(f"**{unknown}:**"):
            continue
        worded, told = [e for e in block.links if "#p" in e.target and not e.cites], False
        for start, end in find_sentences(block.words, facts.briefing.language):
            at = block.start + start
            is_known = told and any(e.start < at < e.end for e in worded)
            if not (is_known or _is_sourced(block, start, end)):
                told, text = True, _short(block.words[start:end])
                message = f"this sentence of the answer does not say where it is from: {text}"
                yield page.problem(at, message, _HOW_IN_A_LINK if worded else _HOW)


@page_rule("B202", "error", around=TABLE)
def unsourced_row(page: Page, facts: Facts) -> Iterator[Problem]:
    """A figure or a claim in a table is quoted without the text around it.

    Not: | **$12 million** | Price |
    But: | **$12 million** | Price | [¶1.1](source.md#p1) |
    """
    for block in page.blocks if facts.briefing.article else ():
        if not block.is_row or block.section == "disputed":
            continue
        if _is_sourced(block) or any("#" in link.target for link in block.links):
            continue
        start, end = next(iter(block.cells), (0, 0))
        message = f"the row '{_short(block.words[start:end])}' does not say where it is from"
        yield page.problem(block.start, message, f"add the passage, such as {_EXAMPLE}")


@page_rule("B203", "error", around=DISPUTE)
def unsourced_side(page: Page, facts: Facts) -> Iterator[Problem]:
    """Each side of a dispute is somebody's, and can be looked up.

    Not: | Ruth Vale: no new tax. |
    But: | Ruth Vale: no new tax. [¶1.2](source.md#p1) |
    """
    for block in page.section("disputed") if facts.briefing.article else ():
        for start, end in block.cells if block.is_row else ():
            if not _is_sourced(block, start, end):
                side = block.text[start:end][:40]
                message = f"this side of the dispute does not say where it is from: {side}"
                yield page.problem(block.start + start, message, _HOW)


@page_rule("B204", "error", around=section("passages"))
def unsourced_passage(page: Page, facts: Facts) -> Iterator[Problem]:
    """A passage is an account of one place in the article: without it, it is just words.

    Not: The vote was close.
    But: The vote was close. [¶6.1](source.md#p6)
    """
    for block in page.by_people() if facts.briefing.article else ():
        if block.section not in PASSAGES or block.level or not count_words(block.words):
            continue
        anchors = (link.target.partition("#")[2] for link in block.links)
        named = _is_sourced(block) or any(_UNNUMBERED.fullmatch(each) for each in anchors)
        if not (named or block.text.endswith("{ .lead }")):
            message = f"this passage does not say where it is from: {_short(block.words)}"
            yield page.problem(block.start, message, f"end it with its address: {_EXAMPLE}")


def _is_sourced(block: PageBlock, start: int = 0, end: int | None = None) -> bool:
    """Whether a link between `start` and `end` says where something is from."""
    within = range(block.start + start, block.start + (len(block.text) if end is None else end))
    return any(e.start in within and is_origin(e) for e in block.links)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


@page_rule("B205", "error")
def unknown_passage(page: Page, facts: Facts) -> Iterator[Problem]:
    """An address that does not exist proves nothing.

    Not: [¶99.1](source.md#p99)
    But: [¶4.1](source.md#p4)
    """
    addresses, by_page = facts.briefing.addresses, facts.briefing.sources
    linked = page.citations
    for each in linked:
        known = {} if is_gone(each) else by_page.get(each.page(page.linked_from), {})
        for address in each.ends if known else ():
            if address not in known:
                yield page.problem(each.start, *_unknown(address, known))
    for block in page.by_people() if addresses else ():
        end = block.start + len(block.text)
        for bare in ADDRESS.finditer(page.document.uncoded, block.start, end):
            unknown = [each for each in ends(bare[0]) if each not in addresses]
            if unknown and not any(each.start <= bare.start() < each.end for each in linked):
                yield page.problem(bare.start(), *_unknown(unknown[0], addresses))


def _unknown(address: str, known: Iterable[str]) -> tuple[str, str]:
    """What to say of an `address` that is none of the `known`."""
    paragraph, names = address.partition(".")[0], list(known)
    inside = [name for name in names if name.startswith(f"{paragraph}.")]
    if inside:
        has = f"{paragraph} has {inside[0]} to {inside[-1]}"
    else:
        last = max((int(name[1:]) for name in names if "." not in name), default=0)
        has = f"the article has ¶1 to ¶{last}"
    return f"there is no {address} in the article", has


def repair_link(text: str, path: str, briefing: Briefing) -> str:
    """`text` with links to the source page that lead where their words say."""
    pieces, done = list[str](), 0
    for each in read_page(text, len(front_matter_and_body(text)[0])).links:
        known = briefing.sources.get(each.page(path), {}) if each.cites else {}
        is_plain = each.target_at >= done and text.startswith(each.target, each.target_at)
        is_known = known and all(address in known for address in each.ends)
        if is_known and is_plain and not (_leads_there(each) or is_gone(each)):
            pieces += text[done : each.target_at], _right(each)
            done = each.target_at + len(each.target)
    return "".join((*pieces, text[done:]))


@page_rule("B206", "error", repair=repair_link)
def misleading_link(page: Page, facts: Facts) -> Iterator[Problem]:
    """A reader who follows a link has to find the passage that it names.

    Not: [¶4.1](source.md#p5)
    But: [¶4.1](source.md#p4)
    """
    known = facts.briefing.sources
    for each in page.citations if known else ():
        to = each.page(page.linked_from)
        if is_gone(each) or (to not in known and _is_elsewhere(to, facts.briefing)):
            continue
        if to not in known:
            message = f"{each.words} leads to {each.target or 'nowhere'}, not to the source page"
            way = posixpath.relpath(next(iter(known)), posixpath.dirname(page.linked_from))
            fix = f"write [{each.words}]({way}#p{each.paragraphs[0]})"
        elif not _leads_there(each):
            message = f"the link says {each.words} but leads to {each.target}"
            fix = f"write [{each.words}]({_right(each)}), or correct {each.words}"
        else:
            continue
        yield page.problem(each.start, message, fix)


def _is_elsewhere(path: str, briefing: Briefing) -> bool:
    """Whether `path` is the source page of another briefing, whose passages are not known here."""
    return path.endswith(f"/{SOURCE}.md") and not path.startswith(f"docs/{briefing.folder.slug}/")


def _leads_there(citation: PageLink) -> bool:
    """Whether it leads to the first passage that its words name, or to that one's paragraph."""
    anchor = citation.target.partition("#p")[2]
    return anchor in (str(citation.paragraphs[0]), citation.ends[0][1:])


def _right(citation: PageLink) -> str:
    return f"{citation.target.partition('#')[0]}#p{citation.paragraphs[0]}"


@page_rule("B207", "warning")
def wide_reference(page: Page, facts: Facts) -> Iterator[Problem]:
    """Nobody looks a statement up in half an article; more than three paragraphs do not count.

    Not: [¶1-15](source.md#p1)
    But: [¶4-6](source.md#p4)
    """
    for each in page.citations if facts.briefing.sources else ():
        if not each.is_source:
            count = len(each.paragraphs)
            message = f"{each.words} are {count} paragraphs: that does not say where this is from"
            yield page.problem(each.start, message, "name the one to three that say it")


@page_rule("B209", "error")
def misnamed_section(page: Page, facts: Facts) -> Iterator[Problem]:
    """By its name a section is known to be an answer, disputed, or open, and checked so.

    Not: ## The answers
    But: ## Answer
    """
    titles = wording(facts.briefing.language).sections
    known = {title.casefold(): title for name, title in titles.items() if name in _CHECKED}
    for block in page.blocks if facts.briefing.article else ():
        if block.level != 2 or block.section in titles:
            continue
        title = block.section.casefold().replace("’", "'").removeprefix("the ")
        if near := difflib.get_close_matches(title, known, 1, _NEAR):
            message = f"the section “{block.section}” is not checked as “{known[near[0]]}” is"
            fix = f"write ## {known[near[0]]}, or choose another name"
            yield page.problem(block.start, message, fix)
