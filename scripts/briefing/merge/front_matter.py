"""Merges three versions of a page's front matter into one; the only importer of ruamel.

A person's value wins; lists merge as sets; comments, quotes and order stay as they are.
"""

import io
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from briefing.errors import ArticleError
from briefing.markdown import front_matter
from briefing.markdown.blocks import is_same
from briefing.markdown.front_matter import FrontMatter

_COMMENT = re.compile(r"^[ \t]*#.*|(?<=[ \t])#[ \t].*", re.MULTILINE)
_INDENTED_ITEM = re.compile(r"^[ \t]+- ", re.MULTILINE)
_CLOSING = re.compile(r"(?:---|\.\.\.)\s*$")
_ABSENT = object()


def merge_front_matter(base: str, page: str, new: str) -> str | None:
    """Bring what changed from `base` to `new` into `page`: front matter blocks with their fences.

    Where both changed a value, that of the page stays. None if the page's block cannot be changed
    without losing a comment. Raises ArticleError for a block that cannot be read.
    """
    if is_same(new, base) or is_same(new, page) or not page.strip():
        return page
    if is_same(page, base):
        return new
    before, mine, theirs = map(_parsed, (base, page, new))
    wanted = _merged_mapping(before.values, mine.values, theirs.values)
    if wanted == mine.values:
        return page
    text = _rewritten(_Block(base, before), _Block(page, mine), _Block(new, theirs), wanted)
    same = front_matter.parse(text, "").values == wanted
    return text if same and _comments(page) <= _comments(text) else None


def says_the_same(one: str, other: str) -> bool:
    """Whether two blocks differ in quotes, indents and line ends at most."""
    if is_same(one, other):
        return True
    try:
        same = _parsed(one).values == _parsed(other).values
    except ArticleError:
        return False
    return same and _comments(one) == _comments(other)


def _parsed(text: str) -> FrontMatter:
    return front_matter.parse(text if text.strip() else "---\n---\n", "")


def _merged(before: Any, mine: Any, theirs: Any) -> Any:
    """The value that both sides' changes to `before` give; any of them may be absent."""
    if theirs in (before, mine):
        return mine
    if mine == before:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _merged_mapping(before if isinstance(before, dict) else {}, mine, theirs)
    if isinstance(mine, list) and isinstance(theirs, list):
        return _merged_list(before if isinstance(before, list) else [], mine, theirs)
    return mine


def _merged_mapping(
    before: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    sides = before, mine, theirs
    merged = {
        key: _merged(*(side.get(key, _ABSENT) for side in sides)) for key in {**mine, **theirs}
    }
    return {key: value for key, value in merged.items() if value is not _ABSENT}


def _merged_list(before: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    kept = [item for item in mine if item in theirs or item not in before]
    return kept + [item for item in theirs if item not in before and item not in mine]


class _Block:
    """A front matter block cut into the lines of its keys, and what stands before and behind."""

    def __init__(self, text: str, found: FrontMatter) -> None:
        lines = text.splitlines(keepends=True)
        end = max((number for number, line in enumerate(lines) if _CLOSING.match(line)), default=0)
        starts = [found.lines[key,] - 1 for key in found.values]
        spans = zip(found.values, starts, [*starts[1:], end], strict=True)
        self.parts = {key: "".join(lines[start:behind]) for key, start, behind in spans}
        self.head = "".join(lines[: min(starts, default=end)])
        self.tail = "".join(lines[end:])
        self.values = found.values


def _rewritten(base: _Block, page: _Block, new: _Block, wanted: Mapping[str, Any]) -> str:
    """The block `page` with the values `wanted`.

    The lines of a key whose value stays are left to the letter; those that nobody edited become
    the new ones to the letter.
    """
    text = page.head
    for key, part in page.parts.items():
        if key not in wanted:
            continue
        if wanted[key] == page.values[key]:
            text += part
        elif part == base.parts.get(key) and key in new.parts:
            text += new.parts[key]
        else:
            text += _with_value(part, key, wanted[key])
    added = (part for key, part in new.parts.items() if key in wanted and key not in page.parts)
    return text + "".join(added) + page.tail


def _with_value(part: str, key: str, value: Any) -> str:
    """The lines of one key with another value, and all else as it is."""
    from ruamel.yaml import YAML  # 60 ms that most runs do not need

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 2**20
    if _INDENTED_ITEM.search(part):
        yaml.indent(mapping=2, sequence=4, offset=2)
    values = yaml.load(part)
    _update(values, {key: value})
    stream = io.StringIO()
    yaml.dump(values, stream)
    return stream.getvalue()


def _update(node: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Make `node`, with its comments, hold the values `wanted` and no others."""
    for key in [key for key in node if key not in wanted]:
        del node[key]
    for key, value in wanted.items():
        old = node.get(key, _ABSENT)
        if isinstance(value, dict) and isinstance(old, dict):
            _update(old, value)
        elif isinstance(value, list) and isinstance(old, list):
            for item in [item for item in old if item not in value]:
                old.remove(item)
            old.extend(item for item in value if item not in old)
        elif old != value:
            node[key] = value


def _comments(text: str) -> set[str]:
    return {match[0].strip() for match in _COMMENT.finditer(text)}
