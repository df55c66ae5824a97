"""Amounts of money in words, in English and in the formal Chinese numerals of banks."""

from decimal import Decimal
from functools import lru_cache

from babel import Locale, numbers

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_SMALL = _ONES.split()
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ("", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion", " sextillion")

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
MOST = Decimal(10) ** 24
"""Amounts from here on are not said in words."""


def in_words(amount: Decimal, currency: str, language: str) -> str:
    """Say an amount of up to 24 digits in words; raise ValueError where it is finer than its currency, or negative."""
    places = numbers.get_currency_precision(currency)
    if not 0 <= amount < MOST or amount != amount.quantize(Decimal(1).scaleb(-places)):
        raise ValueError(f"{amount} {currency} cannot be said in words")
    whole, part = divmod(int(amount.scaleb(places)), 10**places)
    return (_in_chinese if language.startswith("zh") else _in_english)(whole, part, places, currency)


def _in_english(whole: int, part: int, places: int, currency: str) -> str:
    name = _name(currency, "en_GB", 1 if whole == 1 else 2)
    said = english(whole)
    fraction = f" and {part:0{places}}/{10**places}" if places else ""
    return f"{said[0].upper()}{said[1:]} {name}{fraction}"


def english(number: int) -> str:
    """Return a whole number in English words, such as one thousand and one."""
    groups = [number // 1000**at % 1000 for at in range(len(_SCALES))]
    said = [_below_thousand(group) + _SCALES[at] for at, group in reversed(list(enumerate(groups))) if group]
    if len(said) > 1 and 0 < groups[0] < 100:
        said[-2:] = [f"{said[-2]} and {said[-1]}"]
    return ", ".join(said) or _SMALL[0]


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest:
        tens, ones = divmod(rest, 10)
        parts.append(_SMALL[rest] if rest < 20 else _TENS[tens] + (f"-{_SMALL[ones]}" if ones else ""))
    return " and ".join(parts)


def _in_chinese(whole: int, part: int, places: int, currency: str) -> str:
    """Follow the rules of payment orders: 整 after whole yuan or jiao, 零 where a place between digits is empty."""
    if currency == "CNY":
        return f"人民币{_yuan(whole, part)}"
    digits = f"{part:0{places}}" if places else ""
    fraction = "点" + "".join(_DIGITS[int(digit)] for digit in digits) if part else "整"
    return f"{_name(currency, 'zh_CN', 2)}{chinese(whole)}{fraction}"


def _yuan(whole: int, part: int) -> str:
    jiao, fen = divmod(part, 10)
    said = f"{chinese(whole)}元" if whole or not part else ""
    if not part:
        return f"{said}整"
    if jiao:
        said += ("零" if whole and whole % 10 == 0 else "") + f"{_DIGITS[jiao]}角"
    elif whole:
        said += "零"
    return said + (f"{_DIGITS[fen]}分" if fen else "整")


def chinese(number: int) -> str:
    """Return a whole number in formal Chinese numerals, such as 壹仟零壹."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, size)
        if high:
            gap = "零" if low < size // 10 else ""
            return f"{chinese(high)}{unit}" + (gap + chinese(low) if low else "")
    return _below_ten_thousand(number) or _DIGITS[0]


def _below_ten_thousand(number: int) -> str:
    said, gap = "", False
    for at in (3, 2, 1, 0):
        digit = number // 10**at % 10
        if digit:
            said += ("零" if said and gap else "") + _DIGITS[digit] + _PLACES[at]
        gap = not digit
    return said


@lru_cache(maxsize=64)
def _name(currency: str, locale: str, count: int) -> str:
    return numbers.get_currency_name(currency, count, Locale.parse(locale))
