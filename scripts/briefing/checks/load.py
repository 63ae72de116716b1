"""Makes of the bytes of a briefing's files the Briefing that the rules see."""

import functools
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.article.model import Article, PassageKind
from briefing.article.read import parse as parse_article
from briefing.article.source_lock import is_whole, parse_lock
from briefing.article.split import split_article
from briefing.checks.model import NO_NAMES, Briefing, Names, Page, PageBlock, parse_names
from briefing.errors import ArticleError, Problem
from briefing.markdown import front_matter
from briefing.markdown.blocks import front_matter_and_body, normalised, page_blocks
from briefing.markdown.reading import PageReading, read_page
from briefing.project import NAMES, SOURCE, Folder
from briefing.text.languages import wording


def load(folder: Folder) -> Briefing:
    """The briefing of `folder`, whatever is wrong with it."""
    articles, lock, broken = list[tuple[Article, Mapping[str, str]]](), None, list[Problem]()
    for path, content in folder.articles.items():
        try:
            articles.append(_article(content, path))
        except ArticleError as error:
            broken += error.problems
    try:
        if folder.lock:
            lock = parse_lock(folder.lock, f"articles/{folder.slug}.source.json")
    except ArticleError as error:
        broken += error.problems
    article = articles[0][0] if folder.slug and articles else None
    titles = wording(article.language if article else "en").sections
    sections = {title: name for name, title in titles.items()}
    bases = {name: _text(content) for name, content in folder.bases.items()}
    pages = tuple(_page(*file, bases, sections) for file in folder.pages.items())
    names, about_names = _names(folder.names)
    return Briefing(
        folder,
        article,
        {_source_page(each.slug, pages): passages for each, passages in articles},
        pages,
        lock,
        names,
        tuple(broken) if folder.slug else about_names,
        is_verbatim=article is None or lock is None or is_whole(lock, article.body),
    )


@functools.lru_cache(maxsize=8)
def _names(content: bytes) -> tuple[Names, tuple[Problem, ...]]:
    """The names that the project knows; none, and why, where the file is not of its form."""
    try:
        return parse_names(_text(content), NAMES), ()
    except ArticleError as error:
        return NO_NAMES, error.problems


@functools.lru_cache(maxsize=1024)
def _article(content: bytes, path: str) -> tuple[Article, Mapping[str, str]]:
    """An article with its passages by address. Raises ArticleError."""
    article = parse_article(content, path)
    found = dict[str, str]()
    for passage in split_article(article):
        if passage.kind is PassageKind.TEXT and passage.address:
            whole = f"¶{passage.paragraph}"
            found[whole] = found.get(whole, "") + passage.text
            found[passage.address] = passage.text.strip()
    return article, {address: text.strip() for address, text in found.items()}


def _source_page(slug: str, pages: tuple[Page, ...]) -> str:
    moved = (page.path for page in pages if page.id == f"{slug}/{SOURCE}")
    return next(moved, f"docs/{slug}/{SOURCE}.md")


def _page(
    path: str, content: bytes | None, bases: Mapping[str, str], sections: Mapping[str, str]
) -> Page:
    text = _text(content or b"")
    try:
        matter = front_matter.parse(text, path)
    except ArticleError:
        matter = None
    head, body = front_matter_and_body(text)
    document = read_page(text, len(head))
    page = Page(path, content, text, matter, document, ())
    base = bases.get(page.id or path.removeprefix("docs/").removesuffix(".md"))
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
