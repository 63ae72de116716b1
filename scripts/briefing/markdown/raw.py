"""Finds what the site's engine cuts out of a page before it reads blocks: fenced code, raw HTML."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator

from briefing.markdown.lines import fence_of
from briefing.markdown.marks import TAG
from briefing.text.patterns import mask

_BLOCK = (
    "address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|group|h1|h2|h3|h4|h5|h6|header|hgroup|hr|html|iframe|legend|li|main|map"
    "|math|menu|nav|noscript|object|ol|option|output|p|pre|progress|script|section|style|summary"
    "|table|tbody|td|textarea|tfoot|th|thead|tr|ul|video"
)
_MAY_BEGIN = re.compile(rf"^ {{0,3}}<(?:!--|(?:{_BLOCK})(?![\w-]))", re.I | re.M)
_BLOCKS = frozenset(_BLOCK.split("|"))
_FENCE = re.compile(r"^(?:~{3}|`{3})[^\n]*$", re.M)
_TOKEN = re.compile(rf"{TAG.pattern}|<!--")
_COMMENT_ENDS = re.compile(r"--!?>")
_BLANK_LINE = re.compile(r"[ \t]*\n[ \t]*\n")

Region = tuple[int, int, int, int]
"""Where a region begins and ends, and where its code does, or nothing where it is HTML."""


def raw_regions(body: str) -> list[Region]:
    """The regions of fenced code and raw HTML in the order of their starts."""
    fences = list(_fences(body)) if "```" in body or "~~~" in body else []
    text = mask(body, [(start, end) for start, end, _, _ in fences])
    found = [*fences, *_html(text)] if "<" in text and _MAY_BEGIN.search(text) else fences
    return sorted(found)


def _fences(body: str) -> Iterator[Region]:
    """Code between two lines with the same marks; one that is not closed is none."""
    lines = [(found[0].rstrip(" "), *found.span()) for found in _FENCE.finditer(body)]
    closing = defaultdict[str, list[tuple[int, int]]](list)
    for line, start, end in reversed(lines):
        closing[line].append((start, end))
    done = 0
    for line, start, end in lines:
        fence = fence_of(line) if start >= done else ""
        while fence and closing[fence] and closing[fence][-1][0] <= start:
            closing[fence].pop()
        if fence and closing[fence]:
            last, done = closing[fence][-1]
            yield start, done, end + 1, last


def _html(text: str) -> Iterator[Region]:
    """Blocks of HTML that begin a line, or end one; one that is not closed takes all the rest."""
    opened, open_tags = list[str](), Counter[str]()
    begin, at, done, in_tail = 0, 0, 0, False
    ends = deque(found.end() for found in _COMMENT_ENDS.finditer(text))
    while token := _TOKEN.search(text, at):
        start, end, name = *token.span(), (token[1] or "").lower()
        if not name:
            while ends and ends[0] < end + 3:
                ends.popleft()
            end = ends[0] if ends else 0
        in_tail = in_tail and "\n" not in text[done:start]
        at = end or start + 1
        is_block = end > 0 and (not name or name in _BLOCKS)
        if text[start + 1] == "/":
            if not _close(name, opened, open_tags):
                continue
        elif opened or (is_block and (in_tail or _begins_line(text, start))):
            begin = begin if opened else start
            is_whole = not name or name == "hr" or text[end - 2] == "/"
            if not is_whole:
                opened.append(name)
                open_tags[name] += 1
        else:
            continue
        if not opened:
            yield begin, end, 0, 0
            done, in_tail = end, not _BLANK_LINE.match(text, end)
    if opened:
        yield begin, len(text), 0, 0


def _close(name: str, opened: list[str], open_tags: Counter[str]) -> bool:
    """Take the last element of a name, and all within it, from those opened; false if none is."""
    if not open_tags[name]:
        return False
    inner = ""
    while inner != name:
        inner = opened.pop()
        open_tags[inner] -= 1
    return True


def _begins_line(text: str, place: int) -> bool:
    line = text.rfind("\n", max(0, place - 4), place) + 1
    return place - line <= 3 and not text[line:place].strip(" ")
