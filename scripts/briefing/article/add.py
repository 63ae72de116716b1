"""Takes a file in any of the FORMATS as a new article, with front matter to fill in."""

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefing.article.model import PassageKind
from briefing.article.read import ARTICLE_KEYS, slug_of
from briefing.article.split import TextBlock, byline_name, text_blocks
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter
from briefing.markdown.commonmark import from_plain_text, is_heading, plain
from briefing.project import decode
from briefing.text.patterns import without_invisible

_OPENS_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\n|\r)[\w-]+:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The text of a file, plain or Markdown, and what its front matter says, if it has one.

    A number or a truth value of the front matter is the text that stands there. Invisible signs,
    such as soft hyphens, are left out.
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
        kind = f"'{suffix}' files" if suffix else "files without an ending"
        raise ArticleError(Problem(name, 0, "format", f"{kind} are not read", fix))
    manuscript = read(content, name)
    if not text_blocks(manuscript.text):
        raise ArticleError(Problem(name, 0, "empty", "there is no text in this file", "check it"))
    return manuscript


def _text_file(content: bytes, name: str, *, is_markdown: bool) -> Manuscript:
    text = without_invisible(decode(content, name))
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


_ENGLISH = ("the", "of", "and", "to", "a", "that", "is", "with", "by")
_TO_FILL_IN = """\
# as_of:                 # when the paragraphs were written
#   "¶1-12": "2025-01-27/2025-02"
# themes:                # what the pages are about, in page order; at least one
#   - id: costs
#     title: Costs
#     question: What did it really cost?
#     description: One sentence on what these passages talk about, in the words of the article.
#     terms: [price, budget]
# context:               # the page for what belongs to no theme
#   title: Context
#   question: What else does the article say?
# pins: {"¶5": costs}    # your corrections: this passage belongs to that theme
# abbreviations: {CAC: Cyberspace Administration of China} # tooltips on the pages of this article
# aside: {"¶24": thanks} # paragraphs that no page needs to use, each with the reason
"""


def add(content: bytes, name: str) -> tuple[str, str]:
    """The slug and the text of a new article, from a file called `name` with these bytes.

    The body keeps the input's paragraphs; bare headings get a `##`. Raises ArticleError for what
    is not text.
    """
    stem = os.fsencode(Path(name).stem).decode("utf-8", "replace")
    manuscript = read_manuscript(content, name)
    author = manuscript.values.get("author")
    blocks = text_blocks(manuscript.text, author if isinstance(author, str) else "")
    paragraphs = (_as_markdown(block, manuscript.is_markdown) for block in blocks)
    head = _front_matter(stem, manuscript, blocks)
    return slug_of(stem), head + "\n\n".join(paragraphs) + "\n"


def outline(text: str) -> str:
    """What an article file holds, in words: `24 paragraphs, 1 heading, 1 byline`."""
    matter = front_matter.parse(text, "")
    kinds = Counter(
        "paragraph" if block.kind is PassageKind.TEXT else block.kind.value
        for block in text_blocks(matter.body, str(matter.values.get("author", "")))
    )
    return ", ".join(
        f"{count} {name}" if count == 1 else f"{count} {re.sub('y$', 'ie', name)}s"
        for name, count in kinds.items()
    )


def _front_matter(stem: str, manuscript: Manuscript, blocks: Sequence[TextBlock]) -> str:
    """The block with what the file and its text tell, and comments on what else may stand there."""
    title = plain(blocks[0].text) if blocks[0].kind is PassageKind.HEADING else ""
    bylines = (byline_name(each.text) for each in blocks if each.kind is PassageKind.BYLINE)
    given = manuscript.values
    values = {
        "title": title or re.sub(r"[-_\s\x00-\x1f\x7f]+", " ", stem).strip().capitalize(),
        "author": next(bylines, ""),
        "publisher": "",
        "source_url": "",
        "language": _language(manuscript.text),
        "note": "",
        **{key: value for key, value in given.items() if key in ARTICLE_KEYS and value},
    }
    block = front_matter.dump({key: value for key, value in values.items() if value})
    comments = "".join(
        f"# {key}: …{'  # needed, such as en' if ARTICLE_KEYS[key].missing else ''}\n"
        for key, value in values.items()
        if not value
    )
    if unused := {key: value for key, value in given.items() if key not in ARTICLE_KEYS}:
        lines = front_matter.dump(unused).splitlines()[1:-1]
        comments += "# Not used by a briefing:\n" + "".join(f"# {line}\n" for line in lines)
    return block.removesuffix("---\n") + comments + _TO_FILL_IN + "---\n\n"


def _language(text: str) -> str:
    """The code of the text's language where a simple sign tells it; empty where none does."""
    chinese, kana = len(re.findall("[\u4e00-\u9fff]", text)), re.search("[\u3040-\u30ff]", text)
    if chinese > len(text) / 5 and not kana:
        return "zh"
    words = re.findall(r"[a-z]+", text.lower())
    return "en" if sum(word in _ENGLISH for word in words) > len(words) / 12 else ""


def _as_markdown(block: TextBlock, is_markdown: bool) -> str:
    text = block.text.replace("\r\n", "\n").replace("\r", "\n")
    if block.kind is PassageKind.HEADING and "\n" not in text and not is_heading(text):
        text = f"## {text}"
    return text if is_markdown or block.is_whole else from_plain_text(text)
