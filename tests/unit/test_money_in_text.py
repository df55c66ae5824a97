"""Amounts of money are known however a person writes them, and what is no price is none."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bidkit.ready.money import amounts
from bidkit.ready.number_words import chinese_value, english_value
from bidkit.render.amount_words import chinese, english, in_words

PRICES = frozenset(
    Decimal(each)
    for each in ("3861214.35", "3430000.00", "800880.00", "2400.00", "1200000", "28800.00", "24013.27", "20000")
)


def shown(text: str, prices: frozenset[Decimal] = PRICES) -> list[str]:
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
        "1.2 million",
        "120万",
        "12 lakh",
        "a 1.2-million offer",
        "about 3.9 million",
        "CNY 3,900,000",
        "3,860,000 or so",
        "380余万元",
        "386万多",
        "3.43M",
        "CNY 343W",
        "三百八十六万元",
        "USD 3,861,214",
        "3861214",
        "24,013",
        "24013",
        "28800",
        "CNY 20000",
        "price per set 2400",
        "单价（含13%税）：2400",
        "386万1214元",
        "386万1214元3角5分",
        "人民币386万1214.35元",
        "34 lakh 30 thousand",
        "3 million 430 thousand",
        "2.400,- EUR",
        "2.400,-",
        "Rs 2,400/-",
        "RMB：2400",
        "RMB¥2400",
        "HK$ 2400",
        "12 2,400.00 28,800.00",
        "12 2400.00 13",
        "12 2 400,00 13",
        "price for 10,000 cycles: 3,430,000",
        "from 10,000 mm on, 3,430,000",
        "3,430,000 for 2 sets",
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
        "1,200,000 cycles",
        "1,200,000 load cycles",
        "a 1.2-million-cycle test",
        "120万次",
        "1200000 次",
        "12 lakh strokes",
        "one million two hundred thousand cycles",
        "一百二十万次",
        "number of cycles: 1,200,000",
        "cycles = 1200000",
        "a fatigue life of at least 1.2 million",
        "循环次数：不少于1200000",
        "28,800 N",
        "28800 N/mm2",
        "28800 h",
        "28800 rpm",
        "28800转/分",
        "1.2 million km",
        "1.2 million m²",
        "343 K",
        "S/N 1200000",
        "Serial No.: 1200000",
        "part no. 28800",
        "编号：1200000",
        "型号 28800",
        "1200000-1",
        "010-1200000",
        "+86 10 8080 0880",
        "ISO 3430000-1",
        "ISO 3430000:2018",
        "DIN EN 28800",
        "GB/T 24013.27",
        "20000",
        "2400 apiece",
        "4 million",
        "38 million",
        "24,0130",
        "3.14159265358979323846264338327950288419716939937510",
        "1" + 60 * "0" + " billion",
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
    assert shown(around.format(SPELLINGS[spelling](number)), frozenset({number})), SPELLINGS[spelling](number)


@given(
    price=st.decimals(10_000, 10**9, places=2), word=st.sampled_from(["{:.2f} million", "{:.2f}m USD", "{:.2f}百万"])
)
def test_a_price_rounded_to_three_digits_is_known(price: Decimal, word: str) -> None:
    said = word.format(price / 10**6)
    told = len(Decimal(said.split("m")[0].split("百")[0]).normalize().as_tuple().digits)
    assert told < 2 or shown(said, frozenset({price}))


@given(price=st.integers(1000, 10**8), cents=st.integers(0, 99))
def test_a_price_without_its_cents_is_known(price: int, cents: int) -> None:
    assert shown(f"CNY {price:,}", frozenset({price + Decimal(cents) / 100}))


@given(price=st.integers(1000, 10**8), unit=st.sampled_from(["cycles", "mm", "kN", "load cycles", "hours", "次", "转"]))
def test_what_is_counted_is_no_price(price: int, unit: str) -> None:
    for said in (f"{price} {unit}", f"{price:,} {unit}", f"about {price / 10**6:.2f} million {unit}"):
        assert shown(said, frozenset({Decimal(price)})) == []


@given(number=st.integers(100, 10**12 - 1))
def test_words_are_worth_what_they_say(number: int) -> None:
    assert [each.value for each in english_value(english(number))] == [number]
    assert [each.value for each in chinese_value(chinese(number))] in ([number], [])


@given(text=st.text(alphabet="0123456789.,' 万亿元¥CNY一二三拾佰mkillion", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(shown(text), list)
