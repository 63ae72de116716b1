"""All rules, in the order of their codes. The one place to add a family."""

from briefing.checks import (
    ageing,
    agreement,
    coverage,
    drawn,
    files,
    heads,
    leads,
    limits,
    log,
    naming,
    notes,
    pages,
    passages,
    provenance,
    sections,
    signs,
    values,
)
from briefing.checks.against import NOT_IN_SOURCE, SHARED_WORDS
from briefing.checks.allow import ALLOW
from briefing.checks.corrections import UNCORRECTED
from briefing.checks.model import Rule

_FAMILIES = (
    *(files, pages, signs, heads, values, provenance, passages, leads, sections),
    *(coverage, agreement, drawn),
    *(log, notes, limits, naming, ageing),
)
_BY_THE_RUN = (ALLOW, NOT_IN_SOURCE, SHARED_WORDS, UNCORRECTED)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*_BY_THE_RUN, *(rule for family in _FAMILIES for rule in family.RULES)),
        key=lambda rule: rule.code,
    )
)
