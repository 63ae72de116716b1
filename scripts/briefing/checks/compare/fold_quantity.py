"""One quantity as a value, and what it may mean. Finds none."""

from dataclasses import dataclass
from fractions import Fraction

from briefing.text.numbers import COUNTED, compile_spaced

MOST_SMALL = 12
_COUNTED_BEHIND = compile_spaced(rf" {COUNTED}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, its exact value, and its unit: `$`, `%`, `month`, or none.

    `counts` says that it is one beyond doubt; "the two" is not. `carried` is the currency before
    it, for "3.2 million" of "$4.1 million in 2021 and 3.2 million in 2022".
    """

    text: str
    start: int
    end: int
    value: Fraction
    unit: str = ""
    counts: bool = True
    carried: str = ""

    @property
    def meanings(self) -> tuple[tuple[Fraction, str], ...]:
        """The value and the unit, in each way in which it may be meant: a fifth is 20 %."""
        meant = [(self.value, self.unit)]
        if self.carried:
            meant.append((self.value, self.carried))
        if not self.unit and self.value < 1:
            meant.append((100 * self.value, "%"))
        return tuple(meant)

    @property
    def is_small_count(self) -> bool:
        """Whether it is a small number in words: "the two countries" may count what is named."""
        in_words = not any(sign.isdigit() for sign in self.text)
        return in_words and not self.unit and 1 < self.value <= MOST_SMALL


def is_counted(text: str, end: int) -> bool:
    """Whether what is counted stands behind a number that ends at `end`."""
    return _COUNTED_BEHIND.match(text, end) is not None
