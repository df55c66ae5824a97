"""Every wrong tender gives exactly the Problems that it should, each at its place and with a way out."""

from pathlib import Path

import pytest

from bidkit.cli.scoring_desk import lay_out
from bidkit.problems import Problem, ProblemsFound
from tests.unit.record.wrong_records.table import Wrong

TENDER = """\
rule:
  method: low-price-ratio
  price_weight: 50
  ceiling: 200
  abnormally_low: {method: below_mean, percent: 20}
bids:
  - {bidder: Hengda, price: 100, quality: 80}
  - bidder: Eastlake
    price: 120.50
    quality: 92
"""

WRONG = (
    Wrong(
        "no word of bids",
        TENDER[TENDER.index("bids:") :],
        "",
        "`bids` is missing",
        hint="A list, each behind a hyphen, with the fields: adders, bidder,",
        at="rule:",
    ),
    Wrong(
        "an unknown method",
        "method: low-price-ratio",
        "method: »low-price-ration",
        "`rule.method`: 'low-price-ration' cannot stand here",
        hint="Did you mean `low_price_ratio`?",
    ),
    Wrong(
        "no method",
        "  method: low-price-ratio\n",
        "",
        "`rule.method` is missing",
        hint="`bidkit score --methods` shows what belongs there.",
        at="rule:",
    ),
    Wrong(
        "a method that is a list",
        "method: low-price-ratio",
        "»method: [linear, parabolic]",
        "`rule.method`: is a list or a group of fields; one value belongs here",
        hint="Write one value after the colon.",
    ),
    Wrong(
        "an unknown test for low bids",
        "{method: below_mean, percent: 20}",
        "{method: »below_maen, percent: 20}",
        "`rule.abnormally_low.method`: 'below_maen' cannot stand here",
        hint="Did you mean `below_mean`?",
    ),
    Wrong(
        "a rule that is one word",
        TENDER[: TENDER.index("bids:")],
        "rule: »low-price-ratio\n",
        "`rule`: a group of fields belongs here, indented under the name",
    ),
    Wrong(
        "a parameter misspelled",
        "ceiling: 200",
        "»cieling: 200",
        "`rule.cieling` is not a field that may stand here",
        hint="Did you mean `ceiling`?",
    ),
    Wrong(
        "a parameter of another method",
        "ceiling: 200",
        "»float_coefficient: -0.05",
        "`rule.float_coefficient` is not a field that may stand here",
        hint="The choices are: abnormally_low, ceiling",
    ),
    Wrong(
        "a parameter of another method with nothing in it",
        "ceiling: 200",
        "»n_low:",
        "`rule.n_low` is not a field that may stand here",
    ),
    Wrong(
        "a parameter of another test",
        "percent: 20}",
        "percent: 20, »ddof: 1}",
        "`rule.abnormally_low.ddof` is not a field that may stand here",
    ),
    Wrong(
        "a parameter that the method must have",
        "method: low-price-ratio",
        "method: trimmed_mean\n  n_low: 1",
        "`rule.n_high` is missing",
        hint="Add `n_high:`. The points, of 100, taken for each percent above",
        at="rule:",
    ),
    Wrong(
        "a weight that is none",
        "price_weight: 50",
        "price_weight: »150",
        "`rule.price_weight`: 150 is not a weight",
        hint="from 0 to 100",
    ),
    Wrong(
        "weights that do not add up",
        "price_weight: 50",
        "price_weight: 50\n  quality_weight: »40",
        "the weights 50 and 40 do not add up",
        hint="add up to 1 (0.4 and 0.6) or to 100",
    ),
    Wrong(
        "weights in two forms",
        "price_weight: 50",
        "price_weight: 50\n  quality_weight: »0.5",
        "50 is a percentage and 0.5 a share",
    ),
    Wrong(
        "more places than anybody publishes",
        "ceiling: 200",
        "places: »40",
        "`rule.places`: 40 places are more than anybody publishes",
    ),
    Wrong(
        "a machine for ever",
        "ceiling: 200",
        "life_cycle: {years: »1000}",
        "`rule.life_cycle.years`: 1000 years are more than anything is in use",
    ),
    Wrong(
        "a power of powers",
        "  method: low-price-ratio",
        "  method: discount-ratio\n  exponent: »1000000",
        "`rule.exponent`: 1000000 is more than any tender states",
    ),
    Wrong("a ceiling of nothing", "ceiling: 200", "ceiling: »0", "`rule.ceiling`: 0 is not above zero"),
    Wrong(
        "a rounding that does not exist",
        "ceiling: 200",
        "rounding: »half-up",
        "`rule.rounding`: 'half-up' cannot stand here",
        hint="Did you mean `half_up`?",
    ),
    Wrong(
        "trimming that cannot be read",
        "method: low-price-ratio",
        "method: trimmed_mean\n  n_low: 1\n  n_high: 1\n  trim: »without the worst",
        "`rule.trim`: 'without the worst' does not say which bids to drop",
        hint="n>=7 drop highest and lowest",
    ),
    Wrong(
        "a float in percent",
        "method: low-price-ratio",
        "method: trimmed_mean\n  n_low: 1\n  n_high: 1\n  float_coefficient: »-5",
        "`rule.float_coefficient`: -5 is not a share of one",
        hint="-0.05",
    ),
    Wrong(
        "a float in percent, by all of it",
        "method: low-price-ratio",
        "method: trimmed_mean\n  n_low: 1\n  n_high: 1\n  float_coefficient: »-1",
        "`rule.float_coefficient`: -1 is not a share of one",
        hint="-0.05",
    ),
    Wrong(
        "discounts on no ceiling",
        "  method: low-price-ratio\n  price_weight: 50\n  ceiling: 200\n",
        "  method: discount_ratio\n  price_weight: 50\n",
        "the rule measures discounts on a ceiling, and states none",
        at="rule:",
    ),
    Wrong(
        "a test that needs a base",
        "  ceiling: 200\n  abnormally_low: {method: below_mean, percent: 20}",
        "  »abnormally_low: {method: italy-97}",
        "`italy_97` measures bids by the tender's base or ceiling, and neither is stated",
        hint="Add `base:` there, or add `ceiling:`",
    ),
    Wrong(
        "prices that cannot be compared",
        "ceiling: 200",
        "prices: »including",
        "prices are stated including tax and compared excluding it, and no tax rate is given",
    ),
    Wrong(
        "full marks above none",
        "method: low-price-ratio",
        "method: linear\n  full_at: »150\n  zero_at: 100",
        "the price with full marks is not below the price with none",
    ),
    Wrong(
        "a bidder twice",
        "bidder: Eastlake",
        "bidder: »hengda",
        "'hengda' bids twice",
        hint="Bid 1 has that name already",
    ),
    Wrong("a negative price", "price: 120.50", "price: »-120.50", "`bids[2].price`: -120.50 is not above zero"),
    Wrong("a price with commas", "price: 120.50", "price: »1,120.50", "`bids[2].price`: '1,120.50' is not a number"),
    Wrong("no price", "    price: 120.50\n", "", "`bids[2].price` is missing", at="bidder: Eastlake"),
    Wrong(
        "no quality where it counts",
        "    quality: 92\n",
        "",
        "'Eastlake' has no quality, and the rule counts it",
        at="bidder: Eastlake",
    ),
    Wrong("a quality above full marks", "quality: 92", "quality: »920", "920 is more than full marks, 100"),
    Wrong(
        "no quality points to spread a price over",
        "method: low-price-ratio\n  price_weight: 50",
        "method: price_per_quality_point",
        "a price cannot be spread over no quality points",
        elsewhere=("quality: 92", "quality: »0"),
    ),
    Wrong(
        "a yearly cost that nothing adds",
        "    quality: 92",
        "    quality: 92\n    yearly_cost: »10",
        "the rule does not say how a yearly cost is added to the price",
    ),
    Wrong(
        "an adder that takes the price away",
        "    quality: 92",
        "    quality: 92\n    adders: »-120.50",
        "-120.50 takes the whole price away",
    ),
    Wrong(
        "a quality that counts nowhere",
        "  price_weight: 50\n",
        "",
        "warning: bids state a quality, and the rule gives it no weight",
        at="rule:",
        hint="Add `price_weight:`",
    ),
    Wrong("no bids", TENDER[TENDER.index("bids:") :], "bids: []\n", "there is no bid to score", at="bids: []"),
    Wrong(
        "bids as a group",
        TENDER[TENDER.index("bids:") :],
        "bids: {Hengda: 100}\n",
        "`bids`: a list belongs here, each item behind a hyphen",
        at="bids: {",
    ),
    Wrong("a field of a record", "rule:\n", "»title: Springs\nrule:\n", "`title` is not a field that may stand here"),
)


def problems_of(path: Path) -> tuple[Problem, ...]:
    try:
        return lay_out(path)[1]
    except ProblemsFound as found:
        return found.problems


def said(problems: tuple[Problem, ...]) -> list[str]:
    marks = {"warning": "warning: ", "error": ""}
    return [f"{each.place.line}:{each.place.column}: {marks[each.severity]}{each.message}" for each in problems]


def write(folder: Path, text: str) -> Path:
    path = folder / "tender.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sound_tender_is_sound(tmp_path: Path) -> None:
    assert problems_of(write(tmp_path, TENDER)) == ()


@pytest.mark.parametrize("case", WRONG, ids=[case.name for case in WRONG])
def test_a_wrong_tender(case: Wrong, tmp_path: Path) -> None:
    path = write(tmp_path, case.text(TENDER))
    problems = problems_of(path)
    assert said(problems) == case.expected(TENDER)
    assert {each.place.path for each in problems} == {str(path)}
    assert all(each.hint.strip() for each in problems)
    assert case.hint in problems[0].hint


def test_names_are_different() -> None:
    assert len({case.name for case in WRONG}) == len(WRONG)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1:1: holds no fields; a record is lines of `field: value`"),
        ("rule: {method: linear", "1:7: opens a {group} that is never closed"),
        ("rule: *base\nbids: []\n", "1:7: uses the alias `*base`"),
    ],
)
def test_a_wrong_file(text: str, says: str, tmp_path: Path) -> None:
    assert says in said(problems_of(write(tmp_path, text)))


def test_json_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "tender.json"
    path.write_text('{"rule": {"method": "linear"}, "bids": [{"bidder": "A", "price": -1}]}', encoding="utf-8")
    assert said(problems_of(path)) == ["1:66: `bids[1].price`: -1 is not above zero"]


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = TENDER.replace("ceiling: 200", "celing: 200").replace("percent: 20", "percent: 120")
    text = text.replace("price: 100", "price: x").replace("quality: 92", "qualty: 92")
    assert said(problems_of(write(tmp_path, text))) == [
        "4:3: `rule.celing` is not a field that may stand here",
        "5:49: `rule.abnormally_low.percent`: 120 is not a share of a hundred",
        "7:29: `bids[1].price`: 'x' is not a number",
        "10:5: `bids[2].qualty` is not a field that may stand here",
    ]
