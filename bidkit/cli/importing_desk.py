"""A published tender laid over a record: what would change, checked as a whole, then written or shown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from bidkit.assets import assets
from bidkit.checks import Finding, check_deal
from bidkit.cli.changing import Change as FileChange
from bidkit.cli.changing import change
from bidkit.cli.desk import DEAL_FILE, lay_out, sound_desk
from bidkit.cli.starting import beginnings, house_text, record_text
from bidkit.deal import Deal, House
from bidkit.gates import entry_findings
from bidkit.phrases import Phrase
from bidkit.publish.rewriting import putting, write_together
from bidkit.published.account import Account, account_of
from bidkit.published.draft import Draft, Field
from bidkit.published.laying import Change, changes, value_at
from bidkit.published.reading import Published
from bidkit.record.cost_sheet import with_cost_lines
from bidkit.record.editing import Add, Edit, Set, edited, fields_of
from bidkit.record.files import HOUSE_FILE, find_house, homes_of, load_house, record_bytes
from bidkit.record.source import decoded, parse
from bidkit.record.splices import Order
from bidkit.record.tree import plain
from bidkit.record.validate import without_empty

_UNTOUCHED = {"at": "project-approval", "state": "assumed", "source": None, "date": None}  # as `bidkit new` has it
_ROUNDS = 12  # what one rule refuses may uncover what the next one does


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import makes of a record, and of the file."""

    record: Path
    is_new: bool
    changes: tuple[Change, ...]
    account: Account
    texts: dict[Path, str]
    """New files beside the account."""
    edit: FileChange | None
    """How a record that is there changes."""

    @property
    def changes_a_record(self) -> bool:
        """Say whether a record that is there becomes another."""
        return self.edit is not None and self.edit.before != self.edit.after

    def write(self, account: Path, told: str) -> list[Path]:
        """Write the record with its account, or raise ProblemsFound and leave everything as it was."""
        writings = [self.edit.writing] if self.edit and self.changes_a_record else beginnings(self.texts)
        write_together([*writings, putting(account, f"{told}\n".encode())])
        return [*(each.path for each in writings), account]


def lay_over(published: Published, draft: Draft, place: Path, *, replace: bool) -> Imported:
    """Return what an import would make of the record in a folder, or of a new one; nothing is written yet."""
    record = place if place.suffix.lower() in (".yaml", ".yml", ".json") else place / DEAL_FILE
    is_new = not record.exists()
    if not is_new:
        sound_desk(record)
    text = _started(record, draft) if is_new else decoded(record_bytes(record), record)
    house = load_house(record.parent).house
    found = _settled(draft, text, record, house, replace=replace, is_new=is_new)
    account = account_of(published, draft)
    if not is_new:
        return Imported(record, is_new, found, account, {}, change(record, _edits(found)))
    texts = {record: edited(text, str(record), _edits(found), fields_of(Deal))}
    lay_out(record, texts[record])
    if find_house(record.parent) is None:
        texts[record.parent / HOUSE_FILE] = house_text()
    return Imported(record, is_new, found, account, texts, None)


def _started(record: Path, draft: Draft) -> str:
    """Return the text of a new record, with a head that says what it began with."""
    head = f"# Begun with a published tender: {draft.source}."
    rest = "# What else that file says stands beside this record, in the account of the import."
    return f"{head}\n{rest}\n\n{record_text(record.parent)}"


def _settled(draft: Draft, text: str, record: Path, house: House, *, replace: bool, is_new: bool) -> tuple[Change, ...]:
    """Return the changes that the record's own rules take; what they refuse is taken out, and its reason kept."""
    say = sayer(_language(text, record, house))
    for _ in range(_ROUNDS):
        found = tuple(_changes(draft, text, record, replace=replace, is_new=is_new, say=say))
        after = edited(text, str(record), _edits(found), fields_of(Deal))
        taken_back = [_take_back(draft, path, message) for path, message in _refused(after, record, house)]
        if True not in taken_back:
            break
    return found


def _changes(
    draft: Draft, text: str, record: Path, *, replace: bool, is_new: bool, say: Callable[[Phrase], str]
) -> Iterator[Change]:
    tree, _ = parse(text, str(record))
    data = plain(tree)
    held: dict[str, object] = data if isinstance(data, dict) else {}
    if is_new or value_at(held, ("customer", "procurement")) == _UNTOUCHED:
        yield from _at_bidding(draft)
    yield from changes(draft, held, replace=replace, say=say)
    published, as_of = draft.facts.get(("tender", "notice", "published")), held.get("as_of")
    if isinstance(published, str) and isinstance(as_of, str) and published > as_of and not is_new:
        yield Change(("as_of",), "changed", as_of, date.today().isoformat())  # noqa: DTZ011 - the rep's own day


def _at_bidding(draft: Draft) -> Iterator[Change]:
    """Say of a new record that its customer is at the bidding; our own stage is for the rep to say."""
    told = {"at": draft.step, "state": "known", "source": draft.source}
    published = draft.facts.get(("tender", "notice", "published"))
    for name, value in {**told, **({"date": published} if published else {})}.items():
        yield Change(("customer", "procurement", name), "new", None, value)


def _edits(found: Sequence[Change]) -> list[Edit]:
    order, edits = fields_of(Deal), list[Edit]()
    for each in sorted((each for each in found if each.kind != "kept"), key=lambda each: _rank(each.path, order)):
        if each.adds:
            edits.append(Add(each.path[:-1], each.after))  # type: ignore[arg-type] # texts, lists and groups
        else:
            edits.append(Set(each.path, each.after))  # type: ignore[arg-type] # a text or a list of texts
    return edits


def _rank(path: Field, order: Order) -> tuple[int, ...]:
    """Return where a field stands among its neighbours in the model."""
    names = [order(path[:at]) for at in range(len(path))]
    return tuple(among.index(step) if step in among else 0 for step, among in zip(path, names, strict=True))


def _refused(text: str, record: Path, house: House) -> Iterator[tuple[Field, str]]:
    """Yield what the fields and the rules of a record refuse, each with the path of the field by ids."""
    tree, _ = parse(text, str(record))
    tree, _ = with_cost_lines(tree, homes_of(record.parent))
    data = plain(tree)
    try:
        deal = Deal.model_validate(without_empty(data, Deal))
    except ValidationError as error:
        for each in error.errors():
            yield _by_id(data, each["loc"]), each["msg"]
        return
    found: tuple[Finding, ...] = (*check_deal(deal, house), *entry_findings(deal, house))
    for finding in found:
        if finding.severity == "error" and not finding.of_house:
            yield _by_id(data, finding.path), finding.message


def _by_id(data: object, path: Sequence[str | int]) -> Field:
    steps: list[str] = []
    for step in path:
        if isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            steps.append(str(data.get("id", step)) if isinstance(data, dict) else str(step))
        else:
            data = data.get(step) if isinstance(data, dict) else None
            steps.append(str(step))
    return tuple(steps)


def _take_back(draft: Draft, path: Field, message: str) -> bool:
    """Take out the fact that a rule refuses: the field itself, the item or group that it is in, or the weights."""
    reason = f"the record refuses it: {message}"
    for end in range(len(path), 0, -1):
        if path[:end] in draft.lists:
            return draft.drop_part(path[:end], "weight", reason)
        if draft.drop(path[:end], reason):
            return True
    return False


def _language(text: str, record: Path, house: House) -> str:
    tree, _ = parse(text, str(record))
    data = plain(tree)
    return str((data.get("language") if isinstance(data, dict) else None) or house.language)


def sayer(language: str) -> Callable[[object], str]:
    """Return what says a sentence in a language."""
    if language == "en":
        return str
    from bidkit.render.language import speaker

    voice = speaker(language, assets("templates"))
    return lambda phrase: str(voice.say(phrase))
