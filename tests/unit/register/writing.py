"""A program that enters approvals, one after another, each said on standard output once it stands.

`python -m tests.unit.register.writing WHERE NAME COUNT`; WHERE is a file or an address, COUNT 0 goes on until killed.
"""

import sys
from itertools import count
from pathlib import Path

from bidkit.approval.signed import Terms, decided
from bidkit.problems import Place
from bidkit.register.opening import opened
from bidkit.register.signing import new_key
from tests.unit.approval.bench import PRICE


def main(where: str, name: str, wanted: int) -> None:
    key = new_key()
    for number in range(1, wanted + 1) if wanted else count(1):
        terms = Terms(f"{name}-{number}", "2026-12-10T09:00:00Z")
        draft = decided("approve", "SPR-1", PRICE, {"costs": f"{name} {number}"}, terms, key)
        with opened(where if "://" in where else Path(where), Place("house.yaml")) as register:
            register.write("SPR-1", lambda _, draft=draft: [draft], key)  # type: ignore[misc] # bound at once
        print(terms.person, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
