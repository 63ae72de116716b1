"""What became of the passages of an article: where their words stand, never where others do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.article.alignment import AddressedText, Alignment, Fate, FateKind, addressed, align
from briefing.article.split import split

PRICES = "The minister promised lower prices for every household in the land."
SCANDAL = "The opposition called the cost of the harbour a scandal."
SIGNED = "Nobody in the capital knew what the two companies had signed."
COURT = "A court will hear the case of the owners in the spring of 2026."
FISH = "Herring are sold by weight on the quay before six in the morning."

CASES = {
    "same": (f"{PRICES} {SCANDAL}", f"{PRICES} {SCANDAL}", "1.1=1.1 1.2=1.2"),
    "paragraph inserted": (
        f"{PRICES}\n\n{SCANDAL}",
        f"{FISH}\n\n{PRICES}\n\n{SCANDAL}",
        "1.1=2.1 2.1=3.1 new:1.1",
    ),
    "figure corrected": (
        f"{PRICES} It will cost 40 million, said the owners of it. {SCANDAL}",
        f"{PRICES} It will cost 45 million, said the owners of it. {SCANDAL}",
        "1.1=1.1 1.2~1.2(0.89) 1.3=1.3",
    ),
    "sentence taken out": (
        f"{PRICES} {SIGNED} {SCANDAL}",
        f"{PRICES} {SCANDAL}",
        "1.1=1.1 1.2 gone 1.3=1.2",
    ),
    "paragraph moved": (
        f"{PRICES}\n\n{SCANDAL}\n\n{SIGNED} {COURT}\n\n{FISH}",
        f"{PRICES}\n\n{SIGNED} {COURT}\n\n{FISH}\n\n{SCANDAL}",
        "1.1=1.1 2.1>4.1 3.1=2.1 3.2=2.2 4.1=3.1",
    ),
    "neighbours swapped": (
        f"{PRICES} {SCANDAL} {SIGNED} {COURT}",
        f"{PRICES} {SIGNED} {SCANDAL} {COURT}",
        "1.1=1.1 1.2>1.3 1.3=1.2 1.4=1.4",
    ),
    "paragraph split": (
        f"{PRICES} {SCANDAL}\n\n{SIGNED}",
        f"{PRICES}\n\n{SCANDAL}\n\n{SIGNED}",
        "1.1=1.1 1.2=2.1 2.1=3.1",
    ),
    "sentence split": (
        f"{PRICES} The council met in May, and it voted for the new wall by nine to two. {COURT}",
        f"{PRICES} The council met in May. It voted for the new wall by nine to two. {COURT}",
        "1.1=1.1 1.2 split 1.2,1.3(0.97) 1.3=1.4",
    ),
    "sentences joined": (
        f"{PRICES} The council met in May. It voted for the new wall by nine to two. {COURT}",
        f"{PRICES} The council met in May and voted for the new wall by nine to two. {COURT}",
        "1.1=1.1 1.2 joined 1.2(0.93) 1.3 joined 1.2(0.93) 1.4=1.3",
    ),
    "moved and corrected": (
        f"It will cost 40 million, said the owners of it. {PRICES} {SIGNED} {SCANDAL}",
        f"{PRICES} {SIGNED} {SCANDAL} It will cost 45 million, said the owners of it.",
        "1.1~1.4(0.89) 1.2=1.1 1.3=1.2 1.4=1.3",
    ),
    "same words in another order": (
        "The dog bit the old man in the street.",
        "The old man bit the dog in the street.",
        "1.1~1.1(0.99)",
    ),
    "all replaced": (f"{PRICES} {SCANDAL}", f"{FISH}\n\n{COURT}", "1.1 gone 1.2 gone new:1.1,2.1"),
    "typography alone": (
        '"We won\'t pay" -- he said so twice - in 2019-2020, 5 % of it.',
        "«\u202fWe won’t pay\u202f»—he said so twice – in 2019–2020, 5% of *it*.",
        "1.1=1.1",
    ),
    "table padded anew, list and emphasis marked anew": (
        "|Year|Boats|\n|-|-|\n|1999|4|\n\n* Herring __are__ sold.\n* Ask *us* about that.",
        "| Year | Boats |\n| ---- | ----- |\n| 1999 | 4     |\n\n"
        "- Herring **are** sold.\n- Ask _us_ about that.",
        "1.1=1.1 2.1=2.1 2.2=2.2",
    ),
    "invisible signs": (PRICES, PRICES.replace("household", "house\u00adhold\u200b"), "1.1=1.1"),
    "word in another case": ("Ask us about that.", "Ask US about that.", "1.1~1.1(0.99)"),
    "answers, one taken out with its question": (
        f"{PRICES} Yes. {SIGNED} Yes. {SCANDAL} Yes. {COURT}",
        f"{PRICES} Yes. {SCANDAL} Yes. {COURT}",
        "1.1=1.1 1.2?1.2 1.3 gone 1.4?1.2 1.5=1.3 1.6=1.4 1.7=1.5",
    ),
    "answer put in beside one": (
        f"{PRICES} Yes. {COURT}",
        f"{PRICES} Yes. {FISH} Yes. {COURT}",
        "1.1=1.1 1.2?1.2,1.4 1.3=1.5 new:1.3",
    ),
    "answer to another question": (
        f"{COURT} Who pays? Yes. {SIGNED}",
        f"{COURT} Will it last? Yes. {SIGNED}",
        "1.1=1.1 1.2 gone 1.3?1.3 1.4=1.4 new:1.2",
    ),
    "answer between what was put in": (
        f"{COURT} Yes. {SIGNED}",
        f"{COURT} {FISH} Yes. {SCANDAL} {SIGNED}",
        "1.1=1.1 1.2?1.3 1.3=1.5 new:1.2,1.4",
    ),
    "answer at the edge of what moved": (
        f"{PRICES} Yes.\n\n{SIGNED}\n\n{COURT} No.",
        f"{SIGNED}\n\n{COURT} No.\n\n{PRICES} Yes.",
        "1.1>3.1 1.2?3.2 2.1=1.1 3.1=2.1 3.2?2.2",
    ),
    "answer within what moved": (
        f"{PRICES} Yes. {FISH}\n\n{SIGNED}\n\n{COURT}",
        f"{SIGNED}\n\n{COURT}\n\n{PRICES} Yes. {FISH}",
        "1.1>3.1 1.2>3.2 1.3>3.3 2.1=1.1 3.1=2.1",
    ),
    "long sentence twice, the first taken out": (
        f"{PRICES} {FISH} {SCANDAL}\n\n{SIGNED} {FISH} {COURT}",
        f"{PRICES} {SCANDAL}\n\n{SIGNED} {FISH} {COURT}",
        "1.1=1.1 1.2 gone 1.3=1.2 2.1=2.1 2.2=2.2 2.3=2.3",
    ),
    "paragraph that became a heading": (
        f"The cost of it\n\n{FISH}",
        f"The cost of it\n\n{FISH} {COURT}",
        "1.1 gone 2.1=1.1 new:1.2",
    ),
    "German": (
        "Der Minister versprach niedrigere Preise für alle. Die Kosten stiegen um 4 Prozent.",
        "„Nein.“\n\nDer Minister versprach niedrigere Preise für alle. Die Kosten stiegen um 5 %.",
        "1.1=2.1 1.2~2.2(0.73) new:1.1",
    ),
    "French": (
        "Le ministre a promis « des prix plus bas » à tous. Qui paiera ? Personne ne le sait.",
        "Le ministre a promis “des prix plus bas” à tous. Qui paiera? Personne ne le sait encore.",
        "1.1=1.1 1.2=1.2 1.3~1.3(0.89)",
    ),
    "Chinese": (
        "部长承诺降低所有家庭的电价。反对派称这项费用是丑闻。法院将于2026年春天审理此案。",
        "没有人知道他们签了什么。部长承诺降低所有家庭的电价。法院将于 2027 年春天审理此案。",
        "1.1=1.2 1.2 gone 1.3~1.3(0.90) new:1.1",
    ),
    "both empty": ("", "", ""),
    "was empty": ("", PRICES, "new:1.1"),
    "is empty": (PRICES, "", "1.1 gone"),
}
"""The old text, the new one, and what became of what: `=` is unchanged, `>` moved, `~` changed."""

SIGNS = {"unchanged": "=", "moved": ">", "changed": "~", "ambiguous": "?", "gone": " gone"}


def summary(alignment: Alignment) -> str:
    parts = []
    for fate in alignment.fates:
        sign = SIGNS.get(fate.kind, f" {fate.kind} ")
        share = f"({fate.similarity:.2f})" if fate.similarity not in (0, 1) else ""
        parts.append(f"{fate.old.address}{sign}{addresses(fate.new)}{share}")
    if added := addresses(alignment.added):
        parts.append(f"new:{added}")
    return " ".join(parts).replace("¶", "")


def addresses(passages: Sequence[AddressedText]) -> str:
    return ",".join(passage.address for passage in passages)


@pytest.mark.parametrize("name", CASES)
def test_fate_of_each_passage(name: str) -> None:
    before, after, expected = CASES[name]
    language = {"German": "de", "French": "fr", "Chinese": "zh"}.get(name, "en")
    old, new = (addressed(split(text, language)) for text in (before, after))
    assert summary(align(old, new)) == expected


def test_gone_passage_has_the_nearest_of_all_new_ones() -> None:
    old = addressed(split(f"{PRICES} The harbour cost 40 million. {SCANDAL}", "en"))
    new = addressed(split(f"{PRICES} {SCANDAL} Its wall was built by hand.\n\n{FISH}", "en"))
    gone = align(old, new).fates[1]
    assert gone.kind is FateKind.GONE
    assert [each.text for each in gone.nearest] == [SCANDAL]


def test_gone_passage_has_no_nearest_where_nothing_shares_its_words() -> None:
    old, new = ([AddressedText(1, 1, text)] for text in (PRICES, f"Of the boats {SIGNED}"))
    assert align(old, new).fates == (Fate(FateKind.GONE, old[0]),)


@dataclass(frozen=True)
class Sentence:
    """A sentence of a version; `origin` is its place in the old one, if its words are the same."""

    text: str
    origin: int | None = None
    opens_paragraph: bool = False


REPEATED = ["Yes.", "Thank you.", "It was so, and it is so, and will be so for ever."]


def unique(name: str) -> str:
    """A sentence that shares no word with one of another name."""
    return " ".join(f"{letter}{name}" for letter in "abcdefgh") + "."


def edited(sentences: list[Sentence], kind: str, at: int, to: int, name: str) -> list[Sentence]:
    """`sentences` after one edit, of or after the one `at` a place."""
    before, one, behind = sentences[:at], sentences[at], sentences[at + 1 :]
    words = one.text.split()
    match kind:
        case "insert":
            return [*before, Sentence(unique(name)), one, *behind]
        case "delete":
            return before + behind
        case "reword":
            return [*before, Sentence(f"{name} {' '.join(words[1:])}"), *behind]
        case "split" if len(words) > 1:
            half = len(words) // 2
            return [
                *before,
                *(Sentence(" ".join(each)) for each in (words[:half], words[half:])),
                *behind,
            ]
        case "join" if behind:
            return [*before, Sentence(f"{one.text[:-1]}, {behind[0].text}"), *behind[1:]]
        case "paragraph":
            return [*before, replace(one, opens_paragraph=not one.opens_paragraph), *behind]
        case "move":
            rest, moved = before + behind[1:], [one, *behind[:1]]
            return rest[:to] + moved + rest[to:]
    return sentences


def passages(sentences: Sequence[Sentence]) -> list[AddressedText]:
    paragraph, number, found = 1, 0, list[AddressedText]()
    for each in sentences:
        paragraph, number = (paragraph + 1, 1) if each.opens_paragraph else (paragraph, number + 1)
        found.append(AddressedText(paragraph, number, each.text))
    return found


EDITS = ["insert", "delete", "reword", "split", "join", "paragraph", "move"]
History = tuple[list[Sentence], list[Sentence]]


@st.composite
def histories(draw: st.DrawFn, edits: Sequence[str] = EDITS) -> History:
    """The sentences of a version, and those of the next."""
    texts = draw(st.lists(st.sampled_from([*REPEATED, *[""] * 5]), max_size=12))
    opens = draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    old = [
        Sentence(text or unique(str(place)), place, opens[place])
        for place, text in enumerate(texts)
    ]
    new = old
    place = st.integers(0, len(old))
    steps = draw(st.lists(st.tuples(st.sampled_from(edits), place, place), max_size=5))
    for number, (kind, at, to) in enumerate(steps):
        if new:
            new = edited(new, kind, at % len(new), to, f"new{number}")
    return old, new


def aligned(history: History) -> tuple[list[AddressedText], list[AddressedText], Alignment]:
    old, new = map(passages, history)
    return old, new, align(old, new)


@given(histories())
@settings(max_examples=400)
def test_unchanged_unique_sentence_is_found_at_its_place(history: History) -> None:
    _, new, alignment = aligned(history)
    for sentence, passage in zip(history[1], new, strict=True):
        if sentence.origin is not None and sentence.text not in REPEATED:
            fate = alignment.fates[sentence.origin]
            assert fate.kind in (FateKind.UNCHANGED, FateKind.MOVED)
            assert fate.new[0] is passage


@given(histories())
@settings(max_examples=200)
def test_nothing_leads_to_other_words_unless_it_is_called_changed(history: History) -> None:
    old, _, alignment = aligned(history)
    for passage, fate in zip(old, alignment.fates, strict=True):
        if fate.kind in (FateKind.UNCHANGED, FateKind.MOVED, FateKind.AMBIGUOUS):
            assert {each.text for each in fate.new} == {passage.text}
        assert (fate.kind is FateKind.GONE) == (not fate.new)


@given(histories(["insert", "delete", "reword", "split", "paragraph"]))
@settings(max_examples=400)
def test_repeated_sentence_is_not_taken_for_another(history: History) -> None:
    _, new, alignment = aligned(history)
    places = {each.origin: place for place, each in enumerate(history[1])}
    for origin, fate in enumerate(alignment.fates):
        if fate.kind in (FateKind.UNCHANGED, FateKind.MOVED):
            assert fate.new[0] is new[places[origin]]


@given(histories())
@settings(max_examples=200)
def test_every_new_passage_is_accounted_for_once(history: History) -> None:
    _, new, alignment = aligned(history)
    sure = [fate for fate in alignment.fates if fate.kind in (FateKind.UNCHANGED, FateKind.MOVED)]
    assert len({id(fate.new[0]) for fate in sure}) == len(sure)
    became = {id(each) for fate in alignment.fates for each in fate.new}
    added = {id(each) for each in alignment.added}
    assert became | added == {id(each) for each in new}
    assert not became & added


@given(histories())
def test_version_is_unchanged_against_itself(history: History) -> None:
    version = passages(history[1])
    alignment = align(version, version)
    assert [(fate.kind, fate.new) for fate in alignment.fates] == [
        (FateKind.UNCHANGED, (each,)) for each in version
    ]
    assert alignment.added == ()


@given(histories())
def test_addresses_do_not_decide(history: History) -> None:
    """Where paragraphs begin is no word."""
    old, new, alignment = aligned(history)
    flat = align(old, [replace(each, paragraph=1) for each in new])
    assert [fate.kind for fate in flat.fates] == [fate.kind for fate in alignment.fates]
