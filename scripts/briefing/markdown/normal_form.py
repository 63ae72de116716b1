"""What a block says, in one normal form: the same however an editor wraps, pads or marks it.

An editor that formats on save changes white space, the signs of emphasis, lists, rules and
headings, escapes, and the width of tables. In code all of it counts. No part of the form is the
title of a citation, which is a check of the passage and no word of the statement.
"""

import re

from briefing.markdown.contents import ADDRESSES
from briefing.markdown.inline import read_inline
from briefing.markdown.lines import cells, expanded, heading_of
from briefing.markdown.marks import InlineMark
from briefing.markdown.structure import Structure

_TITLED = re.compile(r"source\.md#p[\w.-]*\s")
_CITATION = re.compile(rf"(\[\s*{ADDRESSES}\s*\]\(source\.md#p[\w.-]*)\s+(\"[^\"]*\"|'[^']*')\s*\)")
_NOT_USUAL = re.compile(r"[\\`*_]")
_BOLD = re.compile(r"[^\\`*_]*(?:\*\*[^\\`*_|\s](?:[^\\`*_|]*[^\\`*_|\s])?\*\*[^\\`*_]*)*")
"""Text in which nothing is marked but by `**` on both sides, and so is in its normal form."""
_BLANKS = re.compile(r"\s+")
_LITERAL = re.compile(r"[*`]")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[ \t]*")
_DASHES = re.compile("-+")
_KEEPS_BLANKS = re.compile(r"<(?:pre|script|style|textarea)\b", re.I)
_ITEM = re.compile(r"\s*(?:([-*+])|\d{1,9}\.)[ \t]+(?=\S)")
_CODE_WITHIN = re.compile(r"```|~~~|\n[ \t]*\n {8,}(?!(?:[-*+]|\d+\.) )")
_QUOTE = re.compile(r"^ {0,3}> ?", re.M)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLANK_BELOW = re.compile(r"\A([^\n]*)\n(?:[ \t]*\n)+")


def without_trailing_blanks(text: str) -> str:
    """`text` without white space at the end of its lines and at its own end."""
    text = text.rstrip()
    return "\n".join(map(str.rstrip, text.split("\n"))) if "\n" in text else text


def normal_form(text: str, kind: str) -> str:
    """What the block `text` says; its `kind` is that of a `Block`."""
    if kind == "p":
        return _paragraphs(text) if "\n" in text and _BLANK_LINE.search(text) else _words(text)
    if kind == "tr":
        return table_form(text)
    if kind == "pre":
        return _code(text)
    if kind == "hr":
        return "---"
    if kind == "html":
        return without_trailing_blanks(text) if _KEEPS_BLANKS.search(text) else _on_one_line(text)
    if kind[0] == "h":
        return _heading(text, int(kind[1]))
    if _CODE_WITHIN.search(text):
        return without_trailing_blanks(text)
    if kind == "blockquote":
        return "> " + _paragraphs(_QUOTE.sub("", text))
    return _paragraphs(_BLANK_BELOW.sub(r"\1\n", text) if kind == "note" else text)


def table_form(text: str) -> str:
    """Rows of a table, each cell in its normal form; of two lines the second is below the head."""
    return "\n".join(
        _row(line) if number != 1 else " | ".join(map(_rule, line.split("|"))).strip()
        for number, line in enumerate(text.split("\n"))
    )


def layout(text: str, kind: str) -> tuple[object, ...]:
    """What beside its normal form the site's engine makes of a block.

    That are the elements of its texts, whether its attribute lists are read as such, and the
    titles of its citations.
    """
    titles = [found[1] for found in _CITATION.findall(text)] if _TITLED.search(text) else []
    if kind in ("tr", "pre", "html"):
        return (*titles,)
    structure = Structure()
    structure.read(expanded(text))
    for tag, lines in structure.leaves:
        words = "\n".join([line for line, _ in lines])
        is_heading = tag in ("td", "dt") or (tag[0] == "h" and tag[1:].isdigit())
        marks = read_inline(words, {}, frozenset(), is_heading=is_heading).marks
        titles += [tag, *(mark.kind for mark in marks if mark.kind == "attributes")]
    return (*titles,)


def _row(line: str) -> str:
    if _is_usual(line):
        return " | ".join(map(str.strip, _on_one_line(line).split("|"))).strip()
    if "\\" in line or "`" in line:
        parts = [line[start:end] for start, end in cells(line, border=False)]
    else:
        parts = line.split("|")
    return " | ".join(map(_words, parts)).strip()


def _rule(cell: str) -> str:
    return _DASHES.sub("---", cell.strip())


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _is_usual(text: str) -> bool:
    """Whether the normal form differs from `text` in white space at most: that of most does."""
    if _TITLED.search(text):
        return False
    return not _NOT_USUAL.search(text) or _BOLD.fullmatch(text) is not None


def _words(text: str) -> str:
    """The words of a paragraph, heading or cell, with their marks."""
    if _is_usual(text):
        return _on_one_line(text)
    text = _CITATION.sub(r"\1)", text.strip())
    pieces, done = list[str](), 0
    for start, end, form in sorted(
        part for mark in read_inline(text, {}, frozenset()).marks for part in _forms(text, mark)
    ):
        if start >= done:
            pieces += (_plain(text[done:start]), form)
            done = end
    return "".join((*pieces, _plain(text[done:]))).strip()


def _plain(text: str) -> str:
    """Text without a mark: what could be taken for one is escaped."""
    return _LITERAL.sub(r"\\\g<0>", _BLANKS.sub(" ", text))


def _forms(text: str, mark: InlineMark) -> list[tuple[int, int, str]]:
    """The signs of `mark` in their normal form, with where they begin and end."""
    start, end = mark.start, mark.end
    if mark.kind == "code":
        return [(start, end, f"`{_LINE_END.sub(' ', text[mark.first : mark.last])}`")]
    if mark.kind == "escape":
        return [(start, end, _escape(text, start))]
    if mark.kind == "emphasis":
        return [(start, end, "*" * (end - start))]
    if mark.kind == "image":
        return [(start, end, _on_one_line(text[start:end]))]
    return [(*span, _BLANKS.sub(" ", text[slice(*span)])) for span in mark.signs()]


def _escape(text: str, at: int) -> str:
    """The sign that the backslash `at` this place of `text` makes plain; with it, if need be."""
    before, sign, behind = text[:at], text[at + 1], text[at + 2 :]
    is_needed = (
        sign in "*`\\{}|"
        or (sign in "[]" and ("](" in text[at:] or "][" in text[at:] or behind[:1] in ("(", "[")))
        or (sign == "!" and behind.startswith("["))
        or (sign == "(" and before.endswith("]"))
        or (sign in "#>+-" and not before)
        or (sign == "." and before.isdigit())
    )
    return f"\\{sign}" if is_needed else sign


def _heading(text: str, level: int) -> str:
    line = text.split("\n", 1)[0]
    words = line
    if line.startswith("#"):
        _, start, end = heading_of(line)
        words = line[start:end]
    return f"{'#' * level} {_words(words)}"


def _code(text: str) -> str:
    """Code as it stands, with one kind of fence around it."""
    text = without_trailing_blanks(text)
    first, end, rest = text.partition("\n")
    fence = _FENCE.match(first)
    if not (fence and end):
        return text
    return f"```{first[fence.end() :]}\n{rest.rpartition(chr(10))[0]}\n```"


def _paragraphs(text: str) -> str:
    """The paragraphs and items within a block, each on a line, items indented by their depth."""
    if "\n" not in text and not _ITEM.match(text):
        return _words(text)
    parts, indents, apart = list[tuple[str, list[str]]](), list[int](), True
    for line in text.split("\n"):
        words = line.lstrip()
        if item := _ITEM.match(line):
            indent = len(line) - len(words)
            indents = [*(each for each in indents if each < indent), indent]
            sign = "-" if item[1] else "1."
            parts.append((f"{'  ' * (len(indents) - 1)}{sign} ", [line[item.end() :]]))
        elif words and apart:
            indents = [each for each in indents if each < len(line) - len(words)]
            parts.append(("  " * len(indents), [words]))
        elif words:
            parts[-1][1].append(words)
        apart = not words
    return "\n".join(sign + _words("\n".join(lines)) for sign, lines in parts)
