"""Tells where it is not sure which passage a citation without words was written for.

A page may have been written in a branch, or in a web editor, for an earlier version of the article,
in which its address was another passage's. Git merges it without a conflict.
"""

from collections.abc import Sequence

from briefing.article.first_words import REVIEW, beginning
from briefing.article.follow import Following, Target
from briefing.text.words import words


def target_without_words(following: Following, cites: Sequence[str], statement: str) -> Target:
    """What a citation of `cites` without words, behind a `statement`, has to be now.

    Where an earlier version had another passage at one of `cites`, with which the statement has
    more words in common than with the one that has the address now, it is open.
    """
    target = following.target(cites, cites, "")
    said = _telling_words(statement)
    for address in () if target.is_open else cites:
        now = following.target([address], [address], "").addresses
        here = said & _telling_words(following.text(now))
        for once in following.once_at(address):
            rival = following.target([once], [once], "").addresses
            there = said & _telling_words(following.text(rival))
            if set(rival) - set(now) and len(there) > len(here):
                addresses = rival if len(cites) == 1 else target.addresses
                title = REVIEW + beginning(following.text(rival))
                return Target(addresses, title, is_open=True)
    return target


def _telling_words(text: str) -> set[str]:
    """The words of `text` that tell what it is about: long ones, and figures."""
    return {word for word in words(text.lower()) if len(word) > 3 or word.isdigit()}
