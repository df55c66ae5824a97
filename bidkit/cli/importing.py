"""Commands that start a record from what others published."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.overview import group
from bidkit.cli.record import AsJson

app = group("Start or extend a record from a published tender.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="The published file.", exists=True, dir_okay=False)]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the deal; a record there is extended.")]
Lot = Annotated[str | None, typer.Option("--lot", metavar="L", help="Take this lot alone: its id, title or number.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Change a record that is there without asking.")]
Replace = Annotated[bool, typer.Option("--replace", help="Where the record says otherwise, take what is published.")]


@app.command()
def ocds(  # noqa: PLR0913, PLR0917 - a command line has as many options as it has
    file: File,
    folder: Folder,
    lot: Lot = None,
    process: Annotated[
        str | None, typer.Option("--ocid", metavar="ID", help="The process, where a file holds several.")
    ] = None,
    replace: Replace = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Start or extend a record from a tender published as open data (OCDS, a .json file).

    The file may hold a release, a record, a package or a list of them. What the record
    has no field for is listed, and stands in FILE.import.json beside the record.

    Example: bidkit import ocds tender.json deals/springs --lot LOT-1
    """
    from bidkit.cli.import_view import tell
    from bidkit.cli.importing_desk import lay_over
    from bidkit.published.ocds import draft_of
    from bidkit.published.reading import read_ocds
    from bidkit.record.files import shown
    from bidkit.record.opening import published_text

    published = read_ocds(published_text(file), shown(file), process)
    draft = draft_of(published, file.name, lot)
    found = lay_over(published, draft, folder, replace=replace)
    tell(found, draft.source, file, dry_run=dry_run, yes=yes, as_json=as_json)


@app.command()
def eforms(
    file: File,
    folder: Folder,
    lot: Lot = None,
    replace: Replace = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Start or extend a record from a notice in the EU's form (eForms, an .xml file).

    A contract notice or a prior information notice, as TED offers it. What the record
    has no field for is listed, and stands in FILE.import.json beside the record.

    Example: bidkit import eforms notice.xml deals/springs --lot LOT-0001
    """
    from bidkit.cli.import_view import tell
    from bidkit.cli.importing_desk import lay_over
    from bidkit.published.eforms import read_eforms
    from bidkit.published.ocds import draft_of
    from bidkit.record.files import shown
    from bidkit.record.opening import published_bytes

    published, kind = read_eforms(published_bytes(file), shown(file))
    draft = draft_of(published, file.name, lot, kind)
    found = lay_over(published, draft, folder, replace=replace)
    tell(found, draft.source, file, dry_run=dry_run, yes=yes, as_json=as_json)
