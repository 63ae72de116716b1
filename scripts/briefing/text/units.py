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

_ENGLISH_MEASURES = {
    "km": "kilometres kilometers", "metre": "metres meters", "mile": "miles", "foot": "feet",
    "kg": "kilograms", "gram": "grams", "tonne": "tonnes tons", "hectare": "hectares",
    "acre": "acres", "litre": "litres liters", "gallon": "gallons", "barrel": "barrels",
    "watt": "watts", "kW": "kilowatts", "MW": "megawatts", "GW": "gigawatts", "TW": "terawatts",
    "kWh": "kWh", "MWh": "MWh", "GWh": "GWh", "TWh": "TWh",
}  # fmt: skip
_GERMAN_MEASURES = {
    "km": "Kilometer Kilometern", "metre": "Meter Metern", "kg": "Kilogramm", "gram": "Gramm",
    "tonne": "Tonnen", "hectare": "Hektar", "litre": "Liter", "watt": "Watt", "kW": "Kilowatt",
    "MW": "Megawatt", "GW": "Gigawatt", "second": "Sekunden", "minute": "Minuten",
    "hour": "Stunden", "day": "Tage Tagen", "week": "Wochen", "month": "Monate Monaten",
    "year": "Jahre Jahren",
}  # fmt: skip
MEASURES = {
    form: unit
    for table in (_ENGLISH_MEASURES, _GERMAN_MEASURES)
    for unit, words in table.items()
    for word in words.split()
    for form in (unit, word, word.removesuffix("s"))
    if form not in _PERIODS
}
"""The units that are often left out, so that they differ only from each other: "900 tonnes" agrees
with a bare "900", and not with "900 miles". A ton may be a tonne. Each way to write one."""

_FUNCTION_WORDS = (
    "a an the of in on at to for from by with and or but as if than that which who when while is"
    " are was were be been has have had will would can could may might must did do does not said"
    " say says died fell rose won lost left came went got its their his her our this these those"
    " after before over per times percent cent"
)
_NOUNS = (
    "people users customers clients consumers subscribers members employees workers staff jobs"
    " students pupils patients residents households families voters votes seats soldiers troops"
    " engineers developers researchers scientists entrepreneurs investors companies firms"
    " businesses startups start-ups banks shops stores schools hospitals shares stocks countries"
    " nations cities towns villages provinces regions nights times chips processors GPUs servers"
    " devices phones apps models parameters tokens downloads drones missiles satellites planes"
    " cars vehicles ships flights homes houses buildings deaths cases injuries arrests incidents"
    " articles papers patents pages words questions points km kg kW MW GW TW"
)
COUNTED_NOUN = one_of(" ".join((_NOUNS, *_PERIODS.values(), *_ENGLISH_MEASURES.values())).split())
"""What can be counted; not "one point", "two sides", "three reasons"."""
COUNTED = (
    rf"(?:(?!{one_of(_FUNCTION_WORDS.split())}\b)[A-Za-z][\w’'-]{{0,20}}+ ){{0,2}}?"
    rf"{COUNTED_NOUN}\b"
)
"""What is counted: a noun of the list, and at most two words before it ("GPU hours")."""
_GERMAN_NOUNS = (
    "Menschen Personen Einwohner Mitglieder Beschäftigte Beschäftigten Kunden Unternehmen"
)
GERMAN_COUNTED = one_of(" ".join((_GERMAN_NOUNS, *_GERMAN_MEASURES.values())).split())
