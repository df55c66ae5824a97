"""Mistakes across fields, of a record whose every field is sound."""

from tests.unit.record.wrong_records.table import Wrong

VALUE = "expected_value: 1250000.00"
SCORE = "{score: 4, evidence: Budget approved, date: 2026-09-07}"
BUDGET = "  budget: {state: known, what: 1.4 million CNY, source: Zhao Qiang, date: 2026-08-27}"
GRADED = "  customer-graded:\n    reached_on: 2026-09-12\n    evidence: Graded A in the same meeting\n"
CLAIMED = "warning: `key_nodes.customer-graded`: is said to be reached, but the record does not show it"
NO_SUCH = "of the house's evaluation model"


def late(field: str, old: str, new: str) -> Wrong:
    """Return a record in which something happened after its own date."""
    when = new.partition("»")[2].split(",")[0].rstrip("}\n")
    says = f"`{field}` is {when}, after the record's own date 2026-09-15"
    return Wrong(f"{field} ahead: {new.strip()}", old, new, says, "`as_of`")


EARLY = (
    Wrong("third decimal place in CNY", VALUE, "expected_value: »1250000.005",
          "`expected_value`: 1250000.005 has more decimal places than CNY has (2)", "at most 2 places"),
    Wrong("decimal place in JPY", VALUE, "expected_value: »1250000.0",
          "`expected_value`: 1250000.0 has more decimal places than JPY has (0)", "at most 0 places",
          elsewhere=("currency: CNY", "currency: JPY")),
    Wrong("fourth decimal place in KWD", VALUE, "expected_value: »1.0000",
          "`expected_value`: 1.0000 has more decimal places than KWD has (3)", elsewhere=("currency: CNY",
          "currency: KWD")),
    Wrong("currency that no country uses any more", "currency: CNY", "currency: »DEM",
          "`currency`: 'DEM' is not a currency"),
    Wrong("score with nothing after it", SCORE, "", "`evaluation.scores.capital_status.score` is missing",
          at="capital_status:"),
    Wrong("too small, answered no", "  scores:", "    »too_small: {applies: no, evidence: We like it}\n  scores:",
          "warning: `too_small` is answered no, but the order value makes it yes", "expected_value",
          elsewhere=(VALUE, "expected_value: 1000.00")),
    Wrong("amount without currency", "currency: CNY\n", "",
          "`expected_value` is given, but the record names no currency", "currency: CNY",
          at="1250000.00"),
    Wrong("person twice", "  - id: P-02", "  - id: »P-01", "the id `P-01` is used twice"),
    Wrong("rival twice", "  - id: C-02", "  - id: »C-01", "the id `C-01` is used twice"),
    Wrong("action twice", "    due: 2026-09-25\n", "    due: 2026-09-25\n  - {id: »A-01, do: Again}\n",
          "the id `A-01` is used twice"),
    Wrong("could_know names nobody", "could_know: [P-01]", "could_know: [P-01, »P-09]",
          "`P-09` is no stakeholder of the record", "P-01, P-02"),
    Wrong("could_know in another case", "could_know: [P-01]", "could_know: [»p-01]",
          "`p-01` is no stakeholder of the record"),
    Wrong("score above the scale", SCORE, "{score: »6, evidence: Budget approved}",
          "the score 6 is not on the house's scale", "from 0 to 5 in steps of 1"),
    Wrong("score below the scale", SCORE, "{score: »-1, evidence: Budget approved}",
          "the score -1 is not on the house's scale"),
    Wrong("score between two steps", "{score: 4, evidence: No fatigue tester}",
          "{score: »4.5, evidence: No fatigue tester}", "the score 4.5 is not on the house's scale", "steps of 1"),
    Wrong("score without evidence", f"    capital_status: {SCORE}", "    »capital_status: {score: 4}",
          "warning: the score of `capital_status` has no evidence and counts as zero", "evidence"),
    Wrong("standing without evidence", "      prices: {score: 5, evidence: 30 % above ours}",
          "      »prices: {score: 5}",
          "warning: the score of `prices` has no evidence and counts as zero", "evidence"),
    Wrong("factor that the house does not have", "    capital_status: {", "    »weather: {",
          f"`weather` is no project factor {NO_SUCH}", "project_level, capital_status"),
    Wrong("rival's factor among the project's", "    capital_status: {", "    »products: {",
          f"`products` is no project factor {NO_SUCH}"),
    Wrong("project's factor against a rival", "      prices: {score: 5", "      »capital_status: {score: 5",
          f"`capital_status` is no competition factor {NO_SUCH}", "products, prices"),
    Wrong("knock-out that the house does not have", "    capital_risk: {", "    »bad_weather: {",
          f"`bad_weather` is no knock-out question {NO_SUCH}", "capital_risk, too_small"),
    Wrong("unknown, but stated", BUDGET, "  budget: {state: »unknown, what: 1.4 million CNY}",
          "`elements.budget` is unknown, but `what` states something", "`note`"),
    Wrong("unknown by default, but stated", BUDGET, "  »budget: {what: 1.4 million CNY}",
          "`elements.budget` is unknown, but `what` states something"),
    Wrong("known without source and date", BUDGET, "  »budget: {state: known, what: 1.4 million CNY}",
          "warning: `elements.budget` is known, but has no source and no date", "clarified"),
    Wrong("assumed without what", BUDGET, "  »budget: {state: assumed, source: Zhao Qiang, date: 2026-08-27}",
          "warning: `elements.budget` is assumed, but has no what", "clarified"),
    late("date", "    date: 2026-09-03", "    date: »2026-09-16"),
    late("date", "  date: 2026-04\n", "  date: »2026-10\n"),
    late("date", "  date: 2026-04", "  date: »2027"),
    late("date", "what: 1.4 million CNY, source: Zhao Qiang, date: 2026-08-27",
          "what: 1.4, source: Z, date: »2026-12-01"),
    late("date", "source: Finance, date: 2026-08-28", "date: »2026-09-30"),
    late("date", "Budget approved, date: 2026-09-07", "Budget approved, date: »2026-09-30"),
    late("date", "{date: 2026-06-12, by: Chen Yu", "{date: »2026-10-12, by: Chen Yu"),
    late("decided_on", "  decided_on: 2026-09-10", "  decided_on: »2026-09-16"),
    Wrong("order expected in the past", "  expected_order: 2026-11", "  expected_order: »2026-08",
          "the order is expected on 2026-08, before the record's own date 2026-09-15", "expected now"),
    Wrong("order expected the day before", "  expected_order: 2026-11", "  expected_order: »2026-09-14",
          "the order is expected on 2026-09-14, before the record's own date 2026-09-15"),
    Wrong("key node neither reached nor forced", "note: checked", "key_nodes:\n  »insider-found: {}\nnote: checked",
          "`insider-found` is neither reached nor passed by force", "reached_on"),
    Wrong("key node with evidence alone", "note: checked",
          "key_nodes:\n  »bid-submitted: {evidence: Letter}\nnote: checked",
          "`bid-submitted` is neither reached nor passed by force"),
    Wrong("shares of influence over 100", "influence: 40", "influence: 40.5",
          "the shares of influence add up to 100.5 percent", at="stakeholders:"),
    Wrong("stage entered through a closed gate", "stage: development", "stage: »sales-entry",
          "`stage`: sales-entry may not be entered: opportunity-evaluated, customer-graded not reached",
          "Missing for opportunity-evaluated: key_nodes.opportunity-evaluated.reached_on"),
)  # fmt: skip

ENTERED = (
    late("reached_on", "    reached_on: 2026-09-12", "    reached_on: »2026-09-16"),
    late("on", GRADED, "  customer-graded:\n    forced: {by: Gao Ming, on: »2026-09-16, reason: No time}\n"),
    Wrong("key node reached and forced", GRADED,
          GRADED + "    »forced: {by: Gao Ming, on: 2026-09-12, reason: No time}\n",
          "`customer-graded` is both reached and passed by force", "Delete"),
    Wrong("stage two gates ahead", "stage: sales-entry", "stage: »proposal",
          "`stage`: proposal may not be entered: insider-found, key-people-met, candidate-list not reached",
          "Missing for insider-found: stakeholders"),
    Wrong("node claimed that the record does not show", "note: checked",
          "  »insider-found: {reached_on: 2026-09-01, evidence: Lunch}\nnote: checked",
          "warning: `key_nodes.insider-found`: is said to be reached, but the record does not show it",
          "Missing: stakeholders",
          elsewhere=("actions:\n  - id: A-01\n    do: Send the supplier documents\n    due: 2026-09-25\n", "")),
    Wrong("reached, but nothing shows it", GRADED, "  »»customer-graded: {reached_on: 2026-09-12}\n",
          ("`stage`: sales-entry may not be entered: customer-graded not reached",
           "warning: `customer-graded` is said to be reached, but nothing shows it", CLAIMED),
          at="sales-entry",
          because="without evidence the node is open, so the gate that it closes is shut"),
    Wrong("graded for a month without its year", "  expected_order: 2026-11\n", "  expected_order: --11\n",
          ("`stage`: sales-entry may not be entered: customer-graded not reached",
           CLAIMED), at=("sales-entry", "customer-graded"),
          because="no grade can be found, so the node is open and the gate is shut"),
)  # fmt: skip
