"""All rules, in the order of their codes. The one place to add a family."""

from briefing.checks import ageing, agreement, files, naming
from briefing.checks.allow import ALLOW
from briefing.checks.model import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*files.RULES, ALLOW, *agreement.RULES, *naming.RULES, *ageing.RULES),
        key=lambda rule: rule.code,
    )
)
