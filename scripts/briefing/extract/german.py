"""Who says something in German: „…“, sagt Anna Lee; laut Anna Lee. Knows no other language.

Every German noun has a capital. So a noun behind an article is a speaker only if a name follows
it, if it is a group of a short list, or if "laut" leaves no doubt. Quotations must be masked.
"""

import re
from functools import cache

from briefing.extract.fold_attributions import Attribution, find_by
from briefing.text.mask import MASK
from briefing.text.names import WORD
from briefing.text.numbers import compile_spaced

_VERB = (
    "(?:(?:sag|klag|erklär|mein|beton|warn|kritisier|ergänz|frag)(?:te|t|ten|en)"
    "|schreib(?:t|en)|schrieb(?:en)?|(?:berichte|antworte)(?:t|te|ten|n))"
)
_CUE = re.compile(rf"\b(?:{_VERB}|so|[Ll]aut|Angaben)\b")

_NO_NAMES = (
    "Aber Als Am Anfang Auch Da Das Dann Der Die Dienstag Doch Donnerstag Ein Eine Ende Freitag"
    " Halt Heute Hilfe Im In Ja Jedoch Journalisten Mit Mitte Mittwoch Montag Nein Nun Plan"
    " Reportern Samstag Sie So Sonntag Und Wie Wir"
)
_NAME_WORD = rf"(?!(?:{'|'.join(_NO_NAMES.split())})\b){WORD}"
_LINK = "(?:von der|von|van der|van|zu|de|al)"
_NAME = rf"(?<![\w.-]){_NAME_WORD}(?: (?:{_LINK} )?{_NAME_WORD}){{0,4}}+"
_FULL_NAME = rf"(?={_NAME_WORD} (?:{_LINK} )?{_NAME_WORD}){_NAME}"

_TITLE = (
    r"(?:\b(?=[A-ZÄÖÜ])[\w-]{0,30}?(?i:meister|förster|führer|leiter|sprecher|minister|präsident"
    "|direktor|kanzler|forscher|besitzer|vertreter|wirt|ökonom|biolog|ingenieur|anwalt|anwält"
    "|händler|unternehmer|lehrer|chef|vorsitzende|abgeordnete|expert|stadtrat|landrat|rätin)"
    "(?:in|e|r)? )"
)
_GROUP = (
    r"\b(?=[A-ZÄÖÜ])[\w-]{0,40}?(?i:verband|verein|ministerium|institut|behörde|polizei|regierung"
    "|unternehmen|konzern|gewerkschaft|gericht|rechnungshof|kammer|kommission|bund|bank|forsten"
    r"|verwaltung|universität)s?\b"
)
_DOCUMENT = (
    r"\b(?=[A-ZÄÖÜ])[\w-]{0,40}?(?i:studie|bericht|umfrage|analyse|untersuchung|statistik"
    r"|gutachten|angaben|prognose)n?\b"
)
_OF = rf"(?: (?:des|der|von|vom|aus|für) (?:[A-ZÄÖÜ]\w{{1,30}}- und )?{_NAME})?"
_LOWER = "(?:[a-zäöüß]{3,20}+ ){0,2}"
_ARTICLE = rf"(?:(?P<article>der|die|das|dem|den|des|ein|eine|einer|einem|vom) {_LOWER})?"
_ALSO = "(?:(?:auch|dagegen|etwa|dazu|zudem|weiter|später|hingegen) )?"
_GROUP_OF = rf"{_GROUP}(?(article){_OF})"
_NOUN = rf"(?:[A-ZÄÖÜ]\w{{1,20}}e[nr] )?{_NAME_WORD}(?: (?:19|20)[0-9]{{2}})?"
"""A noun with its adjective or its year: Deutschen Wetterdienst, Waldinventur 2024."""

_CLOSED = rf"(?= ?(?:[,.;:!?)–{MASK}]|\Z))"


def find_german(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    if _CUE.search(masked) is None:
        return ()
    return find_by(_patterns(), masked)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # Compiled at the first use: most articles are in another language.
    return (
        compile_spaced(
            rf"(?:(?<={MASK})|(?<={MASK},)|(?P<comma>,)) (?P<inverted>{_VERB}|so) {_ALSO}{_ARTICLE}"
            rf"{_TITLE}?(?P<name>{_GROUP_OF}|(?(article){_FULL_NAME}|{_NAME}))(?(comma){_CLOSED})"
        ),
        compile_spaced(rf"{_TITLE}?(?P<name>{_FULL_NAME}) (?P<subject>{_VERB})(?=: ?{MASK})"),
        compile_spaced(
            rf"\b(?P<source>[Ll]aut|[Nn]ach Angaben) (?:von )?{_ARTICLE}(?P<title>{_TITLE})?"
            rf"(?P<name>{_DOCUMENT}{_OF}|{_GROUP_OF}|(?(title){_NAME}|(?(article){_NOUN}|{_NAME})))"
        ),
    )
