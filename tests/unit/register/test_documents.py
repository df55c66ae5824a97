"""Issued documents: numbered, in revisions, the one before superseded in the same breath."""

from dataclasses import replace

import pytest

from bidkit.register.documents import Document, RevisionTaken, issue, issued, issued_as, next_revision
from bidkit.register.signing import new_key
from bidkit.register.store import Register

AT = "2026-09-15T08:30:00Z"
FIRST = Document(
    deal="SPR-1",
    artifact="bid",
    audience="customer",
    number="SPR-1-bid",
    revision=1,
    date="2026-09-15",
    files={"letter.docx": "a" * 64, "letter.pdf": "b" * 64},
    record_digest="c" * 64,
    approvals=("A-1", "A-2"),
)
SECOND = replace(FIRST, revision=2, files={"letter.docx": "d" * 64, "letter.pdf": "e" * 64})


def test_the_first_issue_is_revision_one_and_comes_back_as_it_was_entered(register: Register) -> None:
    assert next_revision(register, "SPR-1", "SPR-1-bid") == 1
    entered = issue(register, FIRST, AT)
    assert issued(register) == (entered,)
    assert entered.document == FIRST
    assert (entered.id, entered.at, entered.superseded_by) == ("D-1", AT, None)


def test_the_next_issue_supersedes_the_one_before(register: Register) -> None:
    issue(register, FIRST, AT)
    assert next_revision(register, "SPR-1", "SPR-1-bid") == 2
    issue(register, SECOND, AT)
    assert [each.superseded_by for each in issued(register)] == [2, None]
    assert [entry.kind for entry in register.entries()] == ["issue", "supersede", "issue"]


def test_a_file_is_known_by_its_digest(register: Register) -> None:
    issue(register, FIRST, AT)
    issue(register, SECOND, AT)
    (old,) = issued_as(register, "b" * 64)
    assert (old.document.revision, old.superseded_by) == (1, 2)
    assert issued_as(register, "f" * 64) == ()


@pytest.mark.parametrize("revision", [1, 3])
def test_a_revision_that_is_not_the_next_one_is_refused_and_nothing_is_entered(
    register: Register, revision: int
) -> None:
    issue(register, FIRST, AT)
    with pytest.raises(RevisionTaken) as raised:
        issue(register, replace(SECOND, revision=revision), AT)
    assert raised.value.following == 2
    assert len(register.entries()) == 1


def test_numbers_and_deals_count_their_revisions_by_themselves(register: Register) -> None:
    issue(register, FIRST, AT)
    issue(register, replace(FIRST, number="SPR-1-offer"), AT)
    issue(register, replace(FIRST, deal="SPR-2"), AT)
    assert [each.superseded_by for each in issued(register)] == [None, None, None]
    assert len(issued(register, deal="SPR-2")) == 1


def test_whoever_has_a_key_signs_the_head(register: Register) -> None:
    key = new_key()
    issue(register, FIRST, AT, key)
    head = register.head()
    assert head is not None
    assert head.head_key == key.public
