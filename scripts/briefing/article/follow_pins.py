"""Leads the addresses in the front matter of an article to where their passages stand now."""

import re

from briefing.article.alignment import FateKind
from briefing.article.follow import UNSURE, Following
from briefing.article.model import Article
from briefing.errors import ArticleError, Problem
from briefing.markdown.contents import parse_range

_ENTRY = re.compile(r"[\"']?(?P<key>¶[^\"':,{}]*)[\"']?\s*:[^,{}\r\n]*")
"""An entry of the front matter that is about passages: `"¶7.2": markets`."""


def follow_pins(text: str, article: Article, following: Following) -> str:
    """The text of the file of `article` with the pins and ranges that it has to have now.

    Only addresses that were there at the last split are followed: a new one is written for the new
    text. Raises ArticleError where a passage is gone, so that a person has to decide.
    """
    if following.last is None or following.is_same:
        return text
    lines = text.splitlines(keepends=True)
    problems = list[Problem]()
    there = _pins(article, following)
    pins = {pin.line for pin in article.pins}
    for number in sorted(pins | {each.line for each in (*article.as_of, *article.aside)}):
        line = lines[number - 1]
        indent = line[: len(line) - len(line.lstrip())]
        between = ", " if "{" in line or line.rstrip().endswith(",") else f"\n{indent}"
        for entry in reversed(list(_ENTRY.finditer(line))):
            key = entry["key"].strip()
            if _plain(key) not in following.last.addresses:
                continue
            if keys := there[key] if number in pins else _range(key, following):
                written = between.join(entry[0].replace(key, each, 1) for each in keys)
                line = line[: entry.start()] + written + line[entry.end() :]
            else:
                message = f"the passages of '{key}' are gone, not sure, or another entry's now"
                fix = "delete the entry, split, and write it for the new text"
                problems.append(Problem(article.path, number, "address", message, fix))
        lines[number - 1] = line
    if problems:
        raise ArticleError(*problems)
    return "".join(lines)


def _pins(article: Article, following: Following) -> dict[str, tuple[str, ...]]:
    """The addresses now of each pin that was there at the last split; none of one that has none.

    No two pins have the same: of a sentence and its paragraph, the sentence's pin has it.
    """
    known = following.last.addresses if following.last else frozenset[str]()
    found = dict[str, tuple[str, ...]]()
    taken = {pin.address for pin in article.pins if pin.address not in known}
    for key in sorted(known.intersection(pin.address for pin in article.pins), key=_paragraph_last):
        found[key] = tuple(each for each in _pinned(key, following) if each not in taken)
        taken.update(found[key])
    return found


def _paragraph_last(key: str) -> tuple[bool, str]:
    return "." not in key, key


def _plain(key: str) -> str:
    first, last = parse_range(key) or (0, 0)
    return f"¶{first}-{last}" if first < last else key


def _pinned(key: str, following: Following) -> tuple[str, ...]:
    """The addresses now of a pin; none if it is gone, or nobody knows where it is."""
    fates = following.fates
    found = [fates[key]] if key in fates else following.sentences.get(key, ())
    is_sure = any(each.kind not in UNSURE for each in found)
    return following.place(key).addresses if is_sure else ()


def _range(key: str, following: Following) -> tuple[str, ...]:
    """The range of paragraphs that one of the last version is now; none if it is gone."""
    first, last = parse_range(key) or (0, 0)
    within = [e for e in following.fates.values() if first <= e.old.paragraph <= last]
    stayed = [each for each in within if each.kind is not FateKind.MOVED]
    there = [new.paragraph for fate in stayed or within for new in fate.new[:1]]
    first, last = min(there, default=0), max(there, default=0)
    return (f"¶{first}-{last}" if first < last else f"¶{first}",) if there else ()
