"""A house with people and bands, a deal, and a register that is a list: what is said, and what it amounts to."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from bidkit.approval.binding import Input, resolved_input
from bidkit.approval.figures import Figures
from bidkit.approval.signed import Answer, Terms, decided, revoked
from bidkit.approval.verdict import Case, Verdict, Voice, verdict
from bidkit.deal import Deal, House
from bidkit.deal.authority import Authority, Band, Delegation, Person
from bidkit.record.files import load_deal, load_house
from bidkit.register.entry import START, Draft, Entry, placed
from bidkit.register.signing import PrivateKey, new_key
from tests.acceptance.house import EXAMPLES

NAMES = {
    "Su Yan": "Sales manager",
    "Gao Ming": "Sales director",
    "Deng Li": "General manager",
    "Ma Lin": "Sales director",
}
KEYS: dict[str, PrivateKey] = {name: new_key() for name in (*NAMES, "stranger")}
BANDS = (
    Band(name="ordinary", roles=("Sales manager",), margin_from=Decimal(30), value_up_to={"CNY": Decimal(500_000)}),
    Band(name="large", roles=("Sales director", "General manager"), quorum=2, margin_from=Decimal(15)),
    Band(name="exceptional", roles=("General manager",)),
)
PRICE = Figures(
    position="balanced",
    price=Decimal(3_430_000),
    currency="CNY",
    customer="Qinglan Spring Works Co., Ltd.",
    gross_margin=Decimal("0.198"),
    win_probability=Decimal("0.766"),
    below_floor=Decimal("0.039"),
    deviations=2,
)
SMALL = replace(PRICE, price=Decimal(300_000), gross_margin=Decimal("0.4"))


@cache
def springs() -> tuple[Deal, House]:
    folder = EXAMPLES / "springs-bid"
    return load_deal(folder / "deal.yaml").deal, load_house(folder).house


def people(**changed: dict[str, Any]) -> tuple[Person, ...]:
    known = (Person(name=name, roles=(role,), keys=(KEYS[name].public,)) for name, role in NAMES.items())
    return tuple(each.model_copy(update=changed.get(each.name.split()[0], {})) for each in known)


@dataclass
class Bench:
    """Says what people say; `verdict` works out what that amounts to."""

    authority: Authority | None = field(
        default_factory=lambda: Authority(owner="Lin Hua", people=people(), bands=BANDS)
    )
    deal: Deal = field(default_factory=lambda: springs()[0])
    entries: list[Entry] = field(default_factory=list)
    inputs: dict[str, Input] = field(default_factory=dict)
    today: date = date(2026, 12, 10)

    @property
    def bound(self) -> Input:
        return resolved_input(self.deal, springs()[1], {}, "1.0")

    def says(self, kind: Answer, name: str, figures: Figures = PRICE, **terms: Any) -> Entry:  # noqa: ANN401
        deal, key = terms.pop("deal", self.deal.id), KEYS[terms.pop("key", name)]
        said = Terms(person=name, at=terms.pop("at", "2026-12-10T09:00:00Z"), **terms)
        return self.enter(decided(kind, deal, figures, self.bound, said, key), key)

    def revokes(self, name: str, *entries: Entry, **terms: Any) -> Entry:  # noqa: ANN401
        said = Terms(person=name, at="2026-12-10T09:00:00Z", **terms)
        return self.enter(revoked(self.deal.id, tuple(each.id for each in entries), said, KEYS[name]), KEYS[name])

    def enter(self, draft: Draft, key: PrivateKey) -> Entry:
        last = self.entries[-1] if self.entries else None
        entry = placed(last.seq + 1 if last else 1, draft, last.hash if last else START, key)
        self.entries.append(entry)
        self.inputs |= draft.inputs  # type: ignore[arg-type] # inputs are plain data
        return entry

    def lends(self, person: str, to: str, begins: str, ends: str) -> None:
        assert self.authority
        lent = Delegation(person=person, to=to, begins=date.fromisoformat(begins), ends=date.fromisoformat(ends))
        self.authority = self.authority.model_copy(update={"delegations": (lent,)})

    def verdict(self, bound: Input | None = None, deal: Deal | None = None) -> Verdict:
        return verdict(
            Case(
                deal=deal or self.deal,
                bound=bound or self.bound,
                authority=self.authority,
                entries=self.entries,
                inputs=self.inputs,
                figures=lambda signed: signed,
                today=self.today,
                same_customer_days=90,
            )
        )

    def voice(self, entry: Entry) -> Voice:
        return next(each for each in self.verdict().voices if each.entry.id == entry.id)
