"""How often a property is tried, where the usual hundred examples are too few or too many."""

from hypothesis import settings

USUAL = 100
USED = settings().max_examples


def tries(number: int) -> settings:
    """`number` examples; ten times as many with `--hypothesis-profile=long`."""
    return settings(max_examples=number * USED // USUAL)
