"""Mistakes in needs, standards, activities and the quiet period."""

from tests.unit.record.wrong_records.table import Wrong

QUIET = "from 2026-12-01"
STANDARD_MISTAKES = (
    Wrong(
        "need twice",
        "- {id: N-02,",
        "- {id: »N-01,",
        ("the id `N-01` is used twice", "`N-02` is no need of the record"),
        at="N-02]",
        because="one need less",
    ),
    Wrong("need of nobody", "owner: P-02}", "owner: »P-09}", "`P-09` is no stakeholder of the record", "P-01, P-02"),
    Wrong("group in no lot", "lot: L-1", "lot: »L-2", "`L-2` is no lot of the record", "L-1"),
    Wrong("requirement in no group", "group: G-01", "group: »G-02", "`G-02` is no group of the record", "G-01"),
    Wrong(
        "requirement for no need", "needs: [N-01]", "needs: [»N-03]", "`N-03` is no need of the record", "N-01, N-02"
    ),
    Wrong("requirement twice", "id: REQ-003", "id: »REQ-002", "the id `REQ-002` is used twice"),
    Wrong(
        "paid by no line", "cost_lines: [K-01]", "cost_lines: [»K-09]", "`K-09` is no cost line of the record", "K-01"
    ),
    Wrong(
        "answer of no rival",
        "rival: C-01, answer: comply",
        "rival: »C-07, answer: comply",
        "`C-07` is no competitor of the record",
        "C-01, C-02",
    ),
    Wrong(
        "rival answers twice",
        "rival: C-02, answer: unknown",
        "rival: »C-01, answer: unknown",
        "`C-01` stands here twice",
    ),
    Wrong(
        "rival's answer from nowhere",
        "{rival: C-02, answer: partially, source: Flights}",
        "»{rival: C-02, answer: partially}",
        "warning: what `C-02` answers to `REQ-002` has no source",
    ),
    Wrong(
        "obligation that is none",
        "obligation: mandatory",
        "obligation: »must",
        "`standards.requirements[1].obligation`: 'must' cannot stand here",
        "mandatory, scored",
    ),
    Wrong(
        "state that is none",
        "state: changed",
        "state: »accepted",
        "`standards.requirements[2].state`: 'accepted' cannot stand here",
        "adopted",
    ),
    Wrong(
        "requirement without text",
        "      text: Open export of the raw data\n",
        "",
        "`standards.requirements[3].text` is missing",
        at="id: REQ-003",
    ),
    Wrong(
        "published and still proposed",
        "state: adopted\n      published_on",
        "state: »proposed\n      published_on",
        "`REQ-003` is published, but its state is proposed",
    ),
    Wrong(
        "proposed wording that was not changed",
        "proposed_text: Response within 8 hours",
        "proposed_text: »Response within 24 hours",
        "`REQ-002`: the proposed wording and the text are the same",
    ),
    Wrong(
        "changed from nobody knows what",
        "state: changed\n      proposed_text: Response within 8 hours",
        "state: »changed",
        "warning: `REQ-002` was adopted in changed form, but the wording that was proposed is not given",
    ),
    Wrong(
        "proposal without justification",
        "      justification: A day without the machine stops a line\n",
        "",
        "warning: `REQ-002` was proposed by us and has no justification that the customer could repeat",
        at="id: REQ-002",
    ),
    Wrong(
        "proposal that is closed to others",
        "      or_equivalent: Or a stock of spares at the plant\n",
        "",
        "warning: `REQ-002` was proposed by us and does not say what would be equivalent",
        at="id: REQ-002",
    ),
    Wrong(
        "exceeded by what",
        "{answer: exceed, offered: 8 hours}",
        "{answer: »exceed}",
        "`REQ-002` is exceeded, but what we offer is not said",
    ),
    Wrong(
        "paid for and free",
        "cost_lines: [K-01]",
        "cost_lines: [K-01]\n      no_cost: »Nothing",
        "`REQ-001` names cost lines and says why it costs nothing",
    ),
    Wrong(
        "weights above full marks",
        "weight: 60",
        "weight: 70",
        "the weights of lot `L-1` add up to 110, more than full marks, 100",
        at="requirements:",
    ),
    Wrong(
        "activity of no kind",
        "kind: seminar",
        "kind: »dinner",
        "`standards.activities[2].kind`: 'dinner' cannot stand here",
        "seminar",
    ),
    Wrong("activity with nobody", "people: [P-01]", "people: [»P-08]", "`P-08` is no stakeholder of the record"),
    Wrong(
        "activity for nothing", "serves: [REQ-002]", "serves: [»REQ-009]", "`REQ-009` is no requirement of the record"
    ),
    Wrong(
        "activity planned and held",
        "{id: I-02, kind: seminar, due",
        "»{id: I-02, kind: seminar, date: 2026-09-01, due",
        "`I-02` has both `date` and `due`",
    ),
    Wrong(
        "activity at no time",
        "    - id: I-01\n      kind: demonstration\n      date: 2026-08-12",
        "    - »id: I-01\n      kind: demonstration",
        "`I-01` has neither `date` nor `due`",
    ),
    Wrong(
        "outcome of what is planned",
        "date: 2026-08-12\n      people",
        "due: 2026-10-12\n      people",
        "`I-01` has an outcome, but has not taken place",
        at="Taken into",
    ),
    Wrong(
        "activity in the quiet period",
        "due: 2026-10-20, people: [P-02]",
        "due: »2026-12-20, people: [P-01]",
        "`I-02` on 2026-12-20 lies in the tender's quiet period, 2026-12-01 to 2027-01-31",
        "allowed",
    ),
    Wrong(
        "contact in the quiet period",
        "begins: 2026-12-01, ends: 2027-01-31",
        "begins: 2026-06-01, ends: 2026-06-30",
        "the contact with `P-01` on 2026-06-12 lies in the tender's quiet period, 2026-06-01 to 2026-06-30",
        at="2026-06-12, by: Chen Yu",
    ),
    Wrong(
        "activity that may lie in the quiet period",
        "due: 2026-10-20, people: [P-02], serves: [REQ-001]}\n  quiet_period: {begins: 2026-12-01, ends: 2027-01-31",
        "date: »2026-09, people: [P-01], serves: [REQ-001]}\n  quiet_period: {begins: 2026-09-10, ends: 2027-01-31",
        "warning: `I-02` in 2026-09 may lie in the tender's quiet period, 2026-09-10 to 2027-01-31",
    ),
    Wrong(
        "quiet period that ends before it begins",
        "ends: 2027-01-31",
        "ends: »2026-11-30",
        "the quiet period ends on 2026-11-30, before it begins on 2026-12-01",
    ),
)
