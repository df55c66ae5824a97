"""Commands on authority.yaml: who may say yes to a price."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.record import HouseFolder

app = group(
    """Sign and check authority.yaml: who may say yes to a price.

    It stands beside house.yaml. Bands go from the lowest authority to the highest; the first that holds for a price
    says who may say yes. KEY is what `bidkit keys new NAME` prints; the owner's stands in house.yaml as
    `authority_key:`. The rest of the names are yours.

    \b
    owner: Lin Hua
    people:
      - {name: Gao Ming, roles: [Sales director], keys: [KEY]}
      - {name: Deng Li, roles: [General manager], keys: [KEY]}
    bands:
      - {name: ordinary, roles: [Sales director], margin_from: 30, value_up_to: {CNY: 500000}}
      - {name: exceptional, roles: [Sales director, General manager], quorum: 2}
    """
)


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
