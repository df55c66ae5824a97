"""Mistakes in the tender's rule, in what rivals may bid, and in what takes from the price."""

from tests.unit.record.wrong_records.table import Wrong

RIVAL = "price: {low: 1100000.00, likely: 1180000.00, high: 1260000.00}"
OURS = "quality: {low: 80, likely: 85, high: 90, source"
RULE = "tax_basis: including, tax_rate: 13, ceiling: 1582000.00"

PRICES = (
    Wrong(
        "method that is none",
        "method: low_price_ratio",
        "method: »lowprice_ratio",
        "`tender.instructions.rule.method`: 'lowprice_ratio' cannot stand here",
        "Did you mean `low_price_ratio`?",
    ),
    Wrong(
        "rule without method",
        "rule: {method: low_price_ratio, ",
        "»rule: {",
        "`tender.instructions.rule.method` is missing",
    ),
    Wrong(
        "parameter of another method",
        "price_weight: 50,",
        "price_weight: 50, »float_coefficient: 0.1,",
        "`tender.instructions.rule.float_coefficient` is not a field that may stand here",
    ),
    Wrong(
        "weights of the rule above 100",
        "price_weight: 50,",
        "price_weight: 50, quality_weight: »60,",
        "the weights 50 and 60 do not add up",
        "100",
    ),
    Wrong(
        "prices including tax without a rate",
        RULE,
        "tax_basis: »including, ceiling: 1582000.00",
        "the rule compares prices including tax, and no tax rate is given; prices of the record exclude it",
        "tax_rate",
    ),
    Wrong(
        "validity that is no number",
        "validity_days: 90",
        "validity_days: »90 days",
        "`tender.instructions.validity_days`: '90 days' is not a number",
    ),
    Wrong(
        "bid of nobody",
        "    - rival: C-02",
        "    - rival: »C-09",
        "`C-09` is no competitor of the record",
        "C-01, C-02",
    ),
    Wrong("bid of one rival twice", "    - rival: C-02", "    - rival: »C-01", "`C-01` stands here twice"),
    Wrong(
        "bid of nobody named", "    - rival: C-02\n      price", "    - »price", "`price.rivals[2].rival` is missing"
    ),
    Wrong(
        "guess that falls",
        RIVAL,
        "price: {low: »1200000.00, likely: 1180000.00, high: 1260000.00}",
        "low, likely and high are 1200000.00, 1180000.00 and 1260000.00, which do not rise",
        "P10",
    ),
    Wrong(
        "guess whose high is low",
        RIVAL,
        "price: {low: 1100000.00, likely: 1180000.00, high: »1160000.00}",
        "low, likely and high are 1100000.00, 1180000.00 and 1160000.00, which do not rise",
    ),
    Wrong(
        "guess of nought",
        RIVAL,
        "price: {low: »0, likely: 1180000.00, high: 1260000.00}",
        "`price.rivals[1].price.low`: is zero",
        "above zero",
    ),
    Wrong(
        "guess finer than the currency",
        RIVAL,
        "price: {low: 1100000.00, likely: »1180000.005, high: 1260000.00}",
        "`likely`: 1180000.005 has more decimal places than CNY has (2)",
    ),
    Wrong(
        "guess without high",
        RIVAL,
        "»price: {low: 1100000.00, likely: 1180000.00}",
        "`price.rivals[1].price.high` is missing",
    ),
    Wrong(
        "quality with one end",
        OURS,
        "quality: {low: »80, likely: 85, source",
        "`low` is given without `high`",
        "Give both",
    ),
    Wrong(
        "quality that falls",
        OURS,
        "quality: {low: »86, likely: 85, high: 90, source",
        "low, likely and high are 86, 85 and 90, which do not rise",
    ),
    Wrong(
        "quality above full marks",
        OURS,
        "quality: {low: 80, likely: 85, high: »104, source",
        "104 is more than full marks, 100",
        "quality_maximum",
    ),
    Wrong(
        "chance of taking part as words",
        "takes_part: 75",
        "takes_part: »likely",
        "`price.rivals[2].takes_part`: 'likely' is not a number",
    ),
    Wrong(
        "earlier bid with nothing",
        "{tender: T-01, reference: 1000000, price: 1290000}",
        "»{tender: T-01, reference: 1000000}",
        "the bid in T-01 has neither `price` nor `above`",
    ),
    Wrong(
        "earlier bid with both",
        "above: 980000}",
        "above: 980000, price: 990000}",
        "the bid in T-02 has both `price` and `above`",
        at="{tender: T-02",
    ),
    Wrong(
        "ranking of nobody",
        "{supplier: C-01, place: 2",
        "{supplier: »C-05, place: 2",
        "`C-05` is no competitor of the record",
        "us, C-01, C-02",
    ),
    Wrong("ranking twice", "{supplier: C-01, place: 2", "{supplier: »us, place: 2", "`us` stands here twice"),
    Wrong(
        "payments below the price",
        "months: 6, percent: 70",
        "months: 6, percent: 60",
        "the payments add up to 90 percent of the price",
        "100",
        at="payments:",
    ),
    Wrong(
        "reduction of no size",
        "{what: Project discount, percent: 10}",
        "»{what: Project discount}",
        "'Project discount' has neither `amount` nor `percent`",
    ),
    Wrong(
        "reduction of two sizes",
        "amount: 20000.00, on_invoice",
        "amount: 20000.00, percent: 2, on_invoice",
        "'Freight' has both `amount` and `percent`",
        at="{what: Freight",
    ),
    Wrong(
        "reductions of no list price",
        "  list_price: 1400000.00\n",
        "",
        "there are reductions, but no list price that they take from",
        at="reductions:",
    ),
    Wrong(
        "list price finer than the currency",
        "list_price: 1400000.00",
        "list_price: »1400000.001",
        "`list_price`: 1400000.001 has more decimal places than CNY has (2)",
    ),
    Wrong(
        "price of a named position",
        "decision: {position: balanced,",
        "decision: {position: balanced, price: 1,",
        "a price goes with the position `other`, and with no other position",
        at="decision:",
    ),
    Wrong(
        "position that is none",
        "position: balanced",
        "position: »middle",
        "`price.decision.position`: 'middle' cannot stand here",
        "aggressive",
    ),
    Wrong(
        "decision of nobody",
        "by: Gao Ming, on: 2026-09-14",
        "on: 2026-09-14",
        "`price.decision.by` is missing",
        at="decision:",
    ),
    Wrong(
        "decision of tomorrow",
        "on: 2026-09-14",
        "on: »2026-09-16",
        "`on` is 2026-09-16, after the record's own date 2026-09-15",
    ),
)
