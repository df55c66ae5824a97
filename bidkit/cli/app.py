"""The commands, in the order of the work."""

import errno
import sys
from pathlib import Path
from typing import cast

import typer

from bidkit.cli import (
    approving,
    authority,
    bidding,
    contracts,
    documents,
    everything,
    exporting,
    finishing,
    history,
    house,
    importing,
    issued,
    keys,
    record,
    register,
    requirements,
    scoring,
    standards,
    templates,
)
from bidkit.cli.accepting import acceptance, acceptance_read, certificate, punch
from bidkit.cli.overview import Commands, InOrderOfWork
from bidkit.cli.saying import all_said, fail_with
from bidkit.problems import Place, Problem, ProblemsFound

RECORD = "Record"
DOCUMENTS = "Documents: 1 Development"
SALES_ENTRY = "Documents: 2 Sales entry"
PROPOSAL = "Documents: 3 Proposal"
BIDDING = "Documents: 4 Bidding"
NEGOTIATION = "Documents: 5 Negotiation"
IMPLEMENTATION = "Documents: 6 Implementation"
ALL = "Documents: all"
DECIDE = "Decide"
APPROVAL = "Approval"
HOUSE = "House"

CALLED_WRONGLY = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])  # of click, or of typer's copy of it

app = Commands(
    cls=InOrderOfWork,
    help="Keep one record per deal; bidkit makes the documents of each stage from it.",
    epilog="Start with: bidkit new my-deal",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

app.command(rich_help_panel=RECORD)(record.new)
app.add_typer(importing.app, name="import", rich_help_panel=RECORD)
app.add_typer(exporting.app, name="export", rich_help_panel=RECORD)
app.command(rich_help_panel=RECORD)(record.check)
app.command(rich_help_panel=RECORD)(record.status)
app.command("where-used", rich_help_panel=RECORD)(record.where_used)
app.command(rich_help_panel=DOCUMENTS)(documents.evaluation)
app.command(rich_help_panel=SALES_ENTRY)(documents.stakeholders)
app.command(rich_help_panel=PROPOSAL)(standards.standards)
app.command(rich_help_panel=PROPOSAL)(standards.proposal)
app.command(rich_help_panel=PROPOSAL)(standards.trace)
app.add_typer(requirements.app, name="requirements", rich_help_panel=PROPOSAL)
app.command(rich_help_panel=BIDDING)(bidding.forms)
app.command(rich_help_panel=BIDDING)(documents.pricing)
app.command(rich_help_panel=BIDDING)(bidding.bid)
app.command(rich_help_panel=BIDDING)(bidding.ready)
app.command(rich_help_panel=NEGOTIATION)(contracts.negotiation)
app.command(rich_help_panel=NEGOTIATION)(contracts.signing)
app.command(rich_help_panel=NEGOTIATION)(contracts.handover)
app.command(rich_help_panel=IMPLEMENTATION)(acceptance)
app.command("acceptance read", rich_help_panel=IMPLEMENTATION)(acceptance_read)
app.command(rich_help_panel=IMPLEMENTATION)(punch)
app.command(rich_help_panel=IMPLEMENTATION)(certificate)
app.command(rich_help_panel=IMPLEMENTATION)(finishing.completion)
app.command(rich_help_panel=ALL)(everything.make)
app.command(rich_help_panel=ALL)(everything.pipeline)
app.command(rich_help_panel=ALL)(documents.redline)
app.command(rich_help_panel=DECIDE)(approving.approve)
app.command(rich_help_panel=DECIDE)(approving.refuse)
app.command(rich_help_panel=DECIDE)(approving.revoke)
app.command(rich_help_panel=DECIDE)(approving.approvals)
app.command(rich_help_panel=DECIDE)(scoring.score)
app.add_typer(history.app, name="history", rich_help_panel=DECIDE)
app.command(rich_help_panel=APPROVAL)(issued.verify)
app.add_typer(keys.app, name="keys", rich_help_panel=APPROVAL)
app.add_typer(authority.app, name="authority", rich_help_panel=APPROVAL)
app.add_typer(register.app, name="register", rich_help_panel=APPROVAL)
app.command(rich_help_panel=HOUSE)(documents.files)
app.command(rich_help_panel=HOUSE)(house.config)
app.command(rich_help_panel=HOUSE)(house.schema)
app.command("house-style", rich_help_panel=HOUSE)(house.house_style)
app.command(rich_help_panel=HOUSE)(house.doctor)
app.command(rich_help_panel=HOUSE)(documents.preview)
app.add_typer(templates.app, name="templates", rich_help_panel=HOUSE)
app.command(rich_help_panel=HOUSE)(documents.demo)


def _version(wanted: bool) -> None:
    if wanted:
        from bidkit import __version__

        print(f"bidkit {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    pass


def main() -> None:
    """Run the command line; every Problem ends in exit code 1, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with all_said():
            sys.exit(app(prog_name="bidkit", standalone_mode=False) or 0)
    except CALLED_WRONGLY as error:
        from bidkit.cli.miscalled import explain

        print(explain(error), file=sys.stderr)
        sys.exit(error.exit_code)
    except typer.Abort:
        print("stopped: a question was not answered", file=sys.stderr)
        sys.exit(1)
    except ProblemsFound as found:
        fail_with(found.problems)
    except OSError as error:
        place = Path(error.filename or "")
        hint = "Check the name, and that you may read and write there."
        message = f"cannot be reached: {error.strerror}"
        if error.errno in (errno.EISDIR, errno.EACCES) and place.name and place.is_dir():
            message, hint = "is a folder, and a file belongs here", "Give the name of a file in it."
        fail_with([Problem(Place(str(place)), message, hint)])
