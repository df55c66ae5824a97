"""Commands on authority.yaml: who may say yes to a price."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.record import HouseFolder

app = group("Sign and check authority.yaml: who may say yes to a price.")


@app.command()
def sign(
    name: Annotated[str, typer.Option("--as", metavar="OWNER", help="The owner of authority.yaml.")],
    start: HouseFolder = Path(),
) -> None:
    """Sign authority.yaml: the signature goes beside it and holds until something in it changes.

    Example: bidkit authority sign --as "Lin Hua"
    """
    from bidkit.cli.authority_desk import sign_authority

    print(f"wrote {sign_authority(start, name)}")


@app.command()
def check(start: HouseFolder = Path()) -> None:
    """Say whether authority.yaml is sound and signed by its owner, and who may say yes to what.

    Example: bidkit authority check
    """
    from bidkit.cli.authority_desk import authority_lines, signed_authority
    from bidkit.cli.desk import sound_house

    file = signed_authority(sound_house(start if start.is_dir() else start.parent))
    for line in authority_lines(file.authority):
        print(line)
