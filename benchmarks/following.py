"""Time in which the citations on 1,000 edited pages follow an article that has gained a paragraph.

The pages are those of our first briefing, on each of which a person wrote CITATIONS statements.
From disk to disk, the median of RUNS runs. Once they are pages of a briefing: what was generated
last is led on too, and what is generated now is merged in. Once they are other pages in docs/, in
a run of `split`, classifying and all.
"""

import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from briefing.article.alignment import addressed
from briefing.article.follow import Following
from briefing.article.last_version import LastVersion, paragraphs_of
from briefing.article.model import Passage
from briefing.article.read import parse
from briefing.article.split import split
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
        page = base.replace("## Passages\n", f"## Ours\n\n{ours}\n\n## Passages\n")
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
        tree[state.path] = base.replace("| [¶", "(now) | [¶", 1)
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


def main() -> None:
    for what, measure in ("of a briefing", of_a_briefing), ("of others", of_others):
        times = list[float]()
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory() as folder:
                times.append(measure(Path(folder)))
        print(f"{PAGES:,} edited pages {what}, {CITATIONS} citations each: ", end="")
        print(f"{statistics.median(times):.1f} s")


if __name__ == "__main__":
    main()
