"""The sentences of a house's templates against its catalogues."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bidkit.problems import Place, Problem
from bidkit.render.inspection.expressions import places
from bidkit.render.language import LANGUAGES, catalogue_at, speaker
from bidkit.render.search import built_in


def untranslated(sentences: Iterable[tuple[str, Place]], language: str, folders: Sequence[Path]) -> Iterator[Problem]:
    """Warn of each sentence that would stand in English in a document of another language."""
    words = speaker(language, *folders, built_in()).catalogue
    for text, place in sentences:
        if text not in words and language != "en":
            hint = f"Put it into locale/{LANGUAGES[language]}/bidkit.po of the set; until then it stands in English."
            yield Problem(place, f"no {language} for '{text}'", hint, "warning")


def catalogue_problems(folder: Path) -> Iterator[Problem]:
    """Yield translations whose places are not those of their sentence."""
    for path in sorted((folder / "locale").glob("*/bidkit.po")):
        for message in catalogue_at(path):
            text, other = str(message.id), str(message.string)
            if text and other and places(text) != places(other):
                hint = "A translation has the same {places} as its sentence."
                yield Problem(Place(str(path), message.lineno or 1), f"the places of '{text}' differ", hint)
