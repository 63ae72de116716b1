"""How well passages find their themes, on labelled documents, with every theme forced.

Run as `python benchmarks/splitting.py [FILES...]`; without files it takes the sets that the README
names, from `../shared/labelled/`, where they are. A file has one JSON object a line: `id`, `themes`
(`id`, `title`, `description`) and `paragraphs` (`text`, and `themes`: the ids that are right;
none: the paragraph takes part and is not counted).

Each document is written out as an article, split into sentences and classified. A paragraph's
label is that of most of its characters. Accuracy is over all paragraphs of a set; macro-F1 is
taken over a document's themes and then averaged over the documents, so that a theme of one
paragraph counts as much as one of fifty.

How the settings were chosen: on these documents (28 sectioned medical documents, 6 parliament
transcripts), by the two sets together and never for one of them, in the middle of the range
in which a setting hardly matters. An article with a context page, under ten phrasings of its
themes, was the check that they carry over to news. No setting looks at the order of the themes.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from briefing.article.model import Article, Passage, Theme
from briefing.article.split import split
from briefing.classify.classify import classify
from briefing.classify.evidence import count_words, gather

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT.parent / "shared" / "labelled"
SETS = ("medquad", "qmsum-committee")

Labels = list[int]
Document = dict[str, Any]


def article_of(document: Document) -> Article:
    """Return the document as the article that a person would have written out."""
    themes = tuple(
        Theme(theme["id"], theme["title"], "", theme.get("description", ""))
        for theme in document["themes"]
    )
    paragraphs = (" ".join(paragraph["text"].split()) for paragraph in document["paragraphs"])
    name = document["id"]
    return Article(name, name, name, "en", themes, "\n\n".join(paragraphs) + "\n")


def owners(document: Document, passages: Sequence[Passage]) -> list[int]:
    """Return the place of the labelled paragraph in which each passage starts."""
    lengths = [len(" ".join(paragraph["text"].split())) + 2 for paragraph in document["paragraphs"]]
    starts = np.cumsum([0, *lengths[:-1]])
    places = np.searchsorted(starts, [passage.start for passage in passages], side="right") - 1
    return [int(place) for place in places]


def ours(document: Document) -> tuple[Labels, int]:
    article = article_of(document)
    passages = split(article.body, article.language)
    places = {theme.id: place for place, theme in enumerate(article.themes)}
    votes = np.zeros((len(document["paragraphs"]), len(places)))
    assignments = classify(article, passages, forced=True)
    for owner, found in zip(owners(document, passages), assignments, strict=True):
        votes[owner, places[found.theme]] += len(found.passage.text)
    return [int(place) for place in votes.argmax(axis=1)], len(passages)


def baseline(view: int) -> Callable[[Document], tuple[Labels, int]]:
    """Return a method that asks one view of each paragraph, and nothing of the document."""

    def method(document: Document) -> tuple[Labels, int]:
        texts = [paragraph["text"] for paragraph in document["paragraphs"]]
        themes = article_of(document).themes
        sought = [(theme.title, theme.description) for theme in themes]
        found = gather(count_words(texts, "en"), sought, "en").views[view]
        return [int(place) for place in found.argmax(axis=1)], len(texts)

    return method


METHODS = {"BM25": baseline(2), "static-embedding cosine": baseline(0), "ours": ours}


def measure(
    documents: list[Document], method: Callable[[Document], tuple[Labels, int]]
) -> tuple[float, float, float]:
    """Return accuracy and macro-F1 in per cent, and passages a second."""
    right = counted = passages = 0
    scores = []
    start = time.perf_counter()
    labels = []
    for document in documents:
        found, number = method(document)
        labels.append(found)
        passages += number
    seconds = time.perf_counter() - start
    for document, found in zip(documents, labels, strict=True):
        pairs = list(_pairs(document, found))
        right += sum(gold == label for gold, label in pairs)
        counted += len(pairs)
        scores.append(_macro_f1(pairs, len(document["themes"])))
    return 100 * right / counted, 100 * sum(scores) / len(scores), passages / seconds


def _pairs(document: Document, found: Labels) -> list[tuple[int, int]]:
    """Return (right, found) for each labelled paragraph; any of its themes is right."""
    places = {theme["id"]: place for place, theme in enumerate(document["themes"])}
    pairs = []
    for paragraph, label in zip(document["paragraphs"], found, strict=True):
        gold = [places[theme] for theme in paragraph["themes"]]
        if gold:
            pairs.append((label if label in gold else gold[0], label))
    return pairs


def _macro_f1(pairs: list[tuple[int, int]], themes: int) -> float:
    scores = []
    for theme in range(themes):
        both = sum(gold == label == theme for gold, label in pairs)
        either = sum(gold == theme for gold, _ in pairs) + sum(label == theme for _, label in pairs)
        scores.append(2 * both / either if either else 0.0)
    return sum(scores) / themes


def main(arguments: list[str]) -> int:
    files = [Path(argument) for argument in arguments] or [
        file for name in SETS for file in sorted(LABELLED.glob(f"{name}*.jsonl"))
    ]
    if not files:
        print("no labelled data: name the files, or put them in", LABELLED)
        return 0
    gather(count_words(["warm"], "en"), [("warm", "")], "en")
    print(f"{'set':24} {'method':26} {'accuracy':>8} {'macro-F1':>8} {'passages/s':>11}")
    for file in files:
        documents = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        for name, method in METHODS.items():
            accuracy, f1, speed = measure(documents, method)
            print(f"{file.stem:24} {name:26} {accuracy:8.1f} {f1:8.1f} {speed:11,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
