"""Markdown becomes typed blocks, with nothing lost and nothing passed on as markup."""

from bidkit.prose import Prose, Span, paragraphs, read


def test_every_kind_of_block() -> None:
    text = (
        "# Head\nTwo **strong *both*** and\nlines.\n\n- one\n- two\n\n3. three\n\n| a | b |\n|---|---|\n| c | *d* |\n"
    )
    blocks, faults = read(text.splitlines())
    assert faults == ()
    assert blocks == (
        Prose("heading", level=1, spans=(Span("Head"),)),
        Prose(
            "paragraph",
            spans=(
                Span("Two "),
                Span("strong ", strong=True),
                Span("both", strong=True, em=True),
                Span(" and"),
                Span(" "),
                Span("lines."),
            ),
        ),
        Prose("list", items=((Span("one"),), (Span("two"),))),
        Prose("numbered", items=((Span("three"),),)),
        Prose("table", head=((Span("a"),), (Span("b"),)), rows=(((Span("c"),), (Span("d", em=True),)),)),
    )


def test_markup_of_any_kind_stays_text() -> None:
    blocks, _ = read(["AT&T 1 < 2 and {{ costs }} {% raw %}"])
    assert blocks == (Prose("paragraph", spans=(Span("AT&T 1 < 2 and {{ costs }} {% raw %}"),)),)


def test_a_line_that_ends_between_chinese_words_leaves_no_blank() -> None:
    blocks, _ = read(["北京工厂现有员工，", "分布于各部门。"])
    assert "".join(span.text for span in blocks[0].spans) == "北京工厂现有员工，分布于各部门。"
    assert paragraphs("各部\n门\n\nlines of\none") == (
        Prose("paragraph", spans=(Span("各部门"),)),
        Prose("paragraph", spans=(Span("lines of one"),)),
    )


def test_two_blanks_at_the_end_of_a_line_begin_a_new_one() -> None:
    blocks, faults = read(["one  ", "two"])
    assert faults == ()
    assert blocks == (Prose("paragraph", spans=(Span("one"), Span(new_line=True), Span("two"))),)
