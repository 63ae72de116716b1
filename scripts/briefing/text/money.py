"""A sum of money as written in, currency and amount out. Knows no passage and no chart."""

import re
from dataclasses import dataclass

from briefing.text.numbers import NUMBER

SCALES = {
    "thousand": 1e3, "k": 1e3, "tausend": 1e3, "万": 1e4, "萬": 1e4,
    "million": 1e6, "millionen": 1e6, "millions": 1e6, "millones": 1e6, "mio.": 1e6,
    "mn": 1e6, "mln": 1e6, "m": 1e6, "亿": 1e8, "億": 1e8,
    "billion": 1e9, "milliarde": 1e9, "milliarden": 1e9, "milliards": 1e9, "mrd.": 1e9,
    "bn": 1e9, "bln": 1e9, "b": 1e9, "trillion": 1e12, "billionen": 1e12, "tn": 1e12,
    "万亿": 1e12, "萬億": 1e12,
}  # fmt: skip
_CURRENCIES = {
    "$": ("US$", "$", "USD", "US dollars", "US-Dollar", "dollars", "Dollar", "美元"),
    "€": ("€", "EUR", "euros", "Euro", "欧元", "歐元"),
    "£": ("£", "GBP", "pounds sterling", "Pfund", "英镑", "英鎊"),
    "HK$": ("HK$", "HKD", "Hong Kong dollars", "港元"),
    "CNY": ("RMB", "CNY", "Chinese yuan", "yuan", "renminbi", "人民币", "人民幣", "元"),
    "JPY": ("JPY", "yen", "日元"),
    "CHF": ("CHF", "Swiss francs", "Franken"),
}
SIGNS = {sign: unit for unit, signs in _CURRENCIES.items() for sign in signs}
_SCALED = re.compile(
    rf"({NUMBER})\s?({'|'.join(map(re.escape, sorted(SCALES, key=len, reverse=True)))})?(?![a-z])",
    re.IGNORECASE,
)
_DECIMAL = {"en": ".", "zh": ".", "de": ",", "es": ",", "fr": ","}
"""The decimal sign; of other languages the words of scale are unknown too."""
_GROUPED = re.compile(r"[0-9]+|[0-9]{1,3}([.,\u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*")
_NOT_THE_UNIT = re.compile(r"[-–—\s]|\b(?:to|and|bis|und)\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` units of a currency; both are the same for a single figure."""

    unit: str
    low: float
    high: float


def amount(text: str, language: str = "en") -> Amount | None:
    """`$100 million to $1 billion` as an Amount; None where the text does not say it plainly."""
    found = _SCALED.findall(text)
    left = _NOT_THE_UNIT.sub(" ", _SCALED.sub(" ", text))
    units = {SIGNS.get(" ".join(sign.split())) for sign in re.split(r"\s{2,}", left.strip())}
    unit = units.pop() if len(units) == 1 else None
    if unit is None or not 1 <= len(found) <= 2:
        return None
    scales = [SCALES.get(scale.lower()) for _, scale in found]
    last = scales[-1] or 1.0
    numbers = [_number(digits, language) for digits, _ in found]
    values = [number * (scale or last) for number, scale in zip(numbers, scales, strict=True)]
    low, high = values[0], values[-1]
    return Amount(unit, low, high) if 0 < low <= high else None


def _number(digits: str, language: str) -> float:
    """What the digits say in `language`; 0 where they are not plain there, as 5,6 in English."""
    decimal = _DECIMAL.get(language.partition("-")[0].lower(), digits)
    whole, sign, part = digits.partition(decimal)
    unclear = not part.isdigit() or (sign == "," and len(part) == len("000"))
    if not _GROUPED.fullmatch(whole) or (sign and unclear):
        return 0.0
    return float(f"{re.sub('[^0-9]', '', whole)}.{part or 0}")


def short(value: float, unit: str) -> str:
    """A round amount in few signs, for an axis: 1e8 dollars → `$100m`."""
    for scale, sign in ((1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if value >= scale:
            return f"{_with_unit(unit)}{value / scale:g}{sign}"
    return f"{_with_unit(unit)}{value:g}"


def _with_unit(unit: str) -> str:
    return unit if not unit.isalpha() else f"{unit} "
