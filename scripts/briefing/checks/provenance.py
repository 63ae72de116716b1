"""Rules B2: every statement says where it comes from, and the link leads there."""

import re
from collections.abc import Iterable, Iterator

from briefing.checks.model import Block, Briefing, Example, Page, PageRule
from briefing.checks.reading import (
    ADDRESS,
    LINK,
    Reference,
    cells,
    references,
    sentences,
    sources,
    without_code,
)
from briefing.errors import Problem

_SUMMARIES = re.compile(r"Bottom lines?|The article in \d+ words")
_CREDIT = re.compile(r"\{ \.(?:credit|terms) \}\Z")
_SECTION = re.compile(r"\]\([\w./-]*#[\w-]+\)")
_HOW = "end it with the passage, such as [¶4.2](source.md#p4), or with a link to a source outside"


def unsourced_sentence(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each sentence of a bottom line that ends without a source."""
    if not briefing.article:
        return
    for block in page.by_people():
        if not _SUMMARIES.fullmatch(block.section) or block.level or _CREDIT.search(block.text):
            continue
        given = list(sources(block.text))
        for start, end in sentences(block.text, briefing.article.language):
            if not any(start <= at < end for at, _ in given):
                said = _short(block.text[start:end])
                message = f"this sentence of the bottom line does not say where it is from: {said}"
                yield block.problem(page, start, message, _HOW)


def unsourced_row(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each row of a table without a source, or a link to a section that has it."""
    for block in _rows(page) if briefing.article else ():
        if block.section == "Disputed" or any(sources(block.text)) or _SECTION.search(block.text):
            continue
        first = next(cells(block.text), (0, ""))[1]
        message = f"the row '{_short(first)}' does not say where it is from"
        yield block.problem(page, 0, message, "add the passage, such as [¶4.2](source.md#p4)")


def unsourced_side(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each side of a dispute without a source."""
    for block in _rows(page) if briefing.article else ():
        if block.section == "Disputed":
            for offset, cell in cells(block.text):
                if not any(sources(cell)):
                    message = f"this side of the dispute does not say where it is from: {cell[:40]}"
                    yield block.problem(page, offset, message, _HOW)


def unknown_passage(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each address that the article does not have."""
    for block in page.blocks:
        linked = references(block.text)
        for each in linked:
            known = briefing.sources.get(each.page(page.path))
            for address in each.ends if known else ():
                if known and address not in known:
                    yield block.problem(page, each.start, *_unknown(address, known))
        known = briefing.addresses
        if not known or "¶" not in block.text:
            continue
        for bare in ADDRESS.finditer(without_code(block.text)):
            address = f"¶{bare[1]}" + (f".{bare[2]}" if bare[2] else "")
            inside = any(each.start <= bare.start() < each.end for each in linked)
            if address not in known and not inside:
                yield block.problem(page, bare.start(), *_unknown(address, known))


def misleading_link(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each link that names one passage and leads to another place."""
    for block, each in _all_references(page) if briefing.sources else ():
        to = each.page(page.path)
        if to not in briefing.sources and _is_elsewhere(to, briefing):
            continue
        if to not in briefing.sources:
            message = f"{each.text} leads to {each.target or 'nowhere'}, not to the source page"
            fix = f"write [{each.text}](source.md#p{each.first})"
        elif each.target.partition("#")[2] != f"p{each.first}":
            message = f"the link says {each.text} but leads to {each.target}"
            fix = f"write [{each.text}]({_right(each)}), or correct {each.text}"
        else:
            continue
        yield block.problem(page, each.start, message, fix)


def repair_link(text: str, path: str, briefing: Briefing) -> str:
    """`text` with links to the source page that lead where their words say."""

    def right(link: re.Match[str]) -> str:
        each = next(iter(references(link[0])), None)
        known = briefing.sources.get(each.page(path)) if each else None
        if not (each and known and all(address in known for address in each.ends)):
            return link[0]
        return f"[{link[1]}]({_right(each)})"

    blank = without_code(text)
    return LINK.sub(lambda m: right(m) if blank[m.start()] == "[" else m[0], text)


def wide_reference(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each reference to so many paragraphs that nobody can check it."""
    for block, each in _all_references(page) if briefing.sources else ():
        if not each.counts:
            count = each.last - each.first + 1
            message = f"{each.text} are {count} paragraphs: that does not say where this is from"
            yield block.problem(page, each.start, message, "name the one to three that say it")


def _all_references(page: Page) -> Iterator[tuple[Block, Reference]]:
    return ((block, each) for block in page.blocks for each in references(block.text))


def _is_elsewhere(path: str, briefing: Briefing) -> bool:
    """Whether `path` is the source page of another briefing, whose passages are not known here."""
    return path.endswith("/source.md") and not path.startswith(f"docs/{briefing.slug}/")


def _rows(page: Page) -> Iterator[Block]:
    """The rows of all tables, without their heads."""
    return (b for b in page.blocks if b.group not in ("", "list") and b.text != b.group)


def _right(reference: Reference) -> str:
    return f"{reference.target.partition('#')[0]}#p{reference.first}"


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


def _short(text: str) -> str:
    text = " ".join(LINK.sub(r"\1", text).split())
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


RULES = (
    PageRule(
        "B201",
        "unsourced-sentence",
        "error",
        "A bottom line is what most people read; each of its sentences can be looked up.",
        Example(
            "The wall cost $12 million.",
            "The council wants to spend $12 million. [¶1.1](source.md#p1)",
        ),
        unsourced_sentence,
    ),
    PageRule(
        "B202",
        "unsourced-row",
        "error",
        "A figure or a claim in a table is quoted without the text around it.",
        Example(
            "| **$12 million** | Price |", "| **$12 million** | Price | [¶1.1](source.md#p1) |"
        ),
        unsourced_row,
    ),
    PageRule(
        "B203",
        "unsourced-side",
        "error",
        "Each side of a dispute is somebody's, and can be looked up.",
        Example("| Ruth Vale: no new tax. |", "| Ruth Vale: no new tax. [¶1.2](source.md#p1) |"),
        unsourced_side,
    ),
    PageRule(
        "B204",
        "unknown-passage",
        "error",
        "An address that does not exist proves nothing.",
        Example("[¶99.1](source.md#p99)", "[¶4.1](source.md#p4)"),
        unknown_passage,
    ),
    PageRule(
        "B205",
        "misleading-link",
        "error",
        "A reader who follows a link has to find the passage that it names.",
        Example("[¶4.1](source.md#p5)", "[¶4.1](source.md#p4)"),
        misleading_link,
        repair_link,
    ),
    PageRule(
        "B206",
        "wide-reference",
        "warning",
        "Nobody looks a statement up in half an article; more than three paragraphs do not count.",
        Example("[¶1-15](source.md#p1)", "[¶4-6](source.md#p4)"),
        wide_reference,
    ),
)
