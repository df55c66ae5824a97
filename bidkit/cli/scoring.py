"""Commands that help to decide: how bids score under a tender's rule."""

from pathlib import Path
from typing import Annotated

import typer

from bidkit.cli.record import AsJson

File = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="A text file with the rule and the bids, YAML or JSON."),
]
Methods = Annotated[bool, typer.Option("--methods", help="List every method with its parameters and source.")]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="BIDDER", help="Score without this bid too, and say what changes."),
]
Add = Annotated[
    list[str] | None,
    typer.Option("--add", metavar="PRICE,QUALITY", help="Score with one more bid too, and say what changes."),
]


def score(
    file: File = None, methods: Methods = False, without: Without = None, add: Add = None, as_json: AsJson = False
) -> None:
    """Score bids by the tender's own rule: points, totals, ranks, abnormally low bids, and who wins.

    The file is plain text with the rule and the bids, such as:

    \b
      rule: {method: low_price_ratio, price_weight: 50}
      bids:
        - {bidder: Eastlake Instruments, price: 100, quality: 80}
        - {bidder: Our house, price: 120, quality: 92}

    With --json and a changed set of bids, the changed set is printed.

    Example: bidkit score tender.yaml --without "Eastlake Instruments"
    """  # noqa: D301 - \b keeps the lines of the sample apart
    from bidkit.cli.saying import fail_with, print_json, print_problems

    if methods:
        _print_methods(as_json)
        return
    if file is None:
        raise typer.BadParameter("Give a file with the rule and the bids.", param_hint="FILE")
    if not file.is_file():
        said = f"{file} is a folder; give a file in it." if file.is_dir() else f"There is no file {file}."
        raise typer.BadParameter(said, param_hint="FILE")
    from bidkit.cli.score_view import changed_text, score_data, score_text
    from bidkit.cli.scoring_desk import changed, lay_out
    from pricing.evaluation.scoring import score as scored

    given, problems = lay_out(file)
    if any(problem.severity == "error" for problem in problems):
        fail_with(problems)
    print_problems(problems)
    other = changed(given, without or [], add or [])
    before, after = scored(given.rule, given.bids), scored(other.rule, other.bids)
    if as_json:
        print_json(score_data(after))
        return
    print(score_text(given, before))
    if other is not given:
        print()
        print(changed_text(other, before, after, without or [], add or []))


def _print_methods(as_json: bool) -> None:
    from bidkit.cli.method_view import methods_data, methods_text
    from bidkit.cli.saying import print_json

    if as_json:
        print_json(methods_data())
    else:
        print(methods_text())
