"""What a person wrote stays, what a person deleted stays away, and all that is new comes in."""

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from briefing.markdown.blocks import front_matter_and_body, page_blocks
from briefing.merge.merge import Conflict, merge
from briefing.merge.state import describe, shows
from properties import tries
from versions import WORD, stories, triples, words

Triple = tuple[str, str, str]
FRONT = "---\nid: x/a\ntitle: w4\n---\n\n# Title\n\n"
MOVED_TABLE_THAT_GOES = (
    f"{FRONT}First w1.\n\n| a | b |\n|---|---|\n| w2 | cell |\n| w3 | cell |\n",
    f"{FRONT}| a | b |\n|---|---|\n| w6 | cell |\n| w3 | cell |\n\nFirst w1.\n",
    f"{FRONT}First w1.\n",
)
"""A person moved a table and changed one of its rows; the compiler drops it."""


def body_words(text: str) -> set[str]:
    return words(front_matter_and_body(text)[1])


@given(triples())
@example(MOVED_TABLE_THAT_GOES)
@tries(2000)
def test_nothing_a_person_wrote_is_lost_and_nothing_deleted_returns(triple: Triple) -> None:
    base, page, new = triple
    merged = merge(base, page, new)
    told = " ".join(conflict.new for conflict in merged.conflicts)
    assert words(page) - words(base) <= words(merged.text)
    assert not (words(base) - words(page)) & words(merged.text)
    assert body_words(new) - words(base) <= words(merged.text) | words(told)
    if not merged.conflicts:
        assert merged.text == merged.taken
        assert not (body_words(base) & words(page) - words(new)) & body_words(merged.text)


@given(triples())
@tries(500)
def test_no_block_comes_in_twice(triple: Triple) -> None:
    base, page, new = triple
    versions = [Counter(WORD.findall(text)) for text in (page, new)]
    merged = Counter(WORD.findall(merge(base, page, new).text))
    assert all(count <= max(side[word] for side in versions) for word, count in merged.items())


@given(triples())
@tries(400)
def test_every_line_of_a_merged_page_is_a_line_of_one_of_the_two(triple: Triple) -> None:
    base, page, new = triple
    merged = merge(base, page, new)
    assert set(merged.text.splitlines()) <= {*page.splitlines(), *new.splitlines(), ""}


@given(triples())
@tries(1000)
def test_second_run_changes_nothing(triple: Triple) -> None:
    base, page, new = triple
    first = merge(base, page, new)
    second = merge(first.next_base, first.text, new)
    assert (second.text, second.conflicts) == (first.text, first.conflicts)


@given(triples())
@tries(200)
def test_pristine_page_becomes_the_new_text_and_an_edited_one_waits_for_one(triple: Triple) -> None:
    base, page, new = triple
    assert merge(base, base, new).text == new
    assert merge(base, page, base).text == page


@given(triples(), st.sampled_from(["bom", "windows", "blanks", "no end", "more ends"]))
@tries(200)
def test_copy_that_another_editor_saved_is_no_edit(triple: Triple, how: str) -> None:
    base, _, new = triple
    saved = {
        "bom": "\ufeff" + base,
        "windows": base.replace("\n", "\r\n"),
        "blanks": base.replace("\n", "  \n"),
        "no end": base.rstrip("\n"),
        "more ends": base + "\n\n",
    }[how]
    assert merge(base, saved, new).text == (saved if base == new else new)


@given(triples())
@tries(200)
def test_page_with_windows_line_ends_merges_as_one_without(triple: Triple) -> None:
    base, page, new = triple
    merged = merge(base, page, new)
    windows = merge(base, page.replace("\n", "\r\n"), new)
    assert windows.text.replace("\r\n", "\n") == merged.text


@given(stories(), st.data())
@tries(400)
def test_what_is_deleted_while_a_conflict_is_open_stays_away(
    story: list[str], data: st.DataObject
) -> None:
    base, page, new, newer = story
    merged = merge(base, page, new)
    front, body = front_matter_and_body(merged.text)
    blocks = page_blocks(body, whole=True)
    kept = data.draw(st.lists(st.booleans(), min_size=len(blocks), max_size=len(blocks)))
    left = front + "".join(
        block.text + block.gap for block, keep in zip(blocks, kept, strict=True) if keep
    )
    deleted = words(merged.text) - words(left)
    for later in (new, newer):
        returned = deleted & words(merge(merged.next_base, left, later).text)
        added = Counter(WORD.findall(later)) - Counter(WORD.findall(merged.next_base))
        assert returned <= added.keys()  # but for what is new by chance


def test_front_matter_keeps_comments_quotes_and_order_where_both_changed_a_list() -> None:
    base = "---\nid: x/a\ntitle: A\ntags:\n- theme\n- old\n---\n\n# A\n"
    page = (
        "---\n# ask Ruth first\ntags:\n  - theme  # as ever\n  - old\n  - 'mine'\n"
        'title: "A: mine"\nid: x/a\n---\n\n# A\n'
    )
    new = "---\nid: x/a\ntitle: B\ntags:\n- theme\n- new\nboost: 2\n---\n\n# A\n"
    assert merge(base, page, new).text == (
        "---\n# ask Ruth first\ntags:\n  - theme  # as ever\n  - 'mine'\n  - new\n"
        'title: "A: mine"\nid: x/a\nboost: 2\n---\n\n# A\n'
    )


def test_front_matter_that_cannot_be_changed_without_losing_a_comment_is_a_conflict() -> None:
    base = "---\ntitle: A\ntags:\n- theme\n- old\n---\n\n# A\n"
    page = "---\ntitle: A\ntags:\n- theme\n- old  # a reason to keep it\n---\n\n# A\n"
    new = "---\ntitle: A\ntags:\n- theme\n---\n\n# A\n\nMore.\n"
    merged = merge(base, page, new)
    assert merged.text == page + "\nMore.\n"
    assert [conflict.new for conflict in merged.conflicts] == [
        "---\ntitle: A\ntags:\n- theme\n---\n\n"
    ]


def test_row_of_a_person_keeps_the_head_of_a_table_that_goes() -> None:
    merged = merge(*MOVED_TABLE_THAT_GOES)
    assert merged.text == f"{FRONT}| a | b |\n|---|---|\n| w6 | cell |\n\nFirst w1.\n"
    assert merged.conflicts == ()


def test_what_came_with_a_conflict_and_is_edited_then_does_not_come_again() -> None:
    base = "The wall could hold.\n\nIt is old.\n"
    page = "The wall will hold.\n\nIt is old.\n"
    new = "The wall might hold.\n\nIt is old.\n\nEleven boats sank.\n"
    first = merge(base, page, new)
    assert first.text == "The wall will hold.\n\nIt is old.\n\nEleven boats sank.\n"
    edited = first.text.replace("Eleven", "Twelve")
    second = merge(first.next_base, edited, new.replace("boats sank", "boats had sunk"))
    assert second.text == edited
    assert [conflict.page for conflict in second.conflicts] == [
        "The wall will hold.\n",
        "Twelve boats sank.\n",
    ]


def test_whole_new_text_is_in_the_conflict_file() -> None:
    tricky = "---\ntitle: a\n---\n\n~~~~\n## The whole new text\n~~~~\n"
    for new in ("new", tricky):
        for conflicts in ([Conflict("mine", "old", new)], []):
            assert shows(describe("docs/x/a.md", conflicts, tricky), tricky)
    assert not shows(describe("docs/x/a.md", [], "another\n"), tricky)


@given(st.text(alphabet="ab \n#-|`>!<:", max_size=60))
@tries(1000)
def test_blocks_of_a_body_are_the_body(body: str) -> None:
    for whole in (False, True):
        joined = "".join(block.text + block.gap for block in page_blocks(body, whole=whole))
        assert joined == body
