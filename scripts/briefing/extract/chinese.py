"""Who says something in Chinese: 王明说：“……” and “……”李华表示。 Knows no other language.

Chinese has no spaces, so a name is taken only beside a quotation and from a clause's beginning,
and only if a frequent surname or a title comes first. Quotations must be masked.
"""

import re
from functools import cache

from briefing.extract.fold_attributions import Attribution, find_by
from briefing.text.mask import MASK

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
_TITLE = (
    "(?:市长|市長|局长|局長|部长|部長|总统|總統|总理|總理|主席|教授|博士|主任|记者|記者|发言人"
    "|發言人|经理|經理|总裁|總裁|董事长|董事長|校长|校長|院长|院長|专家|專家|分析师|分析師"
    "|研究员|研究員|律师|律師|村民|居民|先生|女士)"
)
_NAMED = (
    rf"(?:{_HAN}{{0,8}}?{_TITLE}(?={_SURNAME}|{_FOREIGN_NAME}))?"
    rf"(?P<name>{_FULL_NAME}|(?<={_HAN}){_FOREIGN_NAME}){_TITLE}?"
)
_VERB = "说|說|表示|称|稱|指出"


def find_chinese(masked: str) -> tuple[Attribution, ...]:
    """Return who is reported to say something in `masked`, in order of the cues."""
    if MASK not in masked:
        return ()
    return find_by(_patterns(), masked)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # Compiled at the first use: most articles are in another language.
    return (
        re.compile(rf"(?<![\u4e00-\u9fff·]){_NAMED}(?P<subject>{_VERB})[：:，,]\s?(?={MASK})"),
        re.compile(rf"(?<={MASK})[，,]?{_NAMED}(?P<inverted>{_VERB})(?=[。，；！？,.\s]|\Z)"),
    )
