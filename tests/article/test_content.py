"""What people wrote on the pages: short, sourced, and in the grammar of CONTRIBUTING.md.

That no page shares a run of words with the article is tested in test_wording.py.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefing.article.notes import read_note
from briefing.article.read import parse
from briefing.article.split import split
from briefing.markdown.blocks import Block, front_matter_and_body, normalised, page_blocks
from briefing.pages.corrections import read_correction

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
BASE = ROOT / ".briefing" / "base"
BRIEFING = "deepseek-effect"
PAGES = ("cost-claims", "markets", "censorship", "xi-tech-meeting", "sovereign-ai", "context")
OUTSIDE = r"\(\[[^\]]+\]\(https://[^ )]+\), [^()]*\b\d{4}\)"
PASSAGE = r"\[¶\d+(?:\.\d+)?\]\(source\.md#p\d+(?: \"[^\"]*\")?\)"
NOTE = r"\[note\]\(notes/[\w-]+\.md\)"
QUOTED = re.compile(r"“[^”]*”")
Sections = dict[str, list[Block]]


def blocks_by_people(page: str) -> list[Block]:
    """The blocks of a page of the briefing that the compiler did not write."""
    file = Path(BRIEFING, f"{page}.md")
    generated = Counter(block.key for block in blocks_of(BASE / file))
    found = []
    for block in blocks_of(DOCS / file):
        if generated[block.key]:
            generated[block.key] -= 1
        else:
            found.append(block)
    return found


def blocks_of(file: Path) -> Sequence[Block]:
    return page_blocks(front_matter_and_body(normalised(file.read_text("utf-8")))[1])


def sections(page: str) -> Sections:
    """What people wrote on a page, by the heading of level 2 above it."""
    found: Sections = {}
    own, title = Counter(block.key for block in blocks_by_people(page)), ""
    for block in blocks_of(DOCS / BRIEFING / f"{page}.md"):
        if block.level == 2:
            title = block.text.removeprefix("## ")
        elif own[block.key]:
            found.setdefault(title, []).append(block)
    return found


def words(text: str) -> int:
    """How many words a reader sees: a mark is none, nor the address of a link, nor are signs."""
    text = re.sub(rf"{PASSAGE}|{NOTE}", "", text)
    return len(re.findall(r"\w[^\s|]*", re.sub(r"\]\([^)]*\)", "]", text)))


def answer(page: str) -> dict[str, str]:
    """The lines of the answer of a page by their labels."""
    lines = [block.text.removeprefix("**").split(":** ", 1) for block in sections(page)["Answer"]]
    return {each[0]: each[1] for each in lines}


def before_the_folds(page: str) -> str:
    """What stands on a page beside the passages and their notes, before what rules drew up."""
    body = front_matter_and_body((DOCS / BRIEFING / f"{page}.md").read_text("utf-8"))[1]
    body = re.sub(r"<figure.*?</figure>", "", body.split("\n## Drawn up by rules")[0], flags=re.S)
    return re.sub(r"\n## The article on.*?(?=\n## )", "", body, flags=re.S)


def test_order_of_sections_is_the_same_on_every_page() -> None:
    order = ["Answer", "Disputed", "Open questions"]
    for page in PAGES:
        here = list(sections(page))
        assert here == order


@pytest.mark.parametrize("page", PAGES)
def test_answer_is_four_short_lines_and_says_where_each_sentence_is_from(page: str) -> None:
    labels = ["The article says", "What it leaves out", "Since then", "Not known"]
    assert list(answer(page)) == labels
    assert sum(map(words, answer(page).values())) <= 100
    for line in list(answer(page).values())[:3]:
        assert re.search(rf"(?:{PASSAGE}|{NOTE})\Z", line), line
    assert all(re.search(NOTE, answer(page)[label]) for label in labels[1:3])


@pytest.mark.parametrize("page", PAGES)
def test_page_is_read_in_three_minutes(page: str) -> None:
    text = (DOCS / BRIEFING / f"{page}.md").read_text("utf-8").split("\n## Drawn up")[0]
    shown = before_the_folds(page)
    assert words(shown) <= 300
    cited = Counter(re.findall(r"\[(¶[0-9.]+)\]\(", text))
    assert cited.most_common(1)[0][1] <= 4
    assert "…" not in re.sub(r"“[^”]*”", "", text)


@pytest.mark.parametrize("page", PAGES)
def test_what_people_write_on_a_page_is_short(page: str) -> None:
    assert sum(words(block.text) for block in blocks_by_people(page)) <= 400
    assert len(sections(page)["Open questions"]) <= 5


@pytest.mark.parametrize("page", PAGES)
def test_each_dispute_has_two_sides_with_sources_and_what_would_settle_it(page: str) -> None:
    disputed = sections(page)["Disputed"]
    assert [block.level for block in disputed] == [3, 0, 0, 0] * (len(disputed) // 4)
    assert 1 <= len(disputed) // 4 <= 4
    for head, row, settled in zip(disputed[1::4], disputed[2::4], disputed[3::4], strict=True):
        assert head.text == "| One side | The other side |\n|---|---|"
        sides = row.text.strip("| ").split(" | ")
        assert len({side.partition(":")[0] for side in sides}) == 2, "one speaker on both sides"
        for side in sides:
            assert re.fullmatch(rf"[A-Z][^:]+: .+(?:(?: {PASSAGE})+| {OUTSIDE}\.)", side), side
            assert words(side) <= 35, side
        assert settled.text.startswith("What would settle it: ")


def test_each_note_names_words_of_its_passage_and_is_short() -> None:
    files = sorted((DOCS / BRIEFING / "notes").glob("*.md"))
    pages = "".join((DOCS / BRIEFING / f"{page}.md").read_text("utf-8") for page in PAGES)
    for file in files:
        note, problems = read_note(file.read_bytes(), file.name)
        assert note, problems
        assert words(note.text) <= 50, file.name
        assert pages.count(f"(notes/{file.name}){{ .edit-file }}") == 1
        assert note.about or "." not in note.address, file.name


def test_notes_and_correction_that_contributing_shows_are_sound() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    shown = contributing.split("\n## Notes and updates\n")[1].split("\n## ")[0]
    examples = re.findall(r"```markdown\n(---\n.*?)```", shown, re.S)
    assert len(examples) == 3
    entry, problems = read_correction(examples.pop().encode(), "x.md")
    assert entry, problems
    for example in examples:
        note, problems = read_note(example.encode(), "x.md")
        assert note, problems
        assert all((note.about, note.words))


def test_every_passage_that_people_name_exists_and_its_link_leads_there() -> None:
    article = (ROOT / "articles" / f"{BRIEFING}.md").read_bytes()
    passages = split(parse(article, "x.md").body, "en", "George Chen")
    known = {p.address for p in passages} | {f"¶{p.paragraph}" for p in passages}
    for file in {*DOCS.rglob("*.md")} - {DOCS / "rules.md"}:  # which shows what is wrong
        for address, path in re.findall(r"\[(¶[\d.]+)\]\(([^ )]*)", file.read_text("utf-8")):
            assert address in known, f"{file.name}: {address}"
            own = f"#p{address[1:]}", f"source.md#p{address[1:].split('.')[0]}"
            assert path.endswith(own), f"{file.name}: {path}"


def test_quotations_are_few_and_short() -> None:
    pages = [*PAGES, "index"]
    found = {
        page: [q for b in blocks_by_people(page) for q in QUOTED.findall(b.text)] for page in pages
    }
    assert all(len(quotations) <= 2 for quotations in found.values()), found
    every = [words(quotation) for quotations in found.values() for quotation in quotations]
    assert max(every) <= 25
    assert sum(every) <= 100


def test_overview_repeats_a_sentence_of_every_answer() -> None:
    overview = sections("index")
    assert sum(words(block.text) for block in overview["The article in brief"]) <= 120
    assert [re.findall(r"\((.+?)\.md\)", line.text)[0] for line in overview["Bottom lines"]] == [
        *PAGES
    ]
    for page, line in zip(PAGES, overview["Bottom lines"], strict=True):
        told = line.text.partition("): ")[2]
        assert told == answer(page)["The article says"], page
