"""A text from anywhere in, an article ready to fill in out. Knows no theme and no page."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from briefing.article.model import PassageKind
from briefing.article.read import ARTICLE_KEYS, decode
from briefing.article.split import Shape, TextBlock, byline_name, text_blocks
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter
from briefing.markdown.escape import from_plain_text, plain

_ATX = re.compile(r"\s{0,3}#{1,6}[ \t]+(.+?)[ \t]*#*\s*\Z")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_OPENS_FRONT_MATTER = re.compile(r"---[ \t]*(?:\r\n|\n|\r)[\w-]+:(?:\s|\Z)")
_KANA = re.compile(r"[\u3040-\u30ff]")
_ENGLISH = ("the", "of", "and", "to", "a", "that", "is", "with", "by")
_TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown")
_NESTED = ("as_of", "themes", "context", "pins")
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
"""


def add(content: bytes, name: str) -> tuple[str, str]:
    """The slug and the text of a new article, from a file called `name` with these bytes.

    The body keeps the input's paragraphs; bare headings get a `##`. Raises ArticleError for what
    is not text.
    """
    path = Path(name)
    known, text = text_of(content, name)
    author = known.get("author")
    found = text_blocks(text, author if isinstance(author, str) else "")
    is_markdown = path.suffix.lower() in (".md", ".markdown")
    paragraphs = (_as_markdown(block, is_markdown) for block in found)
    head = _front_matter(path.stem, known, text, found)
    return _slug(path.stem), head + "\n\n".join(paragraphs) + "\n"


def text_of(content: bytes, name: str) -> tuple[Mapping[str, object], str]:
    """The front matter, if there is one, and the text of a file called `name`.

    Raises ArticleError for what is not text.
    """
    suffix = Path(name).suffix
    if suffix.lower() not in _TEXT_ENDINGS:
        fix = f"save the article as plain text or Markdown ({', '.join(_TEXT_ENDINGS)})"
        raise ArticleError(Problem(name, 0, "format", f"'{suffix}' files are not read", fix))
    text = decode(content, name)
    if "\0" in text:
        raise ArticleError(Problem(name, 0, "format", "not a text file", "save it as plain text"))
    known: Mapping[str, object] = {}
    if _OPENS_FRONT_MATTER.match(text):
        matter = front_matter.parse(text, name)
        known, text = matter.values, matter.body
    if not text_blocks(text):
        raise ArticleError(Problem(name, 0, "empty", "there is no text in this file", "check it"))
    return known, text


def outline(text: str) -> str:
    """What an article file holds, in words: `24 paragraphs, 1 heading, 1 byline`."""
    matter = front_matter.parse(text, "")
    author = str(matter.values.get("author", ""))
    kinds = Counter(block.kind for block in text_blocks(matter.body, author))
    names = {PassageKind.TEXT: "paragraph"}
    counts = [(count, names.get(kind, kind.value)) for kind, count in kinds.items()]
    return ", ".join(f"{count} {_plural(name, count)}" for count, name in counts)


def _plural(name: str, count: int) -> str:
    if count == 1:
        return name
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


def _front_matter(stem: str, known: Mapping[str, object], text: str, found: list[TextBlock]) -> str:
    title = plain(found[0].text) if found[0].kind is PassageKind.HEADING else ""
    byline = next((byline_name(b.text) for b in found if b.kind is PassageKind.BYLINE), "")
    guessed = {
        "title": title or re.sub(r"[-_]+", " ", stem).strip().capitalize(),
        "author": byline,
        "publisher": "",
        "source_url": "",
        "language": _language(text),
    }
    taken = {key: known[key] for key in ARTICLE_KEYS if isinstance(known.get(key), str)}
    taken |= {key: known[key] for key in _NESTED if known.get(key)}
    values = guessed | taken
    block = front_matter.dump({key: value for key, value in values.items() if value})
    notes = "".join(f"# {key}: …\n" for key, value in values.items() if not value)
    if unused := {key: value for key, value in known.items() if key not in values}:
        lines = front_matter.dump(unused).splitlines()[1:-1]
        notes += "# Not used by a briefing:\n" + "".join(f"# {line}\n" for line in lines)
    return block.removesuffix("---\n") + notes + _TO_FILL_IN + "---\n\n"


def _language(text: str) -> str:
    """The code of the text's language where a simple sign tells it; empty where none does."""
    words = re.findall(r"[a-z]+", text.lower())
    if len(_CHINESE.findall(text)) > len(text) / 5 and not _KANA.search(text):
        return "zh"
    return "en" if sum(word in _ENGLISH for word in words) > len(words) / 12 else ""


def _as_markdown(block: TextBlock, is_markdown: bool) -> str:
    text = block.text.replace("\r\n", "\n").replace("\r", "\n")
    bare = block.kind is PassageKind.HEADING and block.shape is Shape.PROSE
    if bare and "\n" not in text and not _ATX.match(text):
        text = f"## {text}"
    return text if is_markdown or block.shape is Shape.WHOLE else from_plain_text(text)


def _slug(stem: str) -> str:
    letters = unicodedata.normalize("NFKD", stem.lower())
    plain_letters = "".join(each for each in letters if not unicodedata.combining(each))
    return "-".join(re.findall(r"[a-z0-9]+", plain_letters)) or "article"
