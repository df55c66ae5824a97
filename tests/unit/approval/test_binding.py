"""What an approval binds: whatever means something else undoes it, whatever is only written otherwise does not."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import yaml

from bidkit.approval.binding import Input, changes, only_continued, resolved_input
from bidkit.deal import Deal, House
from bidkit.deal.bid import Signature, Submission
from bidkit.deal.negotiation import Concession, ExecutiveVisit
from bidkit.deal.progress import Action
from bidkit.deal.stakeholders import Contact
from bidkit.problems import ProblemsFound
from bidkit.record.files import deal_of, load_deal, load_house
from bidkit.record.tree import Path as FieldPath
from bidkit.record.tree import Scalar, Table
from bidkit.record.tree import leaves as leaves_of
from bidkit.record.validate import validate
from bidkit.register.canonical import canonical, digest
from bidkit.render.search import digests
from tests.acceptance.house import EXAMPLES
from tests.schema import TEXTS, tree

VALUES = ("37", "Kestrel wins", *TEXTS, "no", "unknown", "refused", "rival", "2", "2030-01-01", "USD")
STEPS = {"filled": 1, "springs": 1} if os.environ.get("BIDKIT_HARDEN") else {"filled": 4, "springs": 31}
AFTERWARDS = {"stage", "key_nodes"}
ELSEWHERE = {"authority_key", "database_url", "content", "form_profiles"}
BID = EXAMPLES / "springs-bid" / "deal.yaml"


def bound(deal: Deal, house: House) -> Input:
    return resolved_input(deal, house, {"pricing.html": "a" * 64}, "1.0")


@dataclass(frozen=True)
class Written:
    """A record and a house as located trees, whose leaves can be given another text."""

    deal: Table
    house: Table

    def read(self) -> tuple[Deal, House]:
        return validate(Deal, self.deal), validate(House, self.house)

    def leaves(self) -> list[tuple[FieldPath, Scalar]]:
        """Return every leaf that an approval binds."""
        both = ((self.deal, AFTERWARDS), (self.house, ELSEWHERE))
        return [leaf for table, out in both for leaf in leaves_of(table) if leaf[0][0] not in out]

    def changed(self, scalar: Scalar) -> tuple[Deal, House] | None:
        """Return both with another text at a leaf; nothing where no other text can stand there."""
        before = scalar.text
        try:
            for scalar.text in VALUES:
                with suppress(ProblemsFound):
                    return self.read()
        finally:
            scalar.text = before
        return None


@cache
def springs() -> Written:
    return Written(load_deal(BID).tree, load_house(BID.parent).tree)


@cache
def filled() -> Written:
    return Written(tree(Deal), tree(House))


@pytest.mark.parametrize("name", ["filled", "springs"])
def test_a_leaf_that_means_something_else_undoes_it_and_is_named(name: str) -> None:
    written = {"filled": filled, "springs": springs}[name]()
    before_read = written.read()
    before, undone = bound(*before_read), 0
    for path, scalar in written.leaves()[:: STEPS[name]]:
        after_read = written.changed(scalar)
        if after_read is None or after_read == before_read:
            continue
        after = bound(*after_read)
        assert digest(after) != digest(before), path
        assert not only_continued(before, after), path
        fields = [each.field for each in changes(before, after)]
        assert any(str(step) in field for field in fields for step in path if isinstance(step, str)), (path, fields)
        undone += 1
    assert undone > 50


def test_templates_and_engine_are_bound() -> None:
    deal, house = springs().read()
    before = resolved_input(deal, house, {"pricing.html": "a" * 64}, "1.0")
    after = resolved_input(deal, house, {"pricing.html": "b" * 64}, "1.1")
    assert [each.field for each in changes(before, after)] == ["templates.pricing.html", "engine"]


def test_the_order_of_a_list_is_bound() -> None:
    deal, house = springs().read()
    assert deal.costs
    turned = deal.costs.model_copy(update={"lines": tuple(reversed(deal.costs.lines))})
    after = bound(deal.model_copy(update={"costs": turned}), house)
    assert [each.field for each in changes(bound(deal, house), after)] == ["costs.lines (order)"]


def _turned(value: object) -> object:
    if isinstance(value, dict):
        return {name: _turned(value[name]) for name in reversed(value)}
    return [_turned(each) for each in value] if isinstance(value, list) else value


def test_a_record_written_otherwise_is_the_same() -> None:
    text = BID.read_text(encoding="utf-8")
    turned = yaml.dump(_turned(yaml.load(text, Loader=yaml.BaseLoader)), sort_keys=False, width=60, allow_unicode=True)
    assert turned != text
    house = load_house(BID.parent).house
    before, after = (bound(deal_of(each, BID).deal, house) for each in (text, turned))
    assert changes(before, after) == ()
    assert canonical(before) == canonical(after)


@pytest.mark.parametrize(
    ("old", "new"),
    [("unit_cost: 198000\n", "unit_cost: 198000.00\n"), ("percent: 5}", "percent: 5.0}"), ("\n", "\r\n")],
)
def test_a_number_or_an_end_of_line_written_otherwise_is_the_same(old: str, new: str) -> None:
    text = BID.read_text(encoding="utf-8")
    assert old in text
    house = load_house(BID.parent).house
    assert bound(deal_of(text.replace(old, new), BID).deal, house) == bound(deal_of(text, BID).deal, house)


def test_what_happens_after_the_approval_does_not_undo_it() -> None:
    deal, house = springs().read()
    later = deal.model_copy(update={"stage": "negotiation"})
    assert bound(later, house) == bound(deal, house)


def test_every_file_of_the_template_set_is_bound(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "set.yaml").write_text("name: own\n", encoding="utf-8")
    (own / "style.css").write_text("p { color: red }\n", encoding="utf-8")
    before = digests((own,))
    assert {"pricing.html", "style.css", "1/style.css", "1/set.yaml"} <= set(before)
    (own / "style.css").write_bytes(b"p { color: red }\r\n")
    (own / ".DS_Store").write_bytes(b"of a file manager")
    assert digests((own,)) == before
    for name in ("style.css", "added.html"):
        (own / name).write_text("p { color: blue }\n", encoding="utf-8")
        assert digests((own,)) != before
        before = digests((own,))


def _with(deal: Deal, part: str, **told: object) -> Deal:
    return deal.model_copy(update={part: getattr(deal, part).model_copy(update=told)})


def _met(deal: Deal, *more: Contact) -> Deal:
    """Return the deal with more contacts of everybody, or with none at all."""
    people = (
        each.model_copy(update={"contacts": (*each.contacts, *more) if more else ()}) for each in deal.stakeholders
    )
    return deal.model_copy(update={"stakeholders": tuple(people)})


VISIT = ExecutiveVisit(id="EV-1", ours="Gao Ming", meets="P-06")
SIGNED = Signature(form="letter", by="Gao Ming", on=date(2026, 12, 16))
HANDED_IN = Submission(at=datetime(2026, 12, 17, 15, tzinfo=UTC), how="By courier")
GIVEN = Concession(id="CN-1", gives="A third year of warranty", cost=Decimal(9000), state="granted")
LATER: dict[str, Callable[[Deal], Deal]] = {
    "a visit": lambda deal: _with(deal, "negotiation", visits=(VISIT,)),
    "a visit, told on a later day": lambda deal: _with(deal, "negotiation", visits=(VISIT,)).model_copy(
        update={"as_of": date(2026, 12, 20)}
    ),
    "a concession that is planned": lambda deal: _with(
        deal, "negotiation", concessions=(GIVEN.model_copy(update={"state": "planned"}),)
    ),
    "a concession that costs nothing": lambda deal: _with(
        deal, "negotiation", concessions=(GIVEN.model_copy(update={"cost": None}),)
    ),
    "a form that is signed": lambda deal: _with(deal, "bid", signatures=(SIGNED,)),
    "the bid that is handed in": lambda deal: _with(deal, "bid", submitted=HANDED_IN),
    "an action more": lambda deal: deal.model_copy(
        update={"actions": (*deal.actions, Action(id="A-99", do="Call the laboratory."))}
    ),
    "a call": lambda deal: _met(deal, Contact(how="Call")),
    "the acceptance": lambda deal: _with(deal, "acceptance", site="The works"),
}
UNDOING: dict[str, Callable[[Deal], Deal]] = {
    "a concession that is granted": lambda deal: _with(deal, "negotiation", concessions=(GIVEN,)),
    "the price of the contract": lambda deal: _with(deal, "contract", price=Decimal(3400000)),
    "the price on the table": lambda deal: _with(deal, "negotiation", price=Decimal(3400000)),
    "a later day and nothing to tell": lambda deal: deal.model_copy(update={"as_of": date(2026, 12, 20)}),
    "a visit, told of an earlier day": lambda deal: _with(deal, "negotiation", visits=(VISIT,)).model_copy(
        update={"as_of": date(2026, 12, 1)}
    ),
    "a note": lambda deal: deal.model_copy(update={"note": "Steel is dearer"}),
    "an action that is done": lambda deal: deal.model_copy(
        update={"actions": (deal.actions[0].model_copy(update={"state": "done"}), *deal.actions[1:])}
    ),
    "an action less": lambda deal: deal.model_copy(update={"actions": deal.actions[1:]}),
    "a contact less": _met,
}


@pytest.mark.parametrize("name", LATER)
def test_what_only_tells_how_the_deal_went_on_is_not_bound(name: str) -> None:
    deal, house = springs().read()
    before, after = bound(deal, house), bound(LATER[name](deal), house)
    assert digest(before) != digest(after)
    assert only_continued(before, after)
    assert not only_continued(after, before)


@pytest.mark.parametrize("name", UNDOING)
def test_what_moves_the_price_or_was_bound_undoes_it_whenever_it_is_told(name: str) -> None:
    deal, house = springs().read()
    assert not only_continued(bound(deal, house), bound(UNDOING[name](deal), house))


def test_a_visit_that_was_bound_and_is_changed_undoes_it() -> None:
    deal, house = springs().read()
    with_visit = LATER["a visit"](deal)
    moved = _with(deal, "negotiation", visits=(VISIT.model_copy(update={"ours": "Deng Li"}),))
    assert not only_continued(bound(with_visit, house), bound(moved, house))
