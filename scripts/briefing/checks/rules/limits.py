"""Rules B5, continued: how much people may write, and how much of it in others' words."""

from collections.abc import Iterator

from briefing.checks.compare.quotations import find_quotations
from briefing.checks.model import Block, Briefing, BriefingRule, Example, Page, PageRule
from briefing.errors import Problem
from briefing.markdown.inline import cells, sentences, words

BOTTOM_LINE, SENTENCES, SIDE, PAGE = 60, 3, 35, 700
MOST = {
    "Disputed": (4, "disputes"),
    "Editor's notes": (6, "notes"),
    "Open questions": (5, "questions"),
}
QUOTATION, QUOTATIONS, QUOTED = 25, 2, 100
_NOT_OURS = ("Passages", "Also on this theme")


def bottom_line_length(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem where the bottom line is longer than a first phone screen."""
    if not briefing.article:
        return
    told = [b for b in page.by_people() if b.section == "Bottom line" and _is_prose(b)]
    count = sum(words(block.text) for block in told)
    language = briefing.article.language
    parts = sum(sum(1 for _ in sentences(block.text, language)) for block in told)
    if count > BOTTOM_LINE or parts > SENTENCES:
        message = f"the bottom line has {parts} sentences of {count} words in all"
        fix = f"shorten it to {SENTENCES} sentences of {BOTTOM_LINE} words in all"
        yield told[0].problem(page, 0, message, fix)


def side_length(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each side of a dispute that is too long to stand beside another."""
    for block in page.section("Disputed") if briefing.article else ():
        for offset, cell in cells(block.text) if block.group not in ("", "list") else ():
            if (count := words(cell)) > SIDE:
                message = f"this side of the dispute has {count} words; the limit is {SIDE}"
                yield block.problem(page, offset, message, "say the claim, and leave out the rest")


def page_length(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each section with too many parts, and for a page with too many words."""
    if not briefing.article:
        return
    for section, (most, name) in MOST.items():
        parts = [block for block in page.section(section) if _is_part(block)]
        if len(parts) > most:
            message = f"the page has {len(parts)} {name}; the limit is {most}"
            yield parts[most].problem(page, 0, message, "keep those that matter most")
    count = sum(words(block.text) for block in _by_people(page))
    if page.id and count > PAGE:
        message = f"people wrote {count} words on this page; the limit is {PAGE}"
        yield page.problem(0, message, "shorten it, or start another page")


def quotation(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A problem for each quotation that is too long, or is one too many for a page."""
    found = list(_quotations(page)) if briefing.article else []
    for number, (block, offset, text) in enumerate(found, 1):
        count = words(text)
        if count > QUOTATION:
            message = f"the quotation has {count} words; the limit is {QUOTATION}"
            yield block.problem(page, offset, message, "quote what matters, tell the rest")
        if number > QUOTATIONS:
            message = f"this is quotation {number} on the page; the limit is {QUOTATIONS}"
            yield block.problem(page, offset, message, "tell it in your own words")


def quotations(briefing: Briefing) -> Iterator[Problem]:
    """A problem where a briefing as a whole quotes more than is fair."""
    found = [
        (page, *quoted)
        for page in briefing.pages
        if briefing.article
        for quoted in _quotations(page)
    ]
    count = 0
    for page, block, offset, text in found:
        before, count = count, count + words(text)
        if before <= QUOTED < count:
            message = f"with this quotation the briefing quotes more than {QUOTED} words"
            yield block.problem(page, offset, message, "tell one of them in your own words")


def _quotations(page: Page) -> Iterator[tuple[Block, int, str]]:
    for block in _by_people(page):
        for start, end in find_quotations(block.text):
            if not block.text.startswith(("!!!", "???")) or "\n" in block.text[:start]:
                yield block, start, block.text[start:end]


def _by_people(page: Page) -> Iterator[Block]:
    return (block for block in page.by_people() if block.section not in _NOT_OURS)


def _is_prose(block: Block) -> bool:
    return not (block.level or block.text.startswith(("!!!", "<", "|")) or block.text.endswith("}"))


def _is_part(block: Block) -> bool:
    return block.level == 3 or block.group == "list" or block.text.startswith("!!!")


RULES = (
    PageRule(
        "B505",
        "bottom-line-length",
        "warning",
        "The bottom line has to fit on the first screen of a phone.",
        Example("Four sentences of 90 words", f"{SENTENCES} sentences of {BOTTOM_LINE} words"),
        bottom_line_length,
    ),
    PageRule(
        "B506",
        "side-length",
        "warning",
        "Two sides can only be compared if both are seen at once.",
        Example("A side of 60 words", f"At most {SIDE} words"),
        side_length,
    ),
    PageRule(
        "B507",
        "page-length",
        "warning",
        "A page that takes more than four minutes is not read to its end.",
        Example("Nine notes", "The six that change a reader's understanding"),
        page_length,
    ),
    PageRule(
        "B508",
        "quotation",
        "error",
        "The article belongs to its author: quote only where the wording is the point.",
        Example("Three sentences in quotation marks", f"At most {QUOTATION} words, twice a page"),
        quotation,
    ),
    BriefingRule(
        "B509",
        "quotations",
        "error",
        "Many short quotations together are a copy of the article.",
        Example("Twenty quotations", f"At most {QUOTED} words in all of a briefing"),
        quotations,
    ),
)
