"""Amounts in words: known readings, and every amount read back to what it was."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bidkit.render.amount_words import MOST, chinese, english, in_words

D = Decimal

# The readings of the rules for filling in bills and payment orders, and of daily work.
CHINESE = {
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "107000.53": "壹拾万柒仟元零伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "0": "零元整",
    "0.05": "伍分",
    "0.50": "伍角整",
    "10": "壹拾元整",
    "100000000": "壹亿元整",
    "100010000": "壹亿零壹万元整",
    "100000001": "壹亿零壹元整",
    "20001000": "贰仟万壹仟元整",
    "4200000": "肆佰贰拾万元整",
    "1000000000000": "壹万亿元整",
    "10000100000000": "壹拾万零壹亿元整",
}
ENGLISH = {
    "0": "Zero Chinese yuan and 00/100",
    "21.07": "Twenty-one Chinese yuan and 07/100",
    "100": "One hundred Chinese yuan and 00/100",
    "1001": "One thousand and one Chinese yuan and 00/100",
    "1000100": "One million, one hundred Chinese yuan and 00/100",
    "3475218.25": (
        "Three million, four hundred and seventy-five thousand, two hundred and eighteen Chinese yuan and 25/100"
    ),
}


@pytest.mark.parametrize(("amount", "said"), CHINESE.items())
def test_formal_chinese(amount: str, said: str) -> None:
    assert in_words(D(amount), "CNY", "zh-CN") == f"人民币{said}"


@pytest.mark.parametrize(("amount", "said"), ENGLISH.items())
def test_english(amount: str, said: str) -> None:
    assert in_words(D(amount), "CNY", "en") == said


def test_other_currencies_keep_their_minor_units() -> None:
    assert in_words(D("1234.50"), "USD", "zh-CN") == "美元壹仟贰佰叁拾肆点伍零"
    assert in_words(D(1234), "USD", "zh-CN") == "美元壹仟贰佰叁拾肆整"
    assert in_words(D(1), "JPY", "en") == "One Japanese yen"
    assert in_words(D("2.034"), "KWD", "en") == "Two Kuwaiti dinars and 034/1000"


@pytest.mark.parametrize("amount", ["-0.01", "0.001", str(MOST)])
def test_what_cannot_be_said_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="cannot be said in words"):
        in_words(D(amount), "CNY", "en")


def read_chinese(text: str) -> int:
    """Read a number as a person does: digits with their places, groups of ten thousand, and hundred millions."""
    total = group = digit = 0
    for each in text:
        if each in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(each)
        elif each in "拾佰仟":
            group, digit = group + digit * 10 ** (1 + "拾佰仟".index(each)), 0
        elif each == "万":
            group, digit = (group + digit) * 10_000, 0
        elif each == "亿":
            total, group, digit = (total + group + digit) * 10**8, 0, 0
    return total + group + digit


def read_yuan(text: str) -> Decimal:
    found = re.fullmatch("人民币(?:(.+)元)?零?(?:(.)角)?零?(?:(.)分)?整?", text)
    assert found
    jiao, fen = (read_chinese(each or "") for each in found.groups()[1:])
    return D(read_chinese(found[1] or "")) + D(jiao * 10 + fen) / 100


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
SMALL = ONES.split()
TENS = ["", "", *["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]]
SCALES = [
    "thousand",
    "million",
    "billion",
    "trillion",
    "quadrillion",
    "quintillion",
    "sextillion",
]


def read_english(text: str) -> int:
    total = group = 0
    for word in re.findall("[a-z]+", text):
        if word in SMALL:
            group += SMALL.index(word)
        elif word in TENS:
            group += TENS.index(word) * 10
        elif word == "hundred":
            group *= 100
        elif word in SCALES:
            total, group = total + group * 1000 ** (1 + SCALES.index(word)), 0
        else:
            assert word == "and"
    return total + group


WHOLE = st.integers(0, 10**24 - 1) | st.integers(0, 99_999_999) | st.integers(0, 23).map(lambda power: 10**power)
SPARSE = st.lists(st.sampled_from("0001"), min_size=1, max_size=17).map(lambda digits: int("".join(digits)))


@given(WHOLE | SPARSE)
def test_numbers_are_read_back(number: int) -> None:
    assert read_chinese(chinese(number)) == number
    assert read_english(english(number)) == number


@given(WHOLE | SPARSE, st.integers(0, 99))
def test_amounts_are_read_back(whole: int, cents: int) -> None:
    amount = D(whole) + D(cents) / 100
    assert read_yuan(in_words(amount, "CNY", "zh-CN")) == amount
    said = in_words(amount, "CNY", "en")
    assert read_english(said.partition(" Chinese")[0].lower()) == whole
    assert said.endswith(f"and {cents:02}/100")


@given(WHOLE | SPARSE, st.integers(0, 99))
def test_formal_chinese_has_no_empty_place_twice_and_says_where_it_ends(whole: int, cents: int) -> None:
    said = in_words(D(whole) + D(cents) / 100, "CNY", "zh-CN")
    assert "零零" not in said
    assert said.endswith("分" if cents % 10 else "整")
    assert not re.search("零[万亿]", said)
    assert "零元" not in said.removeprefix("人民币零元整")
