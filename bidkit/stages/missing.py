"""Record paths of values that a sheet shows and the record does not have."""

from collections.abc import Mapping

from bidkit.appraisal import Appraisal, Grading
from bidkit.deal import Deal
from bidkit.stages.gaps import by_part

__all__ = ["by_part", "evaluation_gaps"]


def evaluation_gaps(deal: Deal, result: Appraisal, grading: Grading) -> tuple[str, ...]:
    """Return everything that the evaluation sheet has to mark as missing, in the order of the page."""
    gaps = (
        *_head(deal),
        *_without(
            "lead.",
            {
                "source": deal.lead.source,
                "date": deal.lead.date,
                "project_approval": None if deal.lead.project_approval == "unknown" else "given",
            },
        ),
        *result.missing,
        *_sources(deal, result),
        *grading.missing,
        *_actions(deal),
    )
    return tuple(dict.fromkeys(gaps))


def _head(deal: Deal) -> list[str]:
    own = {
        "as_of": deal.as_of,
        "owner": deal.owner,
        "currency": deal.currency,
        "expected_value": deal.expected_value,
        "product": deal.product,
    }
    customer = {"name": deal.customer.name, "site": deal.customer.site, "industry": deal.customer.industry}
    return [*_without("", own), *_without("customer.", customer)]


def _sources(deal: Deal, result: Appraisal) -> list[str]:
    """Return who is behind each score, and the name and source of each rival, where the record does not say."""
    own = [each.judged for each in result.factors if each.factor.group == "project"]
    judged = [*own, *(part.judged for each in result.factors for part in each.against)]
    scores = [f"{each.path}.source" for each in judged if each.stated is not None and each.source is None]
    rivals = [
        path
        for rival in deal.competitors
        for path in _without(f"competitors.{rival.id}.", {"name": rival.name, "source": rival.source})
    ]
    return [*scores, *rivals]


def _actions(deal: Deal) -> list[str]:
    open_actions = [action for action in deal.actions if action.state == "open"]
    return [
        path
        for action in open_actions
        for path in _without(f"actions.{action.id}.", {"owner": action.owner, "due": action.due})
    ]


def _without(prefix: str, values: Mapping[str, object]) -> list[str]:
    return [f"{prefix}{name}" for name, value in values.items() if value is None]
