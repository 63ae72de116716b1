"""Rules B1, continued: signs that nobody sees, and those that another engine would act on."""

import re
from collections.abc import Iterator

from briefing.checks.model import Briefing, Page
from briefing.checks.rule import page_rule
from briefing.errors import Problem
from briefing.markdown.inline import place, without_code

_TEMPLATE = re.compile(r"\{\{|\{%|^[ \t]*;*-+8<-+", re.MULTILINE)
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ue000-\uf8ff\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d\u200e\u200f"
"""What some scripts need between their letters, and no Latin word does."""


@page_rule(
    "B104",
    "error",
    bad="level, with a sign behind it that turns the next words round",
    good="level",
    in_words=True,
)
def hidden_sign(page: Page, _: Briefing) -> Iterator[Problem]:
    """Readers, and those who review a change, must see what a search engine sees."""
    for sign in _HIDDEN.finditer(page.text):
        around = page.text[max(0, sign.start() - 1) : sign.end() + 1].replace(sign[0], "")
        if sign[0] in _JOINERS and not re.search(r"[ -~]", around):
            continue
        line, column = place(page.text, sign.start())
        message = f"an invisible sign, U+{ord(sign[0]):04X}, stands here"
        fix = "delete it: place the cursor behind it and press backspace once"
        yield page.problem(line, message, fix, column=column)


@page_rule("B105", "error", bad="{{ config }}", good="`{{ config }}`")
def template_mark(page: Page, _: Briefing) -> Iterator[Problem]:
    """Another site engine, or one plugin more, would carry it out."""
    text = without_code(page.text)
    if not any(mark in text for mark in ("{{", "{%", "-8<-")):
        return
    for found in _TEMPLATE.finditer(text):
        line, column = place(text, found.start())
        message = f"'{found[0]}' is an instruction to some site engines"
        yield page.problem(line, message, f"if it is meant as text: `{found[0]}`", column=column)
