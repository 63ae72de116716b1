"""Tells where that stands now which a citation, or the front matter, was written for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from briefing.article.alignment import AddressedText, Fate, FateKind, align
from briefing.article.first_words import BETWEEN, REVIEW, FirstWords, beginning, digest
from briefing.article.last_version import MOST_VERSIONS, LastVersion, in_ranges, one_by_one
from briefing.text.words import words

_FOLLOWED = FateKind.UNCHANGED, FateKind.MOVED
UNSURE = FateKind.AMBIGUOUS, FateKind.GONE
"""What is not known to be anywhere now."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands now: its `addresses`, none if it is gone.

    With `is_open` a person has to look at what cites it: it was `old`, and is not any more, or
    nobody knows what it was.
    """

    addresses: tuple[str, ...]
    is_open: bool = False
    old: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What a citation has to be: `addresses`, the title `words`, and, in an open case, why.

    `old` is what its passages said when it was made, where that is known.
    """

    addresses: tuple[str, ...]
    words: str
    is_open: bool = False
    old: str = ""


@dataclass(frozen=True, slots=True)
class _Meant:
    """The `address` of what a citation means, in the last version or now; empty if not known."""

    address: str
    is_now: bool = False


class Following:
    """The way from the last version of an article, if one is known, to its `passages` now.

    An article that has none is withdrawn, and its old words are told no more.
    """

    def __init__(
        self,
        last: LastVersion | None,
        passages: Sequence[AddressedText],
        retired: Sequence[str] | None = None,
    ) -> None:
        self.passages, self.last = tuple(passages), last
        self.before = FirstWords(last.passages, last.retired) if last else None
        self.retired = self._retired() if retired is None else tuple(retired)
        self.now = FirstWords(passages, self.retired)
        self._known_target = cache(self._target)

    @cached_property
    def fates(self) -> Mapping[str, Fate]:
        """What became of each passage of the last version, by address."""
        if self.last is None:
            return {}
        old = self.last.passages
        return {fate.old.address: fate for fate in align(old, self.passages).fates}

    def _retired(self) -> tuple[str, ...]:
        """The first words, with their hash, of passages of earlier versions that say something
        else now, or are gone.
        """
        if self.last is None:
            return ()
        said = {digest(each.text) for each in self.passages}
        old = () if self.is_same else (each.text for each in self.last.passages)
        known = dict.fromkeys((*self.last.retired, *(_with_hash(text) for text in old)))
        return tuple(each for each in known if each.rpartition("~")[2] not in said)

    @cached_property
    def is_same(self) -> bool:
        """Whether every passage of the last version is what and where it was."""
        return self.last is None or self.last.passages == tuple(
            AddressedText(each.paragraph, each.sentence, " ".join(each.text.split()))
            for each in self.passages
        )

    def target(self, cites: Sequence[str], ends: Sequence[str], title: str) -> Target:
        """What a citation with these addresses and this `title` has to be now.

        `cites` are all passages or paragraphs that it names, `ends` those that are written there.
        """
        return self._known_target(tuple(cites), tuple(ends), title)

    def _target(self, cites: Sequence[str], ends: Sequence[str], title: str) -> Target:
        is_review = title.startswith(REVIEW)
        if not self.passages:
            return Target((), title if is_review else f"{REVIEW}{title or '…'}", is_open=True)
        words = title.removeprefix(REVIEW).split(BETWEEN) if title else []
        if is_review:
            found = [self.place(each) for each in cites]
            addresses = tuple(dict.fromkeys(each for place in found for each in place.addresses))
            there = addresses or self.now.fitting(words[0])[:1]  # what was gone may be back
            is_back = self._are_back(words, there)
            return Target(there, "") if is_back else Target(addresses, title, is_open=True)
        places = self._places(cites, ends, words if len(words) == len(ends) else [])
        addresses = tuple(dict.fromkeys(each for place in places for each in place.addresses))
        opened = [place for place in places if place.is_open]
        if opened:
            kept = [_with_hash(place.old) for place in opened if place.old]
            title = REVIEW + BETWEEN.join(kept or words)
            old = " ".join(place.old for place in places)
            return Target(addresses, title, is_open=True, old=old)
        return Target(addresses, "")

    def title(self, addresses: Sequence[str]) -> str:
        """The title of a citation of `addresses`; empty where the article lacks one of them."""
        known = all(_sentence(each) in self.now.texts for each in addresses)
        return self.now.of(addresses) if known else ""

    def _are_back(self, words: Sequence[str], addresses: Sequence[str]) -> bool:
        """Whether the one passage at `addresses` says again, as it last did not, all of `words`.

        Of several nobody can tell whether another has changed since the case was opened.
        """
        if self.before is None or len(addresses) != 1 or len(words) != 1 or "~" not in words[0]:
            return False
        is_new = not self.before.fitting(words[0])
        return is_new and _sentence(addresses[0]) in self.now.fitting(words[0])

    def _places(
        self, cites: Sequence[str], ends: Sequence[str], words: Sequence[str]
    ) -> list[Place]:
        """Where each passage stands now that a citation names, with the first `words` of its ends.

        What lies between the two ends of a range has no words: it goes where they go together.
        """
        if not words:
            return [self.place(each) for each in cites]
        named = dict(zip(ends, map(self._meant, ends, words), strict=True))
        places = list[Place]()
        for number, each in enumerate(cites):
            sides = [end for end in reversed(cites[:number]) if end in named][:1]
            sides += [end for end in cites[number + 1 :] if end in named][:1]
            (by, is_now), *others = {
                (_steps(end, named[end]), named[end].is_now) for end in sides or named
            }
            there = "" if others or by is None else _shifted(each, by)
            meant = named.get(each) or _Meant(there, is_now)
            if not meant.address:
                places.append(Place((each,), is_open=True))
            else:
                there = meant.address
                places.append(Place((there,)) if meant.is_now else self.place(there))
        return places

    def _meant(self, address: str, words: str) -> _Meant:
        """Which passage, or paragraph, a citation means that names it by `address` and `words`."""
        for version in (self.before, self.now):
            found = version.fitting(words, near=address) if version else ()
            if _sentence(address) in found:
                return _Meant(address, version is self.now)
            if len(found) == 1 or (found and "~" in words):
                is_paragraph = "." not in address
                if is_paragraph and not found[0].endswith(".1"):
                    break  # its first sentence is no longer that of a paragraph
                there = found[0].partition(".")[0] if is_paragraph else found[0]
                return _Meant(there, version is self.now)
            if found:
                break
        return _Meant("")

    def place(self, address: str) -> Place:
        """Where the passage, or the paragraph, stands now that last had `address`."""
        if self.last is None or self.is_same:
            return Place((address,))
        if "." in address:
            fate = self.fates.get(address)
            return _place_of(fate) if fate else Place((address,))
        fates = self.sentences.get(address, ())
        if not fates:
            return Place((address,))
        sure = {new.paragraph for fate in fates if fate.kind not in UNSURE for new in fate.new}
        places = [_place_of(_beside(fate, sure)) for fate in fates]
        old = " ".join(fate.old.text for fate in fates)
        found = dict.fromkeys(each for place in places for each in place.addresses)
        paragraphs = tuple(dict.fromkeys(each.partition(".")[0] for each in found))
        if any(place.is_open for place in places):
            return Place(paragraphs[:1], is_open=True, old=old)
        is_whole = len(paragraphs) == 1 and self._old_paragraphs[paragraphs[0]] == {address}
        return Place(paragraphs if is_whole else tuple(found), old=old)

    def once_at(self, address: str) -> set[str]:
        """The addresses in the last version of what had `address` in an earlier one."""
        last = self.last
        versions = (one_by_one(e, last.passages) for e in last.earlier) if last else ()
        return {there for each in versions if (there := each.get(_sentence(address)))}

    @cached_property
    def sentences(self) -> Mapping[str, Sequence[Fate]]:
        """What became of the passages of each paragraph of the last version, by address."""
        found: dict[str, list[Fate]] = {}
        for fate in self.fates.values():
            found.setdefault(f"¶{fate.old.paragraph}", []).append(fate)
        return found

    @cached_property
    def _old_paragraphs(self) -> Mapping[str, set[str]]:
        """From which paragraphs of the last version each one of now has passages."""
        found: dict[str, set[str]] = {}
        for fate in self.fates.values():
            for new in fate.new:
                found.setdefault(f"¶{new.paragraph}", set()).add(f"¶{fate.old.paragraph}")
        return found

    def earlier(self) -> tuple[Mapping[str, str], ...]:
        """Where the passages of earlier versions, and of the last one, stand now, in ranges.

        A version is left out in which each had the address that it has now.
        """
        if self.last is None or self.is_same:
            return self.last.earlier if self.last else ()
        now = {old: (*_place_of(fate).addresses, "")[0] for old, fate in self.fates.items()}
        last = self.last.passages
        versions = [
            {then: now.get(there, "") for then, there in one_by_one(version, last).items()}
            for version in self.last.earlier
        ]
        found = [in_ranges(version, self.passages) for version in (*versions, now)]
        moved = [each for each in found if any(then != there for then, there in each.items())]
        return tuple(moved[-MOST_VERSIONS:])


def text_at(article: Sequence[AddressedText], addresses: Sequence[str]) -> str:
    """What an article with these passages says at `addresses`."""
    return " ".join(
        each.text
        for address in addresses
        for each in article
        if address in (each.address, f"¶{each.paragraph}")
    )


def target_without_words(following: Following, cites: Sequence[str], statement: str) -> Target:
    """What a citation of `cites` without words, behind a `statement`, has to be now.

    A page may have been written in a branch, or in a web editor, for an earlier version of the
    article, and git merges it without a conflict. So it is open where that version had another
    passage at one of `cites`, with which the statement has more words in common than with the one
    that has the address now.
    """
    target = following.target(cites, cites, "")
    said = _telling_words(statement)
    for address in () if target.is_open else cites:
        now = following.target([address], [address], "").addresses
        here = said & _telling_words(text_at(following.passages, now))
        for once in following.once_at(address):
            rival = following.target([once], [once], "").addresses
            there = said & _telling_words(text_at(following.passages, rival))
            if set(rival) - set(now) and len(there) > len(here):
                addresses = rival if len(cites) == 1 else target.addresses
                title = REVIEW + beginning(text_at(following.passages, rival))
                return Target(addresses, title, is_open=True)
    return target


def _telling_words(text: str) -> set[str]:
    """The words of `text` that tell what it is about: long ones, and figures."""
    return {word for word in words(text.lower()) if len(word) > 3 or word.isdigit()}


def _beside(fate: Fate, paragraphs: set[int]) -> Fate:
    """`fate`, or, where it is doubtful, that of a sentence which is where its paragraph is now."""
    there = tuple(new for new in fate.new if new.paragraph in paragraphs)
    if fate.kind is FateKind.AMBIGUOUS and len(paragraphs) == len(there) == 1:
        return replace(fate, kind=FateKind.MOVED, new=there)
    return fate


def _place_of(fate: Fate) -> Place:
    addresses = tuple(each.address for each in fate.new)
    if fate.kind in _FOLLOWED or (fate.similarity == 1 and fate.kind is not FateKind.AMBIGUOUS):
        return Place(addresses, old=fate.old.text)
    return Place(addresses[:1], is_open=True, old=fate.old.text)


def _steps(address: str, meant: _Meant) -> tuple[int, int] | None:
    """How many paragraphs and sentences lie between an address and what is meant by it."""
    if not meant.address:
        return None
    (paragraph, sentence), (there, place) = map(_numbers, (address, meant.address))
    return there - paragraph, place - sentence


def _shifted(address: str, by: tuple[int, int]) -> str:
    (paragraph, sentence), (down, along) = _numbers(address), by
    return f"¶{paragraph + down}" + (f".{sentence + along}" if sentence else "")


def _numbers(address: str) -> tuple[int, int]:
    """The paragraph and the sentence of an address, 0 for that of a paragraph."""
    paragraph, _, sentence = address[1:].partition(".")
    return int(paragraph), int(sentence or 0)


def _with_hash(text: str) -> str:
    """The first words of a passage, and what stands for all of them."""
    return f"{beginning(text)} ~{digest(text)}"


def _sentence(address: str) -> str:
    return address if "." in address else f"{address}.1"
