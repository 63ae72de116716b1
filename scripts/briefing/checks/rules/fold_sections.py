"""Rule B209: a section that is nearly called like one of those that other rules look at."""

import difflib
import re
from collections.abc import Iterator

from briefing.checks.model import Briefing, Page
from briefing.checks.rule import page_rule
from briefing.errors import Problem

_NAMES = {
    name.casefold(): name
    for name in (
        "Bottom line",
        "Bottom lines",
        "Disputed",
        "Since the article",
        "Editor's notes",
        "Open questions",
        "Passages",
        "Also on this theme",
        "Key figures",
        "Who says what",
        "Dated events",
        "True when written",
        "Where the article turns",
    )
}
_NEAR = 0.85
_ARTICLE = re.compile(r"\Athe (?=bottom|disputed|editor|open|key|passages)")


@page_rule("B209", "error", bad="## The bottom Line", good="## Bottom line")
def misnamed_section(page: Page, briefing: Briefing) -> Iterator[Problem]:
    """By its name a section is known to be a bottom line, disputed, or notes, and checked so."""
    for block in page.blocks if briefing.article else ():
        if block.level != 2 or block.section in _NAMES.values():
            continue
        said = _ARTICLE.sub("", block.section.casefold().replace("’", "'"))
        if near := difflib.get_close_matches(said, _NAMES, 1, _NEAR):
            name = _NAMES[near[0]]
            message = f"the section “{block.section}” is not checked as “{name}” is"
            yield block.problem(page, 0, message, f"write ## {name}, or choose another name")
