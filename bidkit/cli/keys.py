"""Commands on the keys with which people sign."""

from typing import Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.record import AsJson
from bidkit.cli.saying import print_json

app = group("Make and list the keys with which people sign.")


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is, as in authority.yaml.")],
) -> None:
    """Make a key under a passphrase and print the line for authority.yaml.

    Example: bidkit keys new "Gao Ming"
    """
    from bidkit.cli.unlocking import key_line, keys_folder, new_passphrase
    from bidkit.register.keys import write_key

    key = write_key(keys_folder(), name, new_passphrase(name))
    print(f"wrote {key.path}")
    print("Public key, for `people:` in authority.yaml (add the roles) and for whoever keeps that file:")
    print(key_line(key))


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the keys of this user with their public halves.

    Example: bidkit keys list
    """
    from bidkit.cli.unlocking import key_line, keys_folder
    from bidkit.register.keys import keys_in

    folder = keys_folder()
    keys = keys_in(folder)
    if as_json:
        print_json([{"name": key.name, "public": key.public, "path": str(key.path)} for key in keys])
        return
    for key in keys:
        print(key_line(key))
    if not keys:
        print(f"There is no key in {folder}. `bidkit keys new NAME` makes one.")
