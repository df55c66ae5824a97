"""The thread of the springs, from a need to a punch item: whichever link is cut, it is found."""

from collections.abc import Callable, Mapping

import pytest
from pydantic import BaseModel

from bidkit.deal import Deal, House
from bidkit.influence import counts
from bidkit.stages.tracing import TRACE
from tests.acceptance.house import EXAMPLES, read

DEAL, HOUSE = read(EXAMPLES / "springs-acceptance" / "deal.yaml")
PROMISES = [each.id for each in DEAL.standards.requirements if counts(each)]


def orphans(deal: Deal, house: House = HOUSE) -> set[tuple[str, str]]:
    return {(each.id, str(each.lacks)) for each in TRACE.build(deal, house, final=False).orphans}  # type: ignore[attr-defined]


def on_requirement(**fields: object) -> Callable[[Deal, str], Deal]:
    def cut(deal: Deal, name: str) -> Deal:
        items = tuple(
            each.model_copy(update=fields) if each.id == name else each for each in deal.standards.requirements
        )
        return deal.model_copy(update={"standards": deal.standards.model_copy(update={"requirements": items})})

    return cut


def in_list(section: str, field: str) -> Callable[[Deal, str], Deal]:
    def cut(deal: Deal, name: str) -> Deal:
        part: BaseModel = getattr(deal, section)
        items = tuple(
            each.model_copy(update={"requirements": tuple(id_ for id_ in each.requirements if id_ != name)})
            for each in getattr(part, field)
        )
        return deal.model_copy(update={section: part.model_copy(update={field: items})})

    return cut


def unanswered(deal: Deal, name: str) -> Deal:
    item = next(each for each in deal.standards.requirements if each.id == name)
    return on_requirement(ours=item.ours.model_copy(update={"answer": None}))(deal, name)


CUTS: Mapping[str, Callable[[Deal, str], Deal]] = {
    "no need stands behind it": on_requirement(needs=()),
    "no clause of the tender asks for it": in_list("tender", "clauses"),
    "we have not answered it": unanswered,
    "no cost line pays for it": on_requirement(cost_lines=(), no_cost=None),
    "no clause of the contract binds it": in_list("contract", "clauses"),
    "no acceptance test proves it": in_list("acceptance", "tests"),
}


def test_nothing_hangs_loose() -> None:
    assert orphans(DEAL) == set()
    assert len(PROMISES) == 24


@pytest.mark.parametrize("said", CUTS)
@pytest.mark.parametrize("name", PROMISES)
def test_a_link_that_is_cut_is_found(name: str, said: str) -> None:
    assert (name, said) in orphans(CUTS[said](DEAL, name))


def test_a_failure_that_nobody_follows_is_found() -> None:
    punch = tuple(each.model_copy(update={"test": None}) for each in DEAL.acceptance.punch)
    cut = DEAL.model_copy(update={"acceptance": DEAL.acceptance.model_copy(update={"punch": punch})})
    failed = {each.id for each in DEAL.acceptance.tests if each.result == "fail"}
    assert orphans(cut) == {(name, "it was failed and no punch item follows") for name in failed}
