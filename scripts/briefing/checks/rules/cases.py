"""Rules B008, B009 and B210 to B213: pages and citations are those of the article as it is now.

A citation has words of the passage to which its address leads, in the title of the link (see
article/first_words.py). Where a passage has changed, or is gone, `briefing split` has written so
into each citation that people made for it.
"""

import posixpath
from collections.abc import Iterator

from briefing.article.alignment import AddressedText, addressed
from briefing.article.first_words import BETWEEN, REVIEW
from briefing.article.last_version import is_last, last_version_file
from briefing.article.model import CONTEXT
from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import briefing_rule, page_rule
from briefing.errors import Problem
from briefing.merge.citations import Case, cases_file, open_cases, parse_cases
from briefing.merge.plan import orphaned
from briefing.project import OVERVIEW, SOURCE


@briefing_rule("B008", "error", in_words=True)
def unsplit_article(briefing: Briefing) -> Iterator[Problem]:
    """After a change of the article its pages still show what it was, and each address may lead to
    another sentence: the rules on what it says wait until it is split.

    Not: A sentence that was added to the article
    But: The same after `briefing split`
    """
    if article := briefing.article:
        kept = briefing.folder.state.get(last_version_file(article.slug).as_posix())
        (passages,) = briefing.passages.values()
        if not is_last(kept, passages):
            message = "the article was changed after the last split"
            yield Problem(article.path, 0, "", message, "run 'briefing split' first")


@briefing_rule("B009", "error", in_words=True)
def orphan(briefing: Briefing) -> Iterator[Problem]:
    """Of a page that the article no longer gives, a person decides whether it is still wanted.

    Not: docs/harbour/money.md, edited, while no theme of the article has the id `money`
    But: The same after `briefing resolve`
    """
    folder, article = briefing.folder, briefing.article
    if article is None and folder.articles:
        return
    themes = [theme.id for theme in article.themes] if article else []
    given = {OVERVIEW, SOURCE, CONTEXT, *themes} if article else set()
    for page in briefing.pages:
        is_generated = page.id in folder.bases and page.id.rpartition("/")[2] not in given
        if is_generated and any(page.by_people()):
            yield Problem(page.path, 0, "", *orphaned(page.path))


@page_rule("B210", "error")
def open_case(page: Page, facts: Facts) -> Iterator[Problem]:
    """The passage has changed since this was written, and only a person can tell whether it still
    says so.

    Not: It cost $5.6 million. [¶4.1](source.md#p4 "was: On 20 January")
    But: It cost $5.6 million. [¶4.1](source.md#p4)
    """
    for place, case, article in _open_cases(page, facts.briefing):
        if place != _passage_of(page):
            yield case.problem(*place, article)


@briefing_rule("B213", "error", in_words=True)
def note_under_review(briefing: Briefing) -> Iterator[Problem]:
    """The passage that a note is on has changed, and only a person can tell what it is worth now.

    Not: passage: ¶4.1 "was: The figure is"
    But: passage: ¶4.1
    """
    for page in briefing.notes:
        for place, case, article in _open_cases(page, briefing):
            if place == _passage_of(page):
                yield case.problem(*place, article)


def _open_cases(
    page: Page, briefing: Briefing
) -> Iterator[tuple[tuple[int, int], Case, tuple[AddressedText, ...]]]:
    """The open cases on `page`, each behind its place and before its article."""
    if REVIEW not in page.text:
        return
    for source, passages in briefing.passages.items():
        slug = posixpath.basename(posixpath.dirname(source))
        known = parse_cases(briefing.folder.state.get(cases_file(slug).as_posix(), b""))
        for line, column, case in open_cases(page.text, page.path, slug, known):
            yield (line, column), case, addressed(passages)


def _passage_of(page: Page) -> tuple[int, int] | None:
    """The line, and no column, of the passage in the front matter of a note."""
    return (page.note.lines["passage",], 0) if page.note else None


@page_rule("B211", "error")
def words_of_another_passage(page: Page, facts: Facts) -> Iterator[Problem]:
    """When an article changes, a number leads to another sentence; the words tell which was meant.

    Not: [¶4.1](source.md#p4 "no words of it")
    But: [¶4.1](source.md#p4)
    """
    for each in page.citations:
        known = facts.briefing.first_words.get(each.page(page.linked_from)) if each.title else None
        if known is None or each.title.startswith(REVIEW):
            continue
        for words in each.title.split(BETWEEN):
            fitting = known.fitting(words)
            if any(known.fits(words, address) for address in (*each.cites, *each.ends)):
                continue
            message = f"no passage has the words “{words}”, for which {each.words} was cited"
            if fitting:
                now = " or ".join(fitting[:3])
                message = f"{each.words} was cited for “{words}”: these words are {now}'s now"
            fix = "run 'briefing split'; if you have changed the address, delete the words first"
            yield page.problem(each.start, message, fix)


@page_rule("B212", "info", in_words=True)
def citation_without_words(page: Page, facts: Facts) -> Iterator[Problem]:
    """Whether an address still leads to what was meant, only the words beside it can tell. Nobody
    needs to write them, `briefing split` does: until then this is counted, and is no fault.

    Not: [¶4.1](source.md#p4)
    But: [¶4.1](source.md#p4 "DeepSeek, which Liang")
    """
    briefing = facts.briefing
    if last_version_file(briefing.folder.slug).as_posix() not in briefing.folder.state:
        return
    links = (link for block in page.by_people() for link in block.links if link.cites)
    without = [
        link for link in links if not link.title and link.page(page.linked_from) in briefing.sources
    ]
    if without:
        count = f"{len(without)} citations have" if without[1:] else "a citation has"
        message = f"{count} no words yet to tell which passage was meant"
        yield page.problem(without[0].start, message, "run 'briefing split'", "unchecked")
