"""What stands beside a figure: the word price, or the name of what it counts or numbers, which is no money."""

import re

_PRICE = r"(?:\b(?:price[sd]?|pricing|costs?|quot(?:es?|ed|ation)|fees?|preise?|prix)\b|价|金额|总额|费用)"
_PRICED = re.compile(rf"{_PRICE}(?:[^;。；\d]|\d+\s?%){{0,30}}$", re.IGNORECASE)
_NAMES_A_PRICE = re.compile(_PRICE, re.IGNORECASE)

_MANNER = (
    "full|complete|loading|load|fatigue|test|testing|operating|working|running|running-in|stress|duty|switching|design"
    "|compression|continuous|machine|service|data|measuring"
)
_COUNTED = (
    "cycles?|revolutions?|revs?|rotations?|turns?|strokes?|operations?|actuations?|reversals?|pulses|repetitions|times"
    "|hours?|hrs?|minutes?|seconds?|days?|weeks?|months?|years?|tests?|samples?|specimens?|pieces?|pcs|units?|sets?|parts"
    "|items?|points?|steps?|counts?|increments?|lines|rows|pages|copies|words|characters|bits?|bytes?|pixels?|readings"
    "|measurements?|records?|values|people|users?|employees|customers|inhabitants|kilometres|kilometers|metres|meters"
    "|millimetres|millimeters|miles|feet|inch(?:es)?|tonnes|tons|kilograms|grams|litres|liters|newtons|kilonewtons|volts"
    "|watts|ohms|lastspiele|lastwechsel|zyklen|umdrehungen|stunden|hübe|stück|tours|heures|pièces|fois|ciclos|horas|piezas"
)
_COUNTED_IN_CHINESE = (
    "次(?!月|日|年)|循环|周次|转|圈|小时|分钟|秒|天|个|件|台|套|根|只|支|片|米|毫米|厘米|公里|千米|克|千克|公斤|吨|千?牛|千?伏|千?瓦"
    "|帕|兆帕|赫|升|人(?!民币)|名|家|户|组|份|页|步|点|度|平方|立方|行|条|字|像素|脉冲"
)
_UNITS = (
    r"[kMGmcdμn]?(?:m[23]?|N|g|W|V|Hz|Pa|J|s|l|L|Ω|bar)(?:[/·*]\w+)*|kN\w*|Nm|Wh|kWh|t|h|min|rpm|r/min|°C|%|ppm|psi|ksi|lbf?|ft|dB"
    r"|dpi|[kMG]?[Bb]yte|[kMG]B"
)
_MEASURED = re.compile(
    rf"[\s-]?(?:(?:{_UNITS})(?![A-Za-z0-9])|(?i:(?:(?:{_MANNER})[\s-]){{0,2}}(?:{_COUNTED}))(?![A-Za-z])"
    rf"|(?:{_COUNTED_IN_CHINESE}))"
)
_ROUGHLY = (
    r"(?:\s*(?:of|is|was|to|about|approx\.?|approximately|at least|min\.?|over|more than|up to"
    r"|不少于|不低于|大于|达到?|为|约|[:=≥>~]))*\s*$"
)
_TOLD = re.compile(
    rf"(?:\b(?:number|no\.|count) of (?:(?:{_MANNER}) ){{0,2}}(?:{_COUNTED})"
    rf"|\b(?:cycle|load|stroke|test|revolution) (?:cycles|count|number)"
    rf"|\b(?:fatigue|service|spring|cycle|operating) life|次数|周次|循环数|转数|寿命){_ROUGHLY}"
    rf"|\b(?:cycles|revolutions|strokes|operations|hours)\s?[:=≥>]\s?$",
    re.IGNORECASE,
)

_NUMBERED = re.compile(
    r"(?:(?<![A-Za-z])(?:[SP]/?N|(?:serial|part|item|article|order|drawing|dwg|model|type|catalog(?:ue)?|ref(?:erence)?"
    r"|certificate|patent|licen[cs]e|registration|document|report|batch|material|customs|project|contract|tender|stock|asset"
    r"|inventory|phone|zip|postal|post)[\s.-]{0,2}(?:code|no|nr|number|id)|serial|model|type|drawing|no|nr|id|tel|phone|fax"
    r"|telephone|mobile|hotline)\.?|[#№]|序列号|编号|号码|型号|图号|货号|件号|证书号|批号|邮编|邮政编码|电话|传真|注册号|税号)"
    r"\s?[:#]?[\s()+]*$|\+\d[\d\s()-]*$|(?<!\d)\d{1,4}-$",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:ISO|IEC|EN|DIN|ASTM|GB|JB|JIS|BS|ANSI|SAE|UL|VDE|VDI|JJG|JJF|NF|GOST|IEEE|API|ASME|DL|QB|HG|YB|TB)"
    r"(?:[/ -][A-Z]{1,4})*[\s-]?$"
)
_PART = re.compile(r"-(?:\d{1,4}|[A-Z])(?![A-Za-z0-9])|:(?:19|20)\d\d(?!\d)")


def speaks_of_prices(before: str) -> bool:
    """Tell whether what stands before a figure calls it a price."""
    return _PRICED.search(before) is not None


def is_measured(before: str, after: str) -> bool:
    """Tell whether a figure counts something that is no money."""
    counted = _TOLD.search(before) is not None and _NAMES_A_PRICE.search(before) is None
    return counted or _MEASURED.match(after) is not None


def is_a_name(before: str, after: str) -> bool:
    """Tell whether figures are the number of a part, a paper, a telephone or a standard."""
    named = _NUMBERED.search(before) or _STANDARD.search(before)
    return named is not None or _PART.match(after) is not None
