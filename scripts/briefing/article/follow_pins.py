"""Leads the addresses in the front matter of an article to where their passages stand now."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, groupby, pairwise

from briefing.article.alignment import FateKind
from briefing.article.follow import UNSURE, Following
from briefing.article.model import Article, paragraph_range
from briefing.errors import ArticleError, Problem
from briefing.markdown.contents import parse_range

_KEY = r"[\"']?(?P<key>¶[^\"':,{}]*)[\"']?\s*:"
_FLOW_ENTRY = re.compile(rf"{_KEY}\s*(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^,{{}}\r\n]*)")
_BLOCK_ENTRY = re.compile(rf"{_KEY}[^\r\n]*")
"""An entry of the front matter that is about passages: `"¶7.2": markets`."""
Entries = dict[tuple[int, str], tuple[str, ...]]
"""The addresses that an entry has to have now, by its line and the address that it has."""


def follow_pins(text: str, article: Article, following: Following) -> str:
    """The text of the file of `article` with the pins and ranges that it has to have now.

    Only addresses that were there at the last split are followed: a new one is written for the new
    text. Raises ArticleError, so that a person decides, where passages are gone, or where two
    entries would be about the same ones.
    """
    if following.last is None or following.is_same:
        return text
    found = _pins([(pin.line, pin.address) for pin in article.pins], following)
    for entries in (article.as_of, article.aside):
        there = {(each.line, each.address): _ranges(each.address, following) for each in entries}
        every = Counter(chain.from_iterable(there.values()))
        shared = {each for each, count in every.items() if count > 1}
        shared |= _overlapping(every) if entries is article.as_of else set()
        found |= {each: () if shared & {*now} else now for each, now in there.items()}
    known = {each: now for each, now in found.items() if each[1] in following.last.addresses}
    if problems := [_undecided(article, *each) for each, now in sorted(known.items()) if not now]:
        raise ArticleError(*problems)
    return _written(text, known)


def _undecided(article: Article, line: int, key: str) -> Problem:
    message = f"the passages of '{key}' are gone, not sure, or another entry's now"
    fix = "delete the entry, split, and write it for the new text"
    return Problem(article.path, line, "address", message, fix)


def _written(text: str, entries: Entries) -> str:
    """`text` with other addresses in its `entries`; one that has several becomes several."""
    lines = text.splitlines(keepends=True)
    for number in sorted({line for line, _ in entries}):
        line, before = lines[number - 1], lines[number - 2].rstrip()
        is_flow = "{" in line or line.rstrip().endswith(",") or before.endswith((",", "{"))
        line_end = "\r\n" if line.endswith("\r\n") else "\n"
        between = ", " if is_flow else line_end + line[: len(line) - len(line.lstrip())]
        form = _FLOW_ENTRY if is_flow else _BLOCK_ENTRY
        for entry in reversed(list(form.finditer(line))):
            key = entry["key"].strip()
            there = entries.get((number, _plain(key)), (key,))
            written = between.join(entry[0].replace(key, each, 1) for each in there)
            line = line[: entry.start()] + written + line[entry.end() :]
        lines[number - 1] = line
    return "".join(lines)


def _plain(key: str) -> str:
    """An address in the one form that a pin or a range has, whatever its dash."""
    numbers = parse_range(key)
    return paragraph_range(*numbers) if numbers else key


def _pins(pins: Iterable[tuple[int, str]], following: Following) -> Entries:
    """What becomes of `pins`, by line and address.

    No two have the same: of a sentence and its paragraph, the sentence's pin has it.
    """
    found: Entries = {}
    taken = set[str]()
    for line, key in sorted(
        pins, key=lambda pin: (_is_known(pin[1], following), "." not in pin[1])
    ):
        now = _pinned(key, following) if _is_known(key, following) else (key,)
        found[line, key] = tuple(each for each in now if each not in taken)
        taken.update(found[line, key])
    return found


def _pinned(key: str, following: Following) -> tuple[str, ...]:
    """The addresses now of a pin; none if it is gone, or nobody knows where it is."""
    fates = following.fates
    found = [fates[key]] if key in fates else following.sentences.get(key, ())
    is_sure = any(each.kind not in UNSURE for each in found)
    return following.place(key).addresses if is_sure else ()


def _is_known(key: str, following: Following) -> bool:
    """Whether an entry for `key` was there at the last split, and so is for that version."""
    return following.last is not None and key in following.last.addresses


def _ranges(key: str, following: Following) -> tuple[str, ...]:
    """The ranges of paragraphs that one of the last version is now; none if it is gone.

    A paragraph that was put in between is within; one that comes from outside parts the range. Of
    one to which only some sentences moved, the range is that of the others.
    """
    if not _is_known(key, following):
        return (key,)
    first, last = parse_range(key) or (0, 0)
    before, stayed = defaultdict[int, set[int]](set), set[int]()
    for fate in following.fates.values():
        for new in fate.new[:1] if fate.kind not in UNSURE else ():
            before[new.paragraph].add(fate.old.paragraph)
            if fate.kind is not FateKind.MOVED and first <= fate.old.paragraph <= last:
                stayed.add(new.paragraph)
    own = stayed | {now for now, then in before.items() if first <= min(then) <= max(then) <= last}
    runs = (list(run) for is_own, run in groupby(sorted(before), own.__contains__) if is_own)
    return tuple(paragraph_range(run[0], run[-1]) for run in runs)


def _overlapping(ranges: Iterable[str]) -> set[str]:
    """Those of `ranges` that have paragraphs in common."""
    found = sorted((parse_range(each) or (0, 0), each) for each in ranges)
    return {
        name
        for ((_, end), one), ((start, _), other) in pairwise(found)
        if start <= end
        for name in (one, other)
    }
