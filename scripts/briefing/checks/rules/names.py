"""Rules B7: names are those of the cited passage, and no slip goes without a word."""

from collections.abc import Iterator

from briefing.checks.entities import find_amiss, strangers
from briefing.checks.fold_cited import cited, readable, stated
from briefing.checks.model import Block, Briefing, Page
from briefing.checks.rule import briefing_rule, page_rule, section
from briefing.checks.statements import citations
from briefing.errors import Problem


@page_rule(
    "B701", "warning", bad="China aims at AI interference.", good="China aims at AI inference."
)
def slip(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """Some words are often written for others, and some names for other names."""
    for block, statement in stated(page):
        if not statement.noted and "?" not in statement.text:
            for each in find_amiss(readable(statement), briefing.names):
                message = f"“{each.text}” {each.reason}"
                yield block.problem(page, statement.offset + each.start, message, "correct it")


@page_rule(
    "B702",
    "warning",
    bad="Sam Altman: that is the final run alone. [¶6.2](source.md#p6)",
    good="Ben Thompson: that is the final run alone. [¶6.2](source.md#p6)",
)
def stranger(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A name that the cited paragraph does not have is likely somebody else's."""
    if briefing.article is None:
        return
    for block, statement in stated(page):
        passages = cited(page, briefing, statement, whole=True)
        if not statement.citations or not passages or statement.sourced:
            continue
        texts = (*(each.text for each in passages), briefing.article.author)
        for each in strangers(readable(statement), texts, briefing.names):
            where = " or ".join(dict.fromkeys(passage.address for passage in passages))
            message = f"{each.text} is not named in {where}"
            fix = "name who it is there, cite the passage that does, or link a source outside"
            yield block.problem(page, statement.offset + each.start, message, fix)


@briefing_rule(
    "B703",
    "warning",
    bad="… the Cybersecurity Administration of China (CAC). [¶9.1](source.md#p9)",
    good='!!! editors-note "Name · [¶9.1](source.md#p9)"\n'
    "    The CAC is the Cyberspace, not the Cybersecurity, Administration of China.",
    around=section(
        "Passages", "The Cybersecurity Administration of China (CAC). [¶9.1](source.md#p9)\n\n{}"
    ),
)
def unnoted_slip(briefing: Briefing) -> Iterator[Problem]:
    """A slip of the article stays in its passage; a note beside it spares readers the error."""
    noted = {
        address.partition(".")[0]
        for page in briefing.pages
        for _, statement in stated(page)
        if statement.noted
        for address, _ in statement.citations
    }
    for page in briefing.pages if briefing.article else ():
        for block in page.section("Passages"):
            for address, _ in dict.fromkeys(citations(block.text)):
                if address.partition(".")[0] not in noted and not _is_neighbour(block):
                    yield from _slips(page, block, address, briefing)


def _slips(page: Page, block: Block, address: str, briefing: Briefing) -> Iterator[Problem]:
    for each in find_amiss(block.text, briefing.names):
        message = f"{address}: “{each.text}” {each.reason}, and no note says so"
        fix = f"write an editor's note on {address}, if it changes what a reader understands"
        yield block.problem(page, each.start, message, fix)


def _is_neighbour(block: Block) -> bool:
    """Whether it shows a passage of another page."""
    return block.text.endswith("{ .passage-context }")
