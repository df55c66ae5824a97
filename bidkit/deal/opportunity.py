"""What makes an opportunity known, how it is evaluated, who competes, and how the customer is graded."""

from collections.abc import Mapping

from bidkit.deal.types import Identifier, Line, Moment, Number, Part, Percent, State, Text, YesNoUnknown


class ElementEntry(Part):
    """One of the six elements that make an opportunity known."""

    state: State = "unknown"
    """known: confirmed by the customer; assumed: somebody's word or our estimate; unknown: still open."""
    what: Text | None = None
    """What is known or assumed, in one or two sentences."""
    source: Text | None = None
    """Who said so, or the paper that shows it."""
    date: Moment | None = None
    """When that was learned."""
    could_know: tuple[Identifier, ...] = ()
    """Ids of the stakeholders who could know it, the likeliest first; the next actions name them."""
    note: Text | None = None
    """What stands around it: hints, offers not followed up, contradictions."""


class Elements(Part):
    """The six elements, in the order in which the method asks for them."""

    needs: ElementEntry = ElementEntry.model_construct()
    """What the customer must achieve, and with which equipment."""
    schedule: ElementEntry = ElementEntry.model_construct()
    """When the project is approved, tendered, delivered and in use."""
    budget: ElementEntry = ElementEntry.model_construct()
    """How much is set aside, by whom, and whether it is released."""
    competition: ElementEntry = ElementEntry.model_construct()
    """Who else is talking to the customer."""
    decision_process: ElementEntry = ElementEntry.model_construct()
    """Who decides what, in which order, and who must agree."""
    priority_items: ElementEntry = ElementEntry.model_construct()
    """What the customer will weigh most when it compares suppliers."""


class Score(Part):
    """A judgement on the house's scale; without evidence it counts as zero."""

    score: Number
    """The score, on the scale of the house's evaluation model."""
    evidence: Text | None = None
    """What shows it; a score without evidence counts as zero and is marked."""
    source: Text | None = None
    """Who judged or said so."""
    date: Moment | None = None
    """When that was judged."""


class KnockOut(Part):
    """The answer to one knock-out question of the house's evaluation model."""

    applies: YesNoUnknown = "unknown"
    """yes ends the pursuit; no clears it; unknown keeps the evaluation open."""
    evidence: Text | None = None
    """What shows it."""
    source: Text | None = None
    """Who judged or said so."""
    date: Moment | None = None
    """When that was judged."""


class Evaluation(Part):
    """The opportunity judged in the house's evaluation model."""

    knock_outs: Mapping[Identifier, KnockOut] = {}
    """Answers by knock-out id, such as capital_risk."""
    scores: Mapping[Identifier, Score] = {}
    """Scores of the project's factors by factor id; the competition's are scored per rival under `competitors`."""
    decided_by: Line | None = None
    """Who took the decision that the evaluation proposes."""
    decided_on: Moment | None = None
    """When it was taken."""
    remark: Text | None = None
    """What the reader of the sheet should know beyond the figures."""


class Competitor(Part):
    """A rival, and how we stand against it."""

    id: Identifier
    """A stable id, such as C-01."""
    name: Line | None = None
    """The rival's name; empty while it is not known."""
    state: State = "known"
    """Whether it is known or assumed that this rival competes."""
    source: Text | None = None
    """Who said so, or what shows it."""
    date: Moment | None = None
    """When that was learned."""
    standing: Mapping[Identifier, Score] = {}
    """How we stand against it, by factor id: the higher on the house's scale, the further ahead."""
    note: Text | None = None
    """Anything else that is known of it."""


class Grading(Part):
    """What the customer's grade rests on."""

    expected_order: Moment | None = None
    """When the order is expected."""
    possibility: Percent | None = None
    """How likely the order is to come to us, in percent, as judged by the person under `source`."""
    evidence: Text | None = None
    """What that judgement rests on."""
    source: Text | None = None
    """Who judged it."""
    date: Moment | None = None
    """When it was judged."""
