"""The code of a checklist: stands for what its tests ask, so that a filled file is read back into the same tests."""

import base64
import json
from collections.abc import Iterable
from hashlib import sha256

from bidkit.audience.acceptance import Delivery, Test
from bidkit.audience.view import View

PREFIX = "AC"
_GROUPS = 4


def code_of(view: View, tests: Iterable[Test], scope: tuple[str | None, str | None]) -> str:
    """Return the code: other tests, criteria or equipment, or another scope, make another code.

    Instruments do not count: which one was used is an answer, as the value is.
    """
    own = view.acceptance
    machines = {each.id: each for each in own.deliveries}
    asked = [[*_asked(each), _machine(machines.get(each.equipment or ""))] for each in tests]
    said = json.dumps([view.id, own.contract, own.site, own.decision_rule, scope, asked], default=str)
    letters = base64.b32encode(sha256(said.encode()).digest()).decode()
    return "-".join((PREFIX, *(letters[4 * at : 4 * at + 4] for at in range(_GROUPS))))


def _asked(test: Test) -> tuple[object, ...]:
    rule = test.criterion
    return (
        *(test.id, test.what, test.requirements, test.stage, test.equipment, test.lot),
        *(test.method, test.standard, test.conditions),
        *(rule.text, rule.value, rule.tolerance, rule.tolerance_percent, rule.at_least, rule.at_most, rule.unit),
    )


def _machine(told: Delivery | None) -> tuple[str | None, ...]:
    return (told.equipment, told.model, told.serial) if told else ()
