"""All rules, in the order of their codes. The one place to add a family."""

from briefing.checks import files
from briefing.checks.allow import ALLOW
from briefing.checks.model import Rule

RULES: tuple[Rule, ...] = tuple(sorted((*files.RULES, ALLOW), key=lambda rule: rule.code))
