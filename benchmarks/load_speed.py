"""How long `bidkit check` and a large record take, beside the least that such a program needs; one run, medians.

Run it with `python -m benchmarks.load_speed`. It ends with 1 when a ratio misses its bound.

- `bidkit check` cold against a Typer and pydantic program with as many commands, models and fields that reads a record
  of the same shape with libyaml and validates it: whole processes, in turn.
- Loading and validating a record of 1,000 people against libyaml's own loader on the same text, which neither finds
  places nor validates anything: in one process, in turn.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import get_args

import yaml
from pydantic import BaseModel

from benchmarks.spending import AS_INSTALLED
from bidkit.cli.app import app
from bidkit.deal import Deal, House
from bidkit.record.files import load_deal

ROUNDS = 11
PEOPLE = 1000
BOUNDS = {"check": 1.3, "load": 1.25}
EXAMPLE = Path(__file__).parents[1] / "examples" / "springs" / "deal.yaml"


Shape = dict[type[BaseModel], dict[str, type[BaseModel] | None]]

_PROGRAM = '''\
"""The least that a program of this size needs."""
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
import typer
import yaml
from pydantic import BaseModel, ConfigDict

class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

{models}
app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
Record = Annotated[Path, typer.Argument()]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]

{commands}
@app.command()
def check(record: Record, as_json: AsJson = False) -> None:
    """Check the record."""
    loader = yaml.CSafeLoader
    Deal.model_validate(yaml.load(record.read_text(encoding="utf-8"), Loader=loader))
    House.model_validate(yaml.load((record.parent / "house.yaml").read_text(encoding="utf-8"), Loader=loader))
    print("sound")

app()
'''


def main() -> None:
    """Measure, print, and end with 1 where a bound is missed."""
    with tempfile.TemporaryDirectory() as folder:
        ratios = {"check": check_cold(Path(folder)), "load": load_large(Path(folder))}
    missed = [name for name, ratio in ratios.items() if ratio > BOUNDS[name]]
    sys.exit(f"missed: {', '.join(missed)}" if missed else 0)


def check_cold(folder: Path) -> float:
    """Return `bidkit check` as a multiple of the least program."""
    program = write_program(folder)
    commands = {
        "an empty Python": [sys.executable, "-c", "pass"],
        "the least program": [sys.executable, str(program), "check", str(folder / "deal.yaml")],
        "bidkit check": [sys.executable, "-m", "bidkit", "check", str(EXAMPLE)],
    }
    times = in_turn({name: runs(command) for name, command in commands.items()})
    return said("bidkit check, cold", times, "bidkit check", "the least program", BOUNDS["check"])


def load_large(folder: Path) -> float:
    """Return loading and validating a large record as a multiple of libyaml's own loading."""
    record = folder / "large.yaml"
    record.write_text("".join(large_record()), encoding="utf-8")
    times = in_turn(
        {
            "libyaml's own loader": lambda: yaml.load(record.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader),
            "load_deal": lambda: load_deal(record),
        }
    )
    return said(f"a record of {PEOPLE} people", times, "load_deal", "libyaml's own loader", BOUNDS["load"])


def in_turn(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median time of each work, all of them done once per round."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS + 1):
        for name, work in works.items():
            started = perf_counter()
            work()
            if number:  # the first round warms the disk's cache and the compiled files
                times[name].append(perf_counter() - started)
    return {name: statistics.median(each) for name, each in times.items()}


def said(title: str, times: dict[str, float], ours: str, theirs: str, bound: float) -> float:
    """Print the times and return the ratio."""
    ratio = times[ours] / times[theirs]
    print(title)
    for name, seconds in times.items():
        print(f"  {name:<24}{seconds * 1000:8.1f} ms")
    print(f"  ratio {ratio:.2f} (bound {bound}) {'ok' if ratio <= bound else 'MISSED'}")
    return ratio


def runs(command: list[str]) -> Callable[[], object]:
    """Return a work that runs a command and fails where the command fails."""
    return lambda: subprocess.run(command, check=True, capture_output=True, env=AS_INSTALLED)


def large_record() -> Iterator[str]:
    """Yield the text of a record with a thousand people."""
    yield "id: LARGE\ntitle: A record with a thousand people\nstage: development\ncustomer:\n  name: Steel Works\n"
    yield "  procurement:\n    at: supplier-screening\n    state: unknown\n"
    yield "stakeholders:\n"
    for number in range(PEOPLE):
        yield (
            f"  - id: P-{number:04}\n    name: Person {number}\n    title: head of laboratory {number % 17}\n"
            f"    department: laboratory\n    roles: [user, technical]\n    influence: {number % 100}\n"
            f"    state: assumed\n    source: the customer's list of {number % 28 + 1} March\n    date: 2026-03-14\n"
            f"    note: Asks for a drive that holds its position while the line is running, see page {number}.\n"
        )


def write_program(folder: Path) -> Path:
    """Write a program with our commands, models and fields, and records that fill every field of them."""
    shape = {**shape_of(House), **shape_of(Deal)}
    models = "\n".join(model_text(model, fields) for model, fields in shape.items())
    commands = "\n".join(
        f'@app.command()\ndef command_{number}(record: Record, as_json: AsJson = False) -> None:\n    """Do it."""\n'
        for number in range(len(app.registered_commands) - 1)
    )
    (folder / "least.py").write_text(_PROGRAM.format(models=models, commands=commands), encoding="utf-8")
    for name, model in (("deal", Deal), ("house", House)):
        text = yaml.safe_dump(sample(model, shape), sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / "least.py"


def shape_of(model: type[BaseModel]) -> Shape:
    """Return a model and those inside it, each after what it is made of, with the model that each field holds."""
    inner = {name: model_in(field.annotation) for name, field in model.model_fields.items()}
    found: Shape = {}
    for each in inner.values():
        found |= shape_of(each) if each is not None else {}
    return {**found, model: inner}


def model_in(annotation: object) -> type[BaseModel] | None:
    """Return the first model inside a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)


def model_text(model: type[BaseModel], fields: dict[str, type[BaseModel] | None]) -> str:
    """Return a model's code: its fields with simple types and a docstring each."""
    plain = ("str | None", "Decimal | None", 'Literal["known", "assumed"] | None')
    lines = [
        f"    {name}: {f'tuple[{inner.__name__}, ...]' if inner else plain[number % 3]} = {'()' if inner else None}\n"
        f'    """What the field means, with its unit and where it comes from."""\n'
        for number, (name, inner) in enumerate(fields.items())
    ]
    return f"class {model.__name__}(Part):\n{''.join(lines)}"


def sample(model: type[BaseModel], shape: Shape) -> dict[str, object]:
    """Return data that fills each field of a model, with as much text as a real record has."""
    words = ("A line of the record that says something", "1250.50", "known")
    return {
        name: [sample(inner, shape) for _ in range(1 + (model in (Deal, House)))] if inner else words[number % 3]
        for number, (name, inner) in enumerate(shape[model].items())
    }


if __name__ == "__main__":
    main()
