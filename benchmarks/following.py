"""Time in which the citations on 1,000 edited pages follow an article that has gained a paragraph.

The pages are those of our first briefing, on each of which a person wrote CITATIONS statements.
From disk to disk, the median of RUNS runs. Once they are pages of a briefing: what was generated
last is led on too, and what is generated now is merged in. Once they are other pages in docs/, in
a run of `split`, classifying and all.

Then what becomes of a citation of each passage of a long document, `../shared/documents/`, where it
is, in 40 random versions of it, one after another: figures for right, flagged and wrong.
"""

import random
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from briefing.article.alignment import AddressedText, addressed
from briefing.article.first_words import REVIEW
from briefing.article.follow import Following
from briefing.article.last_version import LastVersion, paragraphs_of
from briefing.article.model import Passage
from briefing.article.read import parse
from briefing.article.split import split
from briefing.markdown.blocks import read_page
from briefing.merge.citations import follow
from briefing.merge.plan import Change, plan
from briefing.merge.state import base_file, page_states
from briefing.merge.write import apply
from briefing.project import read_folder
from briefing.run import split_articles

ROOT = Path(__file__).resolve().parents[1]
SLUG = "deepseek-effect"
ARTICLE = (ROOT / "articles" / f"{SLUG}.md").read_bytes()
PUT_IN = b"\n\nThis paragraph was put in at the beginning."
PAGES = 1_000
CITATIONS = 10
RUNS = 3
PAGE = "docs/page.md"
DOCUMENT = ROOT.parent / "shared" / "documents" / "horizon.md"
VERSIONS, EDITS = 40, 8
_PROSE = re.compile(r"(?![#|>-])(?s:.{80})")
_TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "\xa0": " "})


def passages(content: bytes) -> tuple[Passage, ...]:
    article = parse(content, "article.md")
    return split(article.body, article.language, article.author)


def shifted() -> bytes:
    """The article with one more paragraph."""
    head, mark, body = ARTICLE.partition(b"\n---\n")
    return head + mark + PUT_IN + body


def statements(number: int, source: str) -> str:
    """What a person wrote on a page, with links to the page `source`."""
    places = [each.address for each in passages(ARTICLE) if each.address]
    cited = [places[(7 * number + 5 * each) % len(places)] for each in range(CITATIONS)]
    return "\n\n".join(
        f"Of {place}, a person wrote this. [{place}]({source}#p{place[1:].partition('.')[0]})"
        for place in cited
    )


def of_a_briefing(root: Path) -> float:
    """Seconds from edited pages of a briefing on disk to the merged ones on disk."""
    text = (ROOT / ".briefing" / "base" / SLUG / "markets.md").read_text("utf-8")
    for number in range(PAGES):
        base = text.replace(f"id: {SLUG}/markets", f"id: x/p{number}")
        base = base.replace("source.md", f"../{SLUG}/source.md")
        ours = statements(number, f"../{SLUG}/source.md")
        page = base.replace("## Drawn up", f"## Ours\n\n{ours}\n\n## Drawn up")
        for file, content in (
            (base_file(f"x/p{number}"), base),
            (Path(f"docs/x/p{number}.md"), page),
        ):
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(content, "utf-8")
    start = time.perf_counter()
    last = LastVersion(paragraphs_of(passages(ARTICLE)))
    following = Following(last, addressed(passages(shifted())))
    states, tree = {}, {}
    for name, state in page_states(root, read_folder(root, "x")).items():
        page, base = (
            follow(each or "", state.path, SLUG, following).text
            for each in (state.page, state.base)
        )
        states[name] = replace(state, page=page, base=base)
        tree[state.path] = base.replace(". [¶", ", as of now. [¶", 1)
    steps = plan(states, tree)
    apply(root, steps)
    taken = time.perf_counter() - start
    assert all(step.change is Change.MERGE for step in steps)
    return taken


def of_others(root: Path) -> float:
    """Seconds that `split` takes with edited pages that are no part of the briefing."""
    (root / "mkdocs.yml").write_text("site_name: Following\n")
    (root / "articles").mkdir()
    file = root / "articles" / f"{SLUG}.md"
    file.write_bytes(ARTICLE)
    for number in range(PAGES):
        page = root / "docs" / "others" / f"{number}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# Page\n\n{statements(number, f'../{SLUG}/source.md')}\n", "utf-8")
    list(split_articles(root, [file], dry_run=False))
    file.write_bytes(shifted())
    start = time.perf_counter()
    (outcome,) = split_articles(root, [file], dry_run=False)
    taken = time.perf_counter() - start
    assert outcome.moved == PAGES * CITATIONS, outcome.problems
    return taken


def fates(versions: Sequence[str]) -> Counter[str]:
    """What becomes of a citation of each passage in all these bodies of an article, in order.

    It is "right" if it has the words that it was made for, "wrong" if it has not and is not
    flagged; "flagged needlessly" if they stand once in either version. What is flagged is then
    cited anew, as it is; where it is gone, no more.
    """
    found = Counter[str]()
    first = addressed(split(versions[0], "en"))
    made_for = [_words(each.text) for each in first]
    text = _cited([_citation(each.address) for each in first], first)
    for before, body in pairwise(versions):
        last = LastVersion(paragraphs_of(split(before, "en")))
        following = Following(last, addressed(split(body, "en")))
        text = follow(text, PAGE, "x", following).text
        counts = [
            Counter(_words(each.text) for each in version)
            for version in (last.passages, following.passages)
        ]
        kept = list[tuple[str, str]]()
        for link, words in zip(read_page(text).links, made_for, strict=True):
            now = _words(following.text(link.cites))
            if not link.title.startswith(REVIEW):
                found["right" if words in now else "wrong"] += 1
                kept.append((text[link.start : link.end], words))
                continue
            needless = all(each[words] == 1 for each in counts)
            found["flagged needlessly" if needless else "flagged"] += 1
            if "#" in link.target:
                kept.append((_citation(link.words), now))
        made_for = [words for _, words in kept]
        text = _cited([citation for citation, _ in kept], following.passages)
    return found


def _cited(citations: Sequence[str], now: Sequence[AddressedText]) -> str:
    """A page of these citations, with the first words of their passages."""
    return follow("\n\n".join(citations), PAGE, "x", Following(None, now)).text


def _citation(address: str) -> str:
    return f"[{address}](x/source.md#p{re.findall('[0-9]+', address)[0]})"


def _words(text: str) -> str:
    """`text` without what of typography the versions change."""
    return " ".join(text.translate(_TYPOGRAPHY).split())


def revised(body: str, rng: random.Random) -> str:
    """`body` with EDITS random edits of its paragraphs of prose."""
    blocks = body.split("\n\n")
    for _ in range(EDITS):
        at = rng.choice([at for at, each in enumerate(blocks) if _PROSE.match(each)])
        sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", blocks[at])
        one, kind = rng.randrange(len(sentences)), rng.randrange(8)
        words = sentences[one].split(" ")
        if kind == 0:
            blocks.insert(at, f"The publisher put this in, as number {rng.random()} of all.")
        elif kind == 1:
            del blocks[at]
        elif kind == 2:
            blocks.insert(rng.randrange(len(blocks)), blocks.pop(at))
        elif kind == 3:
            blocks[at] = blocks[at].translate(_TYPOGRAPHY)
        elif kind == 4 and len(sentences) > 1:
            blocks[at] = " ".join([*sentences[:one], *sentences[one + 1 :]])
        elif kind == 5:
            blocks[at : at + 1] = filter(
                None, [" ".join(sentences[:one]), " ".join(sentences[one:])]
            )
        else:
            words.insert(rng.randrange(1, len(words) + 1), "newly")
            sentences[one] = " ".join(words)
            blocks[at] = " ".join(sentences)
    return "\n\n".join(blocks)


def of_a_document() -> Counter[str]:
    """The fates of citations of the document in VERSIONS random versions of it."""
    rng, versions = random.Random(1), [DOCUMENT.read_text("utf-8")]
    for _ in range(VERSIONS):
        versions.append(revised(versions[-1], rng))
    return fates(versions)


def main() -> None:
    for what, measure in ("of a briefing", of_a_briefing), ("of others", of_others):
        times = list[float]()
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory() as folder:
                times.append(measure(Path(folder)))
        print(f"{PAGES:,} edited pages {what}, {CITATIONS} citations each: ", end="")
        print(f"{statistics.median(times):.1f} s")
    if not DOCUMENT.is_file():
        print(f"{DOCUMENT} is not here: no figures of a long document")
        return
    found = of_a_document()
    shares = (f"{each:,} {fate} ({each / found.total():.2%})" for fate, each in found.items())
    print(f"{DOCUMENT.name}, {VERSIONS} versions: {', '.join(shares)}")


if __name__ == "__main__":
    main()
