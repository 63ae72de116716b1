"""What numbers measure or count: shares, periods, measures, and nouns that are counted."""

from briefing.text.patterns import one_of

PERCENT = ("per cent", "percent", "pct")
PERCENTAGE_POINTS = ("percentage points", "percentage point")
GERMAN_PERCENT = ("Prozent", "Prozentpunkt", "Prozentpunkte", "Prozentpunkten")
_PERIODS = {
    "second": "seconds", "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks",
    "month": "months", "quarter": "quarters", "year": "years", "decade": "decades",
    "century": "centuries", "degree": "degrees",
}  # fmt: skip
UNITS = {
    **dict.fromkeys(("%", "％", "Prozent", *PERCENT), "%"),
    **{f"prozentig{ending}": "%" for ending in ("", "e", "em", "en", "er", "es")},
    **dict.fromkeys((*PERCENTAGE_POINTS, *GERMAN_PERCENT[1:]), "points"),
    **{word: unit for unit, plural in _PERIODS.items() for word in (unit, plural)},
}
"""The units that a number either has or has not, currencies aside: each way to write one, and its
name here. "Five months" and a bare "five" differ."""

_MEASURES = {
    "km": ("kilometres kilometers", "Kilometer Kilometern"),
    "metre": ("metres meters", "Meter Metern"),
    "mile": ("miles", "Meilen"),
    "foot": ("feet", "Fuß"),
    "kg": ("kilograms", "Kilogramm"),
    "gram": ("grams", "Gramm"),
    "tonne": ("tonnes tons", "Tonnen"),
    "hectare": ("hectares", "Hektar"),
    "acre": ("acres", ""),
    "litre": ("litres liters", "Liter"),
    "gallon": ("gallons", ""),
    "barrel": ("barrels", "Barrel"),
    "watt": ("watts", "Watt"),
    "kW": ("kilowatts", "Kilowatt"),
    "MW": ("megawatts", "Megawatt"),
    "GW": ("gigawatts", "Gigawatt"),
    "TW": ("terawatts", "Terawatt"),
    "kWh": ("", "Kilowattstunden"),
    "MWh": ("", "Megawattstunden"),
    "GWh": ("", "Gigawattstunden"),
    "TWh": ("", "Terawattstunden"),
}
_GERMAN_PERIODS = {
    "second": "Sekunden", "minute": "Minuten", "hour": "Stunden", "day": "Tage Tagen",
    "week": "Wochen", "month": "Monate Monaten", "year": "Jahre Jahren",
}  # fmt: skip
MEASURES = {
    form: unit
    for unit, words in (
        *((unit, " ".join(words)) for unit, words in _MEASURES.items()),
        *_GERMAN_PERIODS.items(),
    )
    for word in words.split()
    for form in (unit, word, word.removesuffix("s"))
}
"""The units that are often left out, so that they differ only from each other: "900 tonnes" agrees
with a bare "900", and not with "900 miles". A ton may be a tonne. Each way to write one."""

_FUNCTION_WORDS = (
    "a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|as|if|than|that|which|who|when|while"
    "|is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|did|do|does|not"
    "|said|say|says|died|fell|rose|won|lost|left|came|went|got|its|their|his|her|our|this|these"
    "|those|after|before|over|per|times|percent|cent"
)
_NOUNS = (
    "people users customers clients consumers subscribers members employees workers staff jobs"
    " students pupils patients residents households families voters votes seats soldiers troops"
    " engineers developers researchers scientists entrepreneurs investors companies firms"
    " businesses startups start-ups banks shops stores schools hospitals shares stocks countries"
    " nations cities towns villages provinces regions nights times chips processors GPUs servers"
    " devices phones apps models parameters tokens downloads drones missiles satellites planes"
    " cars vehicles ships flights homes houses buildings deaths cases injuries arrests incidents"
    " articles papers patents pages words questions points"
)
_ABBREVIATED = (unit for unit in _MEASURES if unit[-1] in "gmWh")
COUNTED_NOUN = one_of(
    (
        *_NOUNS.split(),
        *_PERIODS.values(),
        *_ABBREVIATED,
        *(word for english, _ in _MEASURES.values() for word in english.split()),
    )
)
"""What can be counted; not "one point", "two sides", "three reasons"."""
COUNTED = rf"(?:(?!(?:{_FUNCTION_WORDS})\b)[A-Za-z][\w’'-]{{0,20}}+ ){{0,2}}?{COUNTED_NOUN}\b"
"""What is counted: a noun of the list, and at most two words before it ("GPU hours")."""
_GERMAN_NOUNS = (
    "Menschen Personen Einwohner Mitglieder Beschäftigte Beschäftigten Kunden Unternehmen"
)
GERMAN_COUNTED = one_of(
    (
        *[
            "Menschen",
            "Personen",
            "Einwohner",
            "Mitglieder",
            "Beschäftigte",
            "Beschäftigten",
            "Kunden",
        ],
        "Unternehmen",
        *" ".join(_GERMAN_PERIODS.values()).split(),
        *(word for _, german in _MEASURES.values() for word in german.split()),
    )
)
