"""House data: what outlives a deal. Read from house.yaml over the built-in, illustrative defaults."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, get_args

from bidkit.deal.authority import ApprovalPolicy, PublicKey
from bidkit.deal.content import Block
from bidkit.deal.deal import Language
from bidkit.deal.forms import Profile
from bidkit.deal.method import Grade
from bidkit.deal.stakeholders import Role
from bidkit.deal.types import Amount, Count, Currency, Day, Identifier, Line, Number, Part, Percent, Text, YesNo
from pricing.decision.policy import Policy

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class Seller(Part):
    """The selling house."""

    name: Line | None = None
    """Its name as it stands on its letterhead."""
    address: Text | None = None
    """Its postal address, line by line."""
    phone: Line | None = None
    """Its telephone number."""
    email: Line | None = None
    """Its mail address."""
    website: Line | None = None
    """Its website."""


class Scale(Part):
    """The scale of every score."""

    lowest: Number
    """The score that means worst."""
    highest: Number
    """The score that means best."""
    step: Number
    """The smallest difference between two scores."""
    meaning: Mapping[Line, Text] = {}
    """What scores mean, by score."""


class Factor(Part):
    """One factor of the evaluation model."""

    id: Identifier
    """The id under which records score it."""
    name: Line
    """Its name on the sheet."""
    group: Literal["project", "competition"]
    """project: scored once; competition: scored against each rival."""
    weight: Number
    """Its share of the total; the weights of all factors add up to 100."""
    question: Text | None = None
    """What to ask oneself when scoring it."""


class KnockOutQuestion(Part):
    """A reason that ends the pursuit whatever the scores say."""

    id: Identifier
    """The id under which records answer it."""
    name: Line
    """Its name on the sheet."""
    question: Text
    """The question; yes ends the pursuit."""
    minimum_value: Mapping[Currency, Amount] = {}
    """Where given for the deal's currency, the answer is worked out: yes below this order value, no from it on."""

    def answer(self, currency: str | None, value: Decimal | None) -> Literal["yes", "no"] | None:
        """Return the answer that follows from an order value, where there is a minimum in its currency."""
        minimum = self.minimum_value.get(currency) if currency else None
        if minimum is None or value is None:
            return None
        return "yes" if value < minimum else "no"


class EvaluationModel(Part):
    """The pre-established model in which every opportunity is evaluated."""

    name: Line
    """Its name on the sheet."""
    scale: Scale
    """The scale of every score."""
    factors: tuple[Factor, ...]
    """The factors, whose weights add up to 100."""
    threshold: Percent
    """From this total on the sale is entered."""
    give_up_below: Percent
    """Below this total the opportunity is given up; between the two, contact is reduced."""
    knock_outs: tuple[KnockOutQuestion, ...]
    """The reasons that end the pursuit."""
    rivals: Literal["strongest", "mean"]
    """How the scores against several rivals make one: strongest takes the lowest of them, mean their mean."""
    assumed_elements_count: YesNo
    """Whether an element that is only assumed is enough to close the development stage."""


class TimeBand(Part):
    """A span of time to the expected order."""

    id: Identifier
    """The id used in the matrix."""
    name: Line
    """Its name on the sheet."""
    months: Count | None = None
    """Orders expected within this many months; left out in the last band, which takes the rest."""


class PossibilityBand(Part):
    """A span of the possibility of the order."""

    id: Identifier
    """The id used in the matrix."""
    name: Line
    """Its name on the sheet."""
    from_percent: Percent
    """The lowest possibility that belongs to it; the last band starts at 0."""


class GradeMatrix(Part):
    """Time to the order against its possibility."""

    time: tuple[TimeBand, ...]
    """The columns, the nearest first."""
    possibility: tuple[PossibilityBand, ...]
    """The rows, the highest first."""
    grades: Mapping[Identifier, Mapping[Identifier, Grade]]
    """The grade by possibility id and time id; every pair has one."""
    forced_entry_factor: Percent
    """What is left, in percent, of the stated possibility after each key node passed by force."""


class SalesEntry(Part):
    """What the house asks for before it counts the people of a purchase as known."""

    key_roles: tuple[Role, ...]
    """The buying roles that must be identified and met."""
    stale_after: Count = 60
    """After how many days without a meeting a key person counts as out of touch."""
    new_for: Count = 90
    """For how many days a person counts as new in its seat."""
    one_source_from: Percent = Decimal(50)
    """From which part of the named influence on, in percent, it is pointed out that it rests on one source alone."""


class StandardsPolicy(Part):
    """How the house counts answers to procurement standards before the customer has scored them."""

    partial_earns: Percent
    """The share of a standard's points that a partial answer is expected to earn, in percent."""


class BidPlan(Part):
    """How many working days before the deadline each step of a bid is due, and on which days the house works."""

    weekend: tuple[Weekday, ...]
    """The days of the week on which nobody works."""
    holidays: tuple[Day, ...] = ()
    """The holidays on which nobody works."""
    worked: tuple[Day, ...] = ()
    """Days of a weekend on which is worked all the same, such as those that make up for a long holiday."""
    questions: Count
    """The last questions are sent so many working days before the last day for questions."""
    security: Count
    """The bid security is issued so many working days before the deadline."""
    authorisations: Count
    """The makers' authorisations are there."""
    answers: Count
    """Every clause and every requirement is answered."""
    price: Count
    """The price position is approved."""
    review: Count
    """The bid as a whole is reviewed against the tender."""
    signing: Count
    """The forms are signed and stamped."""
    copies: Count
    """The copies are printed and bound."""
    hand_in: Count
    """The bid is handed in."""


class House(Part):
    """The seller's house data."""

    seller: Seller
    """The selling house."""
    language: Language
    """The language of documents whose record names none."""
    house_style: Line | None = None
    """A Word file (.docx) that gives Word documents their look: cover, styles, header, footer and page size.
    Beside house.yaml, or by its path from there; `bidkit house-style` says what it lacks."""
    pdf_profile: Literal["archive", "accessible", "plain"]
    """What PDF files keep to: archive is PDF/A-3a and PDF/UA-1, accessible PDF/UA-1 alone, plain neither; a PDF with
    fields to fill in keeps to PDF/UA-1 at most."""
    template_set: Line
    """The folder of the house's own templates, as seen from house.yaml, or built-in;
    `bidkit templates copy` begins one."""
    evaluation_model: EvaluationModel
    """The model in which every opportunity is evaluated."""
    grade_matrix: GradeMatrix
    """How time and possibility make a grade."""
    resources: Mapping[Grade, Text]
    """How resources are spent on a customer of each grade."""
    sales_entry: SalesEntry
    """What closes the sales entry stage."""
    standards: StandardsPolicy
    """How answers to procurement standards count."""
    pricing: Policy
    """The rules for a price: the margin it must earn, when to withdraw, who may approve what."""
    bid_plan: BidPlan
    """The working days, and the plan back from a bid's deadline."""
    content: Mapping[Line, Block] = {}
    """The content library by file name. It stands in the files `content/*.md` beside house.yaml, not in it."""
    form_profiles: Mapping[Line, Profile] = {}
    """The form profiles by id: those that bidkit brings, and the house's own. They stand in the files `forms/*.yaml`
    beside house.yaml, not in it; `bidkit forms` shows what comes of one."""
    authority_key: PublicKey | None = None
    """The public key of the owner of authority.yaml; the file counts only while it is signed with that key."""
    database_url: Line | None = None
    """The PostgreSQL database of the register, such as postgresql://bidkit@server/sales; without it the register is the
    file bidkit.db beside house.yaml."""
    bid_history: Line | None = None
    """The CSV file of past tenders that `bidkit history add` adds to, such as bids.csv, by its path from house.yaml."""
    approval: ApprovalPolicy = ApprovalPolicy.model_construct()
    """How approvals are read."""
