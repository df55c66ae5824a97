"""What an import did, as lines for a person and as JSON for other programs."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import typer

from bidkit.cli.importing_desk import Imported
from bidkit.cli.saying import count, print_json, somebody_there, typed
from bidkit.published.account import NO_FIELD, Left, data_of
from bidkit.published.laying import Change
from bidkit.published.ocds_lots import OTHER_LOT

_MOST = 200  # lines of one list on a terminal; the account holds all of them
_WIDEST = 100


def tell(done: Imported, source: str, file: Path, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Show what an import changes, then write it with its account, unless nothing is to be written.

    Where somebody is there, a record that changes is written once they agree.
    """
    account = done.record.parent / f"{file.stem}.import.json"
    data = {"record": str(done.record), **data_of(done.account, source), "changes": list(map(_data, done.changes))}
    if not as_json:
        print("\n".join(_lines(done, source, account)))
    written: list[Path] = []
    if not dry_run and (yes or as_json or not done.changes_a_record or not somebody_there() or _agreed(done.record)):
        written = done.write(account, json.dumps(data, ensure_ascii=False, indent=2))
    if as_json:
        print_json({**data, "written": list(map(str, written))})
        return
    for path in written:
        print(f"wrote {path}")
    if not written:
        print("Nothing was written.")
    else:
        print(f"Next: bidkit check {typed(done.record.parent)}")


def _agreed(record: Path) -> bool:
    return typer.confirm(f"Write this to {record}?")


def _data(each: Change) -> dict[str, object]:
    return {"path": ".".join(each.path), "kind": each.kind, "before": each.before, "after": each.after}


def _lines(done: Imported, source: str, account: Path) -> Iterator[str]:
    told = done.account
    yield source
    counted = count(len(told.mapped), "value went", "values went")
    yield f"{counted} into the record; {len(told.unmapped)} could not be mapped, {len(told.empty)} are empty."
    yield from _listed("To know", list(told.remarks), account)
    yield from _listed("Not mapped", [_left(each) for each in told.unmapped if not _of_other_lot(each)], account)
    others = Counter(each.reason for each in told.unmapped if _of_other_lot(each))
    yield from _listed("Other lots", [f"{number} values: {reason}" for reason, number in others.items()], account)
    yield from _listed("Replaced by later releases", list(map(_left, told.superseded)), account)
    aside = [f"{each.path}: {each.value} values; {each.reason}" for each in told.aside]
    yield from _listed("Not read", aside, account)
    if not done.is_new:
        yield from _listed(f"Changes in {done.record}", list(map(_change, done.changes)) or ["none"], account)


def _of_other_lot(each: Left) -> bool:
    return each.reason.startswith(OTHER_LOT)


def _listed(title: str, lines: list[str], account: Path) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title} ({len(lines)})"
        yield from (f"  {line}" for line in lines[:_MOST])
        if len(lines) > _MOST:
            yield f"  and {len(lines) - _MOST} more, in {account}"


def _left(each: Left) -> str:
    reason = "" if each.reason == NO_FIELD else f"  ({each.reason})"
    return f"{each.path} = {_short(each.value)}{reason}"


def _change(each: Change) -> str:
    path = ".".join(each.path)
    if each.kind == "new":
        return f"new      {path}: {_short(each.after)}"
    if each.kind == "changed":
        return f"changed  {path}: {_short(each.before)} -> {_short(each.after)}"
    return f"kept     {path}: {_short(each.before)}; the file says {_short(each.after)}"


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."
