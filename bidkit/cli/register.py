"""Commands on the register itself."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.record import AsJson, HouseFolder

app = group("Check the register of approvals and issued documents.")


@app.command()
def verify(
    start: HouseFolder = Path(),
    head: Annotated[
        str | None, typer.Option("--head", metavar="FILE|HEX", help="A head that `bidkit register head` gave before.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say whether anybody changed what the register of approvals and issued documents holds.

    It finds what was edited, cut off, chained anew or rolled back.

    Exit code 0: nothing was found; 1: something was. Only a saved head shows that the end was cut off.

    Example: bidkit register verify --head head-2026-09.json
    """
    from bidkit.cli.register_check import examine_register, verified_line
    from bidkit.cli.saying import print_json, print_problems

    found = examine_register(start, head)
    if as_json:
        print_json(
            {
                "ok": not found.problems,
                "entries": found.entries,
                "head": found.head,
                "problems": [problem.data() for problem in found.problems],
            }
        )
    else:
        print_problems(found.problems, to_error=False)
        print(verified_line(found, start, head is not None))
    raise typer.Exit(1 if found.problems else 0)


@app.command()
def head(
    start: HouseFolder = Path(),
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Write it there; keep it away from this machine.")
    ] = None,
    name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="Sign it with a key.")] = None,
) -> None:
    """Print a short mark that stands for the whole register, to keep elsewhere and hold against it later.

    It is the number and the hash of the last entry.

    Example: bidkit register head --save head-2026-09.json
    """
    from bidkit.cli.register_check import head_of, save_head
    from bidkit.cli.saying import print_json

    found = head_of(start, name)
    if save is None:
        print_json(found)
    else:
        save_head(save, found)
        print(f"wrote {save}: entry {found['seq']}, {found['hash']}")
