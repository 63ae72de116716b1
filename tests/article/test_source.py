"""The lock of a source: it tells a copy from the source, and holds none of its text."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from briefing.article.model import Article
from briefing.article.source_lock import (
    SourceLock,
    address_in,
    compare,
    make_lock,
    normalise,
)
from briefing.pipeline import compile_article

Run = Callable[..., Result]
PARAGRAPHS = (
    "The ferry left at nine – an hour late. “Nobody told us,” said the captain’s wife.",
    "By noon the harbour was empty. Two boats lay on the slip. The third had sunk.",
    "By noon on the next day the council met, and it met again at six.",
    "A vote was taken: forty for, two against.",
    "Nothing has been built since. The captain moved to another town.",
)
TEXT = "\n\n".join(PARAGRAPHS)
SAME = {
    "’": "'", "“": '"', "”": '"', "–": "—", " ": "\u00a0", "-": "\u2011", "fi": "ﬁ", "…": "...",
}  # fmt: skip


def states(copy: str) -> list[tuple[str, int]]:
    """What a copy has of each paragraph, those that are the same left out."""
    found = compare(make_lock(TEXT, "en"), copy, "en")
    return [(each.state, each.number) for each in found if each.state != "same"]


def without(number: int) -> list[str]:
    return [text for n, text in enumerate(PARAGRAPHS, start=1) if n != number]


@given(st.text() | st.lists(st.sampled_from([*SAME, *SAME.values(), "a", "b"])).map("".join))
def test_normalising_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.lists(st.sampled_from([*SAME, "a", "B", "\n", "\t"])), st.data())
def test_text_and_its_typographic_variants_are_one(signs: list[str], data: st.DataObject) -> None:
    blanks = st.sampled_from(["\n", "  ", "\r\n", "\u3000"])
    variant = [
        data.draw(st.sampled_from([sign, SAME[sign]])) if sign in SAME
        else data.draw(blanks) if sign.isspace() else sign
        for sign in signs
    ]  # fmt: skip
    assert normalise("".join(variant)) == normalise("".join(signs))


@given(st.text(st.sampled_from("aBc9 .,;:!?$%&()")))
def test_words_their_case_and_their_points_are_kept(text: str) -> None:
    assert normalise(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "copy",
    [
        TEXT.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-"),
        TEXT.replace(" ", "\n", 9),
        TEXT.replace("\n\n", "\r\n\r\n\r\n"),
        TEXT.replace(" ", "\u00a0"),
    ],
    ids=["straight signs", "other wrapping", "other line ends", "unbroken spaces"],
)
def test_honest_copy_is_the_source(copy: str) -> None:
    assert copy != TEXT
    assert states(copy) == []


@pytest.mark.parametrize("number", range(1, len(PARAGRAPHS) + 1))
def test_one_changed_word_flags_that_paragraph(number: int) -> None:
    copy = list(PARAGRAPHS)
    copy[number - 1] = copy[number - 1].replace(" t", " T", 1)
    assert copy[number - 1] != PARAGRAPHS[number - 1]
    assert states("\n\n".join(copy)) == [("differs", number)]


@pytest.mark.parametrize("number", range(1, len(PARAGRAPHS) + 1))
def test_missing_paragraph_flags_no_other(number: int) -> None:
    assert states("\n\n".join(without(number))) == [("missing", number)]


@pytest.mark.parametrize("after", range(len(PARAGRAPHS) + 1))
def test_added_paragraph_flags_no_other(after: int) -> None:
    copy = [*PARAGRAPHS[:after], "Advertisement. Buy one boat, get one free.", *PARAGRAPHS[after:]]
    assert states("\n\n".join(copy)) == [("added", after)]


@pytest.mark.parametrize("number", range(1, len(PARAGRAPHS) + 1))
def test_moved_paragraph_flags_no_other(number: int) -> None:
    copy = without(number)
    copy.insert(len(copy) if number < 3 else 0, PARAGRAPHS[number - 1])
    assert states("\n\n".join(copy)) == [("moved", number)]


def test_moved_paragraph_that_keeps_most_of_its_sentences_differs() -> None:
    copy = [*without(2), PARAGRAPHS[1].replace("Two boats", "Three ships")]
    found = compare(make_lock(TEXT, "en"), "\n\n".join(copy), "en")
    problems = [str(problem) for each in found if (problem := each.problem("copy.txt"))]
    assert problems == ["copy.txt:9: ¶2 has moved here and differs from the source in ¶2.2"]


def test_moved_paragraph_in_other_words_is_missing_and_added() -> None:
    copy = [*without(2), "By noon the harbour was full. Six boats lay there. The third had sunk."]
    assert states("\n\n".join(copy)) == [("missing", 2), ("added", 5)]


def test_changes_beside_each_other_are_told_apart() -> None:
    changed = PARAGRAPHS[2].replace("six", "seven")
    copy = [PARAGRAPHS[0], changed, *PARAGRAPHS[3:]]
    assert states("\n\n".join(copy)) == [("missing", 2), ("differs", 3)]


def test_comparison_names_the_sentence() -> None:
    found = compare(make_lock(TEXT, "en"), TEXT.replace("The third", "The last"), "en")
    (problem,) = filter(None, (each.problem("copy.txt") for each in found))
    assert str(problem) == "copy.txt:3: ¶2 differs from the source in ¶2.3"


def test_prefix_is_the_shortest_that_only_its_paragraph_has() -> None:
    prefixes = [each.prefix for each in make_lock(TEXT, "en").paragraphs]
    assert prefixes == ["The ferry", "By noon the", "By noon on", "A vote", "Nothing"]


def test_prefix_that_the_title_has_too_is_lengthened() -> None:
    assert make_lock(TEXT, "en", title="A vote in town").paragraphs[3].prefix == "A vote was"


def test_paragraph_without_a_prefix_of_its_own_has_none() -> None:
    text = "It rained and it rained. Then snow fell.\n\nIt rained and it rained on."
    assert [each.prefix for each in make_lock(text, "en").paragraphs] == ["", ""]


def test_lock_of_a_script_without_spaces_holds_four_characters_at_most() -> None:
    known = make_lock("市政府计划为新港口拨款。渔民不同意。\n\n议会明天投票。", "zh")
    assert [each.prefix for each in known.paragraphs] == ["市", "议"]
    assert [each.words for each in known.paragraphs] == [18, 7]


@pytest.fixture
def file(project: Path) -> Path:
    path = project / "harbour-source.txt"
    path.write_text(f"By Ada Long\n\n{TEXT}\n", "utf-8")
    return path


def test_lock_holds_no_run_of_five_words(project: Path, run: Run, file: Path) -> None:
    assert run("source", "lock", file).exit_code == 0
    made = (project / "articles" / "harbour.source.json").read_text("utf-8")
    words = TEXT.split()
    assert not any(" ".join(words[i : i + 5]) in made for i in range(len(words) - 4))
    assert json.loads(made)["normaliser"] == 1


def test_command_says_which_copy_is_the_source(run: Run, file: Path) -> None:
    run("source", "lock", file)
    told = run("source", "verify", file)
    assert (told.exit_code, told.output) == (0, f"{file}: 5 same\n")
    file.write_text(f"By Ada Long, Reuters\n\n{TEXT}\n", "utf-8")
    told = run("source", "verify", file)
    assert told.exit_code == 0
    assert "What is no paragraph (headings, byline, biography) differs." in told.output


def test_command_names_exactly_what_differs(run: Run, file: Path) -> None:
    run("source", "lock", file)
    copy = [PARAGRAPHS[0], "Advertisement.", PARAGRAPHS[1].replace("Two", "Six"), *PARAGRAPHS[3:]]
    file.write_text("\n\n".join(copy), "utf-8")
    told = run("source", "verify", file)
    assert told.exit_code == 1
    assert told.stderr.splitlines() == [
        f"{file}:3: a paragraph after ¶1 that the source lacks",
        f"{file}:5: ¶2 differs from the source in ¶2.2",
        f"{file}: ¶3 is missing",
    ]
    assert told.stdout == f"{file}: 3 same, 1 differs, 1 missing, 1 added\n"


def test_command_tells_where_a_paragraph_has_moved(run: Run, file: Path) -> None:
    run("source", "lock", file)
    file.write_text("\n\n".join([*without(2), PARAGRAPHS[1]]), "utf-8")
    told = run("source", "verify", file)
    assert told.exit_code == 1
    assert told.stderr == f"{file}:9: ¶2 has moved here\n"
    assert told.stdout == f"{file}: 4 same, 1 moved\n"


def test_verify_without_a_lock_says_how_to_make_one(run: Run, file: Path) -> None:
    told = run("source", "verify", file)
    assert told.exit_code == 2
    assert "harbour.source.json: does not exist (make it" in told.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", ":1: is no source lock"),
        ("[]", ": is no source lock"),
        ("[" * 100_000, ": is no source lock"),
        ('{"normaliser": 2}', ": normaliser 2 is not 1, which is in use"),
        ('{"normaliser": 1, "sha256": "x", "paragraphs": []}', ": is no source lock"),
        ('{"normaliser": 1, "paragraphs": [{}]}', ": is no source lock"),
    ],
)
def test_lock_that_is_none_is_named(
    project: Path, run: Run, file: Path, content: str, says: str
) -> None:
    (project / "articles" / "harbour.source.json").write_text(content)
    told = run("source", "verify", file)
    assert told.exit_code == 1
    assert told.stderr.endswith(f"{says} (make it anew: briefing source lock FILE)\n")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.pdf", b"%PDF-1.7", "x.pdf: '.pdf' files are not read"),
        ("x.txt", b"ok\n\xff\xfe", "x.txt:2: not UTF-8 text"),
        ("x.txt", b"a\0b", "x.txt: not a text file"),
        ("x.txt", b" \n", "x.txt: there is no text in this file"),
        ("none.txt", None, "none.txt: cannot be read"),
    ],
)
def test_file_that_is_no_text_is_refused(
    project: Path, run: Run, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (project / name).write_bytes(content)
    told = run("source", "lock", project / name)
    assert told.exit_code in (1, 2)
    assert says in told.stderr
    assert not (project / "articles" / "harbour.source.json").exists()


def test_article_is_the_one_that_the_slug_or_the_file_names(
    project: Path, run: Run, file: Path
) -> None:
    articles = project / "articles"
    (articles / "pier.md").write_bytes((articles / "harbour.md").read_bytes())
    assert "no article 'harbour-source'" in run("source", "lock", file).stderr
    assert run("source", "lock", file, "--slug", "pier").exit_code == 0
    assert (articles / "pier.source.json").is_file()
    named = file.rename(project / "harbour.txt")
    assert run("source", "lock", named).exit_code == 0
    assert (articles / "harbour.source.json").is_file()


@pytest.mark.parametrize(
    ("source_url", "prefix", "address"),
    [
        ("https://a.org/b", "A vote", "https://a.org/b#:~:text=A%20vote"),
        ("https://a.org/b", "Half-time, R&D", "https://a.org/b#:~:text=Half%2Dtime%2C%20R%26D"),
        ("https://a.org/b", "DeepSeek’s 市", "https://a.org/b#:~:text=DeepSeek%E2%80%99s%20%E5%B8%82"),
        ("https://a.org/b#c", "A", "https://a.org/b#c:~:text=A"),
    ],
)  # fmt: skip
def test_address_in_the_original_is_percent_encoded(
    source_url: str, prefix: str, address: str
) -> None:
    assert address_in(source_url, prefix) == address


def test_source_page_leads_to_the_original_only_by_a_lock_and_an_address(article: Article) -> None:
    def originals(article: Article, known: SourceLock | None) -> list[str]:
        source = compile_article(article, lock=known)["docs/harbour/source.md"]
        return re.findall(r"\[(¶\d) in the original\]", source)

    known = make_lock(article.body, "en", article.author)
    assert originals(article, known) == ["¶1", "¶2", "¶3", "¶4", "¶5", "¶6"]
    assert originals(article, None) == []
    assert originals(replace(article, source_url=""), known) == []


def test_lock_made_or_changed_changes_the_pages(project: Path, run: Run) -> None:
    run("split")
    run("source", "lock", project / "articles" / "harbour.md")
    assert run("split").output.startswith("docs/harbour/source.md: updated\n")
    assert run("split").output == "Pages: 6 unchanged\n"
    (project / "articles" / "harbour.source.json").unlink()
    assert run("split").output.startswith("docs/harbour/source.md: updated\n")


@pytest.mark.parametrize(
    ("made_of", "says"),
    [
        (b"One.\n\nTwo.\n", "articles/harbour.md: the article has 6 paragraphs, the lock of its"),
        (None, "articles/harbour.source.json:1: is no source lock"),
    ],
)
def test_lock_that_does_not_fit_changes_nothing(
    project: Path, run: Run, made_of: bytes | None, says: str
) -> None:
    if made_of:
        (project / "other.txt").write_bytes(made_of)
        run("source", "lock", project / "other.txt")
    else:
        (project / "articles" / "harbour.source.json").write_text("{")
    told = run("split")
    assert told.exit_code == 1
    assert told.stderr.startswith(says)
    assert not (project / "docs").exists()
