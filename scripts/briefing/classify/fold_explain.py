"""Assignments in, an account of each passage out, for people and for machines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefing.article.model import Article
from briefing.classify.assignment import Assignment


def account(article: Article, assignments: Sequence[Assignment]) -> dict[str, object]:
    """The account that `cli/explain.schema.json` describes: values for `json.dumps`."""
    return {
        "article": article.slug,
        "themes": [theme.id for theme in article.themes],
        "passages": [_passage(assignment) for assignment in assignments],
    }


def rows(assignments: Iterable[Assignment]) -> Iterator[tuple[str, ...]]:
    """One row a passage: address, theme, band, score, second theme or runner-up, reasons, words."""
    yield ("Passage", "Theme", "Trust", "Score", "Next", "Because of", "Text")
    for each in assignments:
        passage = each.passage
        yield (
            passage.address or passage.kind,
            each.theme,
            "pinned" if each.pinned else each.band,
            f"{each.score:.2f}",
            f"+ {each.secondary}" if each.secondary else each.runner_up or "",
            ", ".join(reason.term for reason in each.reasons),
            " ".join(passage.text.split()),
        )


def _passage(assignment: Assignment) -> Mapping[str, object]:
    passage = assignment.passage
    return {
        "address": passage.address,
        "kind": passage.kind,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "theme": assignment.theme,
        "secondary": assignment.secondary,
        "band": assignment.band,
        "pinned": assignment.pinned,
        "reasons": [
            {"term": reason.term, "theme": reason.theme, "weight": round(reason.weight, 3)}
            for reason in assignment.reasons
        ],
    }
