"""Whatever is edited: accept all gives the new revision, reject all the old one."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bidkit.render.redline import WordFile, redline
from tests.unit.render.redline.pages import differences, word_file
from tests.unit.render.word_files import own_faults, stories

WORDS = ["spring", "load", "12.5", "kN", "the", "is", "<strong>due</strong>", "<em>10</em>", "试验", "弹簧刚度", "，"]
BOX = '<p><input type="checkbox"{} aria-label="T" name="t"/> ok</p>'
text = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
some = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


def _rows(columns: int) -> st.SearchStrategy[str]:
    row = st.lists(text, min_size=columns, max_size=columns).map(lambda cells: "".join(f"<td>{c}</td>" for c in cells))
    rows = st.lists(row, min_size=1, max_size=4).map(lambda all_: "".join(f"<tr>{r}</tr>" for r in all_))
    return rows.map(lambda inner: f"<table><tbody>{inner}</tbody></table>")


items = st.lists(some, min_size=1, max_size=4)
nested = st.tuples(items, items).map(
    lambda two: f"<ul><li>{two[0][0]}<ol>{''.join(f'<li>{each}</li>' for each in two[1])}</ol></li></ul>"
)
block = st.one_of(
    some.map(lambda said: f"<p>{said}</p>"),
    some.map(lambda said: f"<h2>{said}</h2>"),
    items.map(lambda all_: f"<ol>{''.join(f'<li>{each}</li>' for each in all_)}</ol>"),
    nested,
    st.integers(1, 3).flatmap(_rows),
    some.map(lambda said: f'<aside class="note"><p>{said}</p></aside>'),
    st.sampled_from(["", ' checked="checked"']).map(BOX.format),
)
bodies = st.lists(block, min_size=1, max_size=7)


@st.composite
def revisions(draw: st.DrawFn) -> tuple[str, str]:
    """A body and an edited copy: blocks taken out, put in, exchanged, moved or rewritten."""
    old = draw(bodies)
    new = list(old)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(new)))
        match draw(st.sampled_from(["in", "out", "exchange", "move", "word"])):
            case "in":
                new.insert(at, draw(block))
            case "out" if len(new) > 1:
                del new[at - 1]
            case "exchange":
                new[at - 1] = draw(block)
            case "move":
                new.insert(at, new.pop(0))
            case _:
                new[at - 1] = new[at - 1].replace(draw(st.sampled_from(WORDS[:6])), draw(st.sampled_from(WORDS)), 1)
    return _numbered(old), _numbered(new)


def _numbered(blocks: Sequence[str]) -> str:
    """Give the boxes of a body names that are there once."""
    return "<h1>T</h1>" + "".join(each.replace('name="t"', f'name="t{n}"') for n, each in enumerate(blocks))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(revisions())
def test_random_edits(pair: tuple[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        old, new = (word_file(body, Path(folder)) for body in pair)
    made = redline(WordFile("old.docx", old), WordFile("new.docx", new)).data
    assert differences(old, new, made) == []
    assert [fault for _, root in stories(made) for fault in own_faults(root)] == []
