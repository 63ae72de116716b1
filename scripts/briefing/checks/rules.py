"""All rules, in the order of their codes. The one place to add a family."""

from briefing.checks import files, pages, provenance
from briefing.checks.allow import ALLOW
from briefing.checks.model import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted((*files.RULES, *pages.RULES, *provenance.RULES, ALLOW), key=lambda rule: rule.code)
)
