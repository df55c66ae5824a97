"""Commands that decide on a price: approve, refuse, revoke, and show where the approval stands."""

from typing import Annotated

import typer

from bidkit.cli.record import AsJson, Record

Position = Annotated[
    str | None, typer.Option("--position", metavar="NAME", help="aggressive, balanced or premium, as `pricing` shows.")
]
Price = Annotated[str | None, typer.Option("--price", metavar="P", help="Or a price excluding tax.")]
As = Annotated[str, typer.Option("--as", metavar="NAME", help="Who says so, as in authority.yaml.")]


def _on_one_line(text: str | None) -> str | None:
    """Refuse what others could not see in a text that is signed, or would take for a line of bidkit's own."""
    from bidkit.problems import Place
    from bidkit.record.source import forbidden_in

    found = forbidden_in(text or "", Place("--reason"))
    if found or len((text or "").splitlines()) > 1:
        said = found.message if found else "goes on over several lines"
        raise typer.BadParameter(f"the text {said}. Write one line of plain words.")
    return text


def _each_on_one_line(texts: list[str] | None) -> list[str] | None:
    for text in texts or ():
        _on_one_line(text)
    return texts


Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.", callback=_on_one_line)]


def approve(
    record: Record,
    name: As,
    position: Position = None,
    price: Price = None,
    conditions: Annotated[
        list[str] | None,
        typer.Option("--condition", metavar="TEXT", help="May be given several times.", callback=_each_on_one_line),
    ] = None,
    valid_until: Annotated[
        str | None, typer.Option("--valid-until", metavar="DATE", help="The last day on which it holds.")
    ] = None,
) -> None:
    """Say yes to a price of the record as it stands, signed with your key.

    Any change of what the price rests on undoes it.

    Example: bidkit approve deals/springs --position balanced --as "Gao Ming" --valid-until 2026-12-31
    """
    from bidkit.cli.deciding import Order, say_yes

    order = Order(record, name, position, price)
    for line in say_yes(order, tuple(conditions or ()), valid_until):
        print(line)


def refuse(
    record: Record,
    name: As,
    position: Position = None,
    price: Price = None,
    reason: Reason = None,
) -> None:
    """Say no to a price: it undoes the approvals of that price before it.

    Example: bidkit refuse deals/springs --position aggressive --as "Gao Ming" --reason "Too little is left"
    """
    from bidkit.cli.deciding import Order, say_no

    for line in say_no(Order(record, name, position, price), reason):
        print(line)


def revoke(
    record: Record,
    name: As,
    approvals: Annotated[
        list[str] | None,
        typer.Option("--approval", metavar="ID", help="Such as A-17; default: all of your own that are not revoked."),
    ] = None,
    reason: Reason = None,
) -> None:
    """Take an approval back.

    Example: bidkit revoke deals/springs --as "Gao Ming" --reason "The steel price rises"
    """
    from bidkit.cli.deciding import Order, take_back

    for line in take_back(Order(record, name, None, None), tuple(approvals or ()), reason):
        print(line)


def approvals(record: Record, as_json: AsJson = False) -> None:
    """Show who said yes or no to what and when, whether it still holds, and if not, which field changed.

    Exit code 0: a price is approved and in force; 1: none is.

    Example: bidkit approvals deals/springs
    """
    from bidkit.cli.approval_desk import lay_out_approval
    from bidkit.cli.approval_view import approvals_data, approvals_lines, how_to_say_yes
    from bidkit.cli.deciding import verdict_and_entries
    from bidkit.cli.desk import record_path
    from bidkit.cli.saying import print_json, print_problems

    desk = lay_out_approval(record_path(record))
    found, entries = verdict_and_entries(desk)
    if as_json:
        print_json(approvals_data(desk.desk.deal, found, entries))
    else:
        for line in approvals_lines(desk.desk.deal, found, entries):
            print(line)
        if not found.approved and not desk.authority_problems:
            print("", how_to_say_yes(record, desk.desk.deal), sep="\n")
    print_problems(desk.authority_problems)
    raise typer.Exit(0 if found.approved else 1)
