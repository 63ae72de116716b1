"""Tell a person what became of the passage that a statement was made for.

First what of the statement the passage no longer bears out, then the passage itself, with what
changed marked as `git diff --word-diff` marks it: [-old-]{+new+}.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from briefing.article.alignment import AddressedText, align, comparable
from briefing.article.source_lock import normalise
from briefing.markdown.commonmark import plain
from briefing.text.dates import GERMAN_MONTH, MONTH
from briefing.text.money import CODES, SIGNS
from briefing.text.numbers import ANY_SCALE, NUMBER, NUMBER_WORDS, UNITS
from briefing.text.patterns import compile_spaced, find_quoted, one_of
from briefing.text.words import NAME, UNSPACED, without_first_words

_LETTER = rf"[^\W{UNSPACED}]"
_PART = (
    rf"(?:(?:{one_of({**SIGNS, **CODES})} ?){{0,2}}{NUMBER}|{NUMBER_WORDS}|{MONTH}|{GERMAN_MONTH})"
    rf"(?:[ -]?(?:{ANY_SCALE}|{one_of(UNITS)}(?!{_LETTER})))*"
)
_FIGURES = rf"(?<!{_LETTER}){_PART}(?: {_PART}){{0,3}}"
"""Figures and dates, those that stand beside each other as one: 27 January 2025."""
_WORD = re.compile(rf"[{UNSPACED}]\s*|[^\s{UNSPACED}]+\s*")
_AROUND = 12
"""Words that are shown of what is the same beside a change."""
_MOST_SHOWN = 40
"""Words that are shown of a passage that is shown as a whole."""


def tell_changed(statement: str, addresses: str, old: str, new: str) -> str:
    """What to say of a `statement` whose passage was `old` and is `new`, now at `addresses`.

    All are Markdown; `old` is empty where it is not known.
    """
    if not old:
        return (
            f"it is not sure that this was written for {addresses}, which says: {_beginning(new)}"
        )
    if comparable(old) == comparable(new):
        return f"more than one passage may be what was {addresses}: {_beginning(new)}"
    changes = f"changed since this was written: {mark_changes(old, new)}"
    missing = [f"“{each}”" for each in no_longer_there(statement, old, new)]
    if not missing:
        return f"{addresses} has {changes}"
    stand = "stands" if len(missing) == 1 else "stand"
    return f"{_listed(missing)} no longer {stand} in {addresses}, which has {changes}"


def tell_gone(old: str, article: Sequence[AddressedText]) -> str:
    """What to say of a statement whose passage, `old`, is no longer in the `article`.

    Its words, if they are known, and at most three passages that are most like it.
    """
    if not article:
        return "the article that this rests on was withdrawn"
    if not old:
        return "the passage that this was written for is gone"
    (fate,) = align([AddressedText(1, 1, old)], article).fates
    nearest = (f"{each.address} “{_beginning(each.text)}”" for each in fate.nearest or fate.new)
    told = f"the passage that this was written for is gone: “{_beginning(old)}”"
    return f"{told}; most like it: {'; '.join(nearest)}" if fate.nearest or fate.new else told


def no_longer_there(statement: str, old: str, new: str) -> tuple[str, ...]:
    """The quotations, figures, dates and names of `statement` that `old` has and `new` has not."""
    before, now = comparable(old), comparable(new)
    found = dict.fromkeys(_what_counts(plain(statement)))
    return tuple(each for each in found if _has(before, each) and not _has(now, each))


def _what_counts(text: str) -> Iterator[str]:
    yield from (text[start + 1 : end - 1] for start, end in find_quoted(text))
    yield from (each[0] for each in compile_spaced(_FIGURES).finditer(text))
    for each in compile_spaced(NAME).finditer(text):
        start = without_first_words(text, *each.span())
        if start < each.end():
            yield text[start : each.end()]


def _has(text: str, words: str) -> bool:
    """Whether `words` stand in `text`, which is comparable, and not within a longer word."""
    sought = re.escape(comparable(words).strip(" .,"))
    return re.search(rf"(?<!{_LETTER})(?<![.,]){sought}(?!{_LETTER}|[.,]\d)", text) is not None


def mark_changes(old: str, new: str) -> str:
    """The words of two Markdown texts as one text, with [-what went-] and {+what came+}.

    Of a long stretch that is the same, only what stands beside a change is shown.
    """
    one, two = _WORD.findall(plain(old)), _WORD.findall(plain(new))
    before, now = ([normalise(word) for word in words] for words in (one, two))
    pieces, changes = list[str](), SequenceMatcher(None, before, now).get_opcodes()
    for number, (kind, start, end, first, last) in enumerate(changes):
        gone, came = "".join(one[start:end]), "".join(two[first:last])
        if kind == "equal":
            is_first, is_last = number == 0, number == len(changes) - 1
            pieces.append(_shortened(two[first:last], is_first=is_first, is_last=is_last))
        else:
            pieces += f"[-{gone.rstrip()}-]" * bool(gone), f"{{+{came.rstrip()}+}}" * bool(came)
            pieces.append(" " * (came or gone)[-1:].isspace())
    return "".join(pieces).strip()


def _shortened(words: Sequence[str], *, is_first: bool, is_last: bool) -> str:
    """A stretch that is the same in both texts; `is_first`, `is_last`: no change is beyond it."""
    before, behind = (0 if is_first else _AROUND), (0 if is_last else _AROUND)
    if len(words) <= before + behind + 1 or (is_first and is_last):
        return "".join(words)
    return "".join(words[:before]) + "… " + "".join(words[len(words) - behind :])


def _beginning(text: str) -> str:
    words = _WORD.findall(plain(text))
    return "".join(words[:_MOST_SHOWN]).strip() + (" …" if len(words) > _MOST_SHOWN else "")


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
