"""Rules B8: what is true for a while only has its date. Time itself makes no problem."""

from collections.abc import Iterator

from briefing.checks.fold_cited import language, readable, stated
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import FRONT_MATTER, page_rule
from briefing.checks.rules.fold_freshness import ageing, is_day, phrases
from briefing.errors import Problem
from briefing.markdown.inline import sentences
from briefing.text.fold_edtf import is_edtf


@page_rule(
    "B801",
    "warning",
    bad="It is now the best market. [¶19.2](source.md#p19)",
    good="In March 2025 it was the best market. [¶19.2](source.md#p19)",
)
def undated(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """A reader of next year must be able to tell when “now” was."""
    if page.front_matter is None or page.front_matter.values.get("as_of"):
        return
    for block, statement in stated(page) if briefing.article else ():
        text = "" if statement.noted else readable(statement)
        found = phrases(text, language(briefing))
        for start, end in sentences(text, language(briefing)) if found else ():
            for each in ageing(text[start:end], language(briefing)):
                message = f"“{each.text}” will not stay true, and there is no date beside it"
                fix = "write the date, or give the page one: as_of: 2025-03"
                yield block.problem(page, statement.offset + start + each.start, message, fix)


@page_rule(
    "B802",
    "error",
    bad="review_by: next spring",
    good="review_by: 2026-03-31",
    around=FRONT_MATTER.replace("{}", "title: A\n{}"),
)
def no_date(page: Page, _: Briefing) -> Iterator[Problem]:
    """A day of review that cannot be read never comes."""
    if page.front_matter is None:
        return
    values, lines = page.front_matter.values, page.front_matter.lines
    as_of, review_by = values.get("as_of"), values.get("review_by")
    if as_of is not None and not is_edtf(str(as_of)):
        message = f"as_of: '{as_of}' is no EDTF date or interval"
        yield page.problem(lines[("as_of",)], message, "write 2025-03, 2025-03~ or 2025-01/2025-03")
    if review_by is not None and not is_day(review_by):
        message = f"review_by: '{review_by}' is no day"
        yield page.problem(lines[("review_by",)], message, "write it so: review_by: 2026-03-31")
