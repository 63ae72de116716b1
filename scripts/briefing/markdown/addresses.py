"""Reads addresses of paragraphs and sentences: `¶4.1`, `¶4-6`, `¶4.1, ¶6.2`."""

import functools
import re
from collections.abc import Iterator

ADDRESS = re.compile(
    r"¶(\d{1,6})(?:\.(\d{1,6}))?(?:\s{0,3}[-–]\s{0,3}(¶?)(\d{1,6})(?:\.(\d{1,6}))?)?(?!\d)"
)
_ONE = re.sub(r"\((?!\?)", "(?:", ADDRESS.pattern)
ADDRESSES = rf"(?:\*\*|__|\*|_)?{_ONE}(?:\s?(?:,|;|&|and|und)\s?{_ONE}){{0,20}}(?:\*\*|__|\*|_)?"
_ADDRESSES = re.compile(ADDRESSES)
_EXACT = re.compile(r"¶([1-9][0-9]{0,5})(?:\.[1-9][0-9]{0,5})?")
_RANGE = re.compile(r"¶([1-9][0-9]{0,5})(?:[-–]¶?([1-9][0-9]{0,5}))?")
_MOST = 100
"""A range that is longer is read up to here; a rule says that it is too long anyway."""


def is_address(text: str) -> bool:
    """Whether `text` is a paragraph, `¶5`, or a sentence of one, `¶7.2`."""
    return _EXACT.fullmatch(text) is not None


def parse_range(text: str) -> tuple[int, int] | None:
    """`¶1-15` or `¶5` as first and last paragraph; None for anything else."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None


@functools.lru_cache(maxsize=4096)
def addresses(words: str) -> tuple[str, ...]:
    """All passages that `words` name, in order; none where they say anything else."""
    return tuple(
        f"¶{place}" for each in _found(words) for place in _places(*each.groups(default=""))
    )


@functools.lru_cache(maxsize=4096)
def ends(words: str) -> tuple[str, ...]:
    """The addresses that stand in `words`, those of a range in full: ¶4.1 and ¶4.2 of `¶4.1-2`."""
    found = dict[str, None]()
    for each in _found(words):
        first, sentence, mark, last, last_sentence = each.groups(default="")
        found[_address(first, sentence)] = None
        if _is_within(first, sentence, mark, last, last_sentence):
            found[_address(first, last_sentence or last)] = None
        elif last:
            found[_address(last, last_sentence)] = None
    return tuple(found)


def _found(words: str) -> Iterator[re.Match[str]]:
    stripped = words.strip()
    return ADDRESS.finditer(stripped if _ADDRESSES.fullmatch(stripped) else "")


def _places(first: str, sentence: str, mark: str, last: str, last_sentence: str) -> list[str]:
    """`4.1` and `4.2` of ¶4.1-2, or `4`, `5` and `6` of ¶4-6."""
    if _is_within(first, sentence, mark, last, last_sentence):
        behind = min(int(last_sentence or last), int(sentence) + _MOST)
        return [f"{int(first)}.{each}" for each in range(int(sentence), behind + 1)]
    if last and int(last) > int(first):
        behind = min(int(last), int(first) + _MOST)
        return [str(each) for each in range(int(first), behind + 1)]
    one = _address(first, sentence)[1:]
    return [one] if not last else [one, _address(last, last_sentence)[1:]]


def _is_within(first: str, sentence: str, mark: str, last: str, last_sentence: str) -> bool:
    """Whether a range is one of sentences of one paragraph."""
    if not (sentence and last):
        return False
    if last_sentence:
        return first == last and int(sentence) < int(last_sentence)
    return not mark and int(sentence) < int(last)


def _address(paragraph: str, sentence: str) -> str:
    return f"¶{int(paragraph)}.{int(sentence)}" if sentence else f"¶{int(paragraph)}"
