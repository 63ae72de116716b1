"""Currencies: every sign, code and name that means one; sums of money as amounts."""

import re
from dataclasses import dataclass

from briefing.text.languages import currencies
from briefing.text.numbers import (
    ANY_SCALE,
    NUMBER,
    is_clear,
    value_of_digits,
    value_of_scale,
)

_UNCLEAR = {"¥": ("CNY", "JPY"), "pesos": ("₱", "MXN"), "won": ("₩", ""), "pounds": ("£", "")}
"""What may mean several units, or none: "11 won", "20 pounds of flour". It agrees with each of
them, so that no right statement fails; where one unit is needed, it gives none."""


def _forms(column: str) -> dict[str, str]:
    """The unit of each way to write one in a column of the table."""
    cells = ((unit, row[column].split(", ")) for unit, row in currencies().items() if column in row)
    return {form: unit for unit, forms in cells for form in forms}


SIGNS = _forms("signs") | {"¥": "¥", "￥": "¥"}
CODES = _forms("codes")
ENGLISH_NAMES = {
    form: unit
    for name, unit in (_forms("en") | {"pesos": "pesos"}).items()
    for form in (name, re.sub("s( sterling)?$", r"\1", name))
}
GERMAN_NAMES = _forms("de")
CHINESE_NAMES = _forms("zh")
CURRENCIES = SIGNS | CODES | ENGLISH_NAMES | GERMAN_NAMES | CHINESE_NAMES | {
    "won": "won", "pound": "pounds", "pounds": "pounds",
}  # fmt: skip
"""Every way to write a currency, and its unit; what an unclear one means: see `meanings`."""

_SCALED = re.compile(rf"({NUMBER})\s?({ANY_SCALE})?(?![a-z])", re.IGNORECASE)
_NOT_THE_UNIT = re.compile(r"\s|(?<![A-Za-z])[-–—]|[-–—](?![A-Za-z])|\b(?:to|and|bis|und)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` units of a currency; both are the same for a single figure."""

    unit: str
    low: float
    high: float


def meanings(unit: str) -> tuple[str, ...]:
    """The units that `unit`, one of CURRENCIES, may mean: `¥` is the sign of yuan and yen."""
    return _UNCLEAR.get(unit, (unit,))


def amount(text: str, language: str = "en") -> Amount | None:
    """`$100 million to $1 billion` as an Amount; None where the text does not say it plainly."""
    found = _SCALED.findall(text)
    left = _NOT_THE_UNIT.sub(" ", _SCALED.sub(" ", text))
    written = {" ".join(each.split()) for each in re.split(r"\s{2,}", left.strip())}
    units = {unit for each in written for unit in meanings(CURRENCIES.get(each, "")) if unit}
    if len(units) != 1 or not written <= CURRENCIES.keys() or not 1 <= len(found) <= 2:
        return None
    if not all(is_clear(digits, language) for digits, _ in found):
        return None
    scales = [value_of_scale(scale, language) if scale else 0 for _, scale in found]
    values = [
        float(value_of_digits(digits, language) * (scale or scales[-1] or 1))
        for (digits, _), scale in zip(found, scales, strict=True)
    ]
    low, high = values[0], values[-1]
    return Amount(units.pop(), low, high) if 0 < low <= high else None


def short(value: float, unit: str) -> str:
    """A round amount in few signs, for an axis: 1e8 dollars → `$100m`."""
    name = f"{unit} " if unit.isalpha() else unit
    for scale, sign in ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if value >= scale:
            return f"{name}{value / scale:g}{sign}"
    return f"{name}{value:g}"
