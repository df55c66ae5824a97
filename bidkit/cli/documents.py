"""Commands that write documents, in the order of the stages."""

from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bidkit.cli.record import AsJson, Record

if TYPE_CHECKING:
    from bidkit.cli.making import Order


class Format(StrEnum):
    """The formats of an artifact."""

    docx = "docx"
    pdf = "pdf"
    html = "html"
    json = "json"
    xlsx = "xlsx"


Formats = Annotated[
    list[Format] | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        case_sensitive=False,
        help="docx, pdf, html or json (the sheet's data; alone and without --out it goes to the terminal); "
        "xlsx where the document has a workbook. May be given several times. Default: docx and pdf.",
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Where to write. Default: documents/ beside the record.")
]
Final = Annotated[bool, typer.Option("--final", help="Refuse to write while anything is missing or a gate is closed.")]


Language = Annotated[
    Literal["en", "zh-CN"] | None,
    typer.Option("--language", help="Of the document. Default: the record's, or the house's."),
]


def evaluation(
    record: Record, formats: Formats = None, out: Out = None, final: Final = False, language: Language = None
) -> None:
    """Write the evaluation sheet: whether this is an opportunity, and the customer's grade.

    Example: bidkit evaluation deals/springs/deal.yaml --format pdf --out build
    """
    from bidkit.cli.making import make
    from bidkit.stages.development import EVALUATION

    make(EVALUATION, record, order(formats, out, final, language))


def stakeholders(
    record: Record,
    formats: Formats = None,
    out: Out = None,
    final: Final = False,
    language: Language = None,
    calendar: Annotated[bool, typer.Option("--calendar", help="Write the planned days as an .ics file too.")] = False,
) -> None:
    """Write the stakeholder plan: who decides, how they stand to us, whom to meet next and what to ask.

    Internal. It shows gaps and red flags in the record's own words.

    Example: bidkit stakeholders deals/springs/deal.yaml --format pdf --calendar
    """
    from dataclasses import replace

    from bidkit.cli.making import make
    from bidkit.stages.sales_entry import STAKEHOLDERS

    asked = order(formats, out, final, language)
    make(STAKEHOLDERS, record, replace(asked, formats=(*asked.formats, "ics")) if calendar else asked)


def pricing(
    record: Record,
    formats: Formats = None,
    out: Out = None,
    final: Final = False,
    language: Language = None,
    seed: Annotated[int | None, typer.Option("--seed", min=0, help="Of the simulation. Default: the record's.")] = None,
) -> None:
    """Write the pricing analysis: what the order costs, what to ask for it, and who must say yes.

    Internal. With --format xlsx the costs and margins stand in a workbook that calculates.

    Example: bidkit pricing deals/springs/deal.yaml --format pdf --format xlsx
    """
    from bidkit.cli.making import make
    from bidkit.stages.priced import PRICING

    make(PRICING, record, order(formats, out, final, language, seed))


def redline(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier revision: a Word file, or a record.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later revision: a Word file, or a record.")],
    artifact: Annotated[
        str | None,
        typer.Option("--artifact", metavar="NAME", help="Of two records: which document. Default: the customer's."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.docx", help="Default: NEW-redline.docx beside NEW or its documents."),
    ] = None,
    language: Language = None,
    author: Annotated[
        str | None,
        typer.Option("--author", metavar="NAME", help="Who changed it. Default: the record's owner, or bidkit."),
    ] = None,
) -> None:
    """Compare two revisions of a document: a Word file that shows each difference as a tracked change.

    Accept all changes in it and it is the new revision; reject all and it is the old one. Only what Word
    cannot track stays the new one's: styles, theme, footnotes, the document's properties. Each is named
    where it differs. The file holds the old text too: look before you send it to a customer.

    Example: bidkit redline offer-rev1.docx offer-rev2.docx --out changes.docx
    """
    from bidkit.cli.redlining import compare

    compare(old, new, artifact, out, language, author)


def files(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that bidkit wrote documents into.")],
    as_json: AsJson = False,
) -> None:
    """Say what stands in a folder of documents: as written, edited since, or missing.

    Where a run was interrupted, it is first carried to its end.

    Example: bidkit files deals/springs/documents
    """
    from bidkit.cli.saying import print_json, typed
    from bidkit.publish import look_at

    if not folder.is_dir():
        raise typer.BadParameter(f"There is no folder {folder}.", param_hint="DIR")
    found = look_at(folder)
    if as_json:
        print_json([{"file": name, "state": state, **said} for name, state, said in found])
        return
    for name, state, said in found:
        print(f"{state:10}  {name}  ({said.get('artifact', 'artifact not named')}, bidkit {said.get('bidkit', '?')})")
    if not found:
        inside = folder / "documents"
        hint = f" Did you mean {typed(inside)}?" if inside.is_dir() else ""
        print(f"{folder} holds nothing that bidkit wrote.{hint}")


def order(
    formats: list[Format] | None, out: Path | None, final: bool, language: str | None, seed: int | None = None
) -> "Order":
    """Return what a person asked for."""
    from bidkit.cli.making import Order

    asked = tuple(dict.fromkeys(formats or (Format.docx, Format.pdf)))
    return Order(asked, out, final, language, seed)


def preview(
    record: Record,
    artifact: Annotated[str, typer.Argument(metavar="ARTIFACT", help="The document, such as evaluation.")],
    port: Annotated[int, typer.Option("--port", help="Of the address. Default: any that is free.")] = 0,
    language: Language = None,
) -> None:
    """Show a document in the browser, anew whenever the record, house.yaml, a template or the style is saved.

    Only this computer can open the address. Ctrl-C ends the preview.

    Example: bidkit preview deals/springs/deal.yaml evaluation
    """
    from bidkit.cli.desk import record_path
    from bidkit.cli.previewing import preview_of, serve
    from bidkit.stages.artifacts import ARTIFACTS

    chosen = {each.name: each for each in ARTIFACTS}
    if artifact not in chosen:
        raise typer.BadParameter(f"There is no document {artifact}. Documents: {', '.join(chosen)}.")
    serve(preview_of(chosen[artifact], record_path(record), language), port, _say_at_once)


def _say_at_once(address: str) -> None:
    print(f"{address}  (Ctrl-C ends the preview)", flush=True)


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write.")] = Path("bidkit-demo"),
) -> None:
    """Write the example deals with every document, and tell the story of one: approved, issued twice, accepted.

    Example: bidkit demo --out build/demo
    """
    from bidkit.cli.demonstration import demonstrate

    started = perf_counter()
    for line in demonstrate(out):
        print(line)
    print(f"done in {perf_counter() - started:.1f} s")
