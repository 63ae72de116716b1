"""All rules, in the order of their codes. The one place to add a family."""

from briefing.checks import (
    ageing,
    agreement,
    files,
    heads,
    limits,
    naming,
    notes,
    pages,
    provenance,
)
from briefing.checks.against import NOT_IN_SOURCE, SHARED_WORDS
from briefing.checks.allow import ALLOW
from briefing.checks.model import Rule

_FAMILIES = (files, pages, heads, provenance, agreement, notes, limits, naming, ageing)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            ALLOW,
            NOT_IN_SOURCE,
            SHARED_WORDS,
            *(rule for family in _FAMILIES for rule in family.RULES),
        ),
        key=lambda rule: rule.code,
    )
)
