"""A program that issues one set of files after another, each revision said on standard output once its files stand.

`python -m tests.unit.register.issuing WHERE FOLDER NAME COUNT`; COUNT 0 goes on until killed.
"""

import sys
from itertools import count
from pathlib import Path

from bidkit.cli.issuing import Edition, issue_set
from bidkit.problems import Place
from bidkit.publish import Output
from bidkit.register.opening import opened
from tests.unit.register.conftest import NUMBER


def main(where: str, folder: Path, name: str, wanted: int) -> None:
    for number in range(1, wanted + 1) if wanted else count(1):
        record = f"{name}-{number}"

        def make(revision: int, record: str = record) -> dict[str, Output]:
            contents = {each: f"{each} of {record}, rev {revision}\n".encode() * 500 for each in ("letter", "prices")}
            return {f"{each}-rev{revision}.txt": Output(text, "bid", record) for each, text in contents.items()}

        edition = Edition("SPR-1", "bid", NUMBER, record, ("A-1",), make)
        with opened(where if "://" in where else Path(where), Place("house.yaml")) as register:
            entered, _ = issue_set(register, edition, folder, lambda _: None)
        print(record, entered.document.revision, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
