"""What the entries of a deal amount to: which approvals still hold, and whether enough people say yes to a price."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bidkit.approval.binding import Change, Input, changes, conceded, only_continued
from bidkit.approval.figures import Figures
from bidkit.approval.signed import day_of, figures_in, moment, signature_is_good, valid_until
from bidkit.approval.who import Capacity, capacities, failing, holding, lines_of, most, same_customer
from bidkit.deal import Deal
from bidkit.deal.authority import Authority, Band, Person
from bidkit.register.canonical import digest
from bidkit.register.entry import Entry

_SAMPLED = Decimal("0.001")  # by so much a simulated share may differ between machines
_A_DAY = timedelta(days=1)  # clocks and time zones differ by less


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a verdict rests on."""

    deal: Deal
    bound: Input
    """The resolved input as it is now."""
    authority: Authority | None
    """None where authority.yaml is absent or not signed by its owner."""
    entries: Sequence[Entry]
    """Every approval, refusal and revocation of the register."""
    inputs: Mapping[str, Input]
    """What the deal's entries bind, by digest."""
    figures: Callable[[Figures], Figures | None]
    """Works out anew what was signed; None where the record gives no such price."""
    today: date
    same_customer_days: int
    handed_in: bool = False
    """Whether a bid that was issued under approvals is with the customer; then only what was conceded since counts."""

    @property
    def own(self) -> tuple[Entry, ...]:
        """The entries of the deal."""
        return tuple(entry for entry in self.entries if entry.deal == self.deal.id)


@dataclass(frozen=True, slots=True)
class Other:
    """Another deal of the same customer that was approved shortly before."""

    deal: str
    price: Decimal
    currency: str
    on: date


@dataclass(frozen=True, slots=True)
class Voice:
    """One approval: who, what, whether it still holds, and if not, why and which fields changed."""

    entry: Entry
    figures: Figures
    why_not: tuple[str, ...]
    changes: tuple[Change, ...]
    bands: tuple[Band, ...]
    """The bands that held for the price when it was said."""
    others: tuple[Other, ...]

    @property
    def holds(self) -> bool:
        """Whether it counts."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Count:
    """How far one price has come: who says yes, in which band, and how many people that asks for."""

    figures: Figures
    voices: tuple[Voice, ...]
    band: Band
    people: int

    @property
    def enough(self) -> bool:
        """Whether the price is approved."""
        return self.people >= self.band.quorum


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where the approval of a deal stands."""

    voices: tuple[Voice, ...]
    counts: tuple[Count, ...]

    @property
    def approved(self) -> Count | None:
        """The price that is approved and in force; of several, the one that was signed last."""
        return next((each for each in reversed(self.counts) if each.enough), None)


def verdict(case: Case) -> Verdict:
    """Work out where the approval of a deal stands."""
    voices = tuple(_voice(case, entry) for entry in case.own if entry.kind == "approve")
    prices = dict.fromkeys(voice.figures.price for voice in reversed(voices) if voice.holds)
    counts = (
        _count(case, [voice for voice in voices if voice.holds and voice.figures.price == each]) for each in prices
    )
    return Verdict(voices, tuple(sorted(counts, key=lambda each: each.voices[-1].entry.seq)))


def others_before(case: Case, seq: int, day: date) -> tuple[Other, ...]:
    """Return the customer's other deals that were approved in the days before an entry, the last approval of each."""
    first = day - timedelta(days=case.same_customer_days)
    found: dict[str, Other] = {}
    for entry in case.entries:
        if entry.kind != "approve" or entry.deal == case.deal.id or entry.seq >= seq or _taken_back(case, entry, seq):
            continue
        figures, on = figures_in(entry), day_of(entry)
        if same_customer(figures.customer, case.deal.customer.name or "") and on >= first:
            found[entry.deal] = Other(entry.deal, figures.price, figures.currency, on)
    return tuple(found.values())


def order_values(figures: Figures, others: Sequence[Other]) -> dict[str, Decimal]:
    """Return the order value that a band is held against, by currency."""
    values = {figures.currency: figures.price}
    for other in others:
        values[other.currency] = values.get(other.currency, Decimal(0)) + other.price
    return values


def may_revoke(case: Case, person: Person, entry: Entry) -> bool:
    """Say whether somebody may revoke an approval: its giver, the owner of authority, or whoever may say yes to it."""
    if case.authority is None:
        return False
    if person.name in (entry.content["person"], case.authority.owner):
        return True
    figures = figures_in(entry)
    bands = holding(case.authority, figures, order_values(figures, ()))
    return bool(capacities(case.authority, case.deal, person, bands, case.today))


def _voice(case: Case, entry: Entry) -> Voice:
    figures, day = figures_in(entry), day_of(entry)
    bound = case.inputs.get(entry.content["input_digest"], {})
    same = _same(case, entry, bound)
    others = others_before(case, entry.seq, day)
    bands: tuple[Band, ...] = ()
    able: tuple[Capacity, ...] = ()
    person = case.authority.person_with(entry.key) if case.authority else None
    if case.authority and person:
        bands = holding(case.authority, figures, order_values(figures, others))
        able = capacities(case.authority, case.deal, person, bands, day)
    why_not = (
        *_signature(case, entry, person, day),
        *_ended(case, entry),
        *_substance(case, figures, same=same),
        *_authority(case, person, figures, others, able),
    )
    return Voice(entry, figures, why_not, () if same else changes(bound, case.bound), bands, others)


def _same(case: Case, entry: Entry, bound: Input) -> bool:
    if case.handed_in:
        return conceded(bound) == conceded(case.bound)
    return digest(case.bound) == entry.content["input_digest"] or only_continued(bound, case.bound)


def _substance(case: Case, figures: Figures, *, same: bool) -> list[str]:
    if not same:
        return ["what was approved has changed"]
    return (
        [] if case.handed_in or _as_signed(case, figures) else ["the record does not give the figures that were signed"]
    )


def _signature(case: Case, entry: Entry, person: Person | None, day: date) -> list[str]:
    if case.authority is None:
        return ["authority.yaml is not signed by its owner"]
    if not signature_is_good(entry, case.inputs):
        return ["the signature is not good"]
    if person is None:
        return [f"the key is of nobody in authority.yaml, where {entry.content['person']} was to be found"]
    if person.until and day > person.until:
        return [f"{person.name} signs only until {person.until}"]
    return _clock(case, entry)


def _clock(case: Case, entry: Entry) -> list[str]:
    """Hold an entry's date against today and against the entries before it, of which a wrong clock spoils none."""
    latest = case.today + _A_DAY
    if day_of(entry) > latest:
        return ["its date lies in the future: it was signed on a machine with a wrong clock"]
    earlier = [moment(each) for each in case.entries if each.seq < entry.seq and day_of(each) <= latest]
    if earlier and moment(entry) < max(earlier) - _A_DAY:
        return ["its date lies before that of entries made earlier: a wrong clock, or dated back"]
    return []


def _ended(case: Case, entry: Entry) -> list[str]:
    found, until = [], valid_until(entry)
    if until and case.today > until and not case.handed_in:
        found.append(f"it was valid until {until}")
    taken_back = _taken_back(case, entry, None)
    if taken_back:
        found.append(_said(taken_back))
    return found


def _said(entry: Entry) -> str:
    reason = entry.content.get("reason")
    word = "revoked" if entry.kind == "revoke" else "the price was refused afterwards"
    day = day_of(entry)
    return f"{word} by {entry.content['person']} on {day} ({entry.id})" + (f": {reason}" if reason else "")


def _taken_back(case: Case, entry: Entry, before: int | None) -> Entry | None:
    """Return the entry that revoked an approval or refused its price afterwards."""
    for each in case.entries:
        if each.deal != entry.deal or each.seq <= entry.seq or (before is not None and each.seq >= before):
            continue
        revokes = each.kind == "revoke" and entry.id in each.content["entries"]
        refuses = each.kind == "refuse" and figures_in(each).price == figures_in(entry).price
        if (revokes or refuses) and _may_take_back(case, each, entry):
            return each
    return None


def _may_take_back(case: Case, entry: Entry, approval: Entry) -> bool:
    """Say whether an entry that takes an approval back is signed by somebody who may; of other deals it is believed."""
    if case.authority is None or entry.deal != case.deal.id:
        return True
    person = case.authority.person_with(entry.key)
    if person is None or not signature_is_good(entry, case.inputs):
        return False
    return (
        may_refuse(case.authority, case.deal, person, day_of(entry))
        if entry.kind == "refuse"
        else may_revoke(case, person, approval)
    )


def may_refuse(authority: Authority, deal: Deal, person: Person, day: date) -> bool:
    """Say whether somebody may refuse a price: whoever may say yes to any."""
    return bool(capacities(authority, deal, person, authority.bands, day))


def _as_signed(case: Case, signed: Figures) -> bool:
    now = case.figures(signed)
    if now is None:
        return False
    sampled = ("win_probability", "below_floor")
    near = all(abs(getattr(now, name) - getattr(signed, name)) <= _SAMPLED for name in sampled)
    exact = ("price", "currency", "customer", "gross_margin", "deviations")
    return near and all(getattr(now, name) == getattr(signed, name) for name in exact)


def _authority(
    case: Case, person: Person | None, figures: Figures, others: Sequence[Other], able: Sequence[Capacity]
) -> list[str]:
    if case.authority is None or person is None:
        return []
    found = []
    if any(lines_of(case.deal, person)):
        found.append(f"{person.name} is the author of a priced line")
    if not able:
        found.append(why_not_able(case.authority, person, figures, order_values(figures, others)))
    return found


def why_not_able(authority: Authority, person: Person, figures: Figures, values: Mapping[str, Decimal]) -> str:
    """Say why a person may not say yes to a price."""
    roles = ", ".join(person.roles) or "no role"
    own = [band for band in authority.bands if set(band.roles) & set(person.roles)]
    if not own:
        return f"{person.name} ({roles}) has no role in any band"
    last = own[-1]
    return f"{person.name} ({roles}) may not: in the band '{last.name}', {' and '.join(failing(last, figures, values))}"


def _count(case: Case, voices: Sequence[Voice]) -> Count:
    """Count the people who say yes, each once, by the bands that hold since the last of them spoke."""
    last = voices[-1]
    if case.authority is None or not last.bands:
        raise ValueError("an approval that holds has a band")
    able: dict[str, tuple[Capacity, ...]] = {}
    for voice in voices:
        person = case.authority.person_with(voice.entry.key)
        if person:
            day = day_of(voice.entry)
            able[person.name] = capacities(case.authority, case.deal, person, last.bands, day)
    return Count(last.figures, tuple(voices), last.bands[0], most(able.values()))
