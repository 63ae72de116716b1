"""The names that a project knows, of articles/entities.yml, and the slips that it looks for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefing.errors import ArticleError
from briefing.markdown.front_matter import parse_yaml
from briefing.markdown.schema import Field, Schema, keys, list_of, one_line, pattern, validate

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
        return re.compile(_any_of(self.slips).pattern, re.IGNORECASE)


NO_NAMES = Names((), {})


def parse_names(text: str, path: str) -> Names:
    """What the file `path` with this `text` says. Raises ArticleError with all that is wrong."""
    values, problems = validate(parse_yaml(text, path), path, ENTITIES_KEYS)
    if problems:
        raise ArticleError(*problems)
    return Names(
        tuple(Entity(**each) for each in values["names"]),
        {each["found"].lower(): each["meant"] for each in values["slips"]},
    )


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    either = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w|-[A-Z0-9])" if either else r"(?!)")
