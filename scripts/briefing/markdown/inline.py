"""Reads a paragraph, heading or cell: its text with all marks, and the words that a reader sees.

The dialect is that of the site's engine, Python-Markdown: it looks for one kind of mark after
another in the whole text, and in the words of a link for the later kinds only. What one kind has
taken is masked, at the same length, so that the next does not look into it.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from operator import attrgetter
from typing import NamedTuple

from briefing.markdown.lines import MARKS
from briefing.markdown.marks import STEPS, TAG, InlineMark, LinkDefinitions, MarkedText, unseen
from briefing.markdown.visible import ESCAPED, emphasis, unescaped
from briefing.text.patterns import mask

_HREF = re.compile(r"<a\b[^<]*?\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_TITLE = re.compile(r"\stitle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I)
_RAW = re.compile(rf"(?s:<!--.*?(?:-->|\Z))|{TAG.pattern}")
_A_TAG = re.compile(r"</?a(?![^\s/>])", re.I)
_ATTRIBUTES = re.compile(
    r"\{:?[ ]*(?=[^} ])(?:[^ =}]++(?:=(?:\"[^\"]*\"|'[^']*'|[^ =}]++))?| )*[^}]*\}"
)
_AT_END = {
    True: re.compile(r"(?<! )[ ]+(\{:?[ ]*[^}\n ][^\n]*\})[ ]*\Z"),
    False: re.compile(r"\n[ ]*(\{:?[ ]*[^}\n ][^\n]*\})[ ]*\Z"),
}
_NOT_SIMPLE = re.compile(r"[`\\<&*_{]|!\[")
_HAS_TAGS_OR_CODE = re.compile(r"[`\\]|!\[|<(?!/?span(?: id=\"[\w.]+\")?>)")
"""Not the tags around a passage on a source page, which need no reading for its links."""
_SIMPLE = re.compile(r"\[([^\[\]*_&{<]*)\]\(([^()\[\]\s'\"&]*)(?: \"([^\"\[\]()]*)\")?\)")
_POSSIBLE = (
    re.compile(r"\]\(\s*<?([^)>]{0,2000})"),
    re.compile(r"^[ \t>]*\[(?!\^)[^\]\n]+\]:\s*<?(\S+)", re.MULTILINE),
)
_POINTED = re.compile(r"(\](?:\(|: ?))<([\w-]*[.#][\w./#-]*>)")


class Inline(NamedTuple):
    """A text with its marks by where they start; those in a link's words follow the link."""

    text: str
    marks: tuple[InlineMark, ...]

    def words(self, start: int, end: int) -> str:
        """What a reader sees of the text from `start` to `end`, on one line."""
        if MARKS.search(self.text, start, end) is None:
            return " ".join(self.text[start:end].split())
        spans = list[tuple[int, int, str]]()
        for number in range(
            bisect_left(self.marks, start, key=attrgetter("start")), len(self.marks)
        ):
            mark = self.marks[number]
            if mark.start >= end:
                break
            if mark.kind in ("code", "image"):
                code = self.text[mark.first : mark.last] if mark.kind == "code" else ""
                spans.append((mark.start, mark.end, code))
            else:
                spans += [(*span, "") for span in mark.signs()]
        pieces, done = list[str](), start
        for first, last, instead in sorted(spans):
            if first >= done:
                pieces += (unescaped(self.text[done:first]), instead)
                done = last
        return " ".join("".join((*pieces, unescaped(self.text[done:end]))).split())


def read_inline(
    text: str,
    definitions: LinkDefinitions,
    footnotes: frozenset[str],
    *,
    is_heading: bool = False,
    links_only: bool = False,
) -> Inline:
    """The marks in `text`, which is that of a paragraph or item, or of a heading or cell.

    With `links_only` it may be that only links and code are found: that is faster.
    """
    attributes = list[InlineMark]()
    at_end = _AT_END[is_heading].search(text) if text.rstrip(" ").endswith("}") else None
    end = len(text)
    if at_end and _attributes_end(text, at_end.start(1), at_end.end(1)) == at_end.end(1):
        end = at_end.start()
        start = len(text[:end].rstrip("#").rstrip()) if is_heading else end
        attributes = [unseen("attributes", start, at_end.end())]
    other = _HAS_TAGS_OR_CODE if links_only else _NOT_SIMPLE
    simple = None if definitions or footnotes else _simple(text[:end], other)
    if simple is not None:
        return Inline(text, (*simple, *attributes))
    reader = _InlineReader(MarkedText(text, definitions, footnotes), attributes)
    reader.read(text, 0, 0)
    return _inline(text, reader.marks)


def read_tags(text: str, *, links_only: bool = False) -> Inline:
    """The tags in `text`, which is HTML, and its links; with `links_only` no tag but theirs."""
    found = _RAW.finditer(text) if not links_only or re.search("<a", text, re.I) else ()
    names = (None, "a", "A")
    tags = (each.span() for each in found if not links_only or each[1] in names)
    return _inline(text, [unseen("tag", *span) for span in tags])


def without_escapes(text: str) -> str:
    """`text` of the same length with blanks for each sign that a backslash makes plain."""
    return ESCAPED.sub("  ", text) if "\\" in text else text


def _simple(text: str, other: re.Pattern[str]) -> tuple[InlineMark, ...] | None:
    """The links of a text, if it has no `other` marks and each link is of the usual form."""
    if not MARKS.search(text):
        return ()
    if other.search(text):
        return None
    marks = [
        InlineMark("link", *each.span(), *each.span(1), each[2], each[3] or "", each.start(2))
        for each in _SIMPLE.finditer(text)
    ]
    return tuple(marks) if len(marks) == text.count("[") else None


def _inline(text: str, marks: Iterable[InlineMark]) -> Inline:
    """`text` with those of `marks` that are in no tag, comment or picture, and with raw links."""
    seen, end = list[InlineMark](), 0
    for mark in sorted(marks, key=_place):
        if mark.start >= end:
            seen.append(mark)
            end = mark.end if mark.kind in ("tag", "image") else end
    edges = [each for each in seen if each.kind == "tag" and _A_TAG.match(text, each.start)]
    for tag, after in zip_longest(edges, edges[1:]):  # where a link begins, one before it ends
        if href := _HREF.match(text, tag.start, tag.end):
            last = after.start if after else len(text)
            behind = after.end if after and text[last + 1] == "/" else last
            target, at = html.unescape(href[href.lastindex or 0]), href.start(href.lastindex or 0)
            named = _TITLE.search(text, tag.start, tag.end)
            title = html.unescape(named[named.lastindex or 0]) if named else ""
            seen.append(InlineMark("raw link", tag.start, behind, tag.end, last, target, title, at))
    return Inline(text, tuple(sorted(seen, key=_place)))


def _place(mark: InlineMark) -> tuple[int, int]:
    return mark.start, -mark.end


@dataclass(frozen=True, slots=True)
class _InlineReader:
    source: MarkedText
    marks: list[InlineMark]

    def read(self, data: str, base: int, step: int) -> None:
        """Note the marks of `data`, which stands at `base`, of the kinds from `step` on."""
        edges = list[tuple[int, int]]()
        for number, (sign, find) in enumerate(STEPS[step:], step + 1):
            if sign in data:
                found = list(find(self.source, data, base))
                self.marks.extend(found)
                edges += [(m.start, m.end) for m in found if m.kind not in ("tag", "escape")]
                for mark in found:
                    if mark.kind == "link" and mark.last < mark.end - 1:  # or else it is in <>
                        self.read(data[mark.first - base : mark.last - base], mark.first, number)
                data = mask(data, [(mark.start - base, mark.end - base) for mark in found])
        for start, end in emphasis(data) if "*" in data or "_" in data else ():
            self.marks.append(unseen("emphasis", base + start, base + end))
            edges.append((base + start, base + end))
        edges = sorted(edges) if "{" in data else []
        for (_, start), (behind, _) in pairwise([*edges, (base + len(data),) * 2]):
            if end := _attributes_end(data, start - base, behind - base):
                self.marks.append(unseen("attributes", start, base + end))


def _attributes_end(text: str, start: int, end: int) -> int:
    """Where the list of attributes ends that begins at `start`; 0 if none does.

    The engine takes the last brace of the line, and gives back what stands behind an earlier one.
    """
    line_end = text.find("\n", start, end)
    last = text.rfind("}", start, end if line_end < 0 else line_end) + 1
    found = _ATTRIBUTES.match(text, start, last)
    return found.end() if found else 0


def possible_targets(text: str) -> Iterator[tuple[int, str]]:
    """What may be the target of a link in `text`, with where the link or its definition stands.

    In doubt it may: this is for what must not be on a page, whatever an engine makes of it.
    """
    for pattern in _POSSIBLE:
        yield from ((each.start(), each[1]) for each in pattern.finditer(without_escapes(text)))


def without_pointed_brackets(text: str) -> str:
    """`text` of the same length with a blank before each target in brackets: `[¶4.1]( source.md>)`.

    Only before one that is no tag of HTML, wherever it stands: its name would have a point or "#".
    """
    return _POINTED.sub(r"\1 \2", text)
