"""Past tenders: read or refused by the line, foretold, and compared with what came about."""

import math
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from scipy import optimize

from benchmarks import backtest
from pricing.competition.lowest import friedman
from pricing.competition.market import MARKET
from pricing.history.calibration import calibration
from pricing.history.forecast import Forecast, forecasts, observed
from pricing.history.model import Model, confidence_in, fitted, trusted
from pricing.history.read import BadHistoryError, PastTender, past_tenders, usable
from pricing.history.report import TooFewTendersError, TooManyBidsError, report

D = Decimal
HEADER = "contract_id,letting_date,rank,bidder_id,bidder,amount_usd\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "past.csv"
    path.write_bytes(text.encode())
    return path


def refused(folder: Path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(BadHistoryError) as caught:
        past_tenders(written(folder, text))
    assert all(row.hint for row in caught.value.rows)
    assert str(caught.value).count("past.csv:") == len(caught.value.rows)
    return [(row.line, row.message) for row in caught.value.rows]


def tender(number: int, *amounts: float, estimate: float = 100.0) -> PastTender:
    bids = tuple((f"C{at}", D(str(round(amount, 6)))) for at, amount in enumerate(amounts))
    ordered = tuple(sorted(bids, key=lambda bid: bid[1]))
    return PastTender(f"T{number}", date(2024, 1, 1) + timedelta(days=number), D(str(estimate)), ordered)


def simulated(number: int, seed: int, level: float = 0.0) -> list[PastTender]:
    rng = np.random.Generator(np.random.PCG64(seed))
    found = []
    for at in range(number):
        size = int(rng.integers(2, 6))
        logs = level + rng.normal(0, 0.15) + rng.normal(0, 0.15, size)
        found.append(tender(at, *(100 * np.exp(logs))))
    return found


def weekly(tenders: list[PastTender], first: int) -> list[PastTender]:
    start = date(2022, 1, 1) + timedelta(weeks=first)
    return [replace(each, date=start + timedelta(weeks=at)) for at, each in enumerate(tenders)]


class TestReading:
    def test_tenders_come_in_the_order_of_letting_with_the_lowest_bid_first(self, tmp_path: Path) -> None:
        text = HEADER + "B,2024-02-01,1,9,Nine,120.50\nA,2024-01-31,2,7,Seven,99\nA,2024-01-31,0,-EST-,Estimate,100\n"
        first, second = past_tenders(written(tmp_path, text + "A,2024-01-31,1,8,Eight,98.01\n"))
        assert (first.id, first.estimate, first.bids) == ("A", D(100), (("8", D("98.01")), ("7", D(99))))
        assert (second.id, second.estimate, second.contested) == ("B", None, False)
        assert first.contested

    def test_one_contract_in_two_lettings_is_two_tenders(self, tmp_path: Path) -> None:
        text = HEADER + "A,2024-01-01,1,8,E,98\nA,2024-03-01,1,8,E,97\n"
        assert len(past_tenders(written(tmp_path, text))) == 2

    @pytest.mark.parametrize("name", ["amount", "Amount_EUR", "price", "bid"])
    @pytest.mark.parametrize("sign", [",", ";", "\t"])
    def test_other_names_and_signs_between_columns(self, tmp_path: Path, name: str, sign: str) -> None:
        rows = [["\ufefftender", "date", "rank", "bidder", name], ["A", "2024-01-01", "1", "Eight", "98"]]
        (only,) = past_tenders(written(tmp_path, "\r\n".join(sign.join(row) for row in rows)))
        assert only.bids == (("Eight", D(98)),)

    def test_every_bad_row_is_named_by_its_line(self, tmp_path: Path) -> None:
        text = HEADER + (
            "A,2024-01-01,1,8,E,98\n"
            "A,01.02.2024,2,9,F,99\n"
            'A,2024-01-01,x,9,"F\nG",99\n'
            "\n"
            "A,2024-01-01,3,9,F,\n"
            'A,2024-01-01,3,9,F,"1,200"\n'
            "A,2024-01-01,4,9,F,-5\n"
            "A,2024-01-01,4,9,F,NaN\n"
            "A,2024-01-01,5,8,E,98.0\n"
            "A,2024-01-01,6,8,E,97\n"
            "B,2024-01-01,0,,Est,97\n"
            "B,2024-01-01,0,,Est,98\n"
        )
        assert refused(tmp_path, text) == [
            (3, "'01.02.2024' is not a date"),
            (4, "'x' is not a rank"),
            (7, "has no amount"),
            (8, "'1,200' is not an amount"),
            (9, "'-5' is not an amount"),
            (10, "'NaN' is not an amount"),
            (11, "the bid of 8 stands in tender A of 2024-01-01 already (line 2)"),
            (14, "the estimate stands in tender B of 2024-01-01 already (line 13)"),
        ]

    def test_what_can_be_used_leaves_out_tenders_with_a_bad_row(self, tmp_path: Path) -> None:
        text = HEADER + "A,2024-01-01,1.0,,Eight,98\nA,2024-01-01,2.0,9,F,\nB,2024-01-01,1.0,,Eight,98\n"
        tenders, bad = usable(written(tmp_path, text))
        assert [each.id for each in tenders] == ["B"]
        assert tenders[0].bids == (("Eight", D(98)),)
        assert [(row.line, row.tender) for row in bad] == [(3, "A")]

    @pytest.mark.parametrize(
        ("text", "line", "message"),
        [
            ("", 1, "has no column contract_id, letting_date, rank, bidder_id, amount"),
            (HEADER.replace("rank,", ""), 1, "has no column rank"),
            (HEADER, 1, "holds no bids"),
            (HEADER + 'A,2024-01-01,1,8,"E,98\n', 2, "cannot be read as CSV (unexpected end of data)"),
        ],
    )
    def test_a_file_that_is_no_history(self, tmp_path: Path, text: str, line: int, message: str) -> None:
        assert refused(tmp_path, text) == [(line, message)]

    def test_a_file_that_is_no_text(self, tmp_path: Path) -> None:
        path = tmp_path / "past.csv"
        path.write_bytes(HEADER.encode() + b"A,2024-01-01,1,8,M\xfcller,98\n")
        with pytest.raises(BadHistoryError, match=r"past\.csv:2: is not UTF-8 text"):
            past_tenders(path)

    def test_a_cell_is_named_by_the_line_and_the_column_in_which_it_begins(self, tmp_path: Path) -> None:
        text = HEADER + 'A,2024-01-01,x,"9 ""N""","F,\r\nG",many\r\nB,2024-13-01,1,,,1\n'
        _, bad = usable(written(tmp_path, text))
        assert [(row.line, row.column, row.message) for row in bad] == [
            (2, 14, "'x' is not a rank"),
            (3, 4, "'many' is not an amount"),
            (4, 16, "has no bidder"),
            (4, 3, "'2024-13-01' is not a date"),
        ]

    def test_a_guard_against_formulas_is_no_part_of_a_name(self, tmp_path: Path) -> None:
        (only,) = past_tenders(
            written(tmp_path, HEADER + "'=A,2024-01-01,1,'+GF+,,98\n'=A,2024-01-01,2,'s-Bosch,,99\n")
        )
        assert (only.id, only.bids) == ("=A", (("+GF+", D(98)), ("'s-Bosch", D(99))))

    @pytest.mark.parametrize("name", ["-EST-", "+GF+", "@home", "- Smith & Sons"])
    def test_a_name_that_is_no_formula_needs_no_guard(self, tmp_path: Path, name: str) -> None:
        (only,) = past_tenders(written(tmp_path, HEADER + f"A,2024-01-01,1,{name},,98\n"))
        assert only.bids == ((name, D(98)),)

    def test_line_breaks_in_a_name_are_blanks(self, tmp_path: Path) -> None:
        (only,) = past_tenders(written(tmp_path, HEADER + 'A,2024-01-01,1,"Eastlake\n  Ltd.",,98\n'))
        assert only.bids == (("Eastlake Ltd.", D(98)),)


class TestForecasts:
    def test_a_lower_bid_has_the_better_chance_and_one_wins(self) -> None:
        found = forecasts([tender(0, 90, 100, 110), tender(1, 80, 80)], MARKET)
        assert [each.won for each in found] == [1, 0, 0, 0.5, 0.5]
        assert found[0].chance > found[1].chance > found[2].chance
        assert {each.bidders for each in found[:3]} == {3}

    def test_rivals_amounts_do_not_enter(self) -> None:
        one, other = tender(0, 90, 100, 110), tender(0, 90, 130, 140)
        assert forecasts([one], MARKET)[0].chance == forecasts([other], MARKET)[0].chance

    def test_uncontested_tenders_are_left_out(self) -> None:
        bare = PastTender("X", date(2024, 1, 1), None, (("A", D(1)), ("B", D(2))))
        assert forecasts([tender(0, 90), bare], MARKET) == ()
        assert observed([tender(0, 90), bare]) == ()

    def test_the_later_part_of_history_does_not_reach_the_model(self) -> None:
        early, late = weekly(simulated(60, 1), 0), weekly(simulated(40, 2, level=0.2), 60)
        model = fitted(early)
        frozen, kept = model.forecasts(late), model.kept_up(late)
        assert model.forecasts(late[:10]) == frozen[: sum(len(each.bids) for each in late[:10])]
        first = len(late[0].bids)
        assert [each.chance for each in kept[:first]] == pytest.approx([each.chance for each in frozen[:first]])

    def test_a_model_that_is_kept_up_to_date_follows_the_level(self) -> None:
        early, late = weekly(simulated(60, 1), 0), weekly(simulated(40, 2, level=0.2), 60)
        model = fitted(early)
        frozen, kept = (
            sum(each.chance for each in line if each.tender >= 20)
            for line in (model.forecasts(late), model.kept_up(late))
        )
        # Twenty tenders have twenty winners; prices a fifth above what was known look hopeless to a frozen model.
        assert frozen < 15
        assert abs(kept - 20) < abs(frozen - 20) / 2

    def test_chances_of_a_model_that_is_right_come_about(self) -> None:
        tenders = [each for seed in range(4) for each in simulated(250, seed)]
        dated = [replace(each, date=date(2020, 1, 1) + timedelta(days=at)) for at, each in enumerate(tenders)]
        model = fitted(dated[:600])
        found = calibration(model.forecasts(dated[600:]), resamples=200)
        assert found.ratio.value == pytest.approx(1, abs=0.08)
        assert 0.85 < found.slope.value < 1.15
        assert found.brier_gain.low > 0


class TestConfidence:
    def test_agrees_with_direct_maximisation(self) -> None:
        rng = np.random.Generator(np.random.PCG64(9))
        bold = [
            Forecast(at, 4, float(chance), float(rng.random() < 0.25 + 0.5 * (chance - 0.25)))
            for at, chance in enumerate(rng.uniform(0.02, 0.95, 500))
        ]
        lead = [math.log(each.chance / (1 - each.chance)) + math.log(3) for each in bold]

        def loss(confidence: float) -> float:
            odds = [-math.log(3) + confidence * each for each in lead]
            terms = (each.won * odd - math.log1p(math.exp(odd)) for each, odd in zip(bold, odds, strict=True))
            return -sum(terms) + (confidence - 1) ** 2 / 2

        best = optimize.minimize_scalar(loss, bounds=(0, 1), method="bounded", options={"xatol": 1e-8}).x
        assert confidence_in(bold) == pytest.approx(best, abs=1e-5)
        assert 0.2 < best < 0.8

    def test_draws_towards_one_in_n_and_never_beyond(self) -> None:
        plain = (Forecast(0, 4, 0.7, 1.0), Forecast(0, 4, 0.05, 0.0), Forecast(0, 4, 0.25, 0.0))
        half, none, full = (trusted(plain, confidence) for confidence in (0.5, 0.0, 1.0))
        assert [each.chance for each in none] == pytest.approx([0.25] * 3)
        assert [each.chance for each in full] == pytest.approx([each.chance for each in plain])
        assert 0.25 < half[0].chance < 0.7
        assert 0.05 < half[1].chance < 0.25
        assert half[2].chance == pytest.approx(0.25)
        sure = [Forecast(at, 4, chance, won) for at, (chance, won) in enumerate([(0.6, 1.0), (0.1, 0.0)] * 50)]
        assert confidence_in(sure) == 1.0


class TestCalibration:
    def test_figures_as_published(self) -> None:
        """Brier (1950), as commonly taught: 70 % and it rains, 0.09; 30 % and it rains, 0.49; half is always 0.25."""
        for chance, won, score in ((0.7, 1.0, 0.09), (0.3, 1.0, 0.49), (0.5, 1.0, 0.25), (0.5, 0.0, 0.25)):
            found = calibration([Forecast(at, 2, chance, won) for at in range(3)] + [Forecast(9, 2, 0.5, 1 - won)])
            assert found.brier.value == pytest.approx((3 * score + 0.25) / 4)
            assert found.log_loss.value == pytest.approx(
                -(3 * math.log(chance if won else 1 - chance) + math.log(0.5)) / 4
            )

    def test_slopes_agree_with_other_ways(self) -> None:
        rng = np.random.Generator(np.random.PCG64(2))
        chance = rng.uniform(0.05, 0.9, 600)
        won = (rng.random(600) < chance).astype(float)
        found = calibration(
            [Forecast(at // 3, 3, float(p), float(w)) for at, (p, w) in enumerate(zip(chance, won, strict=True))]
        )
        assert found.slope.value == pytest.approx(np.polyfit(chance, won, 1)[0])
        stated = np.log(chance / (1 - chance))

        def loss(parameters: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
            odds = parameters[0] + parameters[1] * stated
            return float(np.sum(np.log1p(np.exp(odds)) - won * odds))

        assert found.log_odds_slope.value == pytest.approx(optimize.minimize(loss, [0, 1]).x[1], abs=1e-4)
        assert found.slope.low < found.slope.value < found.slope.high
        assert found.ratio.value == pytest.approx(found.stated / found.observed)
        assert sum(each.bids for each in found.bins) == 600

    def test_intervals_come_from_whole_tenders(self) -> None:
        """Bids of one tender repeated say nothing new: the interval stays as wide."""
        rng = np.random.Generator(np.random.PCG64(3))
        once = [Forecast(at, 3, float(p), float(rng.random() < p)) for at, p in enumerate(rng.uniform(0.1, 0.6, 80))]
        one, five = calibration(once), calibration(once * 5)
        assert five.brier.high - five.brier.low == pytest.approx(one.brier.high - one.brier.low)
        assert five.brier.value == pytest.approx(one.brier.value)

    def test_one_in_n_gains_nothing_on_itself(self) -> None:
        found = calibration(backtest.even(forecasts(simulated(30, 4), MARKET)))
        assert (found.brier_gain.value, found.log_loss_gain.value) == pytest.approx((0, 0))


class TestBackTest:
    """The back-test itself, on the public lettings that lie beside the benchmark."""

    def test_beats_what_was_published_and_is_calibrated(self) -> None:
        judged = report(past_tenders(backtest.DATA))
        assert (judged.frozen.bids, judged.frozen.tenders, judged.model.tenders) == (327, 87, 129)
        assert judged.frozen.brier_gain.low > 0
        assert judged.frozen.log_loss_gain.low > 0
        assert backtest.missed(judged.frozen, own_data=True) == []
        assert judged.kept_up.brier.value < backtest.BRIER
        assert judged.kept_up.log_loss.value < backtest.LOG_LOSS
        assert judged.kept_up.ratio.value == pytest.approx(1, abs=0.1)

    def test_the_model_is_the_best_of_its_variants_on_the_earlier_tenders_alone(self) -> None:
        earlier = [each for each in past_tenders(backtest.DATA) if each.contested][:129]
        densities = {name: backtest.density(earlier, market) for name, market in backtest.VARIANTS.items()}
        assert max(densities, key=lambda name: densities[name]) == "+ drift + habits"

    def test_a_short_history_is_refused(self) -> None:
        with pytest.raises(TooFewTendersError, match="19 contested tenders"):
            report(simulated(19, 1))
        assert report(simulated(20, 1)).frozen.tenders == 8

    def test_more_bids_than_a_person_would_wait_for_are_refused(self) -> None:
        twenty = [tender(at, *range(90, 95)) for at in range(20)]
        with pytest.raises(TooManyBidsError, match="T20 of 2024-01-21 has 101 bids; 100 are read at most"):
            report([*twenty, tender(20, *range(80, 181))])
        with pytest.raises(TooManyBidsError, match="10,005 bids in contested tenders; 10,000 are read at most"):
            report([tender(at, *range(90, 95)) for at in range(2001)])
        strangers = [
            replace(each, bids=tuple((f"{at}-{n}", D(n)) for n in range(90, 95))) for at, each in enumerate(twenty * 11)
        ]
        with pytest.raises(TooManyBidsError, match="1,100 bidders in contested tenders; 1,000 are read at most"):
            report(strangers)

    def test_the_day_is_told_from_which_on_the_tenders_are_few_enough(self) -> None:
        strangers = [
            replace(tender(at, *range(90, 95)), bids=tuple((f"{at}-{n}", D(n)) for n in range(90, 95)))
            for at in range(300)
        ]
        with pytest.raises(TooManyBidsError, match="1,500 bidders") as many:
            report(strangers)
        since = many.value.since
        assert since is not None
        assert [each.date for each in strangers].index(since) == 100

    def test_one_in_n_is_as_published_and_independence_is_worse(self) -> None:
        later = [each for each in past_tenders(backtest.DATA) if each.contested][129:]
        even = calibration(backtest.even(forecasts(later, MARKET)))
        assert (round(even.brier.value, 4), round(even.log_loss.value, 3)) == (0.1832, 0.549)
        independent = calibration(forecasts(later, MARKET, backtest.unconditional(friedman)))
        assert independent.brier_gain.value < 0

    def test_names_the_bounds_that_are_missed(self) -> None:
        later = [each for each in past_tenders(backtest.DATA) if each.contested][129:]
        boasting = calibration(Model(replace(MARKET, level=0.4), 1.0, 0, 0).forecasts(later))
        assert "stated against observed" in backtest.missed(boasting, own_data=True)
        assert "Brier" in backtest.missed(boasting, own_data=False)
