"""Deals of any size, made from the springs examples: as many requirements, cost lines and price lines as asked for.

The plant of the example becomes one of many laboratories, each with the 25 requirements of the example in words of its
own. What a requirement is answered with, costs and is offered for is multiplied with it.
"""

import re
import shutil
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

import yaml

EXAMPLES = Path(__file__).parents[1] / "examples"
EACH = 25
"""The requirements of one laboratory, and the cost lines and price lines that they are brought up to."""
TOGETHER = 10
"""How many laboratories share their groups: a group of a large tender has fifty requirements rather than five."""
PRICED = Decimal(21_000)
"""What a share of one percent is priced at in the laboratories after the first, whose lines share what is left."""

Fields = dict[str, Any]

_ID = re.compile(r"(REQ|K|B|TC|TE|G)-[0-9-]+")
_WEIGHT = Decimal("0.0001")
_SAID = ("text", "title", "what", "parameter")


def write_deal(folder: Path, size: int) -> Path:
    """Write a deal of so many requirements with its house, content and papers, and return the record."""
    shutil.copytree(EXAMPLES / "springs-bid", folder)
    shutil.copytree(EXAMPLES / "springs" / "content", folder / "content")
    record = folder / "deal.yaml"
    text = yaml.dump(large(-(-size // EACH)), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
    record.write_text(text, encoding="utf-8")
    return record


def large(laboratories: int) -> Fields:
    """Return the fields of a deal for so many laboratories."""
    deal = _example("springs-bid")
    deal["proposal"] = {**_example("springs")["proposal"], "puts_forward": []}
    tender, lines, costs = deal["tender"], deal["bid"]["lines"], deal["costs"]["lines"]
    technical = [each for each in tender["clauses"] if each.get("kind") == "technical"]
    tender["clauses"] = [each for each in tender["clauses"] if each not in technical]
    tender["clauses"] += _multiplied(technical, laboratories)
    deal["standards"]["groups"] = _multiplied(deal["standards"]["groups"], -(-laboratories // TOGETHER))
    deal["standards"]["requirements"] = _multiplied_requirements(deal["standards"]["requirements"], laboratories)
    deal["costs"]["lines"] = _multiplied([*costs, *_spare_costs(costs)], laboratories)
    priced = [_priced(each) for each in (*lines, *_spare_lines(lines))]
    deal["bid"]["lines"] = _multiplied([*lines, *priced[len(lines) :]], 1) + _multiplied(priced, laboratories, first=1)
    deal["bid"]["data"] = _multiplied(deal["bid"]["data"], laboratories)
    _raise_prices(deal, laboratories)
    return deal


def _example(name: str) -> Fields:
    """Return an example's fields, each value as the text that stands in it."""
    loaded: Fields = yaml.load((EXAMPLES / name / "deal.yaml").read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506
    return loaded


def _multiplied(items: list[Fields], times: int, first: int = 0) -> list[Fields]:
    return [{key: _of(key, value, at) for key, value in each.items()} for at in range(first, times) for each in items]


def _of(key: str, value: object, laboratory: int) -> object:
    """Return a field as another laboratory has it: with its own ids, its own number in what is said."""
    if isinstance(value, list):
        return [_of(key, each, laboratory) for each in value]
    if isinstance(value, dict):
        return {name: _of(name, each, laboratory) for name, each in value.items()}
    text = str(value)
    if laboratory and _ID.fullmatch(text):
        return f"{text}-{laboratory // TOGETHER if key == 'group' else laboratory}".removesuffix("-0")
    return f"Laboratory {laboratory + 1}: {text}" if laboratory and key in _SAID else text


def _multiplied_requirements(items: list[Fields], laboratories: int) -> list[Fields]:
    """Return the requirements of all laboratories, whose weights add up to those of one; one alone has one refused."""
    standing = [each for each in items if each["state"] == "adopted"]
    asked = [each if each in standing else {**standing[0], "id": each["id"]} for each in items]
    found = _multiplied(items, 1) + _multiplied(asked, laboratories, first=1)
    for each in found:
        if "weight" in each:
            each["weight"] = str((Decimal(each["weight"]) / laboratories).quantize(_WEIGHT, ROUND_DOWN))
    return found


def _spare_costs(lines: list[Fields]) -> Iterator[Fields]:
    """Yield what brings the cost lines of a laboratory up to those of its requirements."""
    for number, line in enumerate(lines[: EACH - len(lines)], start=len(lines) + 1):
        kept = {key: value for key, value in line.items() if key != "three_point"}
        yield {**kept, "id": f"K-{number}", "category": "spares", "what": f"Spares: {line['what']}", "unit_cost": "900"}


def _spare_lines(lines: list[Fields]) -> Iterator[Fields]:
    """Yield what brings the price lines of a laboratory up to its requirements."""
    for number, line in enumerate(lines[: EACH - len(lines)], start=len(lines) + 1):
        title = f"Wearing parts: {line['title']}"
        yield {**line, "id": f"B-{number}", "kind": "spares", "title": title, "share": "0.1"}


def _priced(line: Fields) -> Fields:
    """Return a price line with a unit price in place of its share."""
    kept = {key: value for key, value in line.items() if key != "share"}
    if "share" not in line:
        return line
    price = (PRICED * Decimal(line["share"]) / Decimal(line.get("quantity", "1"))).quantize(Decimal("0.01"))
    return {**kept, "unit_price": str(price)}


def _raise_prices(deal: Fields, times: int) -> None:
    """Let the prices that are known of the whole be those of so many laboratories."""
    prices, rule = deal["price"], deal["tender"]["instructions"]["rule"]
    amounts = [(rule, "ceiling"), (prices, "list_price"), (deal, "expected_value")]
    amounts += [(each["price"], key) for each in prices["rivals"] for key in each["price"]]
    for holds, key in amounts:
        holds[key] = str(Decimal(holds[key]) * times)
