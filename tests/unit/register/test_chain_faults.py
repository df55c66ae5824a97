"""What is said of a register, entry by entry, without a database."""

from dataclasses import replace

from bidkit.register.chain import Fault, Head, chain_faults, head_faults
from bidkit.register.entry import START, Entry, placed
from bidkit.register.signing import signed_by
from tests.unit.register.test_chain import KEY, draft


def entries(count: int) -> list[Entry]:
    made: list[Entry] = []
    for number in range(1, count + 1):
        made.append(placed(number, draft(number), made[-1].hash if made else START, KEY))
    return made


def test_all_entries_that_are_missing_in_a_row_are_named() -> None:
    first, *_, fifth = entries(5)
    (fault,) = chain_faults([first, fifth], signed_by)
    assert fault == Fault(5, "entries 2 to 4 are missing before this one")


def test_an_empty_register_ends_before_its_first_entry() -> None:
    (fault,) = head_faults([], Head(1, entries(1)[0].hash))
    assert fault.seq == 0
    assert fault.message.startswith("ends at entry 0, and the saved head is entry 1")


def test_a_saved_head_is_held_against_the_entry_of_its_number() -> None:
    kept = entries(2)
    assert list(head_faults(kept, Head(2, kept[1].hash))) == []
    (fault,) = head_faults(kept, Head(2, kept[0].hash))
    assert fault.message == "is not what it was when the head was saved: the register was chained anew"
    (unnumbered,) = head_faults(kept, Head(None, "of another register"))
    assert unnumbered.seq == 0
    assert "holds no entry with the saved head" in unnumbered.message


def test_an_entry_whose_place_is_only_half_signed_is_named() -> None:
    whole = placed(1, replace(draft(1, signed=False), kind="issue"), START, KEY)
    assert list(chain_faults([whole], signed_by)) == []
    for half in (replace(whole, head_signature=""), replace(whole, head_key="")):
        (fault,) = chain_faults([half], signed_by)
        assert fault.seq == 1
