"""Amounts of money are known however a person writes them, and what is no price is none."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bidkit.ready.money import amounts
from bidkit.ready.number_words import chinese_value, english_value
from bidkit.render.amount_words import chinese, english, in_words

PRICES = {Decimal(each) for each in ("3861214.35", "3430000.00", "800880.00", "2400.00", "1200000")}


def shown(text: str, prices: set[Decimal] = PRICES) -> list[str]:
    return [each.said for each in amounts(text) if each.is_one_of(prices)]


@pytest.mark.parametrize(
    "text",
    [
        "The whole for 3,861,214.35.",
        "In all 3430000.00",
        "3 430 000",
        "3\u202f430\u202f000",
        "3\u00a0430\u00a0000,00",
        "EUR 3.430.000,00",
        "3'430'000",
        "3\u2019430\u2019000.00",
        "34,30,000",
        "343,0000",
        "３，４３０，０００",
        "800880",
        "CNY2,400",
        "2,400 yuan",
        "RMB 2400",
        "￥2400",
        "2400元",
        "2,400.00",
        "CNY 3.43 million",
        "3,43 Mio. EUR",
        "3.43 million",
        "CNY 3.43m",
        "USD 3.9M",
        "3430 thousand",
        "34.3 lakh",
        "343万元",
        "343 万",
        "¥343万",
        "约386万元",
        "3.43百万",
        "0.0343亿",
        "叁佰肆拾叁万元整",
        "三百四十三万元",
        "壹佰贰拾万",
        "人民币叁佰捌拾陆万壹仟贰佰壹拾肆元叁角伍分",
        "three million, four hundred and thirty thousand",
        "Three Million Four Hundred Thirty Thousand",
        "twelve hundred thousand",
        "three million, eight hundred and sixty-one thousand, two hundred and fourteen Chinese yuan and 35/100",
    ],
)
def test_a_price_is_known_in_any_spelling(text: str) -> None:
    assert shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "2400 mm",
        "2,400 cycles",
        "REQ-3430000",
        "type W3430000",
        "version 3.430.000.1",
        "ISO 7500-1:2018",
        "2026-12-16",
        "+86 10 8612 1435",
        "1.2 million cycles",
        "about 12 million",
        "3.9 m wide",
        "386 kN and 1,214.35 N",
        "a hundred and one springs",
        "两百台",
        "第三十四条",
        "",
    ],
)
def test_what_is_no_price_is_none(text: str) -> None:
    assert shown(text) == []


def grouped(number: Decimal, comma: str, point: str) -> str:
    return f"{number:,.2f}".replace(",", "\0").replace(".", point).replace("\0", comma)


SPELLINGS: dict[str, Callable[[Decimal], str]] = {
    "English": lambda number: grouped(number, ",", "."),
    "German": lambda number: grouped(number, ".", ","),
    "French": lambda number: grouped(number, "\u202f", ","),
    "Swiss": lambda number: grouped(number, "'", "."),
    "plain": lambda number: f"{number:.2f}",
    "full width": lambda number: "".join(chr(ord(each) + 0xFEE0) for each in f"{number:.2f}"),
    "behind a currency": lambda number: f"CNY {number:.2f}",
    "before one": lambda number: f"{number:,.2f}元",
    "in ten thousands": lambda number: f"{number / 10_000:.6f}万元",
    "in English words": lambda number: in_words(number, "CNY", "en"),
    "in Chinese words": lambda number: in_words(number, "CNY", "zh-CN"),
}


@given(
    cents=st.integers(100_000, 10**12),
    spelling=st.sampled_from(sorted(SPELLINGS)),
    around=st.sampled_from(["{}", "a {} b"]),
)
def test_whatever_is_written_is_read(cents: int, spelling: str, around: str) -> None:
    number = Decimal(cents) / 100
    assert shown(around.format(SPELLINGS[spelling](number)), {number}), SPELLINGS[spelling](number)


@given(number=st.integers(100, 10**12 - 1))
def test_words_are_worth_what_they_say(number: int) -> None:
    assert [value for _, value in english_value(english(number))] == [number]
    assert [value for _, value in chinese_value(chinese(number))] in ([number], [])


@given(text=st.text(alphabet="0123456789.,' 万亿元¥CNY一二三拾佰mkillion", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(shown(text), list)
