"""A house makes the documents its own: finds, copies, changes and checks templates, and sees what is wrong at once."""

from pathlib import Path

import pytest

from tests.acceptance.house import bidkit, deal_of, edit


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The folder of a house with one deal in it."""
    deal_of(tmp_path / "deals" / "springs")
    for part in ("house.yaml", "content"):
        (tmp_path / "deals" / "springs" / part).rename(tmp_path / part)
    return tmp_path


@pytest.fixture
def changed(house: Path) -> Path:
    """A house with a template set that changes one block of the evaluation sheet."""
    said = bidkit("templates", "copy", "evaluation", "--block", "summary", cwd=house)
    assert said.code == 0, said.err
    with (house / "house.yaml").open("a", encoding="utf-8") as file:
        file.write("\ntemplate_set: templates\n")
    return house


def template(house: Path) -> Path:
    return house / "templates" / "evaluation.html"


def sheet(house: Path, *words: str) -> str:
    said = bidkit("evaluation", "deals/springs", "--format", "html", "--out", "out", *words, cwd=house)
    assert said.code == 0, said.err
    return (house / "out" / "SPRINGS-evaluation.html").read_text(encoding="utf-8")


def test_every_template_is_listed_with_its_origin_and_what_it_makes(house: Path) -> None:
    lines = bidkit("templates", "list", cwd=house).out.splitlines()
    rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in lines}
    assert {"base.html", "charts.html", "evaluation.html", "style.css"} <= rows.keys()
    assert rows["evaluation.html"] == ["built-in", "bidkit evaluation: stage development, internal"]
    assert all(len(row) == 2 for row in rows.values()), "a template does not say what it is for"


def test_a_copied_block_is_the_houses_and_the_rest_stays_built_in(changed: Path) -> None:
    before = sheet(changed)
    edit(template(changed), "{% block summary %}", "{% block summary %}\n<p>As our house says it.</p>")
    after = sheet(changed)
    assert "As our house says it." in after
    assert after.replace("<p>As our house says it.</p>\n", "") == before
    listed = bidkit("templates", "list", cwd=changed).out
    assert f"{Path('templates') / 'evaluation.html'} over built-in/evaluation.html" in listed
    assert bidkit("templates", "where", "evaluation", cwd=changed).out.strip() == str(Path("templates/evaluation.html"))


def test_copying_says_what_to_do_next_and_overwrites_nothing(house: Path) -> None:
    said = bidkit("templates", "copy", "style", cwd=house)
    assert "put this line into house.yaml: template_set: templates" in said.out
    assert (house / "templates" / "set.yaml").is_file()
    (house / "templates" / "style.css").write_text("h1 { color: red }", encoding="utf-8")
    again = bidkit("templates", "copy", "style", cwd=house)
    assert (again.code, "is not overwritten" in again.err) == (1, True)
    assert (house / "templates" / "style.css").read_text(encoding="utf-8") == "h1 { color: red }"


def test_a_whole_copy_makes_the_same_document(house: Path) -> None:
    before = sheet(house)
    bidkit("templates", "copy", "evaluation", cwd=house)
    with (house / "house.yaml").open("a", encoding="utf-8") as file:
        file.write("\ntemplate_set: templates\n")
    assert sheet(house) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("copy", "evaluaton"), "there is no template 'evaluaton'"),
        (("where", "../house.yaml"), "there is no template '../house.yaml'"),
        (("copy", "evaluation", "--block", "sumary"), "has no block 'sumary'"),
        (("copy", "style", "--block", "x"), "has no block 'x'"),
        (("where-used", "customer.nmae"), "there is no field 'nmae'"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(words: tuple[str, ...], message: str, house: Path) -> None:
    said = bidkit("templates", *words, cwd=house)
    assert said.code == 1
    assert message in said.err
    assert any(word in said.err for word in ("There is:", "Blocks:", "Did you mean", "It has none"))
    assert not (house / "templates").exists()


def test_without_a_house_there_is_nothing_to_copy_into(tmp_path: Path) -> None:
    said = bidkit("templates", "copy", "evaluation", cwd=tmp_path)
    assert said.code == 1
    assert "there is no house.yaml" in said.err


def test_checking_finds_every_slip_at_once_without_a_record(changed: Path) -> None:
    text = (
        '{% extends "parent/evaluation.html" %}\n{% block summary %}\n<p>{{ deal.custmer }}</p>\n'
        '<p class="leed">{{ total }}</p>\n<foo>{{ deal.customer|upperr }}</foo>\n{% endblock %}\n'
        "{% block sumary %}{% endblock %}\n"
    )
    template(changed).write_text(text, encoding="utf-8")
    (changed / "templates" / "style.css").write_text("h1 { background: url(logo.png) }", encoding="utf-8")
    said = bidkit("templates", "check", cwd=changed)
    assert said.code == 1
    name = Path("templates") / "evaluation.html"
    for line in (
        f"{name}:3:1: there is no field 'custmer' in 'deal'",
        f"{name}:4:1: a number stands here without a format",
        f"{name}:4:1: unknown class 'leed' of <p>",
        f"{name}:5:1: there is no filter 'upperr'",
        f"{name}:5:1: unknown element <foo>",
        f"{name}:7:1: no template has a block 'sumary'",
        f"{Path('templates') / 'style.css'}:1:1: 'logo.png' is not a picture or font of this set",
    ):
        assert line in said.out.splitlines()
    assert "Did you mean 'customer'?" in said.out
    assert said.out.splitlines()[-1].endswith(": 7 problems")


def test_checking_fills_the_templates_too(changed: Path) -> None:
    edit(template(changed), "{% block summary %}", '{% block summary %}<p><a class="ref" href="#nowhere">x</a></p>')
    said = bidkit("templates", "check", cwd=changed)
    assert said.code == 1
    assert "nothing here has the id 'nowhere'" in said.out


def test_checking_fills_them_with_a_record_of_ones_own(changed: Path) -> None:
    only_ours = '{% if head.id == "SPRINGS-9" %}<p><a class="ref" href="#nowhere">x</a></p>{% endif %}'
    edit(template(changed), "{% block summary %}", "{% block summary %}" + only_ours)
    assert bidkit("templates", "check", cwd=changed).code == 0
    edit(changed / "deals" / "springs" / "deal.yaml", "id: SPRINGS", "id: SPRINGS-9")
    assert bidkit("templates", "check", "deals/springs", cwd=changed).code == 1


def test_a_sound_set_passes(changed: Path) -> None:
    said = bidkit("templates", "check", "deals/springs", cwd=changed)
    assert (said.code, said.err) == (0, "")
    assert said.out.strip().endswith("templates: sound")


def test_words_that_nobody_translated_are_warned_of_where_they_matter(changed: Path) -> None:
    edit(template(changed), "{% block summary %}", '{% block summary %}<p>{{ _("Our promise") }}</p>')
    assert "Our promise" not in bidkit("templates", "check", cwd=changed).out
    edit(changed / "house.yaml", "language: en", "language: zh-CN")
    said = bidkit("templates", "check", cwd=changed)
    assert said.code == 0
    assert "warning: no zh-CN for 'Our promise'" in said.out
    assert "Our promise" in sheet(changed, "--language", "zh-CN")
    catalogue = changed / "templates" / "locale" / "zh_CN" / "bidkit.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "Our promise"\nmsgstr "我们的承诺"\n', encoding="utf-8")
    assert "warning" not in bidkit("templates", "check", cwd=changed).out
    assert "我们的承诺" in sheet(changed, "--language", "zh-CN")


def test_a_file_that_no_document_uses_is_named(changed: Path) -> None:
    (changed / "templates" / "evaluaton.html").write_text("<p>x</p>", encoding="utf-8")
    said = bidkit("templates", "check", cwd=changed)
    assert said.code == 0
    assert f"{Path('templates') / 'evaluaton.html'}:1:1: warning: no document uses this file" in said.out


def test_where_used_names_the_lines_that_show_a_field(changed: Path) -> None:
    edit(template(changed), "{% block summary %}", "{% block summary %}\n<p>{{ deal.site }}</p>")
    lines = bidkit("templates", "where-used", "customer.site", cwd=changed).out.splitlines()
    number = template(changed).read_text(encoding="utf-8").splitlines().index("<p>{{ deal.site }}</p>") + 1
    assert f"evaluation  {Path('templates') / 'evaluation.html'}:{number}  deal.site" in lines
    assert any(line.startswith("evaluation  built-in/evaluation.html:") for line in lines)


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("customer.name", "deal.customer"),
        ("competitors.name", "competition.rivals[].name"),
        ("competitors[1].name", "competition.rivals[].name"),
        ("elements.budget.what", "elements[].what"),
        ("evaluation.scores.*.source", "factors[].source"),
        ("expected_value", "decision.title"),  # by the knock-out that is worked out from it
        ("seller.name", "head.seller"),
        ("evaluation_model.threshold", "model.threshold"),
    ],
)
def test_where_used_follows_a_field_through_the_sheet(field: str, shown: str, house: Path) -> None:
    said = bidkit("templates", "where-used", field, cwd=house)
    assert said.code == 0
    assert shown in said.out


def test_where_used_says_when_nothing_shows_a_field(house: Path) -> None:
    said = bidkit("templates", "where-used", "customer.procurement.date", cwd=house)
    assert said.out.strip() == "no document shows customer.procurement.date"


@pytest.mark.parametrize(
    ("line", "manifest", "message"),
    [
        ("template_set: nowhere", "", "is not there"),
        ("template_set: empty", "", "has no set.yaml"),
        ("template_set: ../elsewhere", "", "is not a folder below the house's"),
        ("template_set: .", "", "is not a folder below the house's"),
        ("template_set: /etc", "", "is not a path within the house's folder"),
        ("template_set: 'C:\\sets'", "", "is not a path within the house's folder"),
        ("template_set: ours", "name: ours\nextends: ../ours\n", "in a circle"),
        ("template_set: ours", "name: ours\nextends: ../../elsewhere\n", "is not a folder below the house's"),
        ("template_set: ours", "name: ours\nextends: ../nowhere\n", "is not there"),
        ("template_set: ours", "name: ours\nbidkit: 99.1\n", "was written for bidkit 99.1"),
        ("template_set: ours", "name: ours\nbidkit: soon\n", "'soon' is not a version"),
        ("template_set: ours", "name: ours\nextnds: built-in\n", "is not a field that may stand here"),
        ("template_set: ours", "extends: built-in\n", "`name` is missing"),
    ],
)
def test_a_set_that_cannot_hold_is_a_problem_of_the_house(line: str, manifest: str, message: str, house: Path) -> None:
    with (house / "house.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    for folder in ("ours", "empty"):
        (house / folder).mkdir()
    if manifest:
        (house / "ours" / "set.yaml").write_text(manifest, encoding="utf-8")
    for command in (("check", "deals/springs"), ("evaluation", "deals/springs"), ("templates", "list")):
        said = bidkit(*command, cwd=house)
        assert said.code == 1
        assert message in said.out + said.err
    place = (said.err or said.out).split(":")[0]
    assert Path(place).name in ("set.yaml", "house.yaml")
    assert not (house / "deals" / "springs" / "documents").exists()


def test_a_set_extends_another_set_of_the_house(house: Path) -> None:
    over = '{% extends "parent/evaluation.html" %}{% block summary %}<p>NAME</p>{{ super() }}{% endblock %}'
    for name, below in (("ours", "../group"), ("group", "built-in")):
        (house / "sets" / name).mkdir(parents=True)
        (house / "sets" / name / "set.yaml").write_text(f"name: {name}\nextends: {below}\n", encoding="utf-8")
        (house / "sets" / name / "evaluation.html").write_text(over.replace("NAME", name), encoding="utf-8")
    with (house / "house.yaml").open("a", encoding="utf-8") as file:
        file.write("\ntemplate_set: sets/ours/\n")
    text = sheet(house)
    assert text.index("<p>ours</p>") < text.index("<p>group</p>") < text.index("Decision proposed")


def test_a_house_set_is_part_of_word_and_pdf_too(changed: Path) -> None:
    edit(template(changed), "{% block summary %}", "{% block summary %}<p>As our house says it.</p>")
    said = bidkit("evaluation", "deals/springs", "--out", "out", cwd=changed)
    assert said.code == 0, said.err
    from docx import Document
    from pypdf import PdfReader

    out = changed / "out"
    assert "As our house says it." in "".join(
        page.extract_text() for page in PdfReader(out / "SPRINGS-evaluation.pdf").pages
    )
    assert any(p.text == "As our house says it." for p in Document(str(out / "SPRINGS-evaluation.docx")).paragraphs)


def test_a_character_without_a_font_stops_the_pdf_and_is_a_warning_for_word(house: Path) -> None:
    record = house / "deals" / "springs" / "deal.yaml"
    edit(record, "\nowner: Chen Yu", "\nowner: Chen Yu \U0010fffd")
    said = bidkit("evaluation", record)
    assert said.code == 1
    assert "(U+10FFFD)" in said.err
    assert not (record.parent / "documents").exists()
    word = bidkit("evaluation", record, "--format", "docx")
    assert word.code == 0
    assert "warning: no font on this machine has" in word.err


def test_preview_of_a_document_that_there_is_not(house: Path) -> None:
    said = bidkit("preview", "deals/springs", "evaluaton", cwd=house)
    assert said.code == 2
    assert "evaluation" in said.err


@pytest.mark.parametrize("command", ["list", "where", "copy", "check", "where-used"])
def test_help_shows_a_real_call(command: str) -> None:
    assert f"Example: bidkit templates {command}" in bidkit("templates", command, "--help").out
