"""Whether an approval is undone by a change of what it rests on, and by nothing else."""

import random
from collections.abc import Iterator, Mapping

import yaml

from benchmarks.checkers.trial import Trial
from bidkit.approval.binding import Input, resolved_input
from bidkit.deal import Deal, House
from bidkit.record.files import deal_of, load_house
from tests.unit.approval.bench import Bench
from tests.unit.approval.test_binding import BID, Written, _turned, springs

TEMPLATES = {"pricing.html": "a" * 64, "bid-price.html": "b" * 64}


def trials(chance: random.Random) -> Iterator[Trial]:
    """Change what two people have approved, leaf by leaf, and its spelling."""
    deal, house = springs().read()
    bench = Bench(deal=deal)
    for name in ("Gao Ming", "Deng Li"):
        bench.says("approve", name)
    before = bench.bound
    if not _holds(bench, before, deal):
        raise SystemExit("the approval does not hold to begin with")
    yield from _leaves(bench, chance)
    yield from _beside(bench, deal, house)
    yield from _written_otherwise(bench, chance)


def _holds(bench: Bench, bound: Input, deal: Deal) -> bool:
    return bench.verdict(bound, deal).approved is not None


def _bound(deal: Deal, house: House, templates: Mapping[str, str] | None = None, engine: str = "1.0") -> Input:
    return resolved_input(deal, house, templates or {}, engine)


def _leaves(bench: Bench, chance: random.Random) -> Iterator[Trial]:
    written = Written(springs().deal, springs().house)
    read = written.read()
    leaves = [*written.leaves()]
    chance.shuffle(leaves)
    sown = 0
    for path, scalar in leaves:
        changed = written.changed(scalar)
        if changed is None or changed == read:
            continue
        kind = f"a value of the record is another one ({'costs and price' if path[0] in MONEY else 'the rest'})"
        yield Trial(kind, True, not _holds(bench, _bound(*changed), changed[0]))
        sown += 1
        if sown == 300:
            return


MONEY = ("costs", "price", "currency", "bid")


def _beside(bench: Bench, deal: Deal, house: House) -> Iterator[Trial]:
    for number in range(len(deal.costs.lines) if deal.costs else 0):
        lines = list(deal.costs.lines) if deal.costs else []
        turned = tuple(lines[number:] + lines[:number])
        if deal.costs and number:
            other = deal.model_copy(update={"costs": deal.costs.model_copy(update={"lines": turned})})
            yield Trial("cost lines stand in another order", True, not _holds(bench, _bound(other, house), other))
    for name in TEMPLATES:
        bound = _bound(deal, house, {name: "c" * 64})
        yield Trial("a template is another one", True, not _holds(bench, bound, deal))
    yield Trial("bidkit is another version", True, not _holds(bench, _bound(deal, house, engine="1.1"), deal))


def _written_otherwise(bench: Bench, chance: random.Random) -> Iterator[Trial]:
    text, house = BID.read_text(encoding="utf-8"), load_house(BID.parent).house
    plain = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text alone
    for _ in range(40):
        width, turned = chance.randrange(20, 200), chance.random() < 0.5
        said = yaml.dump(
            _turned(plain) if turned else plain,
            sort_keys=chance.random() < 0.5,
            width=width,
            indent=chance.choice((2, 4)),
            allow_unicode=chance.random() < 0.5,
        )
        yield Trial("the record is written in another way", False, not _same(bench, said, house))
    lines = text.splitlines()
    for _ in range(40):
        at = chance.randrange(len(lines))
        said = "\n".join([*lines[:at], "# a remark", *lines[at:]]) if not _in_text(lines, at) else text + "# a remark\n"
        yield Trial("a remark stands in the record", False, not _same(bench, said, house))
    yield Trial("the record has the line ends of Windows", False, not _same(bench, text.replace("\n", "\r\n"), house))
    later = deal_of(text, BID).deal.model_copy(update={"stage": "negotiation"})
    yield Trial("the deal went on to the next stage", False, not _holds(bench, _bound(later, house), later))


def _in_text(lines: list[str], at: int) -> bool:
    """Tell whether a remark would be part of a text of several lines."""
    return any(line.rstrip().endswith((">", "|", ">-", "|-")) for line in lines[max(at - 12, 0) : at])


def _same(bench: Bench, text: str, house: House) -> bool:
    deal = deal_of(text, BID).deal
    return _holds(bench, _bound(deal, house), deal)
