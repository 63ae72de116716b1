"""Layout is nobody's edit: a page that an editor wraps, pads and marks anew merges as before."""

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.merge.layout import is_unedited
from briefing.merge.merge import merge
from properties import tries
from versions import WORD, Unit, Version, versions

Triple = tuple[Version, Version, Version]
FRONT = "---\nid: x/a\ntitle: A\n---\n\n# A\n\n"


@dataclass(frozen=True)
class Layout:
    """How an editor writes a page."""

    wrap: str = " "
    emphasis: str = "*"
    item: str = "-"
    escape: str = ""
    blank: str = " "
    padding: int = 1
    dashes: int = 3
    is_underlined: bool = False
    fence: str = "```"
    rule: str = "---"
    gap: str = "\n\n"
    indent: str = ""
    quote: str = ""
    ends: str = "\n"

    def words(self, part: str) -> str:
        """A sentence with marks in which layouts differ."""
        mark = self.emphasis
        return (
            f"The {mark}{part}{mark} of snake{self.escape}_case{self.blank}says 2{self.wrap}"
            f"{mark * 2}so{mark * 2}, `in  code` and [sic]. [¶4.1](source.md#p4)"
        )

    def row(self, *cells: str) -> str:
        pad = " " * self.padding
        return f"|{pad}{f'{pad}|{pad}'.join(cells)}{pad}|"

    def block(self, unit: Unit) -> str:
        """A unit with this layout."""
        said = [self.words(part) for part in unit.parts]
        if unit.shape == "heading":
            below = "\n" + "-" * self.dashes
            heads = (f"About {part}" for part in unit.parts)
            return "\n\n".join(
                f"{head}{below}" if self.is_underlined else f"## {head}" for head in heads
            )
        if unit.shape == "list":
            return "\n".join(f"{self.item} {each}".replace("\n", "\n  ") for each in said)
        if unit.shape == "table":
            rows = [self.row(each.replace("\n", " "), "cell") for each in said]
            dashes = "-" * self.dashes
            return "\n".join([self.row("a", "b"), self.row(dashes, f"{dashes}:"), *rows])
        if unit.shape == "fence":
            return f"{self.fence}text\n" + "\n\n".join(unit.parts) + f"\n{self.fence}"
        if unit.shape == "admonition":
            lines = "\n".join(said).split("\n")
            return '!!! note "Note"\n' + "\n".join(f"    {line}" for line in lines)
        if unit.shape == "html":
            texts = (f"on{self.blank}{part}{self.wrap}and _on_" for part in unit.parts)
            return "<div>\n\n" + "\n".join(texts) + "\n\n</div>"
        return "\n".join(said)

    def page(self, version: Version) -> str:
        """A version with this layout."""
        tags = "".join(f"{self.indent}- {self.quote}{tag}{self.quote}\n" for tag in version.tags)
        front = (
            f"---\nid: x/a\ntitle: {self.quote}{version.title}{self.quote}\n"
            f"{'tags:' if tags else 'tags: []'}\n{tags}---\n\n"
        )
        blocks = ["# Title", self.rule, *map(self.block, version.units)]
        return (front + self.gap.join(blocks) + "\n").replace("\n", self.ends)


USUAL = Layout()
LAYOUTS = st.builds(
    Layout,
    wrap=st.sampled_from([" ", "\n"]),
    emphasis=st.sampled_from(["*", "_"]),
    item=st.sampled_from(["-", "*", "+"]),
    escape=st.sampled_from(["", "\\"]),
    blank=st.sampled_from([" ", "  ", "\u00a0"]),
    padding=st.integers(0, 3),
    dashes=st.integers(3, 9),
    is_underlined=st.booleans(),
    fence=st.sampled_from(["```", "~~~", "````"]),
    rule=st.sampled_from(["---", "***", "* * *", "___"]),
    gap=st.sampled_from(["\n\n", "\n\n\n"]),
    indent=st.sampled_from(["", "  "]),
    quote=st.sampled_from(["", "'", '"']),
    ends=st.sampled_from(["\n", "\r\n"]),
)


def counted(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.replace("_", " ")))


@given(versions(), LAYOUTS)
@tries(250)
def test_page_that_an_editor_saved_becomes_what_the_new_text_says(
    triple: Triple, layout: Layout
) -> None:
    base, _, new = triple
    merged = merge(USUAL.page(base), layout.page(base), USUAL.page(new))
    assert merged.conflicts == ()
    assert counted(merged.text) == counted(USUAL.page(new))
    assert is_unedited(merged.text, USUAL.page(new))


@given(versions(), LAYOUTS)
@tries(150)
def test_layout_of_a_person_stays_where_nothing_else_changes(
    triple: Triple, layout: Layout
) -> None:
    base, page, _ = triple
    text = layout.page(page)
    assert merge(USUAL.page(base), text, USUAL.page(base)).text == text


@given(versions(), LAYOUTS)
@tries(250)
def test_edit_merges_as_well_from_a_page_that_an_editor_saved(
    triple: Triple, layout: Layout
) -> None:
    base, page, new = triple
    expected = merge(*map(USUAL.page, triple))
    merged = merge(USUAL.page(base), layout.page(page), USUAL.page(new))
    assert counted(merged.text) == counted(expected.text)
    assert len(merged.conflicts) == len(expected.conflicts)
    assert is_unedited(merged.text, expected.text)


@given(versions(), LAYOUTS)
@tries(150)
def test_edit_is_told_from_layout(triple: Triple, layout: Layout) -> None:
    base, page, _ = triple
    assert is_unedited(layout.page(page), USUAL.page(base)) == (page == base)


CREDIT = "From *A* by B, in all of its parts.\n{ .credit }\n"
ADMONITION = '!!! note "Scope · [¶4.1](source.md#p4)"\n    The sum is a part.\n\n    Source: C.\n'


@pytest.mark.parametrize(
    ("generated", "saved"),
    [
        (CREDIT, "From _A_ by B,\nin all of its parts. { .credit }\n"),
        (CREDIT, "From _A_ by B, in all of its parts. {\n.credit }\n"),
        (ADMONITION, ADMONITION.replace("    The", "The")),
        (ADMONITION, ADMONITION.replace('"\n    The sum', '" The\nsum')),
        ("- one\n    - two\n", "* one\n  * two\n"),
        ("The word is #1 of all.\n", "The word is\n#1 of all.\n"),
        ("Word\n:   What it means\n", "Word : What it means\n"),
    ],
)
def test_layout_that_the_site_would_show_otherwise_is_spelt_as_generated(
    generated: str, saved: str
) -> None:
    base, page = f"{FRONT}{generated}\n4%\n", f"{FRONT}{saved}\n4%\n"
    assert merge(base, page, base).text == base
    assert merge(base, page, base.replace("4%", "5%")).text == base.replace("4%", "5%")
    mine = page.replace("4%", "4%\n\nMine.")
    assert merge(base, mine, base).text == base.replace("4%", "4%\n\nMine.")


def test_admonition_of_a_person_stays_as_an_editor_left_it() -> None:
    folded = '!!! note "Mine" The sum is\na part.\n'
    base = f"{FRONT}4%\n"
    merged = merge(base, f"{FRONT}4%\n\n{folded}", f"{FRONT}5%\n")
    assert (merged.text, merged.conflicts) == (f"{FRONT}5%\n\n{folded}", ())


def test_title_of_a_citation_is_no_word_and_the_new_one_is_taken() -> None:
    old = f"{FRONT}It rose to 4%. [¶4.1](source.md#p4 'It rose')\n\nSo.\n"
    new = old.replace("'It rose'", '"It rose to"')
    wrapped = old.replace("rose to", "rose\nto", 1)
    mine = "\nA person says so. [¶4.1](source.md#p4 'It rose')\n"
    assert is_unedited(wrapped, new)
    assert is_unedited(re.sub(r" 'It rose'", "", old), new)
    assert merge(old, wrapped + mine, new).text == new + mine
    link = old.replace("source.md#p4", "other.md")
    assert not is_unedited(link.replace("'It rose'", "'It fell'"), link)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"\*so\*", "*so*"),
        ("`a  b`", "`a b`"),
        ("`*a*`", "`_a_`"),
        ("    a  b", "    a b"),
        ("```\na  b\n```", "```\na b\n```"),
        ("One.\n\nTwo.", "One. Two."),
        ("- a\n    - b", "- a\n- b"),
        ("1. a", "- a"),
        ("**so**", "*so*"),
        (r"\[so](a.md)", "[so](a.md)"),
        (r"\# so", "# so"),
        ("| a |\n|---|\n| b |", "| a |\n|--:|\n| b |"),
        ("| a |\n|---|\n| b |", "| a |\n|---|\n| b | c |"),
        ("> a\n>\n> b", "> a b"),
        ("# so", "## so"),
    ],
)
def test_what_says_another_thing_is_an_edit(one: str, other: str) -> None:
    assert not is_unedited(f"{FRONT}{one}\n", f"{FRONT}{other}\n")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (r"2 \* 3 is snake\_case \[sic] \#1", "2 * 3 is snake_case [sic] #1"),
        ("so\n==", "# so"),
        ("# so #", "# so"),
        ("1. a\n2. b", "1. a\n1. b"),
        ("> a\n> b", "> a b"),
        ("| a |\n|:-|\n| _b_ |", "|  a  |\n| :---- |\n| *b*   |"),
        ("| a | b |\n|-|-|\n| `x \\| y` | 5\\_6 |", "| a | b |\n|-|-|\n|  `x \\| y`|5_6 |"),
        ("__a__ and *b*", "**a**\nand _b_"),
    ],
)
def test_what_says_the_same_is_none(one: str, other: str) -> None:
    assert is_unedited(f"{FRONT}{one}\n", f"{FRONT}{other}\n")


def test_comment_in_the_front_matter_is_an_edit_and_quotes_are_none() -> None:
    quoted = FRONT.replace("A\n---", "'A'\n---")
    assert is_unedited(quoted, FRONT)
    assert not is_unedited(FRONT.replace("id:", "# ask Ruth\nid:"), FRONT)
    assert not is_unedited(FRONT.replace("title: A", "title: ["), FRONT)


TABLE = "| a | b |\n|---|---|\n| x | 1 |\n| y | 2 |\n"


@pytest.mark.parametrize("added", ["\n## Mine\n\nA section.\n", "\nA remark on the table.\n"])
def test_last_row_goes_from_before_what_a_person_added(added: str) -> None:
    base = f"{FRONT}{TABLE}\n## More\n\nWords.\n"
    page = base.replace("| y | 2 |\n", f"| y | 2 |\n{added}")
    merged = merge(base, page, base.replace("| y | 2 |\n", ""))
    assert (merged.text, merged.conflicts) == (page.replace("| y | 2 |\n", ""), ())
