"""The grammar of numbers, as pieces of regular expressions. Knows no currency and no date.

Every repetition is bounded or possessive, so that matching stays linear on hostile text.
A space in a piece is any one white-space character: see `compile_spaced`.
"""

import functools
import re

NUMBER = r"[0-9](?:[0-9]|[.,](?=[0-9])|[\u00a0\u202f](?=[0-9]{3}(?![0-9]))){0,20}+(?![0-9])"
"""Digits with their separators: 2,664 or 5.6 or 1 234,5 (with a no-break space)."""

NUMBER_START = r"(?<![0-9A-Za-z+#])(?<![0-9A-Za-z][-–.,/])"
"""Not within a name, a code or another number: R1, GPT-3, Covid-19, +86, 1.5, 3/4."""

YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9])"

SCALE = r"(?:hundred|thousand|million|billion|trillion)"
CHINESE_SCALE = r"(?:万亿|萬億|亿|億|万|萬)"

# By initials, since the engine tries the branches of a pattern one after the other.
_SMALL = (
    "(?:[Tt](?:wo|hree|en|welve|hirteen|wenty|hirty)|[Ff](?:our(?:teen)?|ive|ifteen|orty|ifty)"
    "|[Ss](?:ix(?:teen|ty)?|even(?:teen|ty)?)|[Ee](?:ight(?:een|y)?|leven)|[Nn]ine(?:teen|ty)?)"
)
_ONE = rf"(?:[Oo]ne|[Aa]|[Hh]alf a)(?= (?:{SCALE}|dozen)\b)"
_WORDS = (
    rf"(?:{_SMALL}|{_ONE})\b"
    rf"(?:[- ](?:(?<=hundred )and )?(?:one|{_SMALL}|{SCALE}|dozen)\b){{0,6}}+"
)
NUMBER_WORDS = rf"{_WORDS}(?: (?:to|or) {_WORDS})?"
"""A number in words, also a range. "One" alone is a pronoun too often to be a number."""

_FUNCTION_WORDS = (
    "a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|as|if|than|that|which|who|when|while"
    "|is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|did|do|does|not"
    "|said|say|says|died|fell|rose|won|lost|left|came|went|got|its|their|his|her|our|this|these"
    "|those|after|before|over|per|times|percent|cent"
)
COUNTED_NOUN = (
    "(?:people|users|customers|clients|consumers|subscribers|members|employees|workers|staff|jobs"
    "|students|pupils|patients|residents|households|families|voters|votes|seats|soldiers|troops"
    "|engineers|developers|researchers|scientists|entrepreneurs|investors|companies|firms"
    "|businesses|startups|start-ups|banks|shops|stores|schools|hospitals|shares|stocks|countries"
    "|nations|cities|towns|villages|provinces|regions|seconds|minutes|hours|days|nights|weeks"
    "|months|quarters|years|decades|centuries|times|chips|processors|GPUs|servers|devices"
    "|phones|apps|models|parameters|tokens|downloads|drones|missiles|satellites|planes|cars|vehicles|ships|flights|homes|houses"
    "|buildings|deaths|cases|injuries|arrests|incidents|articles|papers|patents|pages|words"
    "|questions|points|tonnes|tons|kilograms|kg|grams|metres|meters|kilometres|kilometers|km"
    "|miles|feet|hectares|acres|litres|liters|gallons|barrels|watts|megawatts|gigawatts"
    "|kW|MW|GW|TW|kWh|MWh|GWh|TWh|degrees)"
)
"""What can be counted; not "one point", "two sides", "three reasons"."""
COUNTED = rf"(?:(?!(?:{_FUNCTION_WORDS})\b)[A-Za-z][\w’'-]{{0,20}}+ ){{0,2}}?{COUNTED_NOUN}\b"
"""What is counted: a noun of the list, and at most two words before it ("GPU hours")."""


@functools.cache
def compile_spaced(pattern: str) -> re.Pattern[str]:
    r"""`pattern`, in which every space stands for one `\s`, compiled once.

    Large ones are compiled at their first use: most texts do not need most of them.
    """
    return re.compile(pattern.replace(" ", r"\s"))
