"""A sound record and a sound house, and small changes to them."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bidkit.deal import Deal, House
from bidkit.record.source import parse
from bidkit.record.tree import plain
from bidkit.record.validate import without_empty

RECORD = """\
id: SPR-2026-01
title: Spring testing machines for plant 2
stage: sales-entry
as_of: 2026-09-15
owner: Chen Yu
language: en
currency: CNY
expected_value: 1250000.00
product: customised
customer:
  name: Hengda Spring Works
  procurement:
    at: supplier-screening
    source: Wang Lei
    date: 2026-09-03
lead:
  source: Wang Lei at the spring fair
  date: 2026-04
  project_approval: before
elements:
  needs:
    state: known
    what: Nine machines of class 0.5
    source: Minutes of the visit
    date: 2026-06-11
    could_know: [P-01]
  schedule: {state: known, what: Tender in December, source: Liu Min, date: 2026-08-20}
  budget: {state: known, what: 1.4 million CNY, source: Zhao Qiang, date: 2026-08-27}
  competition: {state: known, what: Two others, source: Wang Lei, date: 2026-09-04}
  decision_process: {state: known, what: The manager signs, source: Liu Min, date: 2026-08-21}
  priority_items: {state: known, what: Accuracy first, source: Sun Jing, date: 2026-09-05}
evaluation:
  knock_outs:
    capital_risk: {applies: no, evidence: Audited accounts, source: Finance, date: 2026-08-28}
  scores:
    project_level: {score: 4, evidence: A second plant will follow, date: 2026-09-08}
    capital_status: {score: 4, evidence: Budget approved, date: 2026-09-07}
  decided_by: Gao Ming
  decided_on: 2026-09-10
competitors:
  - id: C-01
    name: Eastlake Instruments
    standing:
      products: {score: 4, evidence: No fatigue tester}
      prices: {score: 3, evidence: Within 3 % of ours}
  - id: C-02
    name: Kestrel Material Test
    standing:
      products: {score: 3, evidence: Full range}
      prices: {score: 5, evidence: 30 % above ours}
grading:
  expected_order: 2026-11
  possibility: 65
  evidence: The laboratory prefers us
  source: Gao Ming
stakeholders:
  - id: P-01
    name: Wang Lei
    title: head of the laboratory
    roles: [technical, user]
    influence: 60
    source: Organisation chart
    date: 2026-08-18
    contacts:
      - {date: 2026-06-12, by: Chen Yu, how: visit}
  - id: P-02
    name: Xu Guohua
    roles: [economic]
    influence: 40
    source: Minutes of August
    date: 2026-08-19
costs:
  lines:
    - {id: K-01, category: machines, what: Spring tester, quantity: 2, unit_cost: 198000, date: 2026-09-13}
    - id: K-02
      category: bought-in
      quantity: 6
      unit_cost: 2150.00
      currency: EUR
      three_point: {low: 2100, high: 2400}
  risks:
    - id: R-01
      what: The frame is built twice
      probability: 15
      impact: 140000
      three_point: {low: 90000, likely: 120000, high: 230000}
  proportional:
    - {id: commission, percent: 2}
    - {id: bonds, percent: 0.5}
  forward_rates:
    EUR: {rate: 8.25, source: Bank, date: 2026-09-14}
  correlation: {common: 0.2, by_category: {machines: 0.4}}
key_nodes:
  opportunity-evaluated:
    reached_on: 2026-09-11
    evidence: Sheet decided by Gao Ming
  customer-graded:
    reached_on: 2026-09-12
    evidence: Graded A in the same meeting
actions:
  - id: A-01
    do: Send the supplier documents
    due: 2026-09-25
note: checked by Chen Yu
"""

HOUSE = """\
seller:
  name: Northfield Testing Machines
language: en
evaluation_model:
  name: Short model
  scale:
    lowest: 0
    highest: 5
    step: 1
  threshold: 60
  give_up_below: 40
  rivals: strongest
  assumed_elements_count: no
  factors:
    - {id: project_level, name: Project level, group: project, weight: 35}
    - {id: capital_status, name: Capital status, group: project, weight: 25}
    - {id: products, name: Products, group: competition, weight: 18}
    - {id: prices, name: Prices, group: competition, weight: 22}
  knock_outs:
    - {id: capital_risk, name: Capital risk, question: Can it pay?}
    - id: too_small
      name: Too small
      question: Is it too small?
      minimum_value: {CNY: 300000, EUR: 40000.50}
grade_matrix:
  time:
    - {id: soon, name: within 3 months, months: 3}
    - {id: this_year, name: within 12 months, months: 12}
    - {id: later, name: later}
  possibility:
    - {id: high, name: high, from_percent: 60}
    - {id: low, name: low, from_percent: 0}
  grades:
    high: {soon: A, this_year: B, later: C}
    low: {soon: B, this_year: C, later: D}
  forced_entry_factor: 50
resources:
  A: Go all out.
  B: Control the time.
  C: Watch.
  D: Last in line.
sales_entry:
  key_roles: [economic, technical, user]
pdf_profile: archive
template_set: built-in
standards:
  partial_earns: 50
pricing:
  floor_margin: 15
  keeps: 95
  withdraw_below: 10
  price_to_win_at: [50]
  rivals_know: 0
  annual_rate: 6
  authority:
    - {role: Sales director, margin_from: 20, below_floor_up_to: 20}
    - {role: General manager}
bid_plan:
  weekend: [saturday, sunday]
  holidays: [2026-09-25]
  worked: [2026-09-26]
  questions: 2
  security: 8
  authorisations: 8
  answers: 7
  price: 4
  review: 3
  signing: 2
  copies: 1
  hand_in: 1
"""

PRICE = """\
tender:
  instructions:
    rule: {method: low_price_ratio, price_weight: 50, tax_basis: including, tax_rate: 13, ceiling: 1582000.00}
    validity_days: 90
    source: The plant's tender of March
    date: 2026-09-03
price:
  quality: {low: 80, likely: 85, high: 90, source: He Tao, date: 2026-09-10}
  rivals:
    - rival: C-01
      price: {low: 1100000.00, likely: 1180000.00, high: 1260000.00}
      quality: {low: 74, likely: 79, high: 84}
      source: Bid openings of June
      date: 2026-06-30
    - rival: C-02
      price: {low: 1500000.00, likely: 1600000.00, high: 1700000.00}
      quality: {likely: 84}
      takes_part: 75
      history:
        - {tender: T-01, reference: 1000000, price: 1290000}
        - {tender: T-02, reference: 1000000, above: 980000}
  ranking:
    - {supplier: us, place: 1, source: Wang Lei}
    - {supplier: C-01, place: 2, source: Wang Lei}
  list_price: 1400000.00
  reductions:
    - {what: Project discount, percent: 10}
    - {what: Freight, amount: 20000.00, on_invoice: no}
  payments:
    - {what: Order, months: 0, percent: 30}
    - {what: Acceptance, months: 6, percent: 70}
  decision: {position: balanced, by: Gao Ming, on: 2026-09-14, reason: The best expected profit}
"""
"""The tender and price of the sound record, which may follow it."""

STANDARDS = """\
standards:
  needs:
    - {id: N-01, what: Certificates of our own, owner: P-01, source: Minutes, date: 2026-06-12}
    - {id: N-02, what: No batch waits, owner: P-02}
  lots:
    - {id: L-1, title: Machines}
  groups:
    - {id: G-01, title: Spring testers, lot: L-1}
  requirements:
    - id: REQ-001
      group: G-01
      needs: [N-01]
      text: Force accuracy class 0.5
      obligation: mandatory
      state: adopted
      ours: {answer: comply, offered: Class 0.5}
      rivals:
        - {rival: C-01, answer: comply, source: Catalogue}
        - {rival: C-02, answer: unknown}
      cost_lines: [K-01]
    - id: REQ-002
      needs: [N-01, N-02]
      text: Response within 24 hours
      weight: 60
      origin: proposed
      state: changed
      proposed_text: Response within 8 hours
      justification: A day without the machine stops a line
      or_equivalent: Or a stock of spares at the plant
      ours: {answer: exceed, offered: 8 hours}
      rivals:
        - {rival: C-01, answer: deviate, source: Its service in Nanjing}
        - {rival: C-02, answer: partially, source: Flights}
      no_cost: Part of the service contract
    - id: REQ-003
      text: Open export of the raw data
      weight: 40
      state: adopted
      published_on: 2026-09-10
      ours: {answer: partially}
  activities:
    - id: I-01
      kind: demonstration
      date: 2026-08-12
      people: [P-01]
      serves: [REQ-002]
      outcome: Taken into the list
    - {id: I-02, kind: seminar, due: 2026-10-20, people: [P-02], serves: [REQ-001]}
  quiet_period: {begins: 2026-12-01, ends: 2027-01-31, allowed: [P-02]}
"""
"""The standards of the sound record, which may follow it."""

PROPOSAL = """\
proposal:
  number: P-1
  dated: 2026-09-16
  valid_until: 2026-12-31
  solutions:
    - {need: N-01, what: A tester of class 0.5}
    - {need: N-02, what: Spares at the plant}
  puts_forward: [REQ-001]
  leaves_out: [REQ-003]
  references:
    - {customer: Suzhou Springs, since: 2024, agreed: yes}
  plan_starts: 2026-11-30
  milestones:
    - {what: Works acceptance, from_day: 90, to_day: 100}
  next_steps:
    - {what: Visit to the works, due: 2026-10-23}
  content:
    about-us: {text: Who we are}
"""
"""The proposal of the sound record, which may follow its standards."""

ACCEPTANCE = """\
acceptance:
  deliveries:
    - {id: E-01, equipment: Spring tester, serial: NF-1, lot: L-1, delivered_on: 2026-09-01}
  instruments:
    - {id: IN-01, what: Load cell, certificate: C-7, calibrated_on: 2026-01-10, due: 2027-01-09}
  tests:
    - id: T-01
      what: Force at 10 kN
      requirements: [REQ-001]
      stage: factory
      equipment: E-01
      instrument: IN-01
      criterion: {value: 10, tolerance_percent: 0.5, unit: kN}
      measured: {value: 10020, unit: N, uncertainty: 5}
      result: pass
      date: 2026-09-02
    - id: T-02
      what: Speed of the crosshead
      requirements: [REQ-002]
      criterion: {at_least: 100, at_most: 500, unit: mm/min}
      measured: {value: 90}
      result: fail
      date: 2026-09-03
    - {id: T-03, what: Export of raw data, criterion: {text: A file opens}, result: waived, waiver: {by: Wang Lei}}
    - {id: T-04, what: Noise, criterion: {at_most: 70, unit: dB(A)}}
  punch:
    - id: PI-01
      category: B
      what: Too slow
      test: T-02
      raised: 2026-09-03
      due: 2026-10-01
      withheld: 5000.00
    - {id: PI-02, category: C, what: A scratch, raised: 2026-09-03, closed: 2026-09-04, evidence: Photograph 3}
  certificates:
    - {id: AC-1, type: factory, effective: 2026-09-02, signed: 2026-09-04}
    - {id: AC-2, type: completion, effective: 2026-09-04}
  retentions:
    - {id: RT-1, what: Warranty, amount: 62500.00, released: 1000.00, released_on: 2026-09-10}
  warranty: {months: 24, begins: 2026-09-04, ends: 2028-09-03}
"""
"""The acceptance of the sound record, which may follow its standards."""

CONTRACT = """\
negotiation:
  price: 1250000.00
  visits:
    - {id: EV-1, ours: Feng Yulan, meets: P-02, date: 2026-09-10, outcome: Wants one contract}
    - {id: EV-2, ours: Gao Ming, meets: P-01, due: 2026-10-12}
  issues:
    - id: NI-1
      kind: price
      title: Contract price
      unit: CNY
      ours: {opening: 1250000, target: 1220000, limit: 1200000}
      theirs: {opening: 1150000, target: 1180000, limit: 1230000, state: known, source: Li Na}
    - {id: NI-2, kind: law, title: Place of arbitration, ours: {words: Beijing}, theirs: {words: Jinan}}
  alternatives:
    theirs: {what: They buy from Eastlake, worth: 1180000.00, rival: C-01}
  concessions:
    - {id: CN-1, issue: NI-1, gives: A rebate, off_price: 30000.00, gets: Signing in October, may_grant: Gao Ming}
    - id: CN-2
      gives: A second load cell
      cost: 9000.00
      gets: Warranty of 24 months
      may_grant: Gao Ming
      state: granted
      by: Gao Ming
      date: 2026-09-11
  packages:
    - {id: PK-A, title: Cheaper, concessions: [CN-1]}
    - {id: PK-B, title: Safer, concessions: [CN-2]}
  meetings:
    - id: MT-1
      title: Price
      date: 2026-09-12
      people: [P-02]
      seats:
        - {who: Gao Ming, part: leads, meets: P-02}
      agenda:
        - {what: The price, issue: NI-1}
      agreed: One contract
contract:
  version: "2"
  price: 1250000.00
  delivery_days: 120
  acceptance_days: 150
  valid_until: 2026-10-31
  payments:
    - {what: On signing, months: 0, percent: 30}
    - {what: On acceptance, months: 5, percent: 70}
  delay_damages: {percent: 0.5, at_most: 5}
  clauses:
    - {id: CC-01, title: Price, about: price, origin: negotiation, concessions: [CN-2]}
    - {id: CC-02, title: Machines, about: scope, requirements: [REQ-001, REQ-002]}
  deviations:
    - {of: REQ-003, state: accepted, clause: CC-02, by: Li Na, date: 2026-09-12}
  securities:
    - {id: CS-1, kind: performance, percent: 10, due: 2026-11-30, valid_until: 2028-11-30}
  reviews:
    - part: legal
      result: approved
      by: Sun Rui
      date: 2026-09-13
      version: "2"
      remarks:
        - {what: The place of arbitration, clause: CC-01, settled_on: 2026-09-13}
    - {part: finance}
  signing:
    powers:
      - {who: Feng Yulan, basis: Legal representative, up_to: 1300000.00, valid_until: 2026-12-31}
    conditions:
      - {id: EC-1, what: The advance payment has arrived}
    signed_on: 2026-09-14
    effective_on: 2026-09-15
  commitments:
    - {id: CM-1, what: A second load cell, of: CN-2, to: P-01, owner: He Tao, cost_lines: [K-01], tests: [T-01]}
    - {id: CM-2, what: Export of raw data, of: REQ-002, owner: He Tao, no_cost: Standard, tests: [T-03]}
"""
"""Negotiation and contract of the sound record, which may follow its standards and acceptance."""

COMPLETION = """\
completion:
  result: won
  decided_on: 2026-09-12
  estimate: 1300000.00
  bids:
    - {bidder: C-01, price: 1290000.00, source: Opening of the bids, date: 2026-09-11}
    - {bidder: C-02, takes_part: no, source: Its dealer}
  reasons:
    - {what: Class 0.5 at the low end, factor: products, source: Wang Lei, date: 2026-09-12}
  costs:
    - {of: K-01, actual: 401000.00}
    - {of: K-02, actual: 12600.00, still: 300.00, currency: EUR, rate: 8.2, why: Prices of the new year}
    - {of: R-01, actual: 0}
    - {of: commission, actual: 25000.00}
    - {what: A crane, actual: 4000.00, why: Nobody had measured the gate}
  dates:
    - {of: delivery, why: The frame came late}
    - {what: Works acceptance, planned: 2026-08-30, actual: 2026-09-02}
  promises:
    - {of: CM-1, kept: yes, on: 2026-09-10, evidence: Packing list}
    - {of: CM-2, kept: late, evidence: Minutes, why: The software was not ready}
  lessons:
    - {factor: prices, what: Eastlake follows us, do: Keep both prices, owner: Chen Yu, due: 2026-10-30}
  contacts:
    - {person: P-01, owner: Chen Yu, what: First months of use, due: 2026-12-15}
  needs:
    - {id: NN-1, what: Testers for plant 3, expected: 2028, value: 800000.00}
  service:
    - {what: Yearly calibration, due: 2027-09-01, owner: Luo Min}
  reviewed_on: 2026-09-14
  reviewed_by: [Gao Ming, Chen Yu]
"""
"""The completion of the sound record, which may follow its contract."""

LOST = """\
completion:
  result: lost
  decided_on: 2026-09-12
  winner: C-01
  bids:
    - {bidder: us, price: 1250000.00}
    - {bidder: C-01, price: 1190000.00, source: Notice of award}
  reasons:
    - {what: Cheaper by five percent, factor: prices, source: Li Na}
  lessons:
    - {factor: prices, what: It had the longer delivery}
  contacts:
    - {person: P-01}
  reviewed_on: 2026-09-14
  reviewed_by: [Gao Ming]
"""
"""The completion of the sound record where a rival has won."""

TENDER = """\
tender:
  notice:
    reference: T-9
    method: selective
    envelopes: two
    lots: [L-1]
    currency: CNY
    tax_basis: including
    published: 2026-08-31
    documents:
      - {id: TD-1, title: Instructions}
  instructions:
    validity_days: 90
    bid_security: {amount: 20000.00, forms: [bank-guarantee, cash], margin_days: 14}
    performance_security: {percent: 10, margin_days: 30}
    delay_damages: {percent: 0.5, per: week, at_most: 5}
  dates:
    zone: Asia/Shanghai
    questions_until: 2026-09-11 17:00
    deadline: 2026-09-30 09:30
    opening: 2026-09-30 10:00
    expected_award: 2026-10-31
    expected_signing: 2026-11-30
    delivery_days: 140
    acceptance_days: 180
    warranty_months: 24
  profile: china-equipment-2017
  lettering: "1."
  forms:
    - {id: consortium, asked: no}
    - {id: calibration, title: Statement on calibration, kind: other, envelope: technical}
  clauses:
    - id: TC-01
      document: TD-1
      mandatory: yes
      ours: {answer: comply}
    - id: TC-02
      document: TD-1
      ours: {answer: deviate, deviation: Sixty percent on delivery}
    - {id: TC-03, kind: technical, requirements: [REQ-001, REQ-002]}
  clarifications:
    - {id: CQ-01, question: From which range on?, asked_on: 2026-09-07, answer: From 1 %., answered_on: 2026-09-09,
       touches: [REQ-001]}
  addenda:
    - {id: AD-1, number: 1, date: 2026-09-04, what: Class 0.5, acknowledged_on: 2026-09-05, changes: [REQ-001]}
    - {id: AD-2, number: 2, date: 2026-09-10, what: Calibration, acknowledged_on: 2026-09-11, changes: [calibration]}
bid:
  dated: 2026-09-29
  lots: [L-1]
  validity_days: 100
  bidder:
    legal_name: Northfield Testing Machines
    legal_representative: Feng Yulan
    signatory: Gao Ming
    power_of_attorney: PA-1
  lines:
    - {id: B-01, title: Tester, lot: L-1, group: G-01, requirements: [REQ-001], quantity: 2, share: 60, tax_rate: 13}
    - {id: B-02, title: Spares, kind: spares, share: 40, tax_rate: 13}
    - {id: B-03, title: Calibration, kind: services, unit_price: 9000.00, tax_rate: 6}
    - {id: B-04, title: Third year, kind: options, unit_price: 20000.00, in_total: no, tax_rate: 6}
  discounts:
    - {id: D-1, what: Both lots, percent: 1, lot: L-1}
  delivery:
    - {id: M-1, what: Drawings, weeks: 3}
    - {id: M-2, what: Testers, weeks: 20, kind: delivery, lot: L-1}
    - {id: M-3, what: Acceptance, weeks: 25, kind: acceptance}
  service:
    warranty_months: 24
    plan:
      - {what: Engineer, how: Within a day, requirements: [REQ-002]}
  data:
    - {id: TE-1, parameter: Force, value: 10 kN, line: B-01, requirement: REQ-001}
  evidence:
    - {id: Q-1, title: ISO 9001, issued: 2025-03-12, valid_until: 2028-03-11, form: qualification}
  securities:
    - {id: S-1, form: bank-guarantee, amount: 20000.00, currency: CNY, issued: 2026-09-14, valid_until: 2027-01-22}
  partners:
    - {id: PA-1, legal_name: Northfield, share: 70, leads: yes}
    - {id: PA-2, legal_name: Eastern Calibration, share: 30}
  authorisations:
    - {id: MA-1, maker: Hartmann, lines: [B-02], issued: 2026-09-01, valid_until: 2027-12-31}
  signatures:
    - {form: letter, by: Gao Ming, on: 2026-09-15}
"""
"""The tender and the bid of the sound record, which may follow its standards."""

Changes = Mapping[str, object]


def edited(text: str, *edits: tuple[str, str]) -> str:
    """Replace each `old`, which must stand in the text exactly once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def tree_of(text: str) -> dict[str, Any]:
    """Return a YAML text as dicts, lists and texts."""
    tree, problems = parse(text, "text.yaml")
    assert not problems
    found = plain(tree)
    assert isinstance(found, dict)
    return found


def deal(changes: Changes | None = None) -> Deal:
    """Return the sound deal with values set by path (`competitors.0.name`); None takes a value away."""
    return Deal.model_validate(without_empty(changed(tree_of(RECORD), changes or {}), Deal))


def house(changes: Changes | None = None) -> House:
    """Return the sound house with values set by path; None takes a value away."""
    return House.model_validate(without_empty(changed(tree_of(HOUSE), changes or {}), House))


def changed(tree: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """Return a copy of the tree with values set by path."""
    tree = copy.deepcopy(tree)
    for path, value in changes.items():
        *parents, last = path.split(".")
        at: Any = tree
        for step in parents:
            at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
        if value is None:
            at.pop(last, None)
        else:
            at[int(last) if isinstance(at, list) else last] = copy.deepcopy(value)
    return tree


def write(folder: Path, record: str | bytes = RECORD, house_text: str | bytes = HOUSE, name: str = "deal.yaml") -> Path:
    """Write a record and its house into a folder and return the record's path."""
    for file, text in ((name, record), ("house.yaml", house_text)):
        (folder / file).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder / name
