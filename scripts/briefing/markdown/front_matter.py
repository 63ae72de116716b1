"""Read front matter strictly, with the values that the site engine sees in it, and write it.

MkDocs reads YAML 1.1 by PyYAML and drops front matter that it cannot read without a word, so every
error is found here. The only module that imports yaml and frontmatter.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import frontmatter.default_handlers
import yaml

from briefing.errors import ArticleError, Problem

KeyPath = tuple[str | int, ...]
"""The way to a value: `("themes", 0, "title")`."""

MAX_CHARACTERS = 64_000
MAX_DEPTH = 8
_LONGEST_NUMBER = 100
_FENCE = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_CLOSE_AFTER_CR = re.compile(r"(?<=\r)(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_KEY = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'#:]+):[ \t]+"
_CUT_VALUE = re.compile(
    rf"[ \t]*(?:- +)?(?:{_KEY}|(?<=- )(?!{_KEY}))(?![ \t\"'|>\[{{#])(?:(?![ \t]#).)*[ \t]#[^\s#]"
)
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a block as MkDocs reads them, and the text behind the block.

    A date is text, if the site shows it as it is written. `lines` has the line of each value,
    from 1, in the file; `written` how a value stands there that is read as something else than
    text: `12:30` for 750, `NO` for false.
    """

    values: dict[str, object]
    lines: Mapping[KeyPath, int]
    written: Mapping[KeyPath, str]
    body: str


class StrictHandler(frontmatter.default_handlers.YAMLHandler):
    """python-frontmatter's YAML handler, with MkDocs's fences and the body kept to the byte."""

    def split(self, text: str) -> tuple[str, str]:
        """Cut `text` into the block between the fences and all that follows.

        Raises ValueError where a fence is missing.
        """
        opening = _FENCE.match(text)
        if opening is None:
            raise ValueError("no front matter")
        closing = _CLOSE.search(text, opening.end()) or _CLOSE_AFTER_CR.search(text, opening.end())
        if closing is None:
            raise ValueError("the front matter never ends")
        return text[opening.end() : closing.start()], text[closing.end() :]

    def export(self, metadata: Mapping[str, object], **kwargs: object) -> str:
        """Dump `metadata` in its own order, one line a value however long."""
        return str(super().export(dict(metadata), sort_keys=False, width=2**20, **kwargs))


def parse(text: str, path: str) -> FrontMatter:
    """Read the front matter of `text`; `path` is only named in errors.

    Raises ArticleError with the line for whatever is not plain, unambiguous YAML.
    """
    try:
        block, body = StrictHandler().split(text)
    except ValueError as error:
        fix = "start the file with a line '---', then 'title: …', then a closing line '---'"
        if _FENCE.match(text):
            fix = "close the block with a line '---' before the text"
        raise _error(path, 1, str(error), fix) from error
    if len(block) > MAX_CHARACTERS:
        message = f"the front matter has {len(block):,} characters; the limit is {MAX_CHARACTERS:,}"
        raise _error(path, 1, message, "move prose into the body, or close the block earlier")
    return replace(parse_yaml(f"\n{block}", path), body=body)


def parse_yaml(text: str, path: str) -> FrontMatter:
    """Read `text`, which is YAML and no more; the body is empty. Path and errors as above."""
    reader = _Reader(path)
    values = reader.read(text)
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise _error(path, reader.lines[()], "not a list of 'key: value' lines")
    return FrontMatter(values, reader.lines, reader.written, "")


def dump(values: Mapping[str, object]) -> str:
    """`values` as a front matter block with its fences and a final line end."""
    return f"---\n{StrictHandler().export(values)}\n---\n"


class _Reader:
    """Reads one YAML document of the file `path` and notes where its values stand."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[KeyPath, int] = {}
        self.written: dict[KeyPath, str] = {}
        self._constructor = yaml.constructor.SafeConstructor()

    def read(self, text: str) -> object:
        """The value of the document; None if there is none."""
        self._refuse_cut_values(text)
        try:
            events = self._checked(yaml.parse(text, Loader=_Loader))
            first = next(events, None)
            value = None if first is None else self._value(first, events, ())
            if (second := next(events, None)) is not None:
                raise _error(self.path, _line(second), "a second list of keys", "delete the '---'")
            return value
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise _error(self.path, line, *_in_plain_words(error)) from error
        except yaml.reader.ReaderError as error:
            line = 1 + text.count("\n", 0, error.position)
            code = error.character if isinstance(error.character, int) else ord(error.character)
            message = f"the character U+{code:04X} is not allowed here"
            raise _error(self.path, line, message, "delete it") from error

    def _refuse_cut_values(self, text: str) -> None:
        """A `#` behind a blank starts a comment: `issue #5` in a plain value would be cut."""
        for number, line in enumerate(text.splitlines(), start=1):
            if _CUT_VALUE.match(line):
                message = "everything from ' #' on would be taken for a comment"
                raise _error(self.path, number, message, 'quote the value: title: "Issue #5"')

    def _checked(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        """The events that carry values; refuses what makes YAML ambiguous or dangerous."""
        depth = 0
        for event in events:
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                fix = "write the value out; if it is text, quote it"
                message = "aliases and anchors ('*', '&') are not allowed"
                raise _error(self.path, _line(event), message, fix)
            if (tag := getattr(event, "tag", None)) not in (None, "!"):
                fix = "delete it; if it is text, quote the value"
                raise _error(self.path, _line(event), f"the tag '{tag}' is not allowed", fix)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise _error(self.path, _line(event), f"nested more than {MAX_DEPTH} deep")
            if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                yield event

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], key: KeyPath) -> object:
        self.lines.setdefault(key, _line(event))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, key)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[object] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self._value(item, events, (*key, len(items))))
            return items
        mapping: dict[str, object] = {}
        while not isinstance(name := next(events), yaml.MappingEndEvent):
            line = _line(name)
            if not isinstance(name, yaml.ScalarEvent):
                message = "a key must be one word, not a list or a mapping"
                raise _error(self.path, line, message)
            if name.value in mapping:
                message = f"the key '{name.value}' stands twice"
                raise _error(self.path, line, message, "delete one")
            self.lines[(*key, name.value)] = line
            mapping[name.value] = self._value(next(events), events, (*key, name.value))
        return mapping

    def _scalar(self, event: yaml.ScalarEvent, key: KeyPath) -> object:
        """A value as PyYAML constructs it (YAML 1.1): NO is false, 12:30 is 750."""
        text: str = event.value
        tag = _tag(text) if event.implicit[0] else ""
        if not tag:
            return text
        try:
            if len(text) > _LONGEST_NUMBER:
                raise ValueError
            value: object = self._constructor.construct_object(yaml.ScalarNode(tag, text))
        except (ValueError, yaml.constructor.ConstructorError) as error:
            fix = "quote it if it is text; a date has to exist"
            message = f"YAML cannot read '{text[:_LONGEST_NUMBER]}'"
            raise _error(self.path, _line(event), message, fix) from error
        if isinstance(value, date) and str(value) == text:
            return text
        self.written[key] = text
        return value


def _tag(text: str) -> str:
    """What YAML 1.1 takes a value without quotes for; empty where it is text."""
    patterns = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], ())
    return next((tag for tag, pattern in patterns if pattern.match(text)), "")


def _in_plain_words(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    problem = error.problem or "not valid YAML"
    if "mapping values are not allowed" in problem:
        return "a colon inside the value is read as a second key", 'quote it: title: "One: two"'
    if "cannot start any token" in problem:
        return f"not valid YAML: {problem}", "indent with spaces, and quote values that start oddly"
    return f"not valid YAML: {problem}", "check the quotes and the indentation of this line"


def _line(event: yaml.Event) -> int:
    """The line of the text, counted from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


def _error(path: str, line: int, message: str, fix: str = "") -> ArticleError:
    return ArticleError(Problem(path, line, "front-matter", message, fix))
