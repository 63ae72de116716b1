"""Which paragraphs of an article are used on no page, at the top of its source page and as data."""

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from briefing.checks.load import load
from briefing.checks.rules.coverage import Use, ledger
from briefing.project import Folder


def add_coverage(folders: Iterable[Folder], site: Path) -> None:
    """Write coverage.json beside the pages of each briefing in `site`, and sum it up on source/."""
    for folder in folders:
        page = site / folder.slug / "source" / "index.html"
        if folder.slug and page.is_file():
            uses = ledger(load(folder))
            (page.parents[1] / "coverage.json").write_text(as_json(uses), "utf-8")
            document = LexborHTMLParser(page.read_bytes())
            summary = LexborHTMLParser(as_html(uses), is_fragment=True).root
            if summary and (first := document.css_first("#p1")):
                first.insert_before(summary)
                page.write_text(document.html or "", "utf-8")


def as_json(uses: Sequence[Use]) -> str:
    """The figures and the use of each paragraph, for machines."""
    counts = {
        "paragraphs": len(uses),
        "accounted_for": sum(bool(use.is_stated or use.listed or use.aside) for use in uses),
        "stated": sum(use.is_stated for use in uses),
        "stated_by_people": sum(bool(use.by_people) for use in uses),
        "only_listed": sum(bool(use.listed and not use.is_stated) for use in uses),
        "set_aside": sum(bool(use.aside) for use in uses),
    }
    return json.dumps({**counts, "uses": [asdict(use) for use in uses]}, indent=1) + "\n"


def as_html(uses: Sequence[Use]) -> str:
    """What of the article is not used, then what is, for the top of the source page."""
    only_listed = [use for use in uses if not (use.is_stated or use.aside)]
    aside = [use for use in uses if use.aside]
    stated = sum(use.is_stated for use in uses)
    people = sum(bool(use.by_people) for use in uses)
    parts = [f"Listed, but used in no statement: {', '.join(map(_link, only_listed)) or 'none'}."]
    if aside:
        told = (f"{_link(use)} ({html.escape(use.aside)})" for use in aside)
        parts.append(f"Set aside: {', '.join(told)}.")
    parts.append(f"Used in statements: {stated} of {len(uses)} paragraphs, {people} by people.")
    parts.append('<a href="../coverage.json">All uses as data</a>')
    return f'<p class="credit" id="coverage">{" ".join(parts)}</p>'


def _link(use: Use) -> str:
    return f'<a href="#p{use.number}">¶{use.number}</a>'
