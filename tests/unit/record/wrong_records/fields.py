"""Mistakes of single fields: missing, unknown, of the wrong kind, off the choices."""

from tests.unit.record.wrong_records.table import Wrong

VALUE = "expected_value: 1250000.00"
DATE = "    date: 2026-09-03"
ID = "id: SPR-2026-01"
GROUP = "a group of fields belongs here, indented under the name"
LIST = "a list belongs here, each item behind a hyphen"
ONE = "is a list or a group of fields; one value belongs here"
PERSON = (
    "  - id: P-02\n    name: Xu Guohua\n    roles: [economic]\n    influence: 40\n"
    "    source: Minutes of August\n    date: 2026-08-19\n"
)


def number(name: str, written: str) -> Wrong:
    """Return a record whose order value is no number."""
    return Wrong(name, VALUE, f"expected_value: »{written}", f"`expected_value`: '{written}' is not a number", "digits")


def day(name: str, written: str) -> Wrong:
    """Return a record whose own date is no day."""
    return Wrong(name, "as_of: 2026-09-15", f"as_of: »{written}", f"`as_of`: '{written}' is not a date", "2026-09-30")


def moment(name: str, written: str, fault: str = "is not a date") -> Wrong:
    """Return a record with a wrong date that need not be a day."""
    says = f"`customer.procurement.date`: '{written}' {fault}"
    return Wrong(name, DATE, f"    date: »{written}", says, "only the month is known")


def identifier(name: str, written: str, read: str | None = None) -> Wrong:
    """Return a record with an id that cannot name a file everywhere."""
    return Wrong(name, ID, f"id: »{written}", f"`id`: '{read or written}' cannot be an id", "letters")


def word(field: str, old: str, wrong: str, hint: str) -> Wrong:
    """Return a record with a word off the choices of a field."""
    before, _, _ = old.rpartition(" ")
    new = f"{before} »{wrong}"
    return Wrong(f"choice of {field}", old, new, f"`{field}`: '{wrong}' cannot stand here", hint)


MISSING = (
    Wrong("no id", f"{ID}\n", "", "`id` is missing", at="title: Spring"),
    Wrong("no title", "title: Spring testing machines for plant 2\n", "", "`title` is missing",
          at=ID),
    Wrong("no stage", "stage: sales-entry\n", "", "`stage` is missing", "One of: development, sales-entry", at=ID),
    Wrong("empty stage", "stage: sales-entry", "»stage:", "`stage` is missing"),
    Wrong("empty id, written null", ID, "»id: null", "`id` is missing"),
    Wrong("empty title, written ~", "title: Spring testing machines for plant 2", "»title: ~", "`title` is missing"),
    Wrong("no procurement step",
          "  procurement:\n    at: supplier-screening\n    source: Wang Lei\n    date: 2026-09-03\n",
          "", "`customer.procurement` is missing", "Its fields: at, date", at="customer:"),
    Wrong("no step under procurement", "    at: supplier-screening\n", "", "`customer.procurement.at` is missing",
          at="procurement:"),
    Wrong("score without a score", "{score: 4, evidence: Budget approved, date: 2026-09-07}", "{evidence: Budget}",
          "`evaluation.scores.capital_status.score` is missing", at="capital_status"),
    Wrong("rival without id", "  - id: C-02\n    name", "  - »name", "`competitors[2].id` is missing"),
    Wrong("person without id", "  - id: P-02\n    name", "  - »name", "`stakeholders[2].id` is missing"),
    Wrong("action without what to do", "    do: Send the supplier documents\n", "", "`actions[1].do` is missing",
          at="id: A-01"),
)  # fmt: skip

FORCED = "  customer-graded:\n    reached_on: 2026-09-12\n    evidence: Graded A in the same meeting\n"

FORCING = tuple(
    Wrong(f"forced without {part}", FORCED, f"  customer-graded:\n    »forced: {{{', '.join(rest)}}}\n",
          f"`key_nodes.customer-graded.forced.{part}` is missing")
    for part, rest in {
        "by": ("on: 2026-09-12", "reason: No time"),
        "on": ("by: Gao Ming", "reason: No time"),
        "reason": ("by: Gao Ming", "on: 2026-09-12"),
    }.items()
)  # fmt: skip

UNKNOWN = (
    Wrong("field misspelt", "owner: Chen Yu", "»ownr: Chen Yu", "`ownr` is not a field that may stand here",
          "Did you mean `owner`?"),
    Wrong("field unlike any other", "owner: Chen Yu", "»weather: fair", "`weather` is not a field that may stand here",
          "The choices are: acceptance, actions, as_of"),
    Wrong("field of another case", "product: customised", "»Product: customised",
          "`Product` is not a field that may stand here",
          "Did you mean `product`?"),
    Wrong("field misspelt in a group", "  name: Hengda Spring Works", "  »nmae: Hengda",
          "`customer.nmae` is not a field that may stand here", "Did you mean `name`?"),
    Wrong("element misspelt", "  budget: {state", "  »buget: {state",
          "`elements.buget` is not a field that may stand here",
          "Did you mean `budget`?"),
    Wrong("field misspelt in a list", "    influence: 40", "    »influense: 40",
          "`stakeholders[2].influense` is not a field that may stand here", "Did you mean `influence`?"),
    Wrong("field misspelt under an id", "evidence: Budget approved", "»evidense: Budget approved",
          "`evaluation.scores.capital_status.evidense` is not a field that may stand here", "Did you mean `evidence`?"),
    Wrong("field misspelt in a contact", "how: visit", "»hwo: visit",
          "`stakeholders[1].contacts[1].hwo` is not a field that may stand here", "Did you mean `how`?"),
    Wrong("key node misspelt", "  customer-graded:", "  »customer-grade:",
          "`key_nodes.customer-grade`: 'customer-grade' cannot stand here", "Did you mean `customer-graded`?"),
    Wrong("field misspelt with nothing after it", "note: checked", "»nte:\nnote: checked",
          "`nte` is not a field that may stand here", "Did you mean `note`?"),
    Wrong("field misspelt in a group with nothing after it", "  name: Hengda", "  »nam:\n  name: Hengda",
          "`customer.nam` is not a field that may stand here", "Did you mean `name`?"),
    Wrong("key node misspelt with nothing after it", "note: checked",
          "  »insider-fond:\nnote: checked", "`key_nodes.insider-fond`: 'insider-fond' cannot stand here",
          "Did you mean `insider-found`?",
          elsewhere=("actions:\n  - id: A-01\n    do: Send the supplier documents\n    due: 2026-09-25\n", "")),
    Wrong("field with an empty name", "owner: Chen Yu", '»"": Chen Yu', "`` is not a field that may stand here"),
)  # fmt: skip

WORDS = (
    word("stage", "stage: sales-entry", "sales-entrey", "Did you mean `sales-entry`?"),
    Wrong("choice in capitals", "stage: sales-entry", "stage: »Sales-Entry",
          "`stage`: 'Sales-Entry' cannot stand here", "Did you mean `sales-entry`?"),
    Wrong("choice with a blank in its quotes", "stage: sales-entry", 'stage: »"sales-entry "',
          "`stage`: 'sales-entry ' cannot stand here", "Did you mean `sales-entry`?"),
    word("language", "language: en", "fr", "The choices are: en, zh-CN"),
    word("product", "product: customised", "customized", "Did you mean `customised`?"),
    word("customer.procurement.at", "at: supplier-screening", "screening", "project-approval, supplier-screening"),
    Wrong("choice of a step's state", DATE, f"{DATE}\n    state: »sure",
          "`customer.procurement.state`: 'sure' cannot stand here", "known, assumed, unknown"),
    word("lead.project_approval", "project_approval: before", "Before", "Did you mean `before`?"),
    Wrong("choice of an element's state", "    state: known\n", "    state: »Known\n",
          "`elements.needs.state`: 'Known' cannot stand here", "Did you mean `known`?"),
    Wrong("choice of a knock-out's answer", "applies: no,", "applies: »false,",
          "`evaluation.knock_outs.capital_risk.applies`: 'false' cannot stand here", "yes, no, unknown"),
    Wrong("choice of a rival's state", "    name: Kestrel Material Test", "    state: »rumoured",
          "`competitors[2].state`: 'rumoured' cannot stand here", "known, assumed, unknown"),
    Wrong("choice of a role", "roles: [economic]", "roles: [»economical]",
          "`stakeholders[2].roles[1]`: 'economical' cannot stand here", "Did you mean `economic`?"),
    Wrong("choice of a person's state", "    name: Xu Guohua", "    state: »'?'",
          "`stakeholders[2].state`: '?' cannot stand here", "known, assumed, unknown"),
    Wrong("choice of met", "how: visit", "met: »no show",
          "`stakeholders[1].contacts[1].met`: 'no show' cannot stand here",
          "yes, no"),
    Wrong("choice of an action's state", "    due: 2026-09-25", "    state: »closed",
          "`actions[1].state`: 'closed' cannot stand here", "open, done"),
    Wrong("list instead of a choice", "stage: sales-entry", "»stage: [sales-entry]",
          "`stage`: this value cannot stand here", "development"),
)  # fmt: skip

NUMBERS = (
    number("thousands separated", "1,250,000"),
    number("decimal comma", "1250000,00"),
    number("spaces", "1 250 000"),
    number("underscore", "1_000"),
    number("power of ten", "1e5"),
    number("fullwidth amount", "１２５０"),
    number("Arabic digits", "١٢٣"),
    number("with its unit", "1250000 CNY"),
    number("NaN", "NaN"),
    number("YAML's NaN", ".nan"),
    number("infinity", "Infinity"),
    number("YAML's infinity", "-.inf"),
    number("hexadecimal", "0x10"),
    number("plus sign", "+5"),
    number("point without digits", "5."),
    number("point first", ".5"),
    number("word", "true"),
    number("sixteen digits", "1234567890123456"),
    number("ten decimal places", "1.0123456789"),
    Wrong("long text is cut short", VALUE, f"expected_value: »{'x' * 70}",
          f"`expected_value`: '{'x' * 57}...' is not a number"),
    Wrong("negative amount", VALUE, "expected_value: »-1.00", "`expected_value`: -1.00 is below zero", "minus"),
    Wrong("empty text instead of an amount", VALUE, 'expected_value: »""', "`expected_value`: '' is not a number"),
    Wrong("influence over 100", "    influence: 60", "    influence: »101",
          "`stakeholders[1].influence`: 101 is not a share of a hundred", "from 0 to 100"),
    Wrong("possibility below 0", "  possibility: 65", "  possibility: »-0.01",
          "`grading.possibility`: -0.01 is not a share of a hundred", "from 0 to 100"),
    Wrong("possibility with its sign", "  possibility: 65", "  possibility: »65%",
          "`grading.possibility`: '65%' is not a number"),
    Wrong("score in words", "{score: 4, evidence: Budget", "{score: »four, evidence: Budget",
          "`evaluation.scores.capital_status.score`: 'four' is not a number"),
)  # fmt: skip

CURRENCIES = (
    Wrong("currency not in ISO 4217", "currency: CNY", "currency: »RMB", "`currency`: 'RMB' is not a currency",
          "CNY or EUR"),
    Wrong("currency in small letters", "currency: CNY", "currency: »cny", "`currency`: 'cny' is not a currency"),
    Wrong("sign instead of code", "currency: CNY", "currency: »¥", "`currency`: '¥' is not a currency"),
)  # fmt: skip

DATES = (
    day("day that is not in the calendar", "2026-02-31"),
    day("day before month", "01/07/2026"),
    day("one digit", "2026-7-1"),
    day("month where a day is needed", "2026-09"),
    day("day 0", "2026-09-00"),
    day("time added", "2026-09-15T10:00"),
    day("dots", "15.09.2026"),
    day("year 0", "0000-01-01"),
    moment("30 February", "2026-02-30", "is not a day in the calendar"),
    moment("29 February of a year without", "2025-02-29", "is not a day in the calendar"),
    moment("30 February of no year", "--02-30", "is not a day in the calendar"),
    moment("month 13", "2026-13", "is not a day in the calendar"),
    moment("month 0", "2026-00", "is not a day in the calendar"),
    moment("month 0 with a day", "2026-00-15", "is not a day in the calendar"),
    moment("day 0 of a month", "2026-09-00", "is not a day in the calendar"),
    moment("year 0 alone", "0000", "is not a day in the calendar"),
    moment("slashes", "01/07/2026"),
    moment("month in one digit", "2026-7"),
    moment("quarter", "2026-Q3"),
    moment("month in words", "July 2026"),
    moment("fullwidth year", "２０２６"),
    Wrong("nothing but a hyphen", DATE, '    date: »"-"', "`customer.procurement.date`: '-' is not a date"),
    Wrong("due on no day", "    due: 2026-09-25", "    due: »2026-09-31",
          "`actions[1].due`: '2026-09-31' is not a date"),
)  # fmt: skip

IDS = (
    identifier("path separator", "spr/2026"),
    identifier("backslash", "spr\\2026"),
    identifier("parent folder", ".."),
    identifier("drive", "C:x"),
    identifier("device name", "CON"),
    identifier("device name in small letters", "lpt1"),
    identifier("device name with an ending", "nul.txt"),
    identifier("trailing dot", "SPR."),
    identifier("leading hyphen", "-x"),
    identifier("leading dot", ".hidden"),
    identifier("space inside", "SPR 2026"),
    identifier("Chinese", "项目一"),
    identifier("too long", "x" * 65, "x" * 57 + "..."),
    Wrong("empty id", ID, 'id: »""', "`id`: '' cannot be an id"),
    Wrong("id of a factor with a space", "    capital_status: {", "    »capital status: {",
          "`evaluation.scores.capital status`: 'capital status' cannot be an id"),
    Wrong("person's id with a slash", "  - id: P-02", "  - id: »P/02", "`stakeholders[2].id`: 'P/02' cannot be an id"),
)  # fmt: skip

KINDS = (
    Wrong("list where text belongs", "owner: Chen Yu", "»owner: [Chen Yu]", f"`owner`: {ONE}", "one value"),
    Wrong("group where text belongs", "owner: Chen Yu", "»owner: {name: Chen Yu}", f"`owner`: {ONE}"),
    Wrong("list where a number belongs", VALUE, "»expected_value: [1]", f"`expected_value`: {ONE}"),
    Wrong("group where a date belongs", "as_of: 2026-09-15", "»as_of: {year: 2026}", f"`as_of`: {ONE}"),
    Wrong("list where an id belongs", ID, "»id: [A]", f"`id`: {ONE}"),
    Wrong("text where a list belongs", "roles: [economic]", "roles: »economic", f"`stakeholders[2].roles`: {LIST}"),
    Wrong("group where a list belongs", "roles: [economic]", "»roles: {economic: yes}",
          f"`stakeholders[2].roles`: {LIST}"),
    Wrong("text where a group belongs", "  needs:\n    state: known\n    what: Nine machines of class 0.5\n"
          "    source: Minutes of the visit\n    date: 2026-06-11\n    could_know: [P-01]\n", "  needs: »springs\n",
          f"`elements.needs`: {GROUP}"),
    Wrong("list where a group belongs", "lead:\n  source: Wang Lei at the spring fair\n  date: 2026-04\n"
          "  project_approval: before\n", "»lead:\n  - fair\n", f"`lead`: {GROUP}"),
    Wrong("list where entries by name belong", "    project_level: {score: 4, evidence: A second plant will follow, "
          "date: 2026-09-08}\n    capital_status: {score: 4, evidence: Budget approved, date: 2026-09-07}\n",
          "    - project_level\n", f"`evaluation.scores`: {GROUP}", at="scores:"),
    Wrong("number instead of a score's group", "{score: 4, evidence: Budget approved, date: 2026-09-07}", "»4",
          f"`evaluation.scores.capital_status`: {GROUP}"),
    Wrong("empty item of a list", PERSON,
          "  -»\n", f"`stakeholders[2]`: {GROUP}"),
    Wrong("text instead of a person", PERSON, "  - »Xu Guohua\n", f"`stakeholders[2]`: {GROUP}"),
    Wrong("empty text", "owner: Chen Yu", 'owner: »""', "`owner`: is empty"),
    Wrong("blank text", "note: checked by Chen Yu", "note: »'   '", "`note`: is empty"),
    Wrong("several lines where one belongs", "owner: Chen Yu", "owner: »|\n  Chen Yu\n  Gao Ming",
          "`owner`: runs over several lines; one line belongs here", "one line"),
    Wrong("carriage return where one line belongs", "owner: Chen Yu", 'owner: »"Chen\\rYu"',
          "`owner`: runs over several lines; one line belongs here"),
)  # fmt: skip

OUTSIDE = (
    Wrong("field of the group above", "lead:\n", "»industry: Springs\nlead:\n",
          "`industry` is not a field that may stand here", "It is a field of `customer`: indent it"),
)  # fmt: skip

FIELDS = (*OUTSIDE, *MISSING, *FORCING, *UNKNOWN, *WORDS, *NUMBERS, *CURRENCIES, *DATES, *IDS, *KINDS)
