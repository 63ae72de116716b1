"""A text and the names that we know in, what is amiss with its names out. Knows no page, no disk.

It finds what may be a slip. Whether it is one, a person decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.errors import ArticleError
from briefing.markdown.front_matter import parse_yaml
from briefing.markdown.schema import Field, Schema, keys, list_of, one_line, pattern, validate
from briefing.text.names import without_first_words

_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{0,6}[A-Z])\)")
_LINKS = "(?:of|the|and|for|on|in)"
_LONG_FORM = re.compile(rf"((?:[A-Z][\w’'-]*)(?:\s(?:{_LINKS}\s)*[A-Z][\w’'-]*)*)\s\Z")
_MODELS = re.compile(r"\b[Mm]odels?\s(?:such\sas|like|including)\s([^.;:()]*)")
KINDS = ("person", "company", "body", "product", "index", "term", "place")
_EVERYWHERE = ("place", "term")
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


@dataclass(frozen=True, slots=True)
class Slip:
    """Words that are often written for others."""

    found: str
    meant: str


@dataclass(frozen=True, slots=True)
class Amiss:
    """`text` is the stretch `[start:end]`; `reason` says what is odd about it."""

    text: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Names:
    """What articles/entities.yml holds."""

    entities: tuple[Entity, ...]
    slips: tuple[Slip, ...]

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
        return re.compile(_any_of([slip.found for slip in self.slips]).pattern, re.IGNORECASE)


NO_NAMES = Names((), ())


def parse_names(text: str, path: str) -> Names:
    """What the file `path` with this `text` says. Raises ArticleError with all that is wrong."""
    values, problems = validate(parse_yaml(text, path), path, ENTITIES_KEYS)
    if problems:
        raise ArticleError(*problems)
    return Names(
        tuple(Entity(**each) for each in values["names"]),
        tuple(Slip(**each) for each in values["slips"]),
    )


def find_amiss(text: str, known: Names) -> Iterator[Amiss]:
    """What may be a slip in `text`: its acronyms, its words, and what it takes companies for."""
    yield from _acronyms(text, known)
    meant = {slip.found.lower(): slip.meant for slip in known.slips}
    for match in known.slip_pattern.finditer(text):
        words = " ".join(match[0].split())
        yield Amiss(match[0], *match.span(), f"is likely a slip for {meant[words.lower()]}")
    for match in _MODELS.finditer(text):
        for name in known.pattern.finditer(text, *match.span(1)):
            is_company = known.by_form[name[0]].kind == "company"
            if is_company and not re.match(r"['’-]", text[name.end() : name.end() + 1]):
                yield Amiss(name[0], *name.span(), "is a company, not a model")


def _acronyms(text: str, known: Names) -> Iterator[Amiss]:
    """`Cybersecurity Administration of China (CAC)`: the acronym is known, with another name."""
    for match in _ACRONYM.finditer(text):
        entity = known.by_form.get(match[1])
        before = _LONG_FORM.search(text, 0, match.start())
        if entity is None or before is None:
            continue
        start = without_first_words(text, before.start(1), before.end(1))
        if text[start : before.end(1)] not in entity.forms:
            reason = f"is not what {match[1]} stands for: {entity.name}"
            yield Amiss(text[start : match.end()], start, match.end(), reason)


def strangers(text: str, passages: Sequence[str], known: Names) -> Iterator[Amiss]:
    """The known names in `text`, places aside, that none of the cited `passages` has."""
    there = {known.by_form[m[0]].name for each in passages for m in known.pattern.finditer(each)}
    for match in known.pattern.finditer(text):
        entity = known.by_form[match[0]]
        if entity.kind not in _EVERYWHERE and entity.name not in there:
            yield Amiss(match[0], *match.span(), "is not named there")


def _any_of(forms: Sequence[str] | Mapping[str, object]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w|-[A-Z0-9])" if either else r"(?!)")
