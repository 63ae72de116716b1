"""All rules, in the order of their codes. The one place to add a family."""

from briefing.checks import (
    coverage,
    files,
    heads,
    limits,
    notes,
    pages,
    passages,
    provenance,
    signs,
)
from briefing.checks.allow import ALLOW
from briefing.checks.model import Rule

RULES: tuple[Rule, ...] = (
    *files.RULES,
    ALLOW,
    *pages.RULES,
    *signs.RULES,
    *heads.RULES,
    *provenance.RULES,
    *passages.RULES,
    *coverage.RULES,
    *notes.RULES,
    *limits.RULES,
)
