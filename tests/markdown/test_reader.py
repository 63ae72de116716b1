"""The reader of Markdown and the site's engine agree on what a page shows."""

import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.markdown.blocks import front_matter_and_body, read_page
from briefing.markdown.commonmark import plain
from briefing.text.patterns import MASK
from engine import ROOT, Shown, lines, normal, rendered
from properties import USED, USUAL

CASES = sorted((Path(__file__).parents[1] / "data" / "markdown").glob("*.md"))
PINNED = tomllib.loads((Path(__file__).parents[1] / "data" / "reader.toml").read_text("utf-8"))
PAGES = sorted(path for path in ROOT.glob("docs/**/*.md"))
PIECES = [
    "a", "b c", "¶1.1", "word ", " ", "  ", "    ", "\n", "\n", "\n\n", "\n\n", "\t", "  \n",
    "\\\n", "# ", "#", "## ", "##x", "\n---\n", "\n===\n", "---", "***", "=", "!", "://", "(x)",
    "API", "* ", "- ", "1. ", "1) ", "2. e\n", "- [a](b)\n", "    - c\n", "\n- d\n", "> ", ">",
    ">> ", "`", "``", "```\n", "\n```\n", "~~~\n", "```py\n", "\n    ", "\n        ", "\\", "\\*",
    "\\`", "\\[", "[", "]", "(", ")", "![", "](", "](source.md#p1)", "[a](b)", "'", '"', ' "t"',
    "*", "**", "_", "__", "[a][s]", "[s]", "[s][]", "[s]: source.md#p1\n", "\n[s]: <u.md> 'T'\n",
    '\n> [q]: u "t"\n', "[q]", "[^1]", "\n[^1]: note ", "*[API]: x\n", "\n: def\n", ": ",
    '!!! note "T"\n', "!!! note\n    ", '\n??? tip "x"\n    ', "{ #p4 }", "{.x}", "{", "}", "|",
    " | ", "\n|---|---|\n", "\n---|---\n", "| a | b |\n", "&amp;", "&para;", "&", "<", ">",
    "<http://x.y>", "<a@b.c>", "<b>", "</b>", "<br>", "<div>", "</div>", "<!-- c -->", "<!--",
    "-->", "<a href='z'>", "</a>", '<span id="p">', "</span>",
]  # fmt: skip
HTML = [
    "a ", "[a](b)", "\n", "\n", "\n\n", "# h", "> ", "- ", "    ", "   ", "`<div>`", "<div>",
    "</div>", "<p>", "</p>", "\n<div>\n", "\n</div>\n", "<div><b>", "<br/>", "<hr>", "<div/>",
    "  <div>", "</a>", "<!-- [a](b) -->", "<!--", "-->", "<a href='x'>", "<span>", "</span>",
    '<figure class="x">', "</figure>", "<ul><li>", "</li></ul>", "<svg>", "</svg>", "<h2>x</h2>",
    '"', "<DIV>", "</DIV>", "<div class='a'\n>",
]  # fmt: skip
"""Pieces of pages. Not among them is what no page may hold, so that a rule tells of it anyway:
control characters, declarations, processing instructions, and the attribute `markdown` of HTML.
"""
NOT_COMPARED = re.compile(
    r"(?:</?(?i:div|p|hr|h2|ul|li|figure)\b[^<>]*>|-->)[^\n]*(?:&|<!|<hr|\t|/>)"
    r"|<[/a-zA-Z][^<>]*<|<[/a-zA-Z][^<>]*\Z"
    r"|&#(?!\d)"
    r"|\[\^[^\]\n]*\n|\*\[[^\]\n]*\n"
    r"|(?s:\[\^1\]:.*\[\^1\]:)"
    r"|(?:```|~~~)\s*\n {0,3}: "
    r"|`[^`]*\n *\[[^\]\n]*\]:"
    r"|\{[^{}\n]*\}[^\n*_`\[<]*\}"
)
"""Where the two are known to differ, one a line: what stands behind raw HTML on its line, and is no
word, goes to the end of the page; a tag that ends at another tag, or never, is read as one or not;
an entity without a number hides all HTML behind it; a name of a footnote or abbreviation has a line
end; a footnote is defined twice, so that only the second is shown; code between fences is a term,
with a definition behind it; the definition of a link stands within code; a list of attributes goes
on to the last brace. Nor is compared what the engine gets wrong, where `briefing build` says
that the site shows other links than the rules have read: a link in the words of a link, behind code
or emphasis in them, which no browser shows; and a link behind `*a **b*`, for which it shows its own
placeholder.
"""


def read(text: str) -> Shown:
    """What our reader makes of `text`."""
    page = read_page(text)
    links = [each for each in page.links if each.kind == "link"]
    code = [line for start, end in page.code for line in lines(text[start:end])]
    return Shown(
        sorted((each.level, normal(each.words)) for each in page.headings),
        sorted((" ".join(each.target.split()), normal(each.words)) for each in links),
        sorted(each.target for each in page.links if each.kind == "raw link"),
        sorted(" ".join(each.target.split()) for each in page.links if each.kind == "image"),
        sorted(code),
        frozenset(each.anchor for each in page.headings if each.anchor),
    )


def is_compared(text: str) -> bool:
    if NOT_COMPARED.search(text):
        return False
    return not ("[" in text and rendered(text).is_faulty)


def assert_agreed(text: str) -> None:
    ours, theirs = read(text), rendered(text)
    assert ours.headings == theirs.headings
    assert ours.links == theirs.links
    assert ours.raw_links == theirs.raw_links
    assert ours.images == theirs.images
    assert ours.code == theirs.code
    assert ours.anchors <= theirs.anchors


def assert_whole(text: str) -> None:
    """Blocks are the page to the byte, and each place is one on the page."""
    page = read_page(text)
    assert "".join(block.text + block.gap for _, block in page.blocks) == text
    assert all(text.startswith(block.text, start) for start, block in page.blocks)
    assert len(page.shown()) == len(page.uncoded) == len(text)
    assert all(0 <= each.start < each.end <= len(text) for each in page.links)


def pages(pieces: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=30).map("".join)


def tries(number: int) -> settings:
    """So many pages in each run; with the long profile as many as 10,000 of all kinds."""
    return settings(max_examples=number if USED <= USUAL else 7_000 * number // 200)


@given(pages(PIECES))
@tries(200)
def test_reader_and_engine_agree_on_random_pages(page: str) -> None:
    body = front_matter_and_body(page)[1]
    assume(is_compared(body))
    assert_agreed(body)


@given(pages(HTML))
@tries(100)
def test_reader_and_engine_agree_on_raw_html(page: str) -> None:
    body = front_matter_and_body(page)[1]
    assume(is_compared(body))
    assert_agreed(body)


@given(pages([*PIECES, *HTML]))
def test_blocks_are_the_page_to_the_byte(page: str) -> None:
    assert_whole(front_matter_and_body(page)[1])


@pytest.mark.parametrize("page", PINNED["agreed"])
def test_reader_and_engine_agree_on_what_was_once_read_otherwise(page: str) -> None:
    assert_agreed(page)
    assert_whole(page)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.stem))
def test_reader_and_engine_agree_on_tricky_pages(case: Path) -> None:
    body = front_matter_and_body(case.read_text("utf-8"))[1]
    assert_agreed(body)
    assert_whole(body)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_reader_and_engine_agree_on_our_own_pages(path: Path) -> None:
    body = front_matter_and_body(path.read_text("utf-8"))[1]
    assert_agreed(body)
    assert_whole(body)


def test_what_a_reader_sees_of_a_page_begins_behind_its_front_matter() -> None:
    page = read_page("---\ntitle: A\n---\n\n**a** b\n", 18)
    assert page.shown().replace(MASK, "_") == "**a** b\n"
    assert page.shown(0, 18) == ""
    assert page.shown(24) == "b\n"


def everything(text: str) -> None:
    """Read a page, and look at each of its blocks."""
    page = read_page(text)
    assert len(page.shown()) == len(page.uncoded) == len(text)
    for start, block in page.blocks:
        assert len(page.shown(start, start + 1)) == min(1, len(block.text))


@pytest.mark.parametrize(
    "page",
    [
        "<a href='u'>¶1.1</a> b",
        "<A HREF='u'>¶1.1</A> b",
        "<a href='u'>¶1.1<a href='v'>b</a>",
        "<a href='u'><abbr>¶1.1</abbr></a> b",
    ],
)
def test_link_in_html_ends_where_a_browser_ends_it(page: str) -> None:
    assert read_page(page).links[0].words == "¶1.1"


REPEATED = (
    "[a](", "[a](<", "![", "[a][", "<a ", "<a href=x>", "<a:", "<div>", "<hr>", "<!--", "`", "``a`",
    "\\", "*a _b ", "*a*{x ", "| ", "> ", "- ", "- a\n", "    ", "\t", "    a\n# b\n", "```\n",
    "&#", "!!! a\n# b\n", "??? a\n", "a\n: b\n", "[^1]: a\n\n    b\n\n", "[^1]: a\n", "[a]: b\n",
    "x\n*[a]: b\n", "¶1, ",
)  # fmt: skip
LONG_LINES: dict[str, Callable[[int], str]] = {
    "quotation marks behind a definition": lambda size: "[a]: " + '"' * size + " x",
    "quotation marks in braces": lambda size: "*a*{x " + '"b' * size,
    "lists of attributes": lambda size: "*a*{x " * size + "}",
    "blanks in a heading": lambda size: f"# a{' ' * size}x}}",
    "name of a tag": lambda size: f"<{'a' * size}",
    "blanks in a tag": lambda size: f"<a{' ' * size}href{' ' * size}=",
    "tags that close none": lambda size: "<div>" * size + "</p>" * size,
    "backticks of all lengths": lambda size: " ".join("`" * n for n in range(int(size**0.5))),
    "quotations in quotations": lambda size: f"{'>' * size} a",
    "one word on many lines": lambda size: f"a{chr(10) * size}b",
    "blanks in a paragraph": lambda size: f"a*{' ' * size}b",
}


def grows_with(read: Callable[[str], object], page: Callable[[int], str]) -> float:
    """How many times longer it takes to read a page that is eight times longer."""
    best = [float("inf"), float("inf")]
    for again in range(4):
        for place, size in enumerate((1_500, 12_000)):
            text = f"{again}\n\n{page(size + again)}"  # no text twice: what was read is kept
            started = time.process_time()
            read(text)
            best[place] = min(best[place], time.process_time() - started)
        if best[1] < 20 * best[0]:
            break
    return best[1] / best[0]


@pytest.mark.parametrize("piece", REPEATED)
def test_hostile_page_takes_no_more_than_linear_time(piece: str) -> None:
    assert grows_with(everything, lambda size: piece * (size // len(piece))) < 20


@pytest.mark.parametrize("page", LONG_LINES.values(), ids=LONG_LINES.keys())
def test_long_line_takes_no_more_than_linear_time(page: Callable[[int], str]) -> None:
    assert grows_with(everything, page) < 20


@pytest.mark.parametrize("page", LONG_LINES.values(), ids=LONG_LINES.keys())
def test_long_passage_is_made_plain_in_linear_time(page: Callable[[int], str]) -> None:
    assert grows_with(plain, page) < 20
