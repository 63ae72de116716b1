"""Citations of which it is not sure for which version of the article they were written."""

from briefing.article.alignment import addressed
from briefing.article.first_words import REVIEW, digest
from briefing.article.follow import Following, Target, target_without_words
from briefing.article.last_version import LastVersion, paragraphs_of
from briefing.article.split import split

ONE = "The minister promised lower prices.\n\nThe opposition called the cost a scandal.\n"
TWO = f"A storm came over the sea.\n\n{ONE}"


def following(old: str, new: str, *, earlier: str = "") -> Following:
    """The way from `old` to `new`, where `earlier` had been split before `old`."""
    passages = split(old, "en")
    last = LastVersion(paragraphs_of(passages))
    if earlier:
        way = following(earlier, old)
        last = LastVersion(paragraphs_of(passages), earlier=way.earlier(), retired=way.retired)
    return Following(last, addressed(split(new, "en")))


def test_citation_without_words_is_open_where_an_earlier_version_fits_it_better() -> None:
    """So it is after a merge of a branch that was begun before the article changed."""
    way = following(TWO, TWO, earlier=ONE)
    target = target_without_words(way, ["¶2.1"], "The opposition is angry about the cost.")
    assert (target.addresses, target.words) == (("¶3.1",), f"{REVIEW}The opposition called the")
    assert target.is_open


def test_citation_without_words_is_sure_where_its_passage_fits_it_better() -> None:
    way = following(TWO, TWO, earlier=ONE)
    target = target_without_words(way, ["¶2.1"], "Lower prices were promised by the minister.")
    assert (target.addresses, target.is_open) == (("¶2.1",), False)


def test_citation_without_words_is_sure_where_its_statement_fits_none() -> None:
    way = following(TWO, TWO, earlier=ONE)
    target = target_without_words(way, ["¶2.1"], "Nobody was pleased.")
    assert (target.addresses, target.is_open) == (("¶2.1",), False)


def test_citation_without_words_is_sure_where_no_version_had_another_passage_there() -> None:
    way = following(ONE, TWO)
    target = target_without_words(way, ["¶2.1"], "Nobody was pleased.")
    assert (target.addresses, target.is_open) == (("¶3.1",), False)


def test_words_that_an_earlier_passage_began_with_too_are_no_proof() -> None:
    """A branch cites what was said before; main says something else there since."""
    old, new = "The mayor of the town said that 12 ships were late.", "The mayor of Bonn resigned."
    way = following(f"{new}\n", f"{new}\n", earlier=f"{old}\n")
    assert way.now.of(["¶1.1"]) == "The mayor of Bonn"
    assert way.target(["¶1.1"], ["¶1.1"], "The mayor of").is_open
    assert not way.target(["¶1.1"], ["¶1.1"], "The mayor of Bonn").is_open


def test_a_figure_that_was_corrected_tells_two_versions_apart() -> None:
    late = "The mayor of the town said that {} ships were late."
    way = following(late.format(15), late.format(15), earlier=late.format(12))
    words = way.now.of(["¶1.1"])
    assert words.startswith("The mayor of the ~")
    assert way.target(["¶1.1"], ["¶1.1"], "The mayor of").is_open
    assert not way.target(["¶1.1"], ["¶1.1"], words).is_open


def test_a_passage_that_was_gone_and_is_back_is_cited_again() -> None:
    way = following(ONE, TWO, earlier=TWO)
    target = way.target(
        [], [], f"{REVIEW}A storm came over {digest_of('A storm came over the sea.')}"
    )
    assert (target.addresses, target.is_open) == (("¶1.1",), False)


def digest_of(text: str) -> str:
    return f"~{digest(text)}"


def test_a_passage_that_is_gone_does_not_come_back_as_another_of_the_same_words() -> None:
    way = following("Yes.\n\nThe ferry sank.\n", "Yes.\n\nThe ferry sank.\n")
    words = f"{REVIEW}Yes {digest_of('Yes.')}"
    assert way.target([], [], words) == Target((), words, is_open=True)
