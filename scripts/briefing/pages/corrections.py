"""The log of corrections: its entries, a file each in docs/corrections/, and the list made of them.

The list stands in docs/corrections.md below a line that the compiler writes. What is above it is
people's. The line has a digest of the list's words, by which an edit of the list is noticed.
"""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter, schema
from briefing.markdown.blocks import (
    front_matter_and_body,
    normalised,
    page_blocks,
    read_page,
    unfinished_merge,
)
from briefing.markdown.commonmark import escape
from briefing.markdown.schema import Field, Schema, Value, one_line, pattern
from briefing.project import CORRECTIONS, decode
from briefing.text.languages import wording
from briefing.text.patterns import MASK

LOG = f"{CORRECTIONS}.md"
_LINE = f"<!-- 'briefing split' makes the list below of the files in {CORRECTIONS}/: "
_page = pattern(
    r"[\w./-]+\.md(?:#[\w.-]+)?",
    "must be a page below docs/",
    "write it so: harbour/costs.md, or harbour/costs.md#disputed",
)


def _words(value: Value) -> str:
    """Read words of a page; a number need not be quoted."""
    return value.matter.written.get(value.key) or str(one_line(value))


CORRECTION_KEYS: Schema = {
    "date": Field(schema.day, missing="add the day: 'date: 2026-11-24'"),
    "page": Field(_page, missing="add the page: 'page: harbour/costs.md'"),
    "old": Field(_words, missing="add what the page said: 'old: 28% of the price'"),
    "new": Field(_words),
}
"""What the front matter of a correction may hold; without `new` the old words were taken out."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the page at `page`, below docs/, said until a day, what it says since, and why.

    `name` is that of its file; `anchor` is empty or begins with `#`; `why` is Markdown on one line.
    """

    name: str
    day: str
    page: str
    anchor: str
    old: str
    new: str
    why: str

    @property
    def text(self) -> str:
        """What changed, and why, as Markdown."""
        name = "changed_words" if self.new else "words_taken_out"
        old, new = escape(self.old), escape(self.new)
        return wording().phrases[name].format(old=old, new=new, why=self.why)


@functools.lru_cache(maxsize=1024)
def read_correction(content: bytes, path: str) -> tuple[Correction | None, tuple[Problem, ...]]:
    """The correction in the file at `path`, or None and all that is wrong with it."""
    try:
        text = normalised(decode(content, path))
        if problems := list(unfinished_merge(path, text)):
            raise ArticleError(*problems)
        matter = front_matter.parse(text, path)
    except ArticleError as error:
        return None, error.problems
    values, problems = schema.validate(matter, path, CORRECTION_KEYS)
    head, body = front_matter_and_body(text)
    if [block.kind for block in page_blocks(body)] != ["p"]:
        message, fix = "an entry is one paragraph", "say below the second '---' why it was changed"
        problems.append(Problem(path, 1 + head.count("\n"), "correction", message, fix))
    if problems:
        return None, tuple(problems)
    page, sign, anchor = values["page"].partition("#")
    changed = values["date"], page, sign + anchor, values["old"], values["new"]
    return Correction(Path(path).name, *changed, " ".join(body.split())), ()


def corrections(files: Mapping[str, bytes | None]) -> list[Correction]:
    """The corrections in `files`, by path, as far as they have their form: the newest first."""
    read = (read_correction(content or b"", path)[0] for path, content in files.items())
    by_name = sorted((each for each in read if each), key=lambda each: each.name)
    return sorted(by_name, key=lambda each: each.day, reverse=True)


def page_title(content: bytes) -> str:
    """The title of the page with this `content`; empty where it has none."""
    try:
        return str(front_matter.parse(normalised(decode(content, "")), "").values.get("title", ""))
    except ArticleError:
        return ""


def write_log(content: bytes, entries: Iterable[Correction], titles: Mapping[str, str]) -> bytes:
    """The page with the log, of which `content` is there, with a list of the `entries`.

    `titles` are those of the pages. Raises ArticleError where a person has changed the list.
    """
    if problem := edited_list(content):
        raise ArticleError(problem)
    phrases = wording().phrases
    edit = phrases["edit_entry"]
    items = [
        f"- {each.day} · [{escape(titles[each.page] or each.page)}]({each.page}{each.anchor}): "
        f"{each.text} [{edit}]({Path(CORRECTIONS).name}/{each.name})"
        for each in entries
    ]
    text, made = decode(content, LOG), "\n".join(items) or phrases["no_corrections"]
    above = normalised(text).partition(_LINE)[0].rstrip()
    log = f"{above}\n\n{_LINE}{_digest(made)} -->\n\n{made}\n"
    return (log.replace("\n", "\r\n") if "\r\n" in text else log).encode()


def edited_list(content: bytes) -> Problem | None:
    """A Problem if a person has changed the list of the page with the log."""
    above, line, below = normalised(decode(content, LOG)).partition(_LINE)
    known, _, listed = below.partition(" -->")
    if not line or known == _digest(listed):
        return None
    message = "the list below this line was changed, and is made of files"
    fix = f"write what you added into a file in {CORRECTIONS}/, then delete all from this line on"
    return Problem(LOG, 1 + above.count("\n"), "correction", message, fix)


def has_list(content: bytes) -> bool:
    """Whether the page with the log has the line below which the list stands."""
    return _LINE.encode() in content


def _digest(listed: str) -> str:
    """Six hexadecimal digits that stand for the words of a list, but no addresses of passages."""
    words = read_page(listed.strip()).shown().replace(MASK, " ").split()
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:6]
