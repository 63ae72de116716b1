"""Rules B1, continued: what the front matter of a page may say, and what files are called."""

import posixpath
import re
from collections.abc import Iterator

from briefing.checks.facts import Facts
from briefing.checks.model import Briefing, Page
from briefing.checks.rule import FRONT_MATTER, briefing_rule, page_rule
from briefing.errors import Problem
from briefing.markdown.front_matter import Key
from briefing.project import did_you_mean

KEYS: dict[str, tuple[str, ...]] = {
    "title": (),
    "description": (),
    "id": (),
    "tags": (),
    "question": (),
    "byline": (),
    "as_of": (),
    "review_by": (),
    "hide": (),
    "template": (),
    "search": ("boost", "exclude"),
    "article": ("title", "author", "publisher", "url"),
}
"""What the front matter of a page may hold, and what each key may hold in turn."""
_TEMPLATES = {"docs/index.md": "home.html"}
_ELEMENT = re.compile(r"<[a-zA-Z/!?]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")
_PICTURES = {
    ".png": b"\x89PNG",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".webp": b"RIFF",
    ".svg": b"<",
}
_OF_THE_SITE = {"docs/assets/briefing.css", "docs/assets/briefing.js"}
_IN_SVG = re.compile(
    rb"<(?:script|foreignobject|iframe|style|!doctype|!entity)|[\s\"'/]on[a-z]+\s*="
    rb"|(?:href|src)\s*=\s*[\"']?\s*(?!#)[^\s\"'>]|url\(\s*[\"']?(?!#)",
    re.I,
)


@page_rule(
    "B106", "error", bad="titel: Harbour loans", good="title: Harbour loans", around=FRONT_MATTER
)
def unknown_key(page: Page, _: Facts) -> Iterator[Problem]:
    """A misspelt key does nothing, and nobody is told; some keys replace the whole page."""
    values = page.front_matter.values if page.front_matter else {}
    for name, value in values.items():
        if name not in KEYS:
            fix = did_you_mean(name, KEYS)
            yield page.problem(line_of(page, (name,)), f"unknown key '{name}'", fix, column=1)
        elif name == "template" and value != _TEMPLATES.get(page.path):
            message = "'template' would replace the page by another"
            yield page.problem(line_of(page, (name,)), message, "delete the line", column=1)
        elif KEYS[name] and isinstance(value, dict):
            for inner in value.keys() - set(KEYS[name]):
                message, fix = f"unknown key '{name}.{inner}'", did_you_mean(inner, KEYS[name])
                yield page.problem(line_of(page, (name, inner)), message, fix)


@page_rule(
    "B107", "error", bad='title: "</title><b>Loans"', good="title: Loans", around=FRONT_MATTER
)
def unsafe_value(page: Page, _: Facts) -> Iterator[Problem]:
    """What stands in the front matter is put into the head of the page, and into search."""
    values = page.front_matter.values if page.front_matter else {}
    for key, text in _texts((), values):
        if (_ELEMENT.search(text) and key[0] != "article") or _CONTROL.search(text.rstrip("\n")):
            name = ".".join(str(part + 1) if isinstance(part, int) else part for part in key)
            message = f"'{name}' must be one line of text without HTML"
            yield page.problem(line_of(page, key), message, "say it in words; a plain '<' is &#60;")


@briefing_rule(
    "B108",
    "error",
    bad="docs/harbour/My Page.MD, docs/harbour/counter.js",
    good="docs/harbour/my-page.md",
    in_words=True,
)
def file(briefing: Briefing) -> Iterator[Problem]:
    """Only pages and pictures are published, under names that work on every system."""
    for path, what in briefing.irregular.items():
        name = path.rpartition("/")[2]
        message = f"{what} stands where a file is expected, and is not read"
        yield Problem(path, 0, "", message, f"put a file in its place, or rename '{name}'")
    for path, content in _files(briefing):
        if content is None:
            message = "a symbolic link shows what lies outside of the pages"
            yield Problem(path, 0, "", message, "put the file itself here")
        if problem := _about_name(path):
            yield problem
        if content is not None and (problem := _about_kind(path, content)):
            yield problem


def _about_name(path: str) -> Problem | None:
    parts = path.split("/")[1:]
    for part in parts:
        if _DEVICE.match(part.lower()):
            message = f"Windows cannot keep a file with the name '{part}'"
            return Problem(path, 0, "", message, "choose another name")
        if not _NAME.fullmatch(part):
            message = f"'{part}' is no name that works on every system and in every link"
            return Problem(path, 0, "", message, "use lower-case letters a-z, digits, hyphens")
    return None


def _about_kind(path: str, content: bytes) -> Problem | None:
    kind = posixpath.splitext(path)[1]
    if kind == ".md" or path in _OF_THE_SITE:
        return None
    if kind not in _PICTURES:
        fix = f"put only pages here, .md, and pictures: {', '.join(sorted(_PICTURES))}"
        return Problem(path, 0, "", f"'{kind}' files are not published", fix)
    if not content.lstrip().startswith(_PICTURES[kind]):
        return Problem(path, 0, "", f"the file is no {kind} picture", "save it as what it is")
    found = _IN_SVG.search(content) if kind == ".svg" else None
    if found:
        sign = found[0].decode("utf-8", "replace").strip()
        line = content.count(b"\n", 0, found.start()) + 1
        message = f"the drawing holds '{sign}', which can run or load something"
        return Problem(path, line, "", message, "draw it without, or save it as .png")
    return None


def _files(briefing: Briefing) -> Iterator[tuple[str, bytes | None]]:
    yield from ((page.path, page.content) for page in briefing.pages)
    yield from ((file.path, file.content) for file in briefing.files)


def _texts(key: Key, value: object) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts((*key, name), inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts((*key, place), inner)


def line_of(page: Page, key: Key) -> int:
    """The line of `key` in the front matter of `page`."""
    return page.front_matter.lines.get(key, 1) if page.front_matter else 1
