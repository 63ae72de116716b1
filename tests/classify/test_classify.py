"""Passages find their themes."""

from dataclasses import replace

import pytest

from briefing.article.model import CONTEXT, Article, Context, Passage, PassageKind, Pin, Theme
from briefing.classify.assignment import NEIGHBOURS, Assignment, Band
from briefing.classify.classify import classify

RIVER = Theme(
    "river", "The flood", "How high did it rise?", "How the river rose and flooded the streets."
)
MONEY = Theme(
    "money", "The bill", "Who pays?", "What the repairs cost and which budget pays for them."
)
SCHOOL = Theme(
    "school", "The school", "Where do pupils learn?", "How teachers and pupils go on with lessons."
)
THEMES = (RIVER, MONEY, SCHOOL)

RISING = (
    "The river rose by two metres overnight. Water ran through the streets.",
    "By noon the flood had reached the bridge. The gauge upstream stood at a record.",
)
PAYING = (
    "Repairs will cost nine million. The budget covers a third of that cost.",
    "The council wants a loan for the rest of the bill. Insurance pays little.",
)
LEARNING = (
    "Pupils have lessons in the town hall. Their teachers share two classrooms.",
    "Exams are put off. The school opens again after Easter.",
)
TOWN = (*RISING, *PAYING, *LEARNING)


def article(themes: tuple[Theme, ...] = THEMES, *pins: tuple[str, str], **more: str) -> Article:
    made = tuple(Pin(address, theme, 1) for address, theme in pins)
    language = more.get("language", "en")
    return Article("town", "articles/town.md", "Town", language, themes, "", pins=made)


def passages(*paragraphs: str) -> tuple[Passage, ...]:
    """Make passages of paragraphs; `# ` marks a heading, `by ` a byline."""
    made: list[Passage] = []
    number = start = 0
    for paragraph in paragraphs:
        kind = {"# ": PassageKind.HEADING, "by": PassageKind.BYLINE}.get(
            paragraph[:2], PassageKind.TEXT
        )
        number += kind is PassageKind.TEXT
        sentences = paragraph.split(". ") if kind is PassageKind.TEXT else [paragraph]
        for place, sentence in enumerate(sentences, start=1):
            numbers = (number, place) if kind is PassageKind.TEXT else (None, None)
            end = start + len(sentence)
            made.append(Passage(kind, numbers[0], numbers[1], start, end, sentence))
            start += len(sentence)
    return tuple(made)


def labels(assignments: tuple[Assignment, ...]) -> list[str]:
    return [found.theme for found in assignments]


def test_passages_go_to_the_theme_they_speak_of() -> None:
    found = labels(classify(article(), passages(*TOWN), forced=True))
    assert found == ["river"] * 4 + ["money"] * 4 + ["school"] * 4


def test_each_passage_gets_one_assignment_in_order() -> None:
    given = passages("by A. Author", "# The flood", *TOWN)
    assert tuple(found.passage for found in classify(article(), given)) == given


def test_a_pin_of_a_sentence_wins() -> None:
    found = classify(article(THEMES, ("¶1.2", "school")), passages(*TOWN), forced=True)
    assert labels(found)[:4] == ["river", "school", "river", "river"]
    assert [one.pinned for one in found[:3]] == [False, True, False]
    assert found[1].band is Band.SURE
    assert found[1].score == 1.0


def test_a_pin_of_a_paragraph_holds_for_all_its_sentences() -> None:
    found = classify(article(THEMES, ("¶3", "context")), passages(*TOWN))
    assert labels(found)[4:6] == [CONTEXT, CONTEXT]


def test_the_pin_of_a_sentence_goes_before_that_of_its_paragraph() -> None:
    pinned = article(THEMES, ("¶3.2", "river"), ("¶3", "school"))
    assert labels(classify(pinned, passages(*TOWN)))[4:6] == ["school", "river"]


def test_a_pin_to_the_context_wins_even_when_forced() -> None:
    found = classify(article(THEMES, ("¶2", "context")), passages(*TOWN), forced=True)
    assert labels(found).count(CONTEXT) == 2


def test_a_pin_of_an_unknown_theme_is_left_to_others_to_report() -> None:
    plain = classify(article(), passages(*TOWN))
    assert classify(article(THEMES, ("¶2", "weather")), passages(*TOWN)) == plain


def test_a_pin_teaches_the_passages_that_speak_alike() -> None:
    zorbs = Theme("zorbs", "Zorbs", "", "")
    odd = ("Glimmet and farrow hold the quorl. The quorl of a farrow is a glimmet.",) * 3
    text = passages(*RISING, *odd, *PAYING)
    taught = classify(article((RIVER, zorbs, MONEY), ("¶4.1", "zorbs")), text, forced=True)
    assert labels(taught) == ["river"] * 4 + ["zorbs"] * 6 + ["money"] * 4
    assert sum(found.pinned for found in taught) == 1


def test_a_heading_leads_the_passage_after_it() -> None:
    vague = "It went on for weeks and nobody knew how it would end."
    for theme in THEMES:
        text = (*TOWN, f"# {theme.title}: {theme.description}", vague)
        assert labels(classify(article(), passages(*text), forced=True))[-1] == theme.id


def test_a_heading_goes_with_the_text_after_it() -> None:
    found = classify(article(), passages(*RISING, "# What now", *PAYING, "# The end"), forced=True)
    assert found[4].theme == found[5].theme
    assert found[9].theme == found[8].theme


def test_a_byline_is_context() -> None:
    found = classify(article(), passages("by A. Author", *TOWN))
    assert found[0].theme == CONTEXT
    assert found[0].reasons == ()


def test_a_byline_goes_with_the_nearest_text_when_forced() -> None:
    found = classify(article(), passages("by A. Author", *TOWN), forced=True)
    assert found[0].theme == found[1].theme == "river"


def test_what_belongs_to_no_theme_is_context() -> None:
    aside = (
        "A violinist from Naples played Vivaldi. Applause for the violinist was long.",
        "Her encore was a tango by Piazzolla. Critics adored the violinist.",
    )
    found = classify(article(), passages(*TOWN, *aside))
    assert labels(found)[-4:] == [CONTEXT] * 4
    assert labels(found)[:4] == ["river"] * 4


def test_nothing_is_context_when_forced() -> None:
    assert CONTEXT not in labels(classify(article(), passages(*TOWN, "Vivaldi."), forced=True))


@pytest.mark.parametrize(("threshold", "expected"), [(50.0, 12), (-50.0, 0)])
def test_the_threshold_says_how_readily_a_passage_is_context(
    threshold: float, expected: int
) -> None:
    given = replace(article(), context=Context(threshold=threshold))
    assert labels(classify(given, passages(*TOWN))).count(CONTEXT) == expected


def test_the_same_article_gets_the_same_answer() -> None:
    assert classify(article(), passages(*TOWN)) == classify(article(), passages(*TOWN))


def test_reasons_are_words_of_the_passage_or_its_neighbours() -> None:
    for found in classify(article(), passages(*TOWN), forced=True):
        terms = [reason.term for reason in found.reasons]
        assert 1 <= len(terms) <= 5
        assert all(reason.theme == found.theme for reason in found.reasons)
        assert all(reason.weight > 0 for reason in found.reasons)
        assert terms == [NEIGHBOURS] or all(t in found.passage.text.lower() for t in terms)


def test_a_passage_without_a_word_for_its_theme_is_placed_by_its_neighbours() -> None:
    text = (RISING[0], "So it was.", RISING[1])
    found = classify(article(), passages(*text), forced=True)[2]
    assert [reason.term for reason in found.reasons] == [NEIGHBOURS]


def test_the_runner_up_is_another_theme() -> None:
    for found in classify(article(), passages(*TOWN)):
        assert found.runner_up != found.theme
        assert found.secondary in (None, found.runner_up)
        assert 0.0 <= found.score <= 1.0


def test_a_small_theme_keeps_its_place_among_large_ones() -> None:
    text = (*RISING * 4, LEARNING[0], *PAYING * 4)
    assert labels(classify(article(), passages(*text), forced=True))[16:18] == ["school"] * 2


def test_chinese_passages_find_their_themes() -> None:
    themes = (
        Theme("river", "洪水", "水位多高？", "河水上涨并淹没街道。"),
        Theme("money", "费用", "谁来付钱？", "修复的费用和预算。"),
    )
    text = (
        "河水一夜之间上涨了两米。街道被洪水淹没。",
        "中午洪水到达大桥。水位创下纪录。",
        "修复需要九百万的费用。预算只够三分之一。",
        "市议会想贷款支付其余的费用。",
    )
    found = classify(article(themes, language="zh"), passages(*text), forced=True)
    assert labels(found) == ["river", "river", "money", "money"]
    assert all(reason.term for one in found for reason in one.reasons)


@pytest.mark.parametrize("language", ["de-CH", "th", "xx", ""])
def test_any_language_is_taken(language: str) -> None:
    assert len(classify(article(language=language), passages(*TOWN))) == 12


@pytest.mark.parametrize("text", [(), ("by A. Author",), ("# Heading",)])
def test_an_article_without_text_is_all_context(text: tuple[str, ...]) -> None:
    assert labels(classify(article(), passages(*text))) == [CONTEXT] * len(text)


def test_an_article_without_themes_is_all_context() -> None:
    assert set(labels(classify(article(()), passages(*TOWN), forced=True))) == {CONTEXT}


@pytest.mark.parametrize("forced", [True, False])
@pytest.mark.parametrize("text", ["word", "…", "— — —", "1", "the the the"])
def test_one_word_or_none_is_enough(text: str, forced: bool) -> None:
    assert len(classify(article(), passages(text), forced=forced)) == 1


def test_one_theme_takes_everything_when_forced() -> None:
    assert set(labels(classify(article((RIVER,)), passages(*TOWN), forced=True))) == {"river"}


@pytest.mark.parametrize("forced", [True, False])
def test_themes_without_words_or_with_the_same_words_are_harmless(forced: bool) -> None:
    blank = Theme("blank", "", "", "")
    for themes in ((blank,), (blank, RIVER), (RIVER, replace(RIVER, id="twin"))):
        assert len(classify(article(themes), passages(*TOWN), forced=forced)) == 12


def test_many_themes_are_harmless() -> None:
    many = tuple(replace(RIVER, id=f"t{number}") for number in range(30))
    assert len(classify(article((*many, MONEY)), passages(*TOWN), forced=True)) == 12
