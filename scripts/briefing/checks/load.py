"""Makes of the bytes of a briefing's files the Briefing that the rules see."""

import functools
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ParamSpec, TypeVar

from briefing.article.last_version import is_last, last_version_file
from briefing.article.model import Article, Passage, PassageKind
from briefing.article.read import check_name
from briefing.article.read import parse as parse_article
from briefing.article.source_lock import is_whole, parse_lock
from briefing.article.split import check_addresses, split
from briefing.checks.model import NO_NAMES, Briefing, Page, PageBlock, parse_names
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter
from briefing.markdown.blocks import (
    PageReading,
    front_matter_and_body,
    normalised,
    page_blocks,
    read_page,
)
from briefing.merge.state import usual_id
from briefing.project import NAMES, SOURCE, Folder
from briefing.text.languages import wording

Given = ParamSpec("Given")
Value = TypeVar("Value")


def load(folder: Folder) -> Briefing:
    """The briefing of `folder`, whatever is wrong with it."""
    broken, about_names = list[Problem](), list[Problem]()
    read = (_read(broken, _article, *file) for file in folder.articles.items())
    articles = [each for each in read if each and _is_sound(broken, folder, each[0], each[2])]
    lock_path = f"articles/{folder.slug}.source.json"
    lock = _read(broken, parse_lock, folder.lock, lock_path) if folder.lock else None
    names = _read(about_names, parse_names, _text(folder.names), NAMES)
    article = articles[0][0] if folder.slug and articles else None
    titles = wording(article.language if article else "en").sections
    sections = {title: name for name, title in titles.items()}
    bases = {name: _text(content) for name, content in folder.bases.items()}
    pages = tuple(_page(*file, bases, sections) for file in folder.pages.items())
    notes = tuple(_page(*file, {}, sections) for file in folder.notes.items())
    return Briefing(
        folder,
        article,
        {_source_page(each.slug, pages): texts for each, texts, _ in articles},
        {_source_page(each.slug, pages): passages for each, _, passages in articles},
        pages,
        notes,
        lock,
        names or NO_NAMES,
        tuple(broken if folder.slug else about_names),
        is_verbatim=article is None or lock is None or is_whole(lock, article.body),
    )


def _read(
    broken: list[Problem], read: Callable[Given, Value], *given: Given.args, **named: Given.kwargs
) -> Value | None:
    """What `read` makes of a file; None where it is not of its form, which is noted as `broken`."""
    try:
        return read(*given, **named)
    except ArticleError as error:
        broken += error.problems
        return None


def _is_sound(
    broken: list[Problem], folder: Folder, article: Article, passages: Sequence[Passage]
) -> bool:
    """Whether anything can be held against `article`; what is wrong is noted as `broken`.

    Where it was changed after the last split, its front matter has addresses from before: its own
    briefing says so, and the site's pages are not held against it.
    """
    kept = folder.state.get(last_version_file(article.slug).as_posix())
    if not is_last(kept, passages):
        return bool(folder.slug)
    checked = len(broken)
    _read(broken, check_addresses, article, passages)
    return len(broken) == checked


@functools.lru_cache(maxsize=1024)
def _article(path: str, content: bytes) -> tuple[Article, Mapping[str, str], tuple[Passage, ...]]:
    """An article, its texts by address, and its passages. Raises ArticleError."""
    check_name(path)
    article = parse_article(content, path)
    passages = split(article.body, article.language, article.author)
    found = dict[str, str]()
    for passage in passages:
        if passage.kind is PassageKind.TEXT and passage.address:
            whole = f"¶{passage.paragraph}"
            found[whole] = found.get(whole, "") + passage.text
            found[passage.address] = passage.text.strip()
    return article, {address: text.strip() for address, text in found.items()}, passages


def _source_page(slug: str, pages: tuple[Page, ...]) -> str:
    moved = (page.path for page in pages if page.id == f"{slug}/{SOURCE}")
    return next(moved, f"docs/{slug}/{SOURCE}.md")


def _page(path: str, content: bytes, bases: Mapping[str, str], sections: Mapping[str, str]) -> Page:
    text = _text(content)
    broken = list[Problem]()
    matter = _read(broken, front_matter.parse, text, path)
    head, body = front_matter_and_body(text)
    document = read_page(text, len(head))
    page = Page(path, content, text, matter, tuple(broken), document, ())
    base = bases.get(page.id or usual_id(path))
    _, known = front_matter_and_body(base or "")
    same = (block for _, block in document.blocks) if known == body else page_blocks(known)
    blocks = tuple(_blocks(document, Counter(block.key for block in same), sections))
    return replace(page, blocks=blocks, has_base=base is not None or not page.id)


def _blocks(
    document: PageReading, generated: Counter[str], sections: Mapping[str, str]
) -> Iterator[PageBlock]:
    """The blocks of `document`; `sections` are the ids of known titles."""
    headings = deque(each for each in document.headings if each.level == 2)
    left, following = deque(document.links), ""
    for start, block in document.blocks:
        end, section = start + len(block.text), following
        while headings and headings[0].start < end:
            title = headings.popleft().words
            following = sections.get(title, title)
        section = following if block.level else section  # within an item, it is for what follows
        known = generated[block.key] > 0
        generated[block.key] -= known
        links = []
        while left and left[0].start < end:
            links.append(left.popleft())
        if block.text:
            yield PageBlock(
                start, block.text, section, block.level, block.group, known, block.kind,
                tuple(links), document,
            )  # fmt: skip


def _text(content: bytes) -> str:
    return normalised(content.decode("utf-8", "replace"))
