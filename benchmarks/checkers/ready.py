"""What `bidkit ready` catches of all that would get a bid rejected, in the files and in the record."""

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import docx

from benchmarks.checkers.trial import TEXT, Trial, digit_changed, packed_otherwise, resaved, sample, texts
from bidkit.cli.desk import lay_out
from bidkit.cli.ready_desk import judge
from tests.acceptance.house import bidkit, deal_of, edit
from tests.acceptance.test_a_bid_manager_checks_what_goes_out import SIGNATURES
from tests.agreement.docx_seeds import Element, WordFile

LETTER, PRICE, RESPONSE = "01-letter", "06-price-L-1", "12-technical-response"
NAME = "Northfield Testing Machines (Beijing) Co., Ltd."
PAGES = "pages"
"""The folder of the same forms as PDF, which are handed in where pages are counted."""
PRICES = (
    *("3,861,214.35", "3430000.00", "3 430 000", "CNY 3.43 million", "343万元", "800,880.00", "CNY 3,861,214", "386万"),
    *("386万1214元", "3.9 million", "34 lakh 30 thousand", "2 3,430,000.00 13", "380余万元", "三百八十六万元"),
)
NO_PRICES = (
    *("ISO 7500-1", "model 3861-214", "90 kN", "tel. +86 10 8612 1435", "2026-12-16", "12 pieces", "3,430,000 cycles"),
    *("343万次", "3.43 million load cycles", "S/N 3430000", "ISO 3430000-1", "800,880 N", "part no. 800880"),
)
Sow = Callable[[Path, random.Random], bool]
"""Sows something into the folder of a bid; says whether it could."""


def trials(chance: random.Random) -> Iterator[Trial]:
    """Do to a signed bid, as Word files, what people do to one before it is handed in."""
    with tempfile.TemporaryDirectory() as name:
        sound = _made(Path(name) / "sound")
        for kinds, count, harmful in ((ERRORS, 200, True), (HARMLESS, 40, False)):
            for kind, sow in sample(kinds, count):
                folder = shutil.copytree(sound, Path(name) / "bid")
                if sow(folder, chance):
                    yield Trial(kind, harmful, _rejected(folder))
                shutil.rmtree(folder)


def _made(folder: Path) -> Path:
    folder.mkdir()
    record = deal_of(folder, "springs-bid")
    edit(record, "\nprice:\n", SIGNATURES)
    bidkit("bid", record, "--format", "pdf", "--out", folder / PAGES)
    said = bidkit("bid", record, "--format", "docx")
    if said.code or _rejected(folder):
        raise SystemExit(f"the bid is not ready to begin with\n{said.err}")
    return folder


def _rejected(folder: Path) -> bool:
    found = judge(lay_out(folder / "deal.yaml"), folder / "documents", own=False)
    return any(each.fatal for each in found)


def _file(folder: Path, mark: str) -> Path:
    return folder / "documents" / f"SPRINGS-bid-{mark}.docx"


def _any(folder: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((folder / "documents").glob("*.docx")))


def _in_text(file: Path, chance: random.Random, how: Callable[[str], str | None]) -> bool:
    made = WordFile(file.read_bytes())
    places = [each for each in texts(made) if how(each.text or "") not in (None, each.text)]
    if not places:
        return False
    place = chance.choice(places)
    place.text = how(place.text or "")
    file.write_bytes(made.packed())
    return True


def _amount(mark: str) -> Sow:
    """Change a digit of an amount, somewhere in a form."""

    def sow(folder: Path, chance: random.Random) -> bool:
        return _in_text(
            _file(folder, mark), chance, lambda text: digit_changed(text, chance) if _is_amount(text) else None
        )

    return sow


def _is_amount(text: str) -> bool:
    return "." in text and "," in text and sum(each.isdigit() for each in text) > 5


def _word(old: str, new: str) -> Sow:
    return lambda folder, chance: _in_text(
        _file(folder, LETTER), chance, lambda text: text.replace(old, new) if old in text else None
    )


def _name(folder: Path, chance: random.Random) -> bool:
    wrong = chance.choice(
        (NAME.replace("Machines", "Machine"), NAME.upper(), NAME.replace("Co., Ltd.", "Company Limited"))
    )
    return _in_text(_any(folder, chance), chance, lambda text: text.replace(NAME, wrong))


def _gone(folder: Path, chance: random.Random) -> bool:
    file = _any(folder, chance)
    file.unlink()
    return not any(each in file.name for each in ("checklist", "other"))  # these need not be handed in


def _surplus(folder: Path, chance: random.Random) -> bool:
    document = docx.Document()
    document.add_paragraph("Something else")
    document.save(str(folder / "documents" / f"{chance.choice(('consortium', 'brochure', 'price-list'))}.docx"))
    return True


def _price_outside(folder: Path, chance: random.Random) -> bool:
    said = chance.choice(PRICES)
    return _add_words(folder, chance, f" For {said} in all.")


def _add_words(folder: Path, chance: random.Random, words: str) -> bool:
    document = docx.Document(str(_file(folder, RESPONSE)))
    chance.choice(document.paragraphs).add_run(words)
    document.save(str(_file(folder, RESPONSE)))
    return True


def _answer(folder: Path, chance: random.Random) -> bool:
    """Take a row out of the table of answers."""
    made = WordFile(_file(folder, RESPONSE).read_bytes())
    rows: list[Element] = [row for row in made.root().iter(TEXT[:-1] + "tr") if len(list(row.iter(TEXT))) > 3]
    row = chance.choice(rows[1:])
    parent = row.getparent()
    if parent is None:
        return False
    parent.remove(row)
    _file(folder, RESPONSE).write_bytes(made.packed())
    return True


def _broken(folder: Path, chance: random.Random) -> bool:
    file = _any(folder, chance)
    file.write_bytes(file.read_bytes()[: chance.randrange(10, 2000)])
    return "checklist" not in file.name


def _tracked(folder: Path, chance: random.Random) -> bool:
    file = _any(folder, chance)
    made = WordFile(file.read_bytes())
    place = chance.choice(texts(made))
    paragraph = next(place.iterancestors(TEXT[:-1] + "p"))
    paragraph.append(paragraph.makeelement(TEXT[:-1] + "ins", {}))
    file.write_bytes(made.packed())
    return "checklist" not in file.name


def _pages(folder: Path, chance: random.Random) -> bool:
    shutil.copytree(folder / PAGES, folder / "documents", dirs_exist_ok=True)
    return _record("page_limit: 60", "page_limit: 1")(folder, chance)


def _record(old: str, new: str) -> Sow:
    def sow(folder: Path, _: random.Random) -> bool:
        edit(folder / "deal.yaml", old, new)
        return True

    return sow


ERRORS: Mapping[str, Sow] = {
    "a digit of an amount in the letter of bid": _amount(LETTER),
    "a digit of an amount in a price schedule": _amount(PRICE),
    "another word in the total in words": _word("fourteen", "forty"),
    "fewer days of validity in the letter": _word("for 90 days", "for 60 days"),
    "the bidder's name written otherwise": _name,
    "a form is missing": _gone,
    "a form that nobody asked for": _surplus,
    "a price in the technical envelope": _price_outside,
    "a file that cannot be read": _broken,
    "tracked changes in a file": _tracked,
    "a row of the technical response is gone": _answer,
    "a form is not signed": _record("    - {form: letter, by: Gao Ming, on: 2026-12-11, stamped: yes}\n", ""),
    "signed by somebody else": _record("{form: letter, by: Gao Ming", "{form: letter, by: Chen Yu"),
    "an addendum is not acknowledged": _record(
        "      acknowledged_on: 2026-12-04\n      acknowledged_by: Chen Yu\n", ""
    ),
    "a certificate expires before the deadline": _record("valid_until: 2028-03-11", "valid_until: 2026-12-17"),
    "the bid security ends too early": _record("valid_until: 2027-04-09", "valid_until: 2027-03-31"),
    "the bid is valid for too short": _record("  validity_days: 90\n  bidder", "  validity_days: 60\n  bidder"),
    "a mandatory clause is not answered": _record(
        "mandatory: yes\n      ours: {answer: comply, offered: 90", "mandatory: yes\n      ours: {offered: 90"
    ),
    "files older than the price": _record("    position: balanced\n", "    position: other\n    price: 3400000.00\n"),
    "too many pages": _pages,
}


def _packed(folder: Path, chance: random.Random) -> bool:
    file = _any(folder, chance)
    file.write_bytes(packed_otherwise(file.read_bytes(), level=9, turned=True))
    return True


def _resaved(folder: Path, chance: random.Random) -> bool:
    file = _any(folder, chance)
    file.write_bytes(resaved(file.read_bytes()))
    return True


def _signed(folder: Path, chance: random.Random) -> bool:
    document = docx.Document(str(_file(folder, LETTER)))
    for row in document.tables[-1].rows[1:]:
        row.cells[1].text = row.cells[1].text or f"{chance.randint(1, 16)} December 2026"
    document.save(str(_file(folder, LETTER)))
    return True


def _model(folder: Path, chance: random.Random) -> bool:
    said = chance.choice(NO_PRICES)
    return _add_words(folder, chance, f" See {said}.")


def _remark(folder: Path, _: random.Random) -> bool:
    with (folder / "deal.yaml").open("a", encoding="utf-8") as record:
        record.write("# looked through\n")
    return True


HARMLESS: Mapping[str, Sow] = {
    "a file is packed otherwise": _packed,
    "a file was saved by python-docx": _resaved,
    "the day of signing is filled in": _signed,
    "figures that are no prices in the technical envelope": _model,
    "a remark in the record": _remark,
}
