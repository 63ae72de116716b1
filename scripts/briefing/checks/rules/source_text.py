"""Rules B405 and B406, for those who have the source: pages and its text in, Problems out.

The text is not ours to publish: it is not in the project, and a report has three words of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.article.model import Article
from briefing.article.source_lock import compare, hashed_paragraphs
from briefing.checks.compare.look_up import look_up
from briefing.checks.compare.verdict import Cited, Result
from briefing.checks.fold_cited import language, stated
from briefing.checks.fold_gather import SITE
from briefing.checks.model import Briefing, Example, Rule
from briefing.checks.rules.fold_overlap import LONGEST, runs, shared
from briefing.errors import Problem

NOT_IN_SOURCE = Rule(
    "B405", "not-in-source", "error",
    "The article here may be an account; a figure or a quotation has to be that of the source. "
    "Only `briefing check --source FILE` can tell.",
    Example("the training cost $5.7 million", "the training cost $5.6 million"),
)  # fmt: skip
SHARED_WORDS = Rule(
    "B406", "shared-words", "error",
    "The source's sentences are not ours: outside quotation marks (“…”, of at most 25 words) no "
    "eight words in a row may be its. Only `briefing check --source FILE` can tell.",
    Example("eight words of the source in a row", "the same in words of your own"),
)  # fmt: skip
_MEND = "write what the source has"


def against_source(
    briefing: Briefing, source: str, source_path: str, files: Mapping[str, str]
) -> Iterator[Problem]:
    """What of `briefing` is not in the text `source`, or has too much of it.

    `files` are the texts, by path, in which no words of the source may stand. Where the text is
    not the one that was worked from, only that is told.
    """
    article = briefing.article
    if article is None:
        return
    if briefing.lock:
        verdicts = compare(briefing.lock, source, article.language, article.author)
        if others := [each for each in (v.problem(source_path) for v in verdicts) if each]:
            yield from others
            return
    yield from _on_pages(briefing, article, source)
    yield from _in_account(briefing, article, source, files.get(article.path, ""))
    yield from _of_its_words(source, files)


def _of_its_words(source: str, files: Mapping[str, str]) -> Iterator[Problem]:
    """Its runs of words in `files`; where there is no built site, that it was not looked at."""
    code = SHARED_WORDS.code
    its_words = runs(source)
    for path, text in files.items():
        for run in sorted(shared(path, text, its_words), key=lambda each: each.line):
            message = f"{run.length} words in a row are the source's: “{run.begins} …”"
            fix = f"say it in your own words, at most {LONGEST} of its in a row"
            yield Problem(path, run.line, code, message, fix)
    if f"{SITE}/search/search_index.json" not in files:
        message = "there is no built site: its pages and its search index were not looked at"
        yield Problem(SITE, 0, code, message, "briefing build", severity="unchecked")


def _paragraphs(article: Article, source: str) -> dict[str, Cited]:
    """The paragraphs of the source by address."""
    known = dict[str, Cited]()
    for number, each in enumerate(
        hashed_paragraphs(source, article.language, article.author), start=1
    ):
        dates = (span.date for span in article.as_of if span.first <= number <= span.last)
        known[f"¶{number}"] = Cited(f"¶{number}", each.words, next(dates, ""))
    return known


def _on_pages(briefing: Briefing, article: Article, source: str) -> Iterator[Problem]:
    """The figures, dates and quotations that the cited paragraph of the source does not have."""
    known = _paragraphs(article, source)
    for page in briefing.pages:
        for block, statement in stated(page):
            places = dict.fromkeys(each.partition(".")[0] for each, _ in statement.citations)
            cited = tuple(known[each] for each in places if each in known)
            verdicts = look_up(
                statement.text, cited, sourced=statement.sourced, language=language(briefing)
            )
            for each in verdicts if cited else ():
                if each.result is Result.DIFFERS and not each.is_sum:
                    message = f"the {each.kind} {each.text} is not the source's: {each.reason}"
                    found_at = block.problem(page, statement.offset + each.start, message, _MEND)
                    yield replace(found_at, code=NOT_IN_SOURCE.code, severity="error")


def _in_account(briefing: Briefing, article: Article, source: str, text: str) -> Iterator[Problem]:
    """The same of the account's own sentences; `text` is that of its file."""
    known = _paragraphs(article, source)
    for address, passage in briefing.addresses.items():
        place = address.partition(".")[0]
        if place == address or place not in known:
            continue
        line = 1 + text.count("\n", 0, max(0, text.find(passage)))
        for each in look_up(passage, (known[place],), language=article.language):
            if each.result is Result.DIFFERS:
                message = f"{address}: the {each.kind} {each.text} is not the source's"
                yield Problem(article.path, line, NOT_IN_SOURCE.code, message, _MEND)
