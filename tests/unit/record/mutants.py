"""Records as accidents leave them: lines lost, doubled or swapped, signs typed in the wrong place, bytes broken."""

from hypothesis import strategies as st

SYNTAX = (
    *":-?[]{},#&*!|>'\"%@`~=\\\t\n\r ",
    *(": ", "- ", "\n---\n", "\n...\n", "<<: ", "&a ", "*a ", "!!int ", "!x ", "''", '""', "|\n", ">\n", "? "),
    *("{{", "}}", "\n  ", "\n\t", "%YAML 1.1\n", "null", "[" * 31, "{a: " * 31),
)
ODD = (
    *("\x00", "\x07", "\x1b", "\x7f", "\x85", "\xa0", "\u00ad", "\u061c", "\u200b", "\u200f", "\u2028", "\u2029"),
    *("\u202e", "\u2066", "\u3000", "\ufeff", "\ufffd", "\uffff", "é", "e\u0301", "ß", "İ", "客", "１", "٣"),
    *("😀", "\U0010ffff", "\\u202e", "\\ud83d", "\\ud83d\\ude00", "\\x00", "\\U0001F600", "\\U00110000"),
)
VALUES = (
    *("", "null", "0", "-1", "1e5", "NaN", ".inf", "999999999999999", "0.000000001", "100", "101", "1" * 5000, "１２"),
    *("0001-01-01", "9999-12-31", "9999-12", "9999", "0000", "2026-00", "2026-02-30", "--02-29", "--12", "-"),
    *("[]", "{}", "[[]]", "{a: {b: c}}", "known", "unknown", "yes", "no", "JPY", "KWD", "XXX", "proposal"),
    *(
        "implementation",
        "development",
        "installation",
        "..",
        "CON",
        "a b",
        "x" * 70,
        "'",
        '"',
        "A.B",
        "P-01",
        "P-02",
        "C-01",
    ),
)

spots = st.floats(0, 1, exclude_max=True)
edits = st.one_of(
    st.tuples(st.sampled_from(["delete line", "double line", "truncate", "delete character"]), spots, st.just("")),
    st.tuples(st.just("swap lines"), spots, spots),
    st.tuples(st.just("value"), spots, st.sampled_from(VALUES)),
    st.tuples(st.sampled_from(["insert", "replace"]), spots, st.sampled_from(SYNTAX) | st.sampled_from(ODD)),
    st.tuples(st.just("bytes"), spots, st.binary(min_size=1, max_size=8)),
)
Edit = tuple[str, float, str | float | bytes]


@st.composite
def mutants(draw: st.DrawFn, base: str) -> bytes:
    """Draw a copy of the text with one to four accidents."""
    raw = base.encode()
    for edit in draw(st.lists(edits, min_size=1, max_size=4)):
        raw = mutated(raw, edit)
    return raw


def mutated(raw: bytes, edit: Edit) -> bytes:
    """Return the text after one accident."""
    kind, spot, what = edit
    if isinstance(what, bytes):
        at = int(spot * (len(raw) + 1))
        return raw[:at] + what + raw[at:]
    text = raw.decode("utf-8", "surrogateescape")
    change = _lines if kind.endswith(("line", "lines", "value")) else _signs
    return change(text, kind, spot, what).encode("utf-8", "surrogateescape")


def _signs(text: str, kind: str, spot: float, what: str | float) -> str:
    at = int(spot * (len(text) + 1))
    after = {"truncate": len(text), "insert": at}.get(kind, at + 1)
    return f"{text[:at]}{what}{text[after:]}"


def _lines(text: str, kind: str, spot: float, what: str | float) -> str:
    lines = text.split("\n")
    at = int(spot * len(lines))
    if isinstance(what, float):
        other = int(what * len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == "value":
        lines[at] = f"{lines[at].partition(':')[0]}: {what}"
    else:
        lines[at : at + 1] = [lines[at]] * (2 if kind == "double line" else 0)
    return "\n".join(lines)
