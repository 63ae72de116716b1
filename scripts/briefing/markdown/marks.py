"""Reads the marks within a paragraph, heading or cell: links, code, escapes, tags, emphasis.

The dialect is that of the site's engine, Python-Markdown: it looks for one kind of mark after
another in the whole text, and in the words of a link for the later kinds only. What one kind has
taken is masked, at the same length, so that the next does not look into it.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefing.markdown.lines import MARKS
from briefing.text.patterns import mask

TAG = re.compile(
    r"</?([a-zA-Z][^\s\"'<>@/]*)[^\s\"'<>@]*"
    r"(?:\s+[^\s\"'=<>]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>]+))?)*\s*/?>"
)
_RAW = re.compile(
    rf"{TAG.pattern}|<!--(?:(?!<!--|-->).)*-->|<[?](?:(?!<[?]|[?]>).)*[?]>"
    r"|<!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]>",
    re.DOTALL,
)
_HREF = re.compile(r"<a\b[^<]*?\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_BLANKS = re.compile(r"\s+")
_TICKS = re.compile("`+")
_ESCAPE = re.compile(r"\\(?:([\\`*_{}\[\]()>#+\-.!|])|.)", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^([^\]]*)\]")
_BRACKET = re.compile(r"[\[\]]")
_LABEL = re.compile(r"\s?\[([^\]]*)\]")
_OPENING = re.compile(r"\(\s*(?:<([^<>]*)>\s*(?:'([^']*)'\s*|\"([^\"]*)\"\s*)?\))?")
_IN_TARGET = re.compile(r"[()'\"]")
_AUTOLINK = re.compile(r"<(?:([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)|(?:mailto:)?([^<> !]+@[^@<> ]+))>")
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);")
_EMPHASIS = re.compile(r"\*+|_+")
_ATTRIBUTES = re.compile(r"\{:?[ ]*[^}\n ](?:\"[^\"\n]*\"|'[^'\n]*'|[^}\n])*?\}")
_AT_END = {
    True: re.compile(r"[ ]+(\{:?[ ]*[^}\n ][^\n]*\})[ ]*\Z"),
    False: re.compile(r"\n[ ]*(\{:?[ ]*[^}\n ][^\n]*\})[ ]*\Z"),
}
_NOT_SIMPLE = re.compile(r"[`\\<&*_{]|!\[")
_SIMPLE = re.compile(r"\[([^\[\]]*)\]\(([^()\[\]\s'\"]*)(?: \"([^\"\[\]()]*)\")?\)")
_LONGEST = 4000
"""So many characters behind `](` are looked through at most."""

Definitions = Mapping[str, tuple[str, str]]
"""The targets and titles of reference links, by label in small letters."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands from `start` to `end`; what a reader sees of it, from `first` to `last`.

    `kind` is "code", "escape", "footnote", "link", "raw link", "image", "tag", "entity",
    "attributes", or "emphasis" for the signs around emphasised words. `at` is where the `target`
    stands, if it does in the mark itself, else -1.
    """

    kind: str
    start: int
    end: int
    first: int
    last: int
    target: str = ""
    title: str = ""
    at: int = -1


@dataclass(frozen=True)
class Inline:
    """A text with its marks by where they start; those in a link's words follow the link."""

    text: str
    marks: tuple[Mark, ...]

    def words(self, start: int, end: int) -> str:
        """What a reader sees of the text from `start` to `end`."""
        pieces, done = list[str](), start
        if MARKS.search(self.text, start, end) is None:
            return self.text[start:end]
        for number in range(bisect_left(self._instead, (start,)), len(self._instead)):
            first, last, shown = self._instead[number]
            if first >= end:
                break
            if first >= done:
                pieces += (self.text[done:first], shown)
                done = last
        return "".join((*pieces, self.text[done:end]))

    @cached_property
    def _instead(self) -> list[tuple[int, int, str]]:
        """Where something stands that a reader does not see so, and what is seen instead."""
        found = list[tuple[int, int, str]]()
        for mark in self.marks:
            if mark.kind == "entity":
                shown = html.unescape(self.text[mark.start : mark.end])
                found.append((mark.start, mark.end, shown))
            elif mark.kind == "image":
                found.append((mark.start, mark.end, ""))
            elif mark.kind != "raw link":
                found += ((mark.start, mark.first, ""), (mark.last, mark.end, ""))
        return sorted(found, key=lambda each: (each[0], -each[1]))


def read_tags(text: str) -> Inline:
    """The tags in `text`, which is HTML, and its links."""
    marks = [_unseen("tag", *found.span()) for found in _RAW.finditer(text)]
    return Inline(text, tuple(sorted([*marks, *_raw_links(marks, text)], key=_place)))


def read_inline(
    text: str,
    definitions: Definitions,
    footnotes: frozenset[str] = frozenset(),
    *,
    is_heading: bool = False,
) -> Inline:
    """The marks in `text`, which is that of a paragraph or item, or of a heading or cell."""
    simple = None if definitions or footnotes else _simple(text)
    if simple is not None and not (is_heading and text.endswith("}")):
        return Inline(text, simple)
    reader = _Reader(text, definitions, footnotes, [])
    reader.read(text, 0, 0)
    if text.rstrip(" ").endswith("}"):
        reader.note_attributes(is_heading)
    marks = list(_seen(sorted(reader.marks, key=_place)))
    return Inline(text, tuple(sorted([*marks, *_raw_links(marks, text)], key=_place)))


def without_escapes(text: str) -> str:
    """`text` of the same length with blanks for each sign that a backslash makes plain."""
    return _ESCAPE.sub(lambda each: "  " if each[1] else each[0], text) if "\\" in text else text


def _simple(text: str) -> tuple[Mark, ...] | None:
    """The links of a text that has no other marks, but perhaps emphasis outside of them."""
    if not MARKS.search(text):
        return ()
    if _NOT_SIMPLE.search(text):
        return None
    marks = tuple(
        [
            Mark("link", *m.span(), *m.span(1), m[2], m[3] or "", m.start(2))
            for m in _SIMPLE.finditer(text)
        ]
    )
    return marks if len(marks) == text.count("[") else None


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _seen(marks: list[Mark]) -> Iterator[Mark]:
    """`marks` but those within a tag, a comment, or what is shown instead of a picture."""
    end = 0
    for mark in marks:
        if mark.start >= end:
            yield mark
            if mark.kind in ("tag", "image"):
                end = mark.end


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    definitions: Definitions
    footnotes: frozenset[str]
    marks: list[Mark]

    def read(self, data: str, base: int, step: int) -> None:
        """Note the marks of `data`, which stands at `base`, of the kinds from `step` on."""
        ends = list[int]()
        for number, (sign, find) in enumerate(_STEPS[step:], step + 1):
            if sign not in data:
                continue
            spans = list[tuple[int, int]]()
            for mark in find(self, data, base):
                if mark.kind == "link" and find is not _autolinks:
                    self.read(data[mark.first - base : mark.last - base], mark.first, number)
                if mark.kind in ("code", "link", "image", "footnote"):
                    ends.append(mark.end)
                self.marks.append(mark)
                spans.append((mark.start - base, mark.end - base))
            data = mask(data, spans)
        for start, end in _emphasis(data) if "*" in data or "_" in data else ():
            self.marks.append(_unseen("emphasis", base + start, base + end))
            ends.append(base + end)
        for end in ends if "{" in data else ():
            if found := _ATTRIBUTES.match(data, end - base):
                self.marks.append(_unseen("attributes", end, base + found.end()))

    def plain(self, start: int, end: int) -> str:
        """An address from `start` to `end`, without what Markdown and HTML escape in it."""
        text = self.text[start:end].strip()
        text = _ESCAPE.sub(lambda each: each[1] or each[0], text) if "\\" in text else text
        return html.unescape(text) if "&" in text else text

    def note_attributes(self, is_heading: bool) -> None:
        """Note the attribute list behind the text, and the signs before it that end a heading."""
        found = _AT_END[is_heading].search(self.text)
        if found and _ATTRIBUTES.fullmatch(found[1]):
            start = found.start()
            if is_heading:
                start = len(self.text[:start].rstrip("#").rstrip())
            self.marks.append(_unseen("attributes", start, found.end()))


def _unseen(kind: str, start: int, end: int) -> Mark:
    return Mark(kind, start, end, end, end)


def _code(_: _Reader, data: str, base: int) -> Iterator[Mark]:
    """Code up to as many backticks as before it, else to the longest run of fewer."""
    runs = [match.span() for match in _TICKS.finditer(data)]
    lengths = [end - start for start, end in runs]
    places = defaultdict[int, list[int]](list)
    longest = [-1] * len(runs)
    for number, length in enumerate(lengths):
        places[length].append(number)
    for number in range(len(runs) - 2, -1, -1):
        best = longest[number + 1]
        longest[number] = number + 1 if best < 0 or lengths[number + 1] >= lengths[best] else best
    done = number = 0
    while number < len(runs):
        start, end = max(done, runs[number][0]), runs[number][1]
        slashes = start
        while slashes > done and data[slashes - 1] == "\\":
            slashes -= 1
        start += (start - slashes) % 2
        alike = places[end - start]
        behind = bisect_right(alike, number)
        close = alike[behind] if behind < len(alike) else longest[number]
        if start < end and close >= 0 and lengths[close] <= end - start:
            last, done = runs[close]
            first = start + done - last
            words = data[first:last].strip()
            first = data.find(words, first)
            end = base + first + len(words)
            yield Mark("code", base + start, base + done, base + first, end)
            number = close
        elif start < end:
            done = end + end - start  # so far on the engine looks for the next
        number += 1


def _escapes(_: _Reader, data: str, base: int) -> Iterator[Mark]:
    for found in _ESCAPE.finditer(data):
        if found[1]:
            start, end = base + found.start(), base + found.end()
            yield Mark("escape", start, end, end - 1, end)


def _footnotes(reader: _Reader, data: str, base: int) -> Iterator[Mark]:
    for found in _FOOTNOTE.finditer(data, 0, data.rfind("]") + 1) if reader.footnotes else ():
        if found[1] in reader.footnotes:
            yield _unseen("footnote", base + found.start(), base + found.end())


def _references(image: bool, short: bool) -> Callable[[_Reader, str, int], Iterator[Mark]]:
    """A reader of `[words][label]`, or short `[label]`; with a "!" before it, of an image."""

    def find(reader: _Reader, data: str, base: int) -> Iterator[Mark]:
        done = 0
        for start, first, last in _brackets(data, image) if reader.definitions else ():
            if start < done:
                continue
            label = None if short else _LABEL.match(data, last + 1)
            if label or short:
                done = label.end() if label else last + 1
                name = (label and label[1]) or data[first:last]
                known = reader.definitions.get(" ".join(_BLANKS.split(name.lower())))
                if known:
                    kind = "image" if image else "link"
                    places = (base + start, base + done, base + first, base + last)
                    yield Mark(kind, *places, *known)

    return find


def _links(image: bool) -> Callable[[_Reader, str, int], Iterator[Mark]]:
    """A reader of `[words](address "title")`; with a "!" before it, of an image."""

    def find(reader: _Reader, data: str, base: int) -> Iterator[Mark]:
        done = 0
        for start, first, last in _brackets(data, image):
            target = _target(data, last + 1) if start >= done else None
            if target:
                at, behind, title, done = target
                yield Mark(
                    "image" if image else "link", base + start, base + done, base + first,
                    base + last, reader.plain(base + at, base + behind), title, base + at,
                )  # fmt: skip

    return find


def _brackets(data: str, image: bool) -> list[tuple[int, int, int]]:
    """Each pair of square brackets, and where the words within begin and end."""
    opened, found = list[int](), list[tuple[int, int, int]]()
    for sign in _BRACKET.finditer(data):
        if sign[0] == "[":
            opened.append(sign.start())
        elif opened:
            start = opened.pop()
            if (data[start - 1 : start] == "!") is image:
                found.append((start - image, start + 1, sign.start()))
    return sorted(found)


def _target(data: str, start: int) -> tuple[int, int, str, int] | None:
    """What stands in round brackets at `start`: where the address begins and ends, the title, and
    the end of all; None where nothing does.
    """
    opening = _OPENING.match(data, start)
    if opening is None:
        return None
    if opening[1] is not None:
        return (*opening.span(1), opening[2] or opening[3] or "", opening.end())
    begin, depth, left, fallback = opening.end(), 1, 1, len(data) - 2
    opened, closed = dict[str, int](), dict[str, int]()
    for found in _IN_TARGET.finditer(data, begin, begin + _LONGEST):
        sign, at = found[0], found.start()
        if sign in "\"'":
            left = left if opened else depth
            places = closed if sign in opened else opened
            places[sign] = at
        elif opened:
            last = data[begin:at].rstrip(" ")[-1:]
            if sign == ")" and last in closed:
                return begin, opened[last], data[opened[last] + 1 : closed[last]], at + 1
            fallback = at if sign == ")" and left == 1 else fallback
            left = max(0, left - 1)
        else:
            depth += 1 if sign == "(" else -1
            if not depth:
                return begin, at, "", at + 1
    # A quotation mark that opens no title: so the engine does.
    return None if left or not opened else (begin, fallback, "", fallback + 1)


def _autolinks(_: _Reader, data: str, base: int) -> Iterator[Mark]:
    for found in _AUTOLINK.finditer(data):
        words = found[1] or found[2]
        target = words if found[1] else f"mailto:{words}"
        last = base + found.end() - 1
        start = base + found.start()
        yield Mark("link", start, last + 1, last - len(words), last, target)


def _tags(_: _Reader, data: str, base: int) -> Iterator[Mark]:
    for found in _RAW.finditer(data):
        yield _unseen("tag", base + found.start(), base + found.end())


def _entities(_: _Reader, data: str, base: int) -> Iterator[Mark]:
    for found in _ENTITY.finditer(data):
        yield _unseen("entity", base + found.start(), base + found.end())


_STEPS: tuple[tuple[str, Callable[[_Reader, str, int], Iterator[Mark]]], ...] = (
    ("`", _code),
    ("\\", _escapes),
    ("[^", _footnotes),
    ("[", _references(image=False, short=False)),
    ("](", _links(image=False)),
    ("![", _links(image=True)),
    ("![", _references(image=True, short=False)),
    ("[", _references(image=False, short=True)),
    ("![", _references(image=True, short=True)),
    ("<", _autolinks),
    ("<", _tags),
    ("&", _entities),
)
"""What is looked for, in this order, where its sign stands in the text at all."""


def _raw_links(marks: list[Mark], text: str) -> Iterator[Mark]:
    """The links that are written as `<a href="…">words</a>`."""
    tags = sorted((mark.start, mark.end) for mark in marks if mark.kind == "tag")
    for place, (start, end) in enumerate(tags):
        if href := _HREF.match(text, start, end):
            behind = (each for each in tags[place + 1 :] if text[each[0] + 1 : each[0] + 3] == "/a")
            last, close = next(behind, (len(text), len(text)))
            target = html.unescape(href[1] or href[2] or href[3] or "")
            at = max(href.start(1), href.start(2), href.start(3))
            yield Mark("raw link", start, close, end, last, target, "", at)


def _emphasis(data: str) -> list[tuple[int, int]]:
    """The signs that make words emphasised or strong."""
    found = list[tuple[int, int]]()
    opened: dict[str, list[tuple[int, int]]] = {"*": [], "_": []}
    for run in _EMPHASIS.finditer(data):
        start, end = run.span()
        before, behind = data[start - 1 : start] or " ", data[end : end + 1] or " "
        sign, other = (run[0][0], "_") if run[0][0] == "*" else ("_", "*")
        opens, closes = not behind.isspace(), not before.isspace()
        if sign == "_":
            opens, closes = opens and not before.isalnum(), closes and not behind.isalnum()
        while closes and opened[sign] and start < end:
            first, last = opened[sign].pop()
            size = 2 if min(end - start, last - first) > 1 else 1
            found += ((last - size, last), (start, start + size))
            start += size
            if first < last - size:
                opened[sign].append((first, last - size))
            while opened[other] and opened[other][-1][0] > first:
                opened[other].pop()
        if opens and start < end:
            opened[sign].append((start, end))
    return found
