"""What the rules see: the blocks of a page, the page, its briefing, and the names it knows."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing.article.first_words import REVIEW, FirstWords
from briefing.article.model import Article, Passage
from briefing.article.notes import Note, read_note
from briefing.article.source_lock import SourceLock
from briefing.errors import ArticleError, Problem
from briefing.markdown.blocks import PageReading
from briefing.markdown.contents import PageLink
from briefing.markdown.front_matter import FrontMatter, parse_yaml
from briefing.markdown.lines import cells, has_border
from briefing.markdown.schema import Field, Schema, keys, list_of, one_line, pattern, validate
from briefing.project import Folder, linked_from, part_of
from briefing.text.patterns import MASK, one_of

PASSAGES = ("passages",)
"""The sections that hold passages of the article."""
KINDS = ("person", "company", "body", "product", "index", "term", "place")
_kind = pattern("|".join(KINDS), f"must be one of {', '.join(KINDS)}")
NAME_KEYS: Schema = {
    "name": Field(one_line, missing="add the name as we write it"),
    "also": Field(list_of(one_line), default=()),
    "kind": Field(_kind, missing="add its kind"),
}
SLIP_KEYS: Schema = {
    "found": Field(one_line, missing="add what is written by mistake"),
    "meant": Field(one_line, missing="add what is meant"),
}
ENTITIES_KEYS: Schema = {
    "names": Field(list_of(keys(NAME_KEYS)), default=()),
    "slips": Field(list_of(keys(SLIP_KEYS)), default=()),
}
"""What articles/entities.yml may hold."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something with a name. `kind` is one of KINDS."""

    name: str
    also: tuple[str, ...]
    kind: str

    @property
    def forms(self) -> tuple[str, ...]:
        """All that it is called, the full name first."""
        return self.name, *self.also


@dataclass(frozen=True)
class Names:
    """What articles/entities.yml holds; `slips` are words in small letters, and what they mean."""

    entities: tuple[Entity, ...]
    slips: Mapping[str, str]

    @cached_property
    def by_form(self) -> dict[str, Entity]:
        """Each form of a name with what it is a name of."""
        return {form: entity for entity in self.entities for form in entity.forms}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches every form of every name, the longest first."""
        return _any_of(self.by_form)

    @cached_property
    def slip_pattern(self) -> re.Pattern[str]:
        """Matches the words of every slip, in any case."""
        return _any_of(self.slips, re.IGNORECASE)


NO_NAMES = Names((), {})


@lru_cache(maxsize=8)
def parse_names(text: str, path: str) -> Names:
    """What the file `path` with this `text` says. Raises ArticleError with all that is wrong."""
    values, problems = validate(parse_yaml(text, path), path, ENTITIES_KEYS)
    if problems:
        raise ArticleError(*problems)
    return Names(
        tuple(Entity(**each) for each in values["names"]),
        {each["found"].lower(): each["meant"] for each in values["slips"]},
    )


def _any_of(forms: Collection[str], flags: int = 0) -> re.Pattern[str]:
    either = one_of(forms).replace(" ", r"\s+") if forms else "(?!)"
    return re.compile(rf"(?<![\w-]){either}(?!\w|-[A-Z0-9])", flags)


@dataclass(frozen=True)
class PageBlock:
    """What a person changes as a whole: a paragraph, a row, an item, a note with its body.

    It begins at `start` of the text of its page, in which its `links` have their offsets too.
    `section` is the heading of level 2 above it without its anchor, or its id where it is one of
    our own (text/languages); empty before the first. `level`, `group` and `kind` are those of
    markdown/blocks.py. `generated`: the compiler wrote it just so, or, where the base of the page
    is missing, may have.
    """

    start: int
    text: str
    section: str
    level: int
    group: str
    generated: bool
    kind: str
    links: tuple[PageLink, ...]
    document: PageReading

    @cached_property
    def shown(self) -> str:
        """Its text with MASK for what no reader sees as words: marks, targets, addresses."""
        return self.document.shown(self.start, self.start + len(self.text))

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, and not its head."""
        return self.kind == "tr" and "\n" not in self.text

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Where in its text the cells of a row stand that are not empty."""
        places = cells(self.text, border=has_border(self.group))
        return [(start, end) for start, end in places if start < end]

    @cached_property
    def words(self) -> str:
        """What a reader sees as words, as long as the text, with blanks for the rest."""
        return self.shown.replace(MASK, " ")

    @property
    def is_note(self) -> bool:
        """Whether it is the box of a note: one that folds is drawn up by rules."""
        return self.kind == "note" and self.text.startswith("!!!")


def is_origin(link: PageLink) -> bool:
    """Whether a link says where a statement is from: the article, a note, or a source outside."""
    return link.is_source or link.is_outside or link.is_note


def is_gone(link: PageLink) -> bool:
    """Whether a link cites a passage that the article no longer has, and so leads to none."""
    return link.title.startswith(REVIEW) and "#" not in link.target


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One Markdown file below `docs/`, a page or a note. `path` is below the root, with `/`.

    `content` are its bytes; `text` has Unix line ends and no byte-order
    mark. `front_matter` is None where it cannot be read, and `broken` then says why; `document` is
    what stands behind it.
    Without `has_base` nobody knows what was generated on it, and all counts as by people.
    Compared by identity, so that a look into a cache does not hash its text.
    """

    path: str
    content: bytes
    text: str
    front_matter: FrontMatter | None
    broken: tuple[Problem, ...]
    document: PageReading
    blocks: tuple[PageBlock, ...]
    has_base: bool = True

    @property
    def is_note(self) -> bool:
        """Whether it is the file of a note."""
        return part_of(self.path) == "note"

    @property
    def note(self) -> Note | None:
        """What it says, if it is the file of a note, and sound."""
        return read_note(self.content or b"", self.path)[0] if self.is_note else None

    @property
    def linked_from(self) -> str:
        """The path from which its links lead."""
        return linked_from(self.path)

    @property
    def id(self) -> str:
        """The id that the compiler gave it; empty for a page that a person made."""
        return str((self.front_matter and self.front_matter.values.get("id")) or "")

    @property
    def citations(self) -> list[PageLink]:
        """The links that cite passages."""
        return [link for link in self.document.links if link.cites]

    def by_people(self) -> Iterator[PageBlock]:
        """The blocks that people wrote or changed."""
        return (block for block in self.blocks if not block.generated)

    def section(self, name: str) -> Iterator[PageBlock]:
        """The blocks in the section `name`, without its heading."""
        return (b for b in self.blocks if b.section == name and b.level != 2)

    def line(self, offset: int) -> int:
        """The line, from 1, of what stands at `offset` of the text."""
        return 1 + self.text.count("\n", 0, offset)

    def problem(self, offset: int, message: str, fix: str = "", severity: str = "") -> Problem:
        """A problem at `offset` of the text."""
        column = offset - self.text.rfind("\n", 0, offset)
        return Problem(self.path, self.line(offset), "", message, fix, column, severity)


@dataclass(frozen=True, eq=False)
class Briefing:
    """The pages of one article, or those of the site that belong to none, made of a `folder`.

    `sources` has the passages by address ("¶4", "¶4.1"), by the path of the source page that
    shows them: those of the article; for the site's own pages those of all articles. `passages`
    are the same with all that has no address. `article` is None where there is none, or where it
    cannot be read, and `broken` then says why. `names` are those that the project knows.
    `is_verbatim`: the article is the source's text itself, where with a lock it may be an account.
    """

    folder: Folder
    article: Article | None
    sources: Mapping[str, Mapping[str, str]]
    passages: Mapping[str, tuple[Passage, ...]]
    pages: tuple[Page, ...]
    notes: tuple[Page, ...]
    lock: SourceLock | None
    names: Names
    broken: tuple[Problem, ...]
    is_verbatim: bool

    @property
    def language(self) -> str:
        """The language of the article; the site's own pages are in English."""
        return self.article.language if self.article else "en"

    @property
    def addresses(self) -> Mapping[str, str]:
        """The text of each passage and paragraph of the article by its address."""
        return next(iter(self.sources.values()), {}) if self.folder.slug else {}

    @cached_property
    def first_words(self) -> Mapping[str, FirstWords]:
        """The words by which citations say what they cite, by the path of the source page."""
        return {path: FirstWords(passages) for path, passages in self.passages.items()}
