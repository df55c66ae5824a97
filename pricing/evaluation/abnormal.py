"""When a bid counts as abnormally low: the tests that tenders and laws name, each a part of any rule.

A test looks at the prices offered, without life-cycle adders. `flag` marks a bid, `exclude` takes it out before
anything is scored.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pricing.evaluation.trimming import Trim, steps
from pricing.values import Amount, ByMethod, Count, Part, Percent, YesNo

if TYPE_CHECKING:
    from pricing.evaluation.offers import Array, Flags, Offers


class AbnormalTest(Part):
    """What every test for abnormally low bids states."""

    consequence: Literal["flag", "exclude"] = "flag"
    """flag: the bid is marked and stays in; exclude: it is out."""

    def low(self, offers: "Offers", base: Decimal | None) -> "Flags":
        """Return which bids are abnormally low; `base` is the rule's ceiling."""
        raise NotImplementedError

    def needs_base(self) -> bool:
        """Say whether the test needs a price that the tender states and the rule does not have."""
        return False


class Spain85(AbnormalTest):
    """Spain: article 85 RGLCAP, by the number of bids.

    Formula: 1 bid: more than 25 % below the base. 2 bids: more than 20 % below the other. 3 bids: more than 10 %
        below the mean, which leaves out the highest if that is more than 10 % above it; or more than 25 % below the
        base. 4 or more: more than 10 % below the mean; bids more than 10 % above it are left out of a new mean, which
        is taken of the three lowest where fewer than three are left. `reduced` takes a third off each percentage.
    Source: Real Decreto 1098/2001, article 85, read with "unidades porcentuales" as percent of what is compared with.
    Example: 70, 98, 100, 102 and 130 have a mean of 100; 130 is left out, the new mean is 92.5, and 70 is below
        83.25.
    Paradox: the mean that condemns a bid contains it; two very low bids can acquit each other.
    """

    method: Literal["spain_85"]
    """The name of this test."""
    base: Amount | None = None
    """The base budget of the tender; the ceiling where it is left out."""
    reduced: YesNo = "no"
    """yes where the tender takes a third off the percentages (paragraph 5)."""

    def needs_base(self) -> bool:
        """Say that one and three bids are held against the base budget."""
        return self.base is None

    def low(self, offers: "Offers", base: Decimal | None) -> "Flags":
        """Return the bids below the threshold of their number."""
        ten, twenty, far = (self._below(offers, percent) for percent in (10, 20, 25))
        under_base = offers.prices < far * offers.number(self.base or base or 0)
        other = offers.mean * offers.count - offers.prices
        by_number = [
            (offers.count == 1, under_base),
            (offers.count == 2, offers.prices < twenty * other),
            (offers.count == 3, (offers.prices < ten * self._mean_of_three(offers)) | under_base),
            (offers.count >= 4, offers.prices < ten * self._mean_of_many(offers)),
        ]
        found = offers.valid & False
        for here, low in by_number:
            found = found | (here & low)
        return found & offers.valid

    def _mean_of_three(self, offers: "Offers") -> "Array":
        far_above = offers.highest > self._above(offers) * offers.mean
        return offers.where(far_above, offers.mean_between(0, 1), offers.mean)

    def _mean_of_many(self, offers: "Offers") -> "Array":
        rest = offers.keeping(offers.prices <= self._above(offers) * offers.mean)
        lowest_three = offers.mean_between(0, offers.count - 3)
        return offers.where(rest.count < 3, lowest_three, rest.mean)

    def _below(self, offers: "Offers", percent: int) -> "Array":
        return 1 - self._reduced(offers, percent)

    def _above(self, offers: "Offers") -> "Array":
        return 1 + self._reduced(offers, 10)

    def _reduced(self, offers: "Offers", percent: int) -> "Array":
        third = offers.number(2) / 3 if self.reduced == "yes" else offers.number(1)
        return offers.number(percent) / 100 * third


class Italy97(AbnormalTest):
    """Italy: article 97, paragraphs 2 and 2-bis, of D.Lgs. 50/2016 as changed in 2019 (Sblocca cantieri).

    Formula: in discounts on the base, in percent. A tenth of the bids, rounded up, of the largest and of the smallest
        discounts are set aside, and all equal to those. M = mean of the rest, S = mean of what exceeds M among the
        rest. 15 bids or more: threshold = M + S x (1 - c1 x c2 / 100), c1 and c2 the first two decimals of the sum of
        the rest. 5 to 14: 1.2 x M where S / M <= 0.15, else M + S. A discount at or above the threshold is abnormal.
    Source: D.L. 32/2019 with L. 55/2019; circular MIT of 24 October 2019; Consiglio di Stato 2856/2020 (absolute
        decrement).
    Example: discounts of 10, 12, 14, 16 and 30: 10 and 30 are set aside, M = 14, S = 2, S / M = 0.143, threshold
        16.8: 30 is abnormal.
    Paradox: from 15 bids on, two decimals of a sum that nobody controls decide; a change of a cent anywhere moves the
        threshold.
    """

    method: Literal["italy_97"]
    """The name of this test."""
    base: Amount | None = None
    """The base of the auction, on which discounts are reckoned; the ceiling where it is left out."""

    def needs_base(self) -> bool:
        """Say that discounts are reckoned on the base."""
        return self.base is None

    def low(self, offers: "Offers", base: Decimal | None) -> "Flags":
        """Return the discounts at or above the threshold; none where fewer than five bids are admitted."""
        auction = offers.number(self.base or base or 1)
        discounts = offers.with_prices(100 * (auction - offers.prices) / auction)
        aside = -(-discounts.count // 10)
        rest = discounts.keeping(
            (discounts.prices > discounts.nth_lowest(aside)) & (discounts.prices < discounts.nth_highest(aside))
        )
        excess = rest.mean_of(rest.prices - rest.mean, rest.valid & (rest.prices > rest.mean))
        threshold = rest.where(discounts.count >= 15, self._many(rest, excess), self._few(rest, excess))
        judged = (discounts.count >= 5) & (rest.count > 0)
        return offers.valid & judged & (discounts.prices >= threshold)

    def _many(self, rest: "Offers", excess: "Array") -> "Array":
        total = rest.mean * rest.count
        first, second = rest.digit(total, 1), rest.digit(total, 2)
        return rest.mean + excess * (1 - first * second / rest.number(100))

    def _few(self, rest: "Offers", excess: "Array") -> "Array":
        close = excess <= rest.number(Decimal("0.15")) * rest.mean
        return rest.where(close, rest.number(Decimal("1.2")) * rest.mean, rest.mean + excess)


class MeanMinusSd(AbnormalTest):
    """World Bank, relative approach: further below the mean than so many standard deviations.

    Formula: price < mean - number x standard deviation, the deviation with n - ddof in the denominator.
    Source: World Bank, Procurement Guidance: Abnormally Low Bids and Proposals (2nd edition, 2016): five bids or
        more, one standard deviation below the mean.
    Example: 60, 95, 100, 105 and 110 have a mean of 94 and (ddof 1) a deviation of 19.81: below 74.19, 60 is
        abnormal.
    Paradox: one very low bid widens the deviation that it is measured by. Where bids lie close together, a bid one
        percent below the mean is "abnormal".
    """

    method: Literal["mean_minus_sd"]
    """The name of this test."""
    number: Amount = Decimal(1)
    """How many standard deviations below the mean."""
    ddof: Literal["0", "1"] = "1"
    """1: the sample's deviation, n - 1 in the denominator, as STDEV in a spreadsheet; 0: n, as STDEV.P."""
    minimum_bids: Count = 5
    """The number of bids from which the test is made."""

    def low(self, offers: "Offers", base: Decimal | None) -> "Flags":
        """Return the bids so far below; squares are compared, so that exact prices need no root."""
        del base
        below = offers.mean - offers.prices
        degrees = offers.larger(offers.count - int(self.ddof), 1)
        variance = offers.mean_of(below**2, offers.valid) * offers.count / degrees
        judged = offers.count >= self.minimum_bids
        return offers.valid & judged & (below > 0) & (below**2 > offers.number(self.number) ** 2 * variance)


class BelowEstimate(AbnormalTest):
    """So many percent below the customer's own estimate.

    Formula: price <= (1 - percent / 100) x estimate.
    Source: World Bank, Procurement Guidance: Abnormally Low Bids and Proposals (2nd edition, 2016), absolute
        approach: 20 % or more below the Borrower's cost estimate, where there are fewer than five bids.
    Example: with an estimate of 100, 80 is abnormal and 81 is not.
    Paradox: the estimate is often older than the market.
    """

    method: Literal["below_estimate"]
    """The name of this test."""
    estimate: Amount
    """The customer's estimate, in the tax basis of the comparison."""
    percent: Percent = Decimal(20)
    """From how many percent below it on a bid is abnormal."""

    def low(self, offers: "Offers", base: Decimal | None) -> "Flags":
        """Return the bids so far below the estimate."""
        del base
        return offers.valid & (offers.prices <= offers.number(self.estimate * (100 - self.percent) / 100))


class BelowMean(AbnormalTest):
    """So many percent below the mean of the bids, or of those that are left.

    Formula: price < (1 - percent / 100) x mean price.
    Source: Scottish Government, Construction Procurement Handbook, chapter 8 (2018): more than 15 % below the
        adjusted average, which leaves out the highest (`trim: drop highest`); its second condition, the proximity
        margin, is not tested.
    Example: of 60, 100 and 110 with 20 %, the mean is 90, and 60 is below 72.
    Paradox: the mean contains the bid that it condemns.
    """

    method: Literal["below_mean"]
    """The name of this test."""
    percent: Percent
    """How many percent below it a bid is abnormal."""
    trim: Trim = "none"
    """Which bids the mean leaves out, by their number."""

    def low(self, offers: "Offers", base: Decimal | None) -> "Flags":
        """Return the bids so far below the mean."""
        del base
        mean = offers.trimmed_mean(steps(self.trim))
        return offers.valid & (offers.prices < mean * offers.number((100 - self.percent) / 100))


class BelowCeiling(AbnormalTest):
    """So many percent below the ceiling.

    Formula: price < (1 - percent / 100) x ceiling.
    Source: China, local tender rules that warn below a share of the ceiling (often 80 or 85 %).
    Example: with a ceiling of 120 and 15 %, 101 is abnormal and 102 is not.
    Paradox: whoever knows the ceiling knows the lowest price that is safe, and bids gather there.
    """

    method: Literal["below_ceiling"]
    """The name of this test."""
    percent: Percent
    """How many percent below it a bid is abnormal."""
    base: Amount | None = None
    """Another price than the ceiling, where the tender names one."""

    def needs_base(self) -> bool:
        """Say that bids are held against the ceiling."""
        return self.base is None

    def low(self, offers: "Offers", base: Decimal | None) -> "Flags":
        """Return the bids so far below the ceiling."""
        return offers.valid & (offers.prices < offers.number((self.base or base or 0) * (100 - self.percent) / 100))


AbnormallyLow = Annotated[
    Spain85 | Italy97 | MeanMinusSd | BelowEstimate | BelowMean | BelowCeiling,
    ByMethod(),
]
