"""The command that says of a file what it is."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.record import AsJson


def verify(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Files that may have been issued, or folders of them.")
    ],
    house: Annotated[
        Path | None,
        typer.Option(
            "--house",
            metavar="DIR",
            help="Where house.yaml is. Default: above the file, or above this folder.",
            exists=True,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say of each file whether it was issued, as what and under which approval, superseded, edited since, or unknown.

    Exit code 0: every file is as it was issued and in force; 1: one is not.

    Example: bidkit verify documents/SPRINGS-bid-price-rev1.pdf
    """
    from bidkit.cli.saying import print_json
    from bidkit.cli.verifying import verified

    found = verified(files, house)
    if as_json:
        print_json([each.data() for each in found])
    else:
        for each in found:
            print(each.line())
    raise typer.Exit(0 if all(each.state == "issued" for each in found) else 1)
