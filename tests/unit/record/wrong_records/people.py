"""Mistakes among the people: reporting, ties, judgements, planned visits, the candidate list."""

from tests.unit.record.wrong_records.rules import late
from tests.unit.record.wrong_records.table import Wrong

PEOPLE = """\
stakeholders:
  - id: P-01
    name: Wang Lei
    roles: [technical, user]
    reports_to: P-02
    since: 2026-02
    influence: 60
    source: Organisation chart
    date: 2026-08-18
    attitude: {score: +4, evidence: Ranks us first, source: Chen Yu, date: 2026-08-21}
    response: {mode: growth, source: Chen Yu, date: 2026-08-22}
    win: {what: A laboratory of his own, source: Chen Jie, date: 2026-08-23}
    owner: Chen Yu
    links:
      - {to: P-02, kind: influences, source: Liu Min, date: 2026-08-24}
      - {to: P-03, kind: conflict, source: Liu Min, date: 2026-08-25}
    contacts:
      - {date: 2026-06-12, by: Chen Yu, how: visit}
      - {date: 2026-07, by: Chen Yu, how: call}
    visits:
      - {due: 2026-10-23, owner: He Tao, how: visit, question: Which tolerance}
  - id: P-02
    name: Xu Guohua
    roles: [economic]
    influence: 40
    source: Minutes of August
    date: 2026-08-19
  - id: P-03
    name: Chen Jie
    roles: [insider]
    reports_to: P-01
    attitude: {score: 5, source: He Tao, date: 2026-08-26}
candidate_list:
  state: applied
  closes: 2026-09-30
  handed_in: 2026-09-01
  source: Li Na
  date: 2026-09-02
"""
"""The people of the sound record, with all that can be said of them."""

ATTITUDE = "attitude: {score: +4, evidence: Ranks us first, source: Chen Yu, date: 2026-08-21}"
NOBODY = "is no stakeholder of the record"
NO_SCORE = "is not an attitude"
LIST = "  state: applied\n  closes: 2026-09-30\n  handed_in: 2026-09-01\n"

WRONG_PEOPLE = (
    Wrong("superior who is not there", "reports_to: P-02", "reports_to: »P-09", f"`P-09` {NOBODY}", "P-01, P-02, P-03"),
    Wrong("person who reports to itself", "reports_to: P-02", "reports_to: »P-01",
          "`P-01` reports to itself: P-01 -> P-01", "stands highest"),
    Wrong("circle of three", "    name: Xu Guohua\n", "    name: Xu Guohua\n    reports_to: »P-03\n",
          ("`P-01` reports to itself: P-01 -> P-02 -> P-03 -> P-01",
           "`P-02` reports to itself: P-02 -> P-03 -> P-01 -> P-02",
           "`P-03` reports to itself: P-03 -> P-01 -> P-02 -> P-03"), "stands highest",
          elsewhere=("reports_to: P-01", "reports_to: »P-01"), at="P-02\n    since",
          because="each of the three could be the one that stands highest"),
    Wrong("tie to nobody", "{to: P-03, kind: conflict", "{to: »P-07, kind: conflict", f"`P-07` {NOBODY}"),
    Wrong("tie to oneself", "{to: P-03, kind: conflict", "{to: »P-01, kind: conflict", "`P-01` is linked to itself"),
    Wrong("tie that stands twice", "{to: P-03, kind: conflict", "{to: »P-02, kind: influences",
          "`influences` from P-01 to P-02 stands twice", "Keep one"),
    Wrong("tie of no kind", "kind: conflict", "kind: »conflicts",
          "`stakeholders[1].links[2].kind`: 'conflicts' cannot stand here", "Did you mean `conflict`?"),
    Wrong("tie without source", "kind: conflict, source: Liu Min, date: 2026-08-25}", "kind: conflict}",
          "warning: `conflict` has no source and no date", "people and their minds change", at="{to: P-03"),
    Wrong("role twice", "[technical, user]", "[technical, user, »technical]",
          "the role `technical` stands here twice", "Keep one"),
    Wrong("attitude above the scale", "score: +4", "score: »6", f"`stakeholders[1].attitude.score`: '6' {NO_SCORE}",
          "from -5"),
    Wrong("attitude below the scale", "score: +4", "score: »-6",
          f"`stakeholders[1].attitude.score`: '-6' {NO_SCORE}"),
    Wrong("attitude between two steps", "score: +4", "score: »2.5",
          f"`stakeholders[1].attitude.score`: '2.5' {NO_SCORE}", "whole number"),
    Wrong("attitude in words", "score: +4", "score: »friendly",
          f"`stakeholders[1].attitude.score`: 'friendly' {NO_SCORE}"),
    Wrong("attitude without score", "{score: 5, source: He Tao", "{source: He Tao",
          "`stakeholders[3].attitude.score` is missing", at="attitude: {source"),
    Wrong("attitude that nobody judged", ATTITUDE, "»attitude: {score: +4, date: 2026-08-21}",
          "warning: `attitude` has no source"),
    Wrong("response without date", "response: {mode: growth, source: Chen Yu, date: 2026-08-22}",
          "»response: {mode: growth, source: Chen Yu}", "warning: `response` has no date"),
    Wrong("response of no mode", "mode: growth", "mode: »grow",
          "`stakeholders[1].response.mode`: 'grow' cannot stand here", "growth"),
    Wrong("win from nowhere", "win: {what: A laboratory of his own, source: Chen Jie, date: 2026-08-23}",
          "»win: {what: A laboratory of his own}", "warning: `win` has no source and no date"),
    Wrong("influence without date", "    influence: 40\n    source: Minutes of August\n    date: 2026-08-19\n",
          "    influence: »40\n    source: Minutes of August\n", "warning: `influence` has no date"),
    Wrong("insider against us", "{score: 5, source: He Tao", "{score: »-2, source: He Tao",
          "warning: `P-03` is called an insider, but its attitude is -2", "does not count"),
    Wrong("contacts in the wrong order", "{date: 2026-07, by", "{date: »2026-05, by",
          "this contact took place before the one above it", "oldest first"),
    Wrong("visit that has passed", "due: 2026-10-23", "due: »2026-09-14",
          "warning: the visit was planned for 2026-09-14, before the record's own date 2026-09-15", "`contacts`"),
    Wrong("visit without a question", ", question: Which tolerance}", "}",
          "`stakeholders[1].visits[1].question` is missing", at="{due: 2026-10-23"),
    Wrong("handed in, and nothing known", LIST, "  closes: 2026-09-30\n  handed_in: »2026-09-01\n",
          "documents were handed in on 2026-09-01, but the state is unknown", "state: applied"),
    Wrong("list that closed without us", LIST, "  state: not-listed\n  closes: »2026-09-14\n",
          "warning: the list closed on 2026-09-14, and nothing was handed in", "opened for us"),
    Wrong("candidate list from nobody", "  source: Li Na\n  date: 2026-09-02\n", "  date: 2026-09-02\n",
          "warning: `candidate_list` has no source", at="candidate_list:"),
    Wrong("candidate list of no state", "state: applied", "state: »asked",
          "`candidate_list.state`: 'asked' cannot stand here", "unknown, not-listed, applied, listed, refused"),
    late("since", "since: 2026-02\n", "since: »2026-10\n"),
    late("handed_in", "handed_in: 2026-09-01\n", "handed_in: »2026-09-20\n"),
)  # fmt: skip
