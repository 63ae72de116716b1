"""Front matter in and out, strictly. The only room that imports yaml and frontmatter.

MkDocs drops front matter that it cannot parse without a word, so every error is found here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import frontmatter.default_handlers
import yaml

from briefing.errors import ArticleError, Problem

Key = tuple[str | int, ...]
"""The way to a value: `("themes", 0, "title")`."""

MAX_CHARACTERS = 64_000
MAX_DEPTH = 8
_FENCE = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_CLOSE_AFTER_CR = re.compile(r"(?<=\r)(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+")
_CUT_VALUE = re.compile(r"[ \t]*(?:- +)?[\w-]+:[ \t]+(?![\"'|>\[{#])[^#]*[ \t]#[^\s#]")
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a block, the line of each (from 1, in the file), and the text behind it."""

    values: dict[str, object]
    lines: Mapping[Key, int]
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
        if str(error) != "no front matter":
            fix = "close the block with a line '---' before the text"
        raise _error(path, 1, str(error), fix) from error
    if len(block) > MAX_CHARACTERS:
        message = f"the front matter has {len(block):,} characters; the limit is {MAX_CHARACTERS:,}"
        raise _error(path, 1, message, "move prose into the body, or close the block earlier")
    lines: dict[Key, int] = {}
    values = _load(block, path, lines)
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise _error(path, 2, "the front matter is not a list of 'key: value' lines")
    return FrontMatter(values, lines, body)


def dump(values: Mapping[str, object]) -> str:
    """`values` as a front matter block with its fences and a final line end."""
    return f"---\n{StrictHandler().export(values)}\n---\n"


def _load(block: str, path: str, lines: dict[Key, int]) -> object:
    """The value of `block`, with the line of every key and item noted in `lines`."""
    try:
        _refuse_cut_values(block, path)
        events = _checked(yaml.parse(block, Loader=_Loader), path)
        first = next(events, None)
        return None if first is None else _value(first, events, (), path, lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _error(path, (mark.line if mark else 0) + 2, *_in_plain_words(error)) from error
    except yaml.reader.ReaderError as error:
        line = 2 + block.count("\n", 0, error.position)
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message = f"the character U+{code:04X} is not allowed here"
        raise _error(path, line, message, "delete it") from error


def _refuse_cut_values(block: str, path: str) -> None:
    """A `#` behind a blank starts a comment: `issue #5` in a plain value would be cut."""
    for number, line in enumerate(block.splitlines(), start=2):
        if _CUT_VALUE.match(line):
            message = "everything from ' #' on would be taken for a comment"
            raise _error(path, number, message, 'quote the value: title: "Issue #5"')


def _in_plain_words(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    problem = error.problem or "not valid YAML"
    if "mapping values are not allowed" in problem:
        return "a colon inside the value is read as a second key", 'quote it: title: "One: two"'
    if "cannot start any token" in problem:
        return f"not valid YAML: {problem}", "indent with spaces, and quote values that start oddly"
    return f"not valid YAML: {problem}", "check the quotes and the indentation of this line"


def _checked(events: Iterator[yaml.Event], path: str) -> Iterator[yaml.Event]:
    """The events that carry values; refuses what makes YAML ambiguous or dangerous."""
    depth = 0
    for event in events:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            fix = "write the value out; if it is text, quote it"
            raise _error(path, line, "aliases and anchors ('*', '&') are not allowed", fix)
        if (tag := getattr(event, "tag", None)) not in (None, "!"):
            fix = "delete it; if it is text, quote the value"
            raise _error(path, line, f"the tag '{tag}' is not allowed", fix)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _error(path, line, f"nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _value(
    event: yaml.Event, events: Iterator[yaml.Event], key: Key, path: str, lines: dict[Key, int]
) -> object:
    lines.setdefault(key, _line(event))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[object] = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_value(item, events, (*key, len(items)), path, lines))
        return items
    mapping: dict[str, object] = {}
    while not isinstance(name := next(events), yaml.MappingEndEvent):
        line = _line(name)
        if not isinstance(name, yaml.ScalarEvent):
            raise _error(path, line, "a key must be one word, not a list or a mapping")
        if name.value in mapping:
            raise _error(path, line, f"the key '{name.value}' stands twice", "delete one")
        lines[(*key, name.value)] = line
        mapping[name.value] = _value(next(events), events, (*key, name.value), path, lines)
    return mapping


def _scalar(event: yaml.ScalarEvent) -> object:
    """YAML 1.2's plain values only: NO, 12:30 and 2025-01-27 stay text."""
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text) and len(text) < 20:
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _line(event: yaml.Event) -> int:
    """The line of the file, counted from 1: the block starts behind its fence."""
    return event.start_mark.line + 2 if event.start_mark else 1


def _error(path: str, line: int, message: str, fix: str = "") -> ArticleError:
    return ArticleError(Problem(path, line, "front-matter", message, fix))
