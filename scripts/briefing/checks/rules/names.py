"""Rules B7: names are those of the cited passage, and no slip goes without a word.

What is found may be a slip. Whether it is one, a person decides.
"""

import re
from collections.abc import Iterator
from itertools import chain

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Names, Page
from briefing.checks.rule import briefing_rule, page_rule
from briefing.errors import Problem
from briefing.text.words import without_first_words

_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{0,6}[A-Z])\)")
_LINKS = "(?:of|the|and|for|on|in)"
_LONG_FORM = re.compile(rf"((?:[A-Z][\w’'-]*)(?:\s(?:{_LINKS}\s)*[A-Z][\w’'-]*)*)\s\Z")
_MODELS = re.compile(r"\b[Mm]odels?\s(?:such\sas|like|including)\s([^.;:()]*)")
_EVERYWHERE = ("place", "term")
_SLIP = "The Cybersecurity Administration of China (CAC). [¶9.1](source.md#p9)"


@page_rule("B701", "warning")
def slip(page: Page, facts: Facts) -> Iterator[Problem]:
    """Some words are often written for others, and some names for other names.

    Not: China aims at AI interference.
    But: China aims at AI inference.
    """
    for statement in facts.statements:
        if not statement.noted and "?" not in statement.text:
            for offset, message in _slips(statement.words, facts.briefing.names):
                yield page.problem(statement.start + offset, message, "correct it")


@page_rule("B702", "warning")
def stranger(page: Page, facts: Facts) -> Iterator[Problem]:
    """A name that the cited paragraph does not have is likely somebody else's.

    Not: Sam Altman: that is the final run alone. [¶6.2](source.md#p6)
    But: Ben Thompson: that is the final run alone. [¶6.2](source.md#p6)
    """
    briefing, names = facts.briefing, facts.briefing.names
    author = briefing.article.author if briefing.article else ""
    for each in facts.statements if briefing.article else ():
        paragraphs = dict.fromkeys(address.partition(".")[0] for address in each.cites)
        texts = [briefing.addresses.get(paragraph, "") for paragraph in paragraphs]
        if each.sourced or not any(texts):
            continue
        found = chain.from_iterable(map(names.pattern.finditer, [*texts, author]))
        there = {names.by_form[match[0]].name for match in found}
        for match in names.pattern.finditer(each.words):
            entity = names.by_form[match[0]]
            if entity.kind not in _EVERYWHERE and entity.name not in there:
                message = f"{match[0]} is not named in {' or '.join(paragraphs)}"
                fix = "name who it is there, cite the passage that does, or link a source outside"
                yield page.problem(each.start + match.start(), message, fix)


@briefing_rule("B703", "warning", in_words=True)
def unnoted_slip(briefing: Briefing) -> Iterator[Problem]:
    """A slip of the article stays in its passage; a note beside it spares readers the error.

    Not: … the Cybersecurity Administration of China (CAC). [¶9.1](source.md#p9)
    But: The same, and a note on ¶9.1
    """
    noted = {page.note.paragraph for page in briefing.notes if page.note}
    for page in briefing.pages if briefing.article else ():
        for block in page.section("passages"):
            unnoted = (each for each in block.links if not noted.issuperset(each.paragraphs))
            where = ", ".join(link.words for link in unnoted)
            for offset, slip in _slips(block.text, briefing.names) if where else ():
                message = f"{where}: {slip}, and no note says so"
                fix = f"write an editor's note on {where}, if it changes what a reader understands"
                yield page.problem(block.start + offset, message, fix)


def _slips(text: str, names: Names) -> Iterator[tuple[int, str]]:
    """What may be a slip in `text`: where it stands, and what is odd about it."""
    yield from _acronyms(text, names)
    for match in names.slip_pattern.finditer(text):
        meant = names.slips[" ".join(match[0].lower().split())]
        yield match.start(), f"“{match[0]}” is likely a slip for {meant}"
    for match in _MODELS.finditer(text):
        for name in names.pattern.finditer(text, *match.span(1)):
            is_company = names.by_form[name[0]].kind == "company"
            if is_company and not text.startswith(("'", "’", "-"), name.end()):
                yield name.start(), f"“{name[0]}” is a company, not a model"


def _acronyms(text: str, names: Names) -> Iterator[tuple[int, str]]:
    """`Cybersecurity Administration of China (CAC)`: the acronym is known, with another name."""
    for match in _ACRONYM.finditer(text):
        entity = names.by_form.get(match[1])
        before = _LONG_FORM.search(text, 0, match.start())
        if entity is None or before is None:
            continue
        start = without_first_words(text, before.start(1), before.end(1))
        if text[start : before.end(1)] not in entity.forms:
            found = text[start : match.end()]
            yield start, f"“{found}” is not what {match[1]} stands for: {entity.name}"
