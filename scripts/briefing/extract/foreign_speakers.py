"""Who says something in German and in Chinese. Quotations must be masked.

German, „…“, sagt Anna Lee; laut Anna Lee: every noun has a capital, so one behind an article is
a speaker only if a name follows it, if it is a group of a short list, or if "laut" leaves no doubt.
Chinese, 王明说：“……”: without spaces, so a name is taken only beside a quotation and from a
clause's beginning, and only if a frequent surname or a title comes first.
"""

import re
from collections.abc import Iterable

from briefing.extract.findings import Attribution, Form, Speaker
from briefing.text.names import UPPER, WORD
from briefing.text.patterns import MASK, compile_spaced

_GERMAN_VERB = (
    "(?:(?:sag|klag|erklär|mein|beton|warn|kritisier|ergänz|frag)(?:te|t|ten|en)"
    "|schreib(?:t|en)|schrieb(?:en)?|(?:berichte|antworte)(?:t|te|ten|n))"
)
_GERMAN_CUE = re.compile(rf"\b(?:{_GERMAN_VERB}|so|[Ll]aut|Angaben)\b")

_GERMAN_NO_NAMES = (
    "Aber Als Am Anfang Auch Da Das Dann Der Die Dienstag Doch Donnerstag Ein Eine Ende Freitag"
    " Halt Heute Hilfe Im In Ja Jedoch Journalisten Mit Mitte Mittwoch Montag Nein Nun Plan"
    " Reportern Samstag Sie So Sonntag Und Wie Wir"
)
_GERMAN_FIRST = rf"(?!(?:{'|'.join(_GERMAN_NO_NAMES.split())})\b)"
_GERMAN_NAME_WORD = rf"{_GERMAN_FIRST}{WORD}"
_NEXT = " (?:(?:von der|von|van der|van|zu|de|al) )?"
_GERMAN_NAME = (
    rf"(?<![\w.-]){_GERMAN_NAME_WORD}(?:{_NEXT}{_GERMAN_NAME_WORD}){{0,4}}"
    rf"(?!{_NEXT}{_GERMAN_FIRST}{UPPER})"
)
_GERMAN_FULL_NAME = rf"(?={_GERMAN_NAME_WORD}{_NEXT}{_GERMAN_NAME_WORD}){_GERMAN_NAME}"

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
_OF = rf"(?: (?:des|der|von|vom|aus|für) (?:[A-ZÄÖÜ]\w{{1,30}}- und )?{_GERMAN_NAME})?"
_LOWER = "(?:[a-zäöüß]{3,20}+ ){0,2}"
_ARTICLE = rf"(?:(?P<article>der|die|das|dem|den|des|ein|eine|einer|einem|vom) {_LOWER})?"
_ALSO = "(?:(?:auch|dagegen|etwa|dazu|zudem|weiter|später|hingegen) )?"
_GROUP_OF = rf"{_GROUP}(?(article){_OF})"
_NOUN = rf"(?:[A-ZÄÖÜ]\w{{1,20}}e[nr] )?{_GERMAN_NAME_WORD}(?: (?:19|20)[0-9]{{2}})?"
"""A noun with its adjective or its year: Deutschen Wetterdienst, Waldinventur 2024."""

_CLOSED = rf"(?= ?(?:[,.;:!?)–{MASK}]|\Z))"


_GERMAN_PATTERNS = (
    rf"(?:(?<={MASK})|(?<={MASK},)|(?P<comma>,)) (?P<inverted>{_GERMAN_VERB}|so) {_ALSO}{_ARTICLE}"
    rf"{_TITLE}?(?P<name>{_GROUP_OF}|(?(article){_GERMAN_FULL_NAME}|{_GERMAN_NAME}))"
    rf"(?(comma){_CLOSED})",
    rf"{_TITLE}?(?P<name>{_GERMAN_FULL_NAME}) (?P<subject>{_GERMAN_VERB})(?=: ?{MASK})",
    rf"\b(?P<source>[Ll]aut|[Nn]ach Angaben) (?:von )?{_ARTICLE}(?P<title>{_TITLE})?"
    rf"(?P<name>{_DOCUMENT}{_OF}|{_GROUP_OF}"
    rf"|(?(title){_GERMAN_NAME}|(?(article){_NOUN}|{_GERMAN_NAME})))",
)

_HAN = r"[\u4e00-\u9fff]"
# Without surnames that begin many an adverb: 高兴地, 于是, 马上, 常常, 安静地.
_SURNAME = (
    "(?:欧阳|歐陽|司马|司馬|诸葛|諸葛|[王李张張刘劉陈陳杨楊赵趙黄黃吴吳徐孙孫胡朱林何郭罗羅梁宋"
    "郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈魏薛叶葉阎余潘杜戴夏"
    "钟鍾汪田姜范姚谭譚邹鄒熊陆陸郝孔崔邱秦侯邵孟龙龍段雷钱錢汤湯黎武])"
)
_NO_GIVEN_NAME = (
    "们們地着著是声聲又还還也再都就的来來话話人方时時后後中上下则則便已多经經续續事警重女子"
    "场場局部会會司院团團府家室"
)
_FULL_NAME = rf"{_SURNAME}(?:(?![{_NO_GIVEN_NAME}]){_HAN}){{1,2}}"
_FOREIGN_NAME = rf"{_HAN}{{1,6}}(?:·{_HAN}{{1,6}}){{1,2}}"
_CHINESE_TITLE = (
    "(?:市长|市長|局长|局長|部长|部長|总统|總統|总理|總理|主席|教授|博士|主任|记者|記者|发言人"
    "|發言人|经理|經理|总裁|總裁|董事长|董事長|校长|校長|院长|院長|专家|專家|分析师|分析師"
    "|研究员|研究員|律师|律師|村民|居民|先生|女士)"
)
_NAMED = (
    rf"(?:{_HAN}{{0,8}}?{_CHINESE_TITLE}(?={_SURNAME}|{_FOREIGN_NAME}))?"
    rf"(?P<name>{_FULL_NAME}|(?<={_HAN}){_FOREIGN_NAME}){_CHINESE_TITLE}?"
)
_CHINESE_VERB = "说|說|表示|称|稱|指出"


_CHINESE_PATTERNS = (
    rf"(?<![\u4e00-\u9fff·]){_NAMED}(?P<subject>{_CHINESE_VERB})[：:，,]\s?(?={MASK})",
    rf"(?<={MASK})[，,]?{_NAMED}(?P<inverted>{_CHINESE_VERB})(?=[。，；！？,.\s]|\Z)",
)


def find_german(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    return _find(_GERMAN_PATTERNS, masked) if _GERMAN_CUE.search(masked) else ()


def find_chinese(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    return _find(_CHINESE_PATTERNS, masked) if MASK in masked else ()


def _find(patterns: Iterable[str], masked: str) -> tuple[Attribution, ...]:
    """Return what `patterns` find in `masked`, in order of the cues.

    A pattern names the speaker `name`, and the cue by its Form, such as `subject`.
    """
    matches = [match for pattern in patterns for match in compile_spaced(pattern).finditer(masked)]
    return tuple(sorted(map(_attribution, matches), key=lambda attribution: attribution.end))


def _attribution(match: re.Match[str]) -> Attribution:
    form = next(form for form in Form if match.groupdict().get(form))
    speaker = Speaker(match["name"], *match.span("name"), match[form])
    start = speaker.start if form is Form.SUBJECT else match.start()
    return Attribution(form, speaker, start, match.end())
