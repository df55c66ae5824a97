"""The papers that a tender or a bid names: whether their files lie beside the record."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bidkit.checks import Finding
from bidkit.checks.finding import FieldPath
from bidkit.deal import Deal
from bidkit.swelling import HOME_HINT, LARGEST, way_out

_WITH_FILES = (("tender", "forms"), ("bid", "evidence"), ("bid", "securities"), ("bid", "authorisations"))


def missing_papers(deal: Deal, homes: Sequence[Path]) -> Iterator[Finding]:
    """Warn of each file that is named and not there, by its path from the first home; refuse what lies in none."""
    for path, name in named_papers(deal):
        paper = homes[0] / name
        if _says(paper.exists) and (away := way_out(paper, homes)):
            yield Finding(path, f"`{name}` leads to {away}, outside of the deal and its house", HOME_HINT)
        elif not _says(paper.is_file):
            hint = "Put the file there, or correct its name; it is named from the record's folder."
            yield Finding(path, f"`{name}` does not lie beside the record", hint, "warning")
        elif paper.stat().st_size > LARGEST:
            hint = "No portal takes so much: scan it in grey, or take only the pages that are asked for."
            yield Finding(path, f"`{name}` is larger than {LARGEST // 1_000_000} MB", hint)


def named_papers(deal: Deal) -> Iterator[tuple[FieldPath, str]]:
    """Yield every file that the forms and the papers of the bid name, with its place in the record."""
    for part, name in _WITH_FILES:
        for at, each in enumerate(getattr(getattr(deal, part), name)):
            if each.file is not None:
                yield (part, name, at, "file"), each.file


def _says(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except OSError:  # a name that no system takes, such as one that is too long
        return False
