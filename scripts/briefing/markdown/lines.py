"""What the lines of a page begin or define, and the cells of a row, as the site's engine reads."""

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

Line = tuple[str, int]
"""A line without its end, and the offset in the page of its first character."""
MARKS = re.compile(r"[`\\\[<&*_{]")
"""The signs with which all marks within a line begin."""
INDENT = "    "
ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.) +")
NESTED_ITEM = re.compile(r" {4,7}(?:[-*+]|\d+\.) +")
NOTE = re.compile(
    r"(?:!!! ?(?P<kind>{0})(?: +\"(?P<title>.*?)\")?"
    r"|\?{{3}}\+? ?(?:(?:{0})?(?: +\"(?P<summary>.*?)\")|{0})) *".format(r"[\w-]+(?: +[\w-]+)*")
)
"""The head of an admonition, `!!! note "Title"`, or of one that folds, `??? note "Title"`."""
QUOTE = re.compile(r" {0,3}> ?")
DEFINITION = re.compile(r" {0,3}: {1,3}")
_LIKE_NOTE = re.compile(r" {0,3}(?:!!!|\?\?\?\+?)[ \t]*([^\s\"]*)(.*)")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_FENCE = re.compile(
    r"(~{3,}|`{3,}) *(?:\{([^\n]*)\}|(?:\.?[\w#.+-]* *)?(?:hl_lines=(?:\"[^\"]*\"|'[^']*') *)?)"
)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BEGINS = re.compile(
    r"(?P<h>#)|(?P<n>!!!|\?\?\?)|(?P<r> {0,3}([-_*])(?: {0,2}\4){2,} *\Z)"
    r"|(?P<i> {0,3}(?:[-*+]|\d+\.) )|(?P<d> {0,3}: )|(?P<q> {0,3}>)"
    r"|(?P<f> {0,3}\[\^)|(?P<l> {0,3}\[)|(?P<a>\*\[)"
)
_IN_ROW = re.compile(r"\\\\|\\?`+|\\?\|")


def kinds_of(lines: Iterable[Line]) -> str:
    """What each line begins, as one letter: "h" a heading, "n" a note or what folds, "r" a rule,
    "i" an item, "d" the definition of a term, "q" a quotation, perhaps "l" that of a link, "f" of
    a footnote, "a" of an abbreviation; "p" anything else.
    """
    return "".join(["p" if line[:1].isalpha() else _kind_of(line) for line, _ in lines])


def _kind_of(line: str) -> str:
    found = _BEGINS.match(line)
    kind = (found and found.lastgroup) or "p"
    if kind == "n" and not NOTE.fullmatch(line):
        return "p"
    return "p" if kind == "h" and _ends_in_escape(line) else kind


def like_note(text: str) -> tuple[str, str]:
    """The kind and the rest of the first line of what is meant as a note; empty if none is."""
    found = _LIKE_NOTE.match(text)
    return (found[1], found[2]) if found else ("", "")


def is_underline(line: str) -> bool:
    """Whether `line` makes a heading of the line above it."""
    return line[:1] in ("=", "-") and bool(_UNDERLINE.fullmatch(line))


def fence_of(line: str) -> str:
    """The marks that open fenced code, if `line` does and the same marks stand on a line below."""
    found = _FENCE.fullmatch(line) if line[:3] in ("```", "~~~") else None
    return found[1] if found and "}" not in _QUOTED.sub("", found[2] or "") else ""


def heading_of(line: str) -> tuple[int, int, int]:
    """The level of a heading `## words ##`, and where its words begin and end."""
    level = len(line) - len(line.lstrip("#"))
    level = min(level, 6)
    end = max(level, len(line.rstrip("#")))
    if end < len(line) and _ends_in_escape(line[:end]):
        end += 1
    words = line[level:end]
    return level, level + len(words) - len(words.lstrip()), level + len(words.rstrip())


def cells(row: str, *, border: bool = True) -> list[tuple[int, int]]:
    """Where each cell of a `row` of a table begins and ends; no `|` in code or escaped is an edge.

    `border` says that the head of the table begins or ends with `|`: then those at the ends of
    the row belong to no cell.
    """
    begin, end = len(row) - len(row.lstrip(" ")), len(row.rstrip(" "))
    edges = (
        _edges(row) if "\\" in row or "`" in row else [at for at, s in enumerate(row) if s == "|"]
    )
    if border and edges and edges[0] == begin:
        begin = edges.pop(0) + 1
    if border and edges and edges[-1] == end - 1:
        end = edges.pop()
    found = zip([begin, *(at + 1 for at in edges)], [*edges, end], strict=True)
    return [_without_blanks(row, *each) for each in found]


def has_border(head: str) -> bool:
    """Whether the head of a table begins or ends with `|`."""
    head = head.strip(" ")
    return head.startswith("|") or (head.endswith("|") and not _ends_in_escape(head[:-1]))


def columns(lines: Sequence[Line], at: int, end: int) -> int:
    """How many columns the table has that begins on line `at`; 0 if none does."""
    if at + 1 == end or not set(lines[at + 1][0]) <= set("|:- "):
        return 0
    head, border = lines[at][0], has_border(lines[at][0])
    count = len(cells(head, border=border))
    if count == 1 and not (border and all(has_border(line) for line, _ in lines[at + 1 : end])):
        return 0
    return count if len(cells(lines[at + 1][0], border=border)) == count else 0


def expanded(text: str) -> list[Line]:
    """The lines of `text` with blanks for tabs; of one with tabs, only what follows its first signs
    stands where its offset says.
    """
    found, start = list[Line](), 0
    for line in text.split("\n"):
        shown, offset = line, start
        if "\t" in line:
            stem = line.rstrip(" \t")
            words = stem.lstrip(" \t>:*+-.0123456789") or stem[-1:]
            signs = stem[: len(stem) - len(words)].expandtabs(len(INDENT))
            shown = signs + words.replace("\t", " ") + " " * (len(line) - len(stem))
            offset += len(line) - len(shown)
        is_blank = not shown.strip(" ") and (found or not shown)  # blanks behind HTML are a line
        found.append(("" if is_blank else shown, offset))
        start += len(line) + 1
    return found


def chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Chunks of `lines` between blank ones; behind more than one blank line a chunk begins so."""
    chunk, blank = list[Line](), 0
    for line in lines:
        if line[0]:
            if blank:
                if chunk:
                    yield chunk
                chunk, blank = [("", line[1])] if blank > 1 else [], 0
            chunk.append(line)
        else:
            blank += 1
    if chunk:
        yield chunk


def detabbed(lines: list[Line], depth: int, at: int, end: int) -> list[Line]:
    """`lines[at:end]` without their indentation, up to the first that has none."""
    found, indent = list[Line](), INDENT * depth
    for line, offset in map(lines.__getitem__, range(at, end)):
        if line.strip() and not line.startswith(indent):
            break
        found.append((line[len(indent) :] if line.strip() else "", offset + len(indent)))
    return found


def loosened(lines: list[Line], depth: int) -> list[Line]:
    """`lines`, those that are indented without their indentation."""
    indent = INDENT * depth
    return [
        (line.removeprefix(indent), offset + len(indent) * line.startswith(indent))
        for line, offset in lines
    ]


def stripped(line: Line, *, right: bool = True) -> Line:
    """`line` without blanks before it and, with `right`, behind it."""
    text = line[0].lstrip()
    return (text.rstrip() if right else text), line[1] + len(line[0]) - len(text)


def unquoted(line: Line) -> Line:
    """A line of a quotation without its mark."""
    mark = QUOTE.match(line[0])
    if line[0].strip() == ">" or not mark:
        return ("", line[1]) if mark else line
    return line[0][mark.end() :], line[1] + mark.end()


def _without_blanks(row: str, begin: int, end: int) -> tuple[int, int]:
    cell = row[begin:end]
    start = begin + len(cell) - len(cell.lstrip(" "))
    return start, max(start, begin + len(cell.rstrip(" ")))


def _edges(row: str) -> list[int]:
    """Where each `|` of a row stands that is neither escaped nor in code."""
    found = list(_IN_ROW.finditer(row))
    ticks = [each for each in found if each[0].endswith("`")]
    lengths = [len(each[0].lstrip("\\")) for each in ticks]
    places = defaultdict[int, list[int]](list)
    for number, length in enumerate(lengths):
        places[length].append(number)
    code, number = list[tuple[int, int]](), 0
    while number < len(ticks):
        length = lengths[number] - ticks[number][0].startswith("\\")
        alike = places[length] if length else []
        behind = bisect_right(alike, number)
        if behind < len(alike):
            code.append((ticks[number].start(), ticks[alike[behind]].end()))
            number = alike[behind]
        number += 1
    edges = [each.start() for each in found if each[0] == "|"]
    starts = [start for start, _ in code]
    return [
        at for at in edges if not (place := bisect_right(starts, at)) or at >= code[place - 1][1]
    ]


def _ends_in_escape(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


_TITLED = "|".join(
    rf"(?=.*{closing} *$)(\S+){opening}(.*){closing} *$"
    for opening, closing in ('""', "''", (r"\(", r"\)"))
)
"""A title directly behind the address, `u"t"`; that the line ends so is looked at only once."""
_LINK = re.compile(
    r" {0,3}\[([^\[\]]*)\]: *(?:\n *)?"
    rf"(?:(\S++) *(?:\n *)?(?:\"(.*)\" *|'(.*)' *|\((.*)\) *)?$|{_TITLED})",
    re.MULTILINE,
)
_FOOTNOTE = re.compile(r" {0,3}\[\^([^\]]*)\]: *")
_ABBREVIATION = re.compile(r"\*\[[^\\]*?\] ?: *\n? *\S.*")


@dataclass(slots=True)
class Chunk:
    """Lines without a blank one between them, what each begins, and the chunks behind them."""

    lines: list[Line]
    kinds: str
    behind: deque[list[Line]]
    has_note: bool = False
    read: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Definitions:
    """The targets and titles of reference links by label, and the lines of each footnote."""

    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    footnotes: dict[str, list[Line]] = field(default_factory=dict)

    def read(self, chunk: Chunk, at: int, end: int) -> tuple[int, int] | None:
        """Note the first definition within some lines, and return its first line and that behind.

        Footnotes go first, wherever they stand, then abbreviations: so the site's engine does.
        """
        for sign, read in (("f", self._footnote), ("a", _abbreviation), ("l", self._link)):
            place = chunk.kinds.find(sign, at, end)
            while place >= 0:
                if place not in chunk.read and (behind := read(chunk, place, end)):
                    return place, behind
                chunk.read.add(place)
                place = chunk.kinds.find(sign, place + 1, end)
        return None

    def _link(self, chunk: Chunk, at: int, end: int) -> int:
        """The number of the line behind definitions of links; 0 if none is on line `at`."""
        behind = 0
        while at < end:
            text = "\n".join([line for line, _ in chunk.lines[at : min(at + 3, end)]])
            link = _LINK.match(text)
            if not link or (behind and "\n" in link[0]):
                break
            label, target, *titles = (each for each in link.groups() if each is not None)
            self.links[label.strip().lower()] = target.lstrip("<").rstrip(">"), "".join(titles)
            at = behind = at + 1 + link[0].count("\n")
        return behind

    def _footnote(self, chunk: Chunk, at: int, end: int) -> int:
        """The number of the line behind a footnote and the indented chunks below; 0 if none is."""
        lines = chunk.lines
        note = _FOOTNOTE.match(lines[at][0])
        while note and at + 1 < end and (following := _FOOTNOTE.match(lines[at + 1][0])):
            self.footnotes[note[1]] = [(lines[at][0][note.end() :], lines[at][1] + note.end())]
            at, note = at + 1, following
        if not note:
            return 0
        body = [(lines[at][0][note.end() :], lines[at][1] + note.end())]
        last = _next_footnote(lines, at + 1, end)
        body += loosened(lines[at + 1 : last], 1)
        whole = last == len(lines)
        while whole and chunk.behind and chunk.behind[0][0][0].startswith(INDENT):
            lines = chunk.behind.popleft()
            cut = _next_footnote(lines, 0, len(lines))
            body += [("", lines[0][1]), *loosened(lines[:cut], 1)]
            if not (whole := cut == len(lines)):
                chunk.behind.appendleft(lines[cut:])
        self.footnotes[note[1]] = body if body[0][0] else body[1:]
        return last


def _abbreviation(chunk: Chunk, at: int, end: int) -> int:
    """The number of the line behind an abbreviation; 0 if none is defined on line `at`."""
    found = _ABBREVIATION.match("\n".join([line for line, _ in chunk.lines[at : min(at + 2, end)]]))
    return at + 1 + found[0].count("\n") if found else 0


def _next_footnote(lines: list[Line], at: int, end: int) -> int:
    return next((n for n in range(at, end) if _FOOTNOTE.match(lines[n][0])), end)
