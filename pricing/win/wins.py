"""Our share of the win in each draw at each price, kept as small as the rule allows, and summed over the draws."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pricing.competition.evidence import Array, Numbers


class Wins(Protocol):
    """What is won at each of some prices."""

    def sums(self, weights: Array, groups: Numbers | None = None, count: int = 1) -> Array:
        """Return the weights of the draws that each price wins, summed within each group: prices by groups."""
        ...


@dataclass(frozen=True, slots=True)
class Met:
    """Draws in which one price meets the limit, so that it ties, and our share of each."""

    at: int
    draws: Numbers
    shares: Array


@dataclass(frozen=True, slots=True)
class ByLimit:
    """Wins where one limit per draw parts the winning prices from the others."""

    below: Numbers
    """How many of the prices, in ascending order, lie below the limit of each draw."""
    admitted: Array
    """1 for each price that the tender admits, 0 for the others."""
    met: tuple[Met, ...] = ()

    def sums(self, weights: Array, groups: Numbers | None = None, count: int = 1) -> Array:
        """Return the weights of the draws that each price wins, summed within each group: prices by groups."""
        group = np.zeros(len(weights), dtype=np.intp) if groups is None else groups
        steps = len(self.admitted) + 1
        at_limit = np.bincount(group * steps + self.below, weights=weights, minlength=count * steps)
        won = np.cumsum(at_limit.reshape(count, steps)[:, ::-1], axis=1)[:, ::-1][:, 1:].T.copy()
        for tie in self.met:
            part = weights[tie.draws] * tie.shares
            won[tie.at] += np.bincount(group[tie.draws], weights=part, minlength=count)
        return np.asarray(won * self.admitted[:, None], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class ByDraw:
    """Wins where every price was scored in every draw."""

    shares: Array
    """Our share of the win, prices by draws."""

    def sums(self, weights: Array, groups: Numbers | None = None, count: int = 1) -> Array:
        """Return the weights of the draws that each price wins, summed within each group: prices by groups."""
        if groups is None:
            return np.asarray(self.shares @ weights[:, None], dtype=np.float64)
        order = np.argsort(groups, kind="stable")
        running = np.zeros((len(self.shares), len(weights) + 1))
        np.cumsum(self.shares[:, order] * weights[order], axis=1, out=running[:, 1:])
        ends = np.searchsorted(groups[order], np.arange(count + 1))
        return np.asarray(np.diff(running[:, ends], axis=1), dtype=np.float64)
