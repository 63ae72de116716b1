"""Citations without words, of which nobody knows for which version they were written."""

from briefing.article.alignment import addressed
from briefing.article.first_words import REVIEW
from briefing.article.follow import Following, target_without_words
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
        last = LastVersion(paragraphs_of(passages), earlier=way.earlier())
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
