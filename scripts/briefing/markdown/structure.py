"""Reads how the blocks of a page stand in each other, as the site's engine does.

Python-Markdown cuts a text at blank lines. What a chunk between them is, it asks one processor
after another, by the chunk's first signs and by the element before it; this asks in the same order,
but line by line, with the extensions that mkdocs.yml names.
"""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.markdown.lines import (
    DEFINITION,
    INDENT,
    ITEM,
    MARKS,
    NESTED_ITEM,
    NOTE,
    Chunk,
    Definitions,
    Line,
    cells,
    chunks,
    columns,
    detabbed,
    has_border,
    heading_of,
    is_underline,
    kinds_of,
    loosened,
    stripped,
    unquoted,
)

_DEEPEST = 40
"""So far down, what is nested is read as a paragraph."""
_LAZY = re.compile(r" {0,3}[^ :]")
_LISTS = ("ul", "ol")


@dataclass(slots=True, eq=False)
class _Node:
    """An element with the lines of its own text."""

    tag: str
    text: list[Line] = field(default_factory=list)
    children: "list[_Node]" = field(default_factory=list)

    def last(self) -> "_Node | None":
        return self.children[-1] if self.children else None


@dataclass(slots=True)
class Structure:
    """What stands on a page.

    `starts` are the blocks that stand in no other: where the first line of each ends, its tag, for
    a row the head of its table. `leaves` are the lines of each text with the tag around it.
    """

    starts: list[tuple[int, str, str]] = field(default_factory=list)
    leaves: list[tuple[str, list[Line]]] = field(default_factory=list)
    definitions: Definitions = field(default_factory=Definitions)
    _root: _Node = field(default_factory=lambda: _Node("root"))
    _states: list[str] = field(default_factory=lambda: [""])

    def read(self, lines: Iterable[Line]) -> None:
        """Read the lines of a page, of which fences and raw HTML were cut out."""
        self._content(self._root, lines)
        for note in self.definitions.footnotes.values():
            self._content(_Node("footnote"), note)

    def _content(self, parent: _Node, lines: Iterable[Line], state: str = "") -> None:
        """Read `lines` as what stands in `parent`."""
        self._states.append(state or self._states[-1])
        left = deque(chunks(lines))
        while left:
            chunk = left.popleft()
            self._lines(parent, Chunk(chunk, kinds_of(chunk), left), 0, len(chunk))
        self._states.pop()

    def _lines(self, parent: _Node, chunk: Chunk, at: int, end: int) -> None:
        while at < end:
            at = self._block(parent, chunk, at, end)

    def _block(self, parent: _Node, chunk: Chunk, at: int, end: int) -> int:
        """Read the block that begins on line `at`, and return the number of the line behind it."""
        lines, note = chunk.lines, chunk.kinds.find("n", at, end)
        line = lines[at][0]
        if not line:
            return at + 1
        if note == at or len(self._states) > _DEEPEST:
            return (self._note if note == at else self._paragraph)(parent, chunk, at, end)
        if note > at:
            self._lines(parent, chunk, at, note)
            return note
        if line.startswith(INDENT):
            return self._indented(parent, chunk, at, end)
        if "|" in line and (count := columns(lines, at, end)):
            return self._table(parent, chunk, at, end, count)
        split = chunk.kinds.find("h", at, end)
        if split < 0 and at + 1 < end and is_underline(lines[at + 1][0]):
            level = 1 if lines[at + 1][0][0] == "=" else 2
            self._add(parent, f"h{level}", [stripped(lines[at])], lines[at])
            return at + 2
        split = split if split >= 0 else chunk.kinds.find("r", at, end)
        return (
            self._text(parent, chunk, at, end)
            if split < 0
            else self._divided(parent, chunk, at, split, end)
        )

    def _divided(self, parent: _Node, chunk: Chunk, at: int, split: int, end: int) -> int:
        """Read up to line `split`, which is a heading or a rule, and that line."""
        lines, kinds = chunk.lines, chunk.kinds
        self._lines(parent, chunk, at, split)
        line, offset = lines[split]
        if kinds[split] == "r":
            self._add(parent, "hr", [], lines[split])
            return split + 1
        level, first, last = heading_of(line)
        self._add(parent, f"h{level}", [(line[first:last], offset + first)], lines[split])
        if self._states[-1] == "looselist":
            lines[split + 1 : end] = loosened(lines[split + 1 : end], 1)
            chunk.kinds = kinds_of(lines)
        return split + 1

    def _text(self, parent: _Node, chunk: Chunk, at: int, end: int) -> int:
        """Read what neither a heading, a rule nor a note divides, and what is no table."""
        lines, kinds = chunk.lines, chunk.kinds
        if kinds[at] == "i":
            self._list(parent, lines[at:end])
            return end
        term, quote = kinds.find("d", at, end), kinds.find("q", at, end)
        if term > at or (term == at and parent.children):
            return self._term(parent, chunk, at, term, end)
        if quote >= 0:
            self._lines(parent, chunk, at, quote)
            self._quote(parent, lines[quote:end])
            return end
        if found := self.definitions.read(chunk, at, end):
            first, behind = found
            self._lines(parent, chunk, at, first)
            self._start(parent, lines[first], "footnote" if kinds[first] == "f" else "definition")
            return behind
        return self._paragraph(parent, chunk, at, end)

    def _note(self, parent: _Node, chunk: Chunk, at: int, end: int) -> int:
        """Read an admonition, or one that folds, with the part of its body in this chunk."""
        line, offset = chunk.lines[at]
        head = NOTE.fullmatch(line)
        node = self._add(parent, "note", [], chunk.lines[at])
        group = "title" if line[0] == "!" else "summary"
        if head and head[group] != "":
            words, begin, tag = head[group], offset + head.start(group), "p"
            if group == "summary":
                tag = group
            if group == "summary" and words and words.startswith("#"):
                level, first, last = heading_of(words)
                words, begin, tag = words[first:last], begin + first, f"h{level}"
            self._add(node, tag, [(words, begin)] if words else [])
        body = detabbed(chunk.lines, 1, at + 1, end)
        self._content(node, body)
        chunk.has_note = True
        return at + 1 + len(body)

    def _indented(self, parent: _Node, chunk: Chunk, at: int, end: int) -> int:
        """Read lines that belong to the note or item before them, or else are code."""
        lines, before = chunk.lines, parent.last()
        if before and before.tag == "note":
            node, depth = before, 1
            while (last := node.last()) and last.tag in ("dl", *_LISTS):
                if not lines[at][0].startswith(INDENT * (depth + 1)):
                    break
                node, depth = last.children[-1], depth + 1
            body = detabbed(lines, depth, at, end)
            self._content(node, body)
            return at + len(body)
        for items, lists in ((("li",), _LISTS), (("dd", "li"), ("dl", *_LISTS))):
            ours = parent.tag in items or (before and before.tag in lists)
            if ours and self._states[-1] != "detabbed":
                self._continue(parent, lines[at:end], items, lists)
                return end
        body = detabbed(lines, 1, at, end)
        if before and before.tag == "pre":
            self.leaves.append(("pre", body))
        else:
            self._add(parent, "pre", body, lines[at])
        return at + len(body)

    def _continue(
        self, parent: _Node, lines: list[Line], items: tuple[str, ...], lists: tuple[str, ...]
    ) -> None:
        """Read indented `lines` as a part of the item or list that they are deep enough for."""
        indent = len(lines[0][0]) - len(lines[0][0].lstrip(" "))
        level, node = int(self._states[-1] == "list"), parent
        while indent // len(INDENT) > level:
            last = node.last()
            if not last or last.tag not in (*items, *lists):
                break
            level, node = level + (last.tag in lists), last
        if parent.tag in items:
            last = parent.last()
            node = last if last and last.tag in lists else parent
        elif node.tag not in items and (last := node.last()) and last.tag in items:
            node = last
        elif node.tag not in items:
            node = self._add(node, items[0], [])
        self._content(node, loosened(lines, level), "detabbed")

    def _table(self, parent: _Node, chunk: Chunk, at: int, end: int, count: int) -> int:
        """Read a table, of each row only as many cells as its head has."""
        node, border = self._add(parent, "table", []), has_border(chunk.lines[at][0])
        head = "\n".join([line.rstrip() for line, _ in chunk.lines[at : at + 2]])
        for place in (at, *range(at + 2, end)):
            row, offset = chunk.lines[place]
            self._start(parent, chunk.lines[place], "tr", head)
            for first, last in cells(row, border=border)[:count] if MARKS.search(row) else ():
                self._add(node, "td", [(row[first:last], offset + first)])
        return end

    def _list(self, parent: _Node, lines: list[Line]) -> None:
        """Read the items of a list; a line that begins none belongs to the one above."""
        items = list[list[Line]]()
        for line, offset in lines:
            if item := ITEM.match(line):
                self._start(parent, (line, offset), "li")
                items.append([(line[item.end() :], offset + item.end())])
            elif NESTED_ITEM.match(line) and not items[-1][0][0].startswith(INDENT):
                items.append([(line, offset)])
            else:
                items[-1].append((line, offset))
        node = parent.last()
        if node and node.tag in _LISTS:
            self._content(self._add(node, "li", []), items.pop(0), "looselist")
        else:
            node = parent if parent.tag in _LISTS else self._add(parent, "ul", [])
        for content in items:
            nested = node.children and content[0][0].startswith(INDENT)
            inner = node.children[-1] if nested else self._add(node, "li", [])
            self._content(inner, content, "list")

    def _term(self, parent: _Node, chunk: Chunk, at: int, place: int, end: int) -> int:
        """Read the terms above line `place`, or in the paragraph before, and their definition."""
        line, offset = chunk.lines[place]
        terms = [stripped(each) for each in chunk.lines[at:place] if each[0].strip()]
        begin = len(DEFINITION.match(line)[0])  # type: ignore[index]
        if place + 1 < end and _LAZY.match(chunk.lines[place + 1][0]):
            body = chunk.lines[place + 1 : end]
        else:
            body = detabbed(chunk.lines, 1, place + 1, end)
        before, state = parent.last(), "list"
        if not terms and before and before.tag == "p":
            terms, state = [*before.text], "looselist"
            before.text.clear()
            parent.children.pop()
            before = parent.last()
        self._start(parent, chunk.lines[at], "dl")
        node = before if before and before.tag == "dl" else self._add(parent, "dl", [])
        if not terms and (last := node.last()) and last.tag == "dd" and last.children:
            state = "looselist"
        for term in terms:
            self._add(node, "dt", [term])
        self._content(self._add(node, "dd", []), [(line[begin:], offset + begin), *body], state)
        return place + 1 + len(body)

    def _quote(self, parent: _Node, lines: list[Line]) -> None:
        self._start(parent, lines[0], "blockquote")
        node = parent.last()
        if not node or node.tag != "blockquote":
            node = self._add(parent, "blockquote", [])
        self._content(node, map(unquoted, lines), "blockquote")

    def _paragraph(self, parent: _Node, chunk: Chunk, at: int, end: int) -> int:
        lines = [stripped(chunk.lines[at], right=False), *chunk.lines[at + 1 : end]]
        if self._states[-1] != "list":
            # What stands directly below a note is meant as its body; a rule says that it is not.
            self._add(parent, "p", lines, None if chunk.has_note else chunk.lines[at])
            return end
        if not parent.text:
            self.leaves.append(("li", parent.text))
        parent.text += lines
        return end

    def _add(self, parent: _Node, tag: str, lines: list[Line], first: Line | None = None) -> _Node:
        """A new element with `lines` as its text; with a `first` line, a block that starts so."""
        node = _Node(tag, lines)
        parent.children.append(node)
        if lines:
            self.leaves.append((tag, lines))
        if first:
            self._start(parent, first, tag)
        return node

    def _start(self, parent: _Node, line: Line, tag: str, head: str = "") -> None:
        if parent is self._root:
            self.starts.append((line[1] + len(line[0]), tag, head))
