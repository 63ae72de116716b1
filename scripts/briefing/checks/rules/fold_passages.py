"""Rules B2, continued: an address exists, and its link leads there."""

import re
from collections.abc import Iterable, Iterator

from briefing.checks.model import Block, Briefing, Page
from briefing.checks.rule import page_rule
from briefing.errors import Problem
from briefing.markdown.fold_citing import ADDRESS
from briefing.markdown.inline import LINK, Reference, references, without_code, without_comments

_NOUGHTS = re.compile(r"(?<=[¶.])0+(?=\d)")


@page_rule("B205", "error", bad="[¶99.1](source.md#p99)", good="[¶4.1](source.md#p4)")
def unknown_passage(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """An address that does not exist proves nothing."""
    addresses = briefing.addresses
    for block in page.blocks:
        linked = references(block.text)
        for each in linked:
            known = briefing.sources.get(each.page(page.path))
            for address in each.ends if known else ():
                if known and address not in known:
                    yield block.problem(page, each.start, *_unknown(address, known))
        if not addresses or "¶" not in block.text:
            continue
        for bare in ADDRESS.finditer(without_code(block.text)):
            address = f"¶{bare[1]}" + (f".{bare[2]}" if bare[2] else "")
            if address not in addresses and not any(
                each.start <= bare.start() < each.end for each in linked
            ):
                yield block.problem(page, bare.start(), *_unknown(address, addresses))


def repair_link(text: str, path: str, briefing: Briefing) -> str:
    """`text` with links to the source page that lead where their words say."""

    def right(link: re.Match[str]) -> str:
        each = next(iter(references(link[0])), None)
        known = briefing.sources.get(each.page(path)) if each else None
        if not (each and known and all(address in known for address in each.ends)):
            return link[0]
        start, end = (offset - link.start() for offset in link.span(2))
        return link[0][:start] + _right(each) + link[0][end:]

    blank = without_comments(without_code(text))
    return LINK.sub(lambda m: right(m) if blank[m.start()] == "[" else m[0], text)


@page_rule(
    "B206", "error", bad="[¶4.1](source.md#p5)", good="[¶4.1](source.md#p4)", repair=repair_link
)
def misleading_link(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A reader who follows a link has to find the passage that it names."""
    for block, each in _all_references(page) if briefing.sources else ():
        to = each.page(page.path)
        if to not in briefing.sources and _is_elsewhere(to, briefing):
            continue
        if to not in briefing.sources:
            message = f"{each.text} leads to {each.target or 'nowhere'}, not to the source page"
            fix = f"write [{_plain(each.text)}](source.md#p{each.first})"
        elif each.target.partition("#")[2] not in (f"p{each.first}", f"p{each.ends[0][1:]}"):
            message = f"the link says {each.text} but leads to {each.target}"
            fix = f"write [{_plain(each.text)}]({_right(each)}), or correct {each.text}"
        else:
            continue
        yield block.problem(page, each.start, message, fix)


@page_rule("B207", "warning", bad="[¶1-15](source.md#p1)", good="[¶4-6](source.md#p4)")
def wide_reference(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """Nobody looks a statement up in half an article; more than three paragraphs do not count."""
    for block, each in _all_references(page) if briefing.sources else ():
        if not each.counts:
            count = len(each.paragraphs)
            message = f"{each.text} are {count} paragraphs: that does not say where this is from"
            yield block.problem(page, each.start, message, "name the one to three that say it")


def _all_references(page: Page) -> Iterator[tuple[Block, Reference]]:
    return ((block, each) for block in page.blocks for each in references(block.text))


def _is_elsewhere(path: str, briefing: Briefing) -> bool:
    """Whether `path` is the source page of another briefing, whose passages are not known here."""
    return path.endswith("/source.md") and not path.startswith(f"docs/{briefing.slug}/")


def _right(reference: Reference) -> str:
    return f"{reference.target.partition('#')[0]}#p{reference.first}"


def _plain(address: str) -> str:
    """`address` without noughts before its numbers."""
    return _NOUGHTS.sub("", address)


def _unknown(address: str, known: Iterable[str]) -> tuple[str, str]:
    """What to say of an `address` that is none of the `known`."""
    paragraph, names = address.partition(".")[0], list(known)
    inside = [name for name in names if name.startswith(f"{paragraph}.")]
    if _plain(address) in names:
        has = f"write {_plain(address)}"
    elif inside:
        has = f"{paragraph} has {inside[0]} to {inside[-1]}"
    else:
        last = max((int(name[1:]) for name in names if "." not in name), default=0)
        has = f"the article has ¶1 to ¶{last}"
    return f"there is no {address} in the article", has
