"""Read the text of a file in one of the formats that an article may come in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefing.article.split import text_blocks
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter
from briefing.project import decode

_OPENS_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\n|\r)[\w-]+:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The text of a file, plain or Markdown, and what its front matter says, if it has one.

    A number or a truth value of the front matter is the text that stands there.
    """

    text: str
    values: Mapping[str, object]
    is_markdown: bool


def read_manuscript(content: bytes, name: str) -> Manuscript:
    """The text in the bytes of a file called `name`, whose ending tells the format.

    Raises ArticleError for a format that is not read, and for a file without text.
    """
    suffix = Path(name).suffix
    read = FORMATS.get(suffix.lower())
    if read is None:
        fix = f"save the article as plain text or Markdown ({', '.join(FORMATS)})"
        raise ArticleError(Problem(name, 0, "format", f"'{suffix}' files are not read", fix))
    manuscript = read(content, name)
    if not text_blocks(manuscript.text):
        raise ArticleError(Problem(name, 0, "empty", "there is no text in this file", "check it"))
    return manuscript


def _text_file(content: bytes, name: str, *, is_markdown: bool) -> Manuscript:
    text = decode(content, name)
    if "\0" in text:
        raise ArticleError(Problem(name, 0, "format", "not a text file", "save it as plain text"))
    if not _OPENS_FRONT_MATTER.match(text):
        return Manuscript(text, {}, is_markdown)
    matter = front_matter.parse(text, name)
    values = {key: matter.written.get((key,), value) for key, value in matter.values.items()}
    return Manuscript(matter.body, values, is_markdown)


FORMATS: Mapping[str, Callable[[bytes, str], Manuscript]] = {
    **dict.fromkeys((".txt", ".text"), partial(_text_file, is_markdown=False)),
    **dict.fromkeys((".md", ".markdown"), partial(_text_file, is_markdown=True)),
}
"""How a file is read, by the ending of its name: the one place to add a format."""
