"""Three versions of a page's front matter in, one out. The only room that imports ruamel.

A person's value wins; lists merge as sets; comments, quotes and order stay as they are.
"""

import io
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

from briefing import front_matter
from briefing.page_blocks import is_same

_COMMENT = re.compile(r"^[ \t]*#.*|(?<=[ \t])#[ \t].*", re.MULTILINE)
_INDENTATIONS = ((2, 0), (4, 2))
"""Of the items of a list, and of their dashes: the two ways that people and programs use."""
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
    before, mine, theirs = (_values(text) for text in (base, page, new))
    wanted = _merged(before, mine, theirs)
    if wanted == mine:
        return page
    text = _rewritten(page, wanted)
    same = front_matter.parse(text, "").values == wanted
    return text if same and _comments(page) <= _comments(text) else None


def _values(text: str) -> dict[str, Any]:
    return front_matter.parse(text, "").values if text.strip() else {}


def _merged(before: Any, mine: Any, theirs: Any) -> Any:
    """The value that both sides' changes to `before` give; any of them may be absent."""
    if theirs in (before, mine):
        return mine
    if mine == before:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict):
        old = before if isinstance(before, dict) else {}
        keys = [*mine, *(key for key in theirs if key not in mine)]
        sides = ([side.get(key, _ABSENT) for side in (old, mine, theirs)] for key in keys)
        merged = {key: _merged(*values) for key, values in zip(keys, sides, strict=True)}
        return {key: value for key, value in merged.items() if value is not _ABSENT}
    if isinstance(mine, list) and isinstance(theirs, list):
        had = before if isinstance(before, list) else []
        kept = [item for item in mine if item in theirs or item not in had]
        return kept + [item for item in theirs if item not in had and item not in mine]
    return mine


def _rewritten(page: str, wanted: Mapping[str, Any]) -> str:
    """The block `page` with the values `wanted`, and all else as it is."""
    from ruamel.yaml import YAML  # 60 ms that most runs do not need

    opening, _, rest = page.partition("\n")
    block, closing, behind = re.split(r"^(---|\.\.\.)", rest, maxsplit=1, flags=re.MULTILINE)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 2**20
    for sequence, offset in _INDENTATIONS:
        yaml.indent(mapping=2, sequence=sequence, offset=offset)
        if _dumped(yaml, yaml.load(block)) == block:
            break
    values = yaml.load(block)
    _update(values, wanted)
    return f"{opening}\n{_dumped(yaml, values)}{closing}{behind}"


def _update(node: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for key in [key for key in node if key not in wanted]:
        del node[key]
    for key, value in wanted.items():
        if key not in node:
            node[key] = value
        elif isinstance(value, dict) and isinstance(node[key], dict):
            _update(node[key], value)
        elif isinstance(value, list) and isinstance(node[key], list):
            for item in [item for item in node[key] if item not in value]:
                node[key].remove(item)
            node[key].extend(item for item in value if item not in node[key])
        elif node[key] != value:
            node[key] = value


def _dumped(yaml: Any, values: Any) -> str:
    stream = io.StringIO()
    yaml.dump(values, stream)
    return stream.getvalue()


def _comments(text: str) -> set[str]:
    return {match[0].strip() for match in _COMMENT.finditer(text)}
