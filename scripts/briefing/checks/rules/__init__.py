"""All rules, in the order of their codes. The one place to add a family."""

from briefing.checks.allow import ALLOW
from briefing.checks.model import Rule
from briefing.checks.rules import ageing, coverage, files, limits, notes
from briefing.checks.rules import citations as provenance
from briefing.checks.rules import figures as agreement
from briefing.checks.rules import fold_drawn as drawn
from briefing.checks.rules import fold_log as log
from briefing.checks.rules import fold_passages as passages
from briefing.checks.rules import fold_sections as sections
from briefing.checks.rules import fold_signs as signs
from briefing.checks.rules import fold_values as values
from briefing.checks.rules import front_matter as heads
from briefing.checks.rules import html as pages
from briefing.checks.rules import names as naming
from briefing.checks.rules.corrections import UNCORRECTED
from briefing.checks.rules.source_text import NOT_IN_SOURCE, SHARED_WORDS

_FAMILIES = (
    *(files, pages, signs, heads, values, provenance, passages, sections),
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
