"""Rules B7: names are those of the cited passage, and no slip goes without a word."""

from collections.abc import Iterator

from briefing.checks.entities import find_amiss, strangers
from briefing.checks.facts import Facts
from briefing.checks.model import Block, Briefing, Page
from briefing.checks.rule import briefing_rule, page_rule, section
from briefing.checks.rules.notes import notes
from briefing.checks.statements import citations
from briefing.errors import Problem


@page_rule("B701", "warning")
def slip(page: Page, facts: Facts) -> Iterator[Problem]:
    """Some words are often written for others, and some names for other names.

    Not: China aims at AI interference.
    But: China aims at AI inference.
    """
    for each in facts.statements:
        if not each.statement.noted and "?" not in each.statement.text:
            for amiss in find_amiss(each.words, facts.briefing.names):
                message = f"“{amiss.text}” {amiss.reason}"
                yield each.problem(page, amiss.start, message, "correct it")


@page_rule("B702", "warning")
def stranger(page: Page, facts: Facts) -> Iterator[Problem]:
    """A name that the cited paragraph does not have is likely somebody else's.

    Not: Sam Altman: that is the final run alone. [¶6.2](source.md#p6)
    But: Ben Thompson: that is the final run alone. [¶6.2](source.md#p6)
    """
    if facts.briefing.article is None:
        return
    for each in facts.statements:
        if not each.statement.citations or each.statement.sourced:
            continue
        texts = (*(passage.text for passage in each.paragraphs), facts.briefing.article.author)
        for name in strangers(each.words, texts, facts.briefing.names) if each.paragraphs else ():
            where = " or ".join(dict.fromkeys(passage.address for passage in each.paragraphs))
            message = f"{name.text} is not named in {where}"
            fix = "name who it is there, cite the passage that does, or link a source outside"
            yield each.problem(page, name.start, message, fix)


@briefing_rule(
    "B703",
    "warning",
    around=section(
        "passages", "The Cybersecurity Administration of China (CAC). [¶9.1](source.md#p9)\n\n{}"
    ),
)
def unnoted_slip(briefing: Briefing) -> Iterator[Problem]:
    """A slip of the article stays in its passage; a note beside it spares readers the error.

    Not: … the Cybersecurity Administration of China (CAC). [¶9.1](source.md#p9)
    But:
        !!! editors-note "Name · [¶9.1](source.md#p9)"
            The CAC is the Cyberspace, not the Cybersecurity, Administration of China.
    """
    noted = {
        address.partition(".")[0]
        for page in briefing.pages
        for note in notes(page)
        for address, _ in citations(note.block.text)
    }
    for page in briefing.pages if briefing.article else ():
        for block in (each for each in page.section("passages") if not each.is_context):
            for address in dict.fromkeys(address for address, _ in citations(block.text)):
                if address.partition(".")[0] not in noted:
                    yield from _slips(page, block, address, briefing)


def _slips(page: Page, block: Block, address: str, briefing: Briefing) -> Iterator[Problem]:
    for each in find_amiss(block.text, briefing.names):
        message = f"{address}: “{each.text}” {each.reason}, and no note says so"
        fix = f"write an editor's note on {address}, if it changes what a reader understands"
        yield block.problem(page, each.start, message, fix)
