"""Read front matter strictly, with the values that the site engine sees in it, and write it.

MkDocs reads YAML 1.1 by PyYAML and drops front matter that it cannot read without a word, so every
error is found here. The only module that imports yaml and frontmatter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import yaml
from frontmatter.default_handlers import YAMLHandler

from briefing.errors import ArticleError, Problem

KeyPath = tuple[str | int, ...]
"""The way to a value: `("themes", 0, "title")`."""

MAX_CHARACTERS = 64_000
MAX_DEPTH = 8
_LONGEST_NUMBER = 100
_FENCE = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = re.compile(r"(?:^|(?<=\r))(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_KEY = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'#:]+):[ \t]+"
_CUT_VALUE = re.compile(
    rf"[ \t]*(?:- +)?(?:{_KEY}|(?<=- )(?!{_KEY}))(?![ \t\"'|>\[{{#])(?:(?![ \t]#).)*[ \t]#[^\s#]"
)
"""A value without quotes that holds `issue #5`: a `#` behind a blank starts a comment."""
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
    body: str = ""


def parse(text: str, path: str) -> FrontMatter:
    """Read the front matter of `text`; `path` is only named in errors.

    Raises ArticleError with the line for whatever is not plain, unambiguous YAML.
    """
    opening = _FENCE.match(text)
    if opening is None:
        fix = "start the file with a line '---', then 'title: …', then a closing line '---'"
        raise _error(path, 1, "no front matter", fix)
    closing = _CLOSE.search(text, opening.end())
    if closing is None:
        fix = "close the block with a line '---' before the text"
        raise _error(path, 1, "the front matter never ends", fix)
    block = text[opening.end() : closing.start()]
    if len(block) > MAX_CHARACTERS:
        message = f"the front matter has {len(block):,} characters; the limit is {MAX_CHARACTERS:,}"
        raise _error(path, 1, message, "move prose into the body, or close the block earlier")
    return replace(parse_yaml(f"\n{block}", path), body=text[closing.end() :])


def parse_yaml(text: str, path: str) -> FrontMatter:
    """Read `text`, which is YAML and no more; the body is empty. Path and errors as above."""
    reader = _Reader(path)
    try:
        reader.refuse_ambiguity(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _error(path, mark.line + 1 if mark else 1, *_in_plain_words(error)) from error
    except yaml.reader.ReaderError as error:
        line = 1 + text.count("\n", 0, error.position)
        message = f"the character U+{error.character:04X} is not allowed here"
        raise _error(path, line, message, "delete it") from error
    values = reader.value(node, ()) if node else None
    if isinstance(values, dict | None):
        return FrontMatter(values or {}, reader.lines, reader.written)
    raise _error(path, reader.lines[()], "not a list of 'key: value' lines")


def dump(values: Mapping[str, object]) -> str:
    """`values` as a front matter block with its fences: in their order, each on one line."""
    block = YAMLHandler().export(dict(values), sort_keys=False, width=2**20)
    return f"---\n{block}\n---\n"


class _Reader:
    """Reads one YAML document and notes where its values stand in the file `path`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.lines: dict[KeyPath, int] = {}
        self.written: dict[KeyPath, str] = {}
        self._constructor = yaml.constructor.SafeConstructor()

    def refuse_ambiguity(self, text: str) -> None:
        """Raise ArticleError for what is ambiguous or dangerous to read."""
        for number, line in enumerate(text.splitlines(), start=1):
            if _CUT_VALUE.match(line):
                message = "everything from ' #' on would be taken for a comment"
                raise _error(self.path, number, message, 'quote the value: title: "Issue #5"')
        depth = documents = 0
        for event in yaml.parse(text, Loader=_Loader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise self._error(event, "a second list of keys", "delete the '---'")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                message = "aliases and anchors ('*', '&') are not allowed"
                raise self._error(event, message, "write the value out; if it is text, quote it")
            if (tag := getattr(event, "tag", None)) not in (None, "!"):
                message = f"the tag '{tag}' is not allowed"
                raise self._error(event, message, "delete it; if it is text, quote the value")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise self._error(event, f"nested more than {MAX_DEPTH} deep")

    def value(self, node: yaml.Node, key: KeyPath) -> object:
        """What `node` holds, which stands under `key`."""
        self.lines.setdefault(key, _line(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*key, place)) for place, each in enumerate(node.value)]
        mapping: dict[str, object] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise self._error(name, "a key must be one word, not a list or a mapping")
            if name.value in mapping:
                raise self._error(name, f"the key '{name.value}' stands twice", "delete one")
            self.lines[(*key, name.value)] = _line(name)
            mapping[name.value] = self.value(value, (*key, name.value))
        return mapping

    def _scalar(self, node: yaml.ScalarNode, key: KeyPath) -> object:
        """A value as PyYAML constructs it (YAML 1.1): NO is false, 12:30 is 750."""
        text: str = node.value
        if node.tag == _Loader.DEFAULT_SCALAR_TAG:
            return text
        try:
            if len(text) > _LONGEST_NUMBER:
                raise ValueError
            value: object = self._constructor.construct_object(node)
        except (ValueError, yaml.constructor.ConstructorError) as error:
            fix = "quote it if it is text; a date has to exist"
            message = f"YAML cannot read '{text[:_LONGEST_NUMBER]}'"
            raise self._error(node, message, fix) from error
        if isinstance(value, date) and str(value) == text:
            return text
        self.written[key] = text
        return value

    def _error(self, place: yaml.Event | yaml.Node, message: str, fix: str = "") -> ArticleError:
        return _error(self.path, _line(place), message, fix)


def _in_plain_words(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    problem = error.problem or "not valid YAML"
    if "mapping values are not allowed" in problem:
        return "a colon inside the value is read as a second key", 'quote it: title: "One: two"'
    if "cannot start any token" in problem:
        return f"not valid YAML: {problem}", "indent with spaces, and quote values that start oddly"
    return f"not valid YAML: {problem}", "check the quotes and the indentation of this line"


def _line(place: yaml.Event | yaml.Node) -> int:
    """The line of the text, counted from 1."""
    return place.start_mark.line + 1 if place.start_mark else 1


def _error(path: str, line: int, message: str, fix: str = "") -> ArticleError:
    return ArticleError(Problem(path, line, "front-matter", message, fix))
