"""A document in which tables of every make meet the end of a page at every height; each text occurs once."""

import random
from collections.abc import Iterator

_LINES = (*[1] * 30, *[2] * 8, *[4] * 8, 30, 70)  # of a cell; 70 are more than a page


def stress_body(seed: int, tables: int) -> str:
    """Return the body; the same seed gives the same."""
    chance = random.Random(seed)
    return "".join(_part(number, chance) for number in range(tables))


def _part(number: int, chance: random.Random) -> str:
    lines = "".join(f"<p>w{number}x{index}</p>" for index in range(chance.randrange(9)))
    kind = chance.choice(("", "", ' class="facts"', ' class="plain"'))
    table = f"<table{kind}>{''.join(_rows(number, chance))}</table>"
    whole = f"<h1>h{number}</h1>{lines}{table}" if chance.random() < 0.3 else f"{lines}{table}"
    if chance.random() < 0.05:
        return f'<section class="landscape">{whole}</section>'
    return f'<section class="together">{whole}</section>' if chance.random() < 0.2 else whole


def _rows(number: int, chance: random.Random) -> Iterator[str]:
    columns = chance.randint(2, 5)
    if chance.random() < 0.5:
        yield f"<caption>c{number}</caption>"
    if heads := chance.choice((0, 1, 1, 1, 2)):
        rows = (_row(f"t{number}h{index}", columns, chance, "th") for index in range(heads))
        yield f"<thead>{''.join(rows)}</thead>"
    for group in range(chance.choice((1, 1, 2, 3))):
        together = ' class="together"' if chance.random() < 0.4 else ""
        yield f"<tbody{together}>{''.join(_group(f't{number}g{group}', columns, chance))}</tbody>"
    if chance.random() < 0.3:
        yield f'<tfoot><tr class="total">{_cells(f"t{number}f", columns)}</tr></tfoot>'


def _group(name: str, columns: int, chance: random.Random) -> Iterator[str]:
    count = chance.choice((1, 1, 2, 3, 5, 8, 20, 60))
    if count > 1 and chance.random() < 0.3:
        first, rest = f'<td rowspan="{count}">{name}s</td>', columns - 1
        yield f"<tr>{first}{_cells(f'{name}r0', rest)}</tr>"
        yield from (f"<tr>{_cells(f'{name}r{index}', rest)}</tr>" for index in range(1, count))
    else:
        yield from (_row(f"{name}r{index}", columns, chance) for index in range(count))


def _row(name: str, columns: int, chance: random.Random, tag: str = "td") -> str:
    if chance.random() < 0.1:
        return f'<tr><{tag} colspan="{columns}">{name}w</{tag}></tr>'
    return f"<tr>{_cells(name, columns, tag, chance.choice(_LINES))}</tr>"


def _cells(name: str, columns: int, tag: str = "td", lines: int = 1) -> str:
    def text(column: int) -> str:
        return "".join(f"<p>{name}c{column}l{line}</p>" for line in range(lines)) if lines > 1 else f"{name}c{column}"

    return "".join(f"<{tag}>{text(column)}</{tag}>" for column in range(columns))
