"""What passes the rules on untrusted content is dead when rendered: no handler, script or scheme.

Pages are put together from the pieces of known attacks and of Markdown that moves their edges.
"""

import os
import re
import time
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import markdown
from briefing.checks.load import load
from briefing.checks.rules import check_page
from briefing.checks.rules.html import attribute, html_element, link_scheme
from briefing.project import Folder
from properties import tries

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
    "<style>", "<title>", "</title>", "<a href='javascript:x'>", "<form>", "<img src=x onerror=y//",
    "[x](javascript:alert(1))", "[x](java&#10;script:y)", "[x]( <javascript:y>)", "[x][r]",
    "\n[r]: javascript:y\n", "\n[r]:\n  javascript:y\n", "![i](data:text/html,x)",
    "[[x]](vbscript:y)",
    "[![i](x)](javascript:y)", "<javascript:y>", "<j&#97;vascript:y>", "[x](&#x6A;avascript:y)",
    "{: onclick=y }", "{ onclick='y' }", "\n{: onclick=y }\n", "{: #__config }",
]  # fmt: skip
EDGES = [
    "`", "``", "```\n", "~~~\n", "\n", "\n\n", "    ", "\t", "> ", "- ", "1. ", "# ", "|", "\\",
    '"',
    "| a | b |\n|---|---|\n| ", "<!--", "-->", "--!>", "<!-- x -->", '!!! note "', '"\n    ', "<",
    "\n[^1]: ", "[^1]", "*[HTML]: ", "term\n:   ", "word ", "`code`", "</style>", "<?php",
    "<![CDATA[",
    "]]>", "<div markdown>", "</div>", "<span class=x>", "<figure>", "</a>", "\\[", "[x\\]",
]  # fmt: skip


class Live(HTMLParser):
    """Notes what could run, or take the place of the theme's own parts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def set_cdata_mode(self, *_: object, **__: object) -> None: ...

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "form", "iframe"):
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            scheme = address.startswith(("javascript:", "vbscript:", "data:"))
            if name.startswith("on") or scheme or (name == "id" and address.startswith("__")):
                self.found.append(f"{tag} {name}={value}")


@cache
def engine() -> markdown.Markdown:
    """Markdown as the site has it."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.config import load_config

    config = load_config(config_file=str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )


@tries(400)
@given(st.lists(st.sampled_from(ATTACKS + EDGES), min_size=1, max_size=9).map("".join))
@example("<figure><img src=x onerror=y//<!-- x -->")
@example("<figure><img src=x onerror=y//<https://example.org>")
@example("<figure><img src=x onerror=y// `>`")
@example("<figure>\n\n`<img src=x onerror=y>`\n\n</figure>")
@example("<ul><li>`</li></ul> <img src=x onerror=y> `")
def test_page_without_a_problem_renders_to_nothing_live(body: str) -> None:
    text = f"---\ntitle: A\n---\n\n# A\n\n{body}"
    briefing = load(Folder("", {"docs/a.md": text.encode()}, {}, {}, b""))
    if not check_page(briefing.pages[0], briefing, (html_element, attribute, link_scheme)):
        live = Live()
        live.feed(engine().reset().convert(text.split("---\n", 2)[2]))
        live.close()
        assert not live.found


@pytest.mark.parametrize(
    "body",
    ["<a " * 20_000, "{ " * 20_000, "{#a" * 20_000, f"a{' ' * 50_000}b", "\u2018a " * 20_000,
     "> " * 20_000, f"\u201c{'a [b] ' * 20_000}\u201d [¶1.1](source.md#p1)",
     '!!! editors-note "' + " ·" * 20_000, f"<!-- briefing: allow{' ' * 50_000}b"],
    ids=lambda body: str(body[:9]),
)  # fmt: skip
def test_time_of_a_check_grows_no_faster_than_the_page(body: str) -> None:
    article = (ROOT / "tests" / "cases" / "harbour" / "article.md").read_bytes()
    page = {"docs/harbour/a.md": f"---\ntitle: A\n---\n\n# A\n\n{body}\n".encode()}
    briefing = load(Folder("harbour", page, {"articles/harbour.md": article}, {}, b""))
    start = time.perf_counter()
    check_page(briefing.pages[0], briefing)
    assert time.perf_counter() - start < 30  # it is one second; with every pair of signs, minutes
