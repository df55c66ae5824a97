"""Template sets: which file holds, what stands below it, and what may not be reached."""

import base64
from pathlib import Path

import pytest

from bidkit import render
from bidkit.problems import ProblemsFound
from bidkit.render.inspection.words import catalogue_problems
from bidkit.render.outline import plain_text
from bidkit.render.search import Search, built_in
from bidkit.render.style import stylesheet

PAGE = '<html lang="en"><head><title>T</title></head><body><p>{% block word %}lowest{% endblock %}</p></body></html>'
OVER = '{% extends "parent/t.html" %}{% block word %}NAME over {{ super() }}{% endblock %}'


@pytest.fixture
def sets(tmp_path: Path) -> list[Path]:
    folders = [tmp_path / name for name in ("house", "group", "base")]
    for folder in folders:
        folder.mkdir()
    (folders[2] / "t.html").write_text(PAGE, encoding="utf-8")
    return folders


def words(folders: list[Path], language: str = "en") -> str:
    return plain_text(render.document("t.html", {}, language=language, folders=folders).body)


def test_each_set_stands_over_the_next(sets: list[Path]) -> None:
    (sets[0] / "t.html").write_text(OVER.replace("NAME", "house"), encoding="utf-8")
    assert words(sets) == "house over lowest"
    (sets[1] / "t.html").write_text(OVER.replace("NAME", "group"), encoding="utf-8")
    assert words(sets) == "house over group over lowest"


def test_built_in_is_reached_past_the_sets_between(sets: list[Path]) -> None:
    (sets[0] / "base.html").write_text("nothing", encoding="utf-8")
    text = '{% extends "built-in/base.html" %}{% block title %}T{% endblock %}{% block body %}<p>b</p>{% endblock %}'
    (sets[0] / "t.html").write_text(text, encoding="utf-8")
    assert words(sets) == "b"


def test_a_built_in_template_takes_its_parts_from_the_house(sets: list[Path]) -> None:
    (sets[0] / "t.html").write_text(
        '{% extends "base.html" %}{% block title %}T{% endblock %}{% block body %}{% endblock %}', encoding="utf-8"
    )
    frame = '<html lang="en"><head><title>{% block title %}{% endblock %}</title></head><body><p>ours</p></body></html>'
    (sets[0] / "base.html").write_text(frame, encoding="utf-8")
    assert words(sets) == "ours"


@pytest.mark.parametrize(
    "name", ["../secret.html", "/etc/passwd", "a/../../secret.html", "..\\secret.html", "C:x.html", ""]
)
def test_nothing_outside_of_the_set_is_reached(name: str, sets: list[Path]) -> None:
    (sets[0].parent / "secret.html").write_text("secret", encoding="utf-8")
    assert Search(sets).find(name) is None
    (sets[0] / "t.html").write_text(f'{{% include "{name.replace(chr(92), chr(92) * 2)}" %}}', encoding="utf-8")
    with pytest.raises(ProblemsFound, match="there is no template"):
        render.document("t.html", {}, language="en", folders=sets)


def test_a_link_that_leads_out_is_not_followed(sets: list[Path]) -> None:
    secret = sets[0].parent / "secret.html"
    secret.write_text("secret", encoding="utf-8")
    link = sets[0] / "link.html"
    try:
        link.symlink_to(secret)
    except OSError:  # Windows lets only some users make links; then nobody else can either
        link.unlink(missing_ok=True)
    assert Search(sets).find("link.html") is None


def test_problems_name_the_file_of_the_set(sets: list[Path]) -> None:
    (sets[1] / "t.html").write_text(
        '{% extends "parent/t.html" %}\n{% block word %}{{ x }}{% endblock %}', encoding="utf-8"
    )
    (sets[0] / "t.html").write_text(OVER.replace("NAME", "house"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        words(sets)
    assert str(caught.value) == f"{sets[1] / 't.html'}:2:1: 'x' is undefined"


def test_a_folder_with_marks_of_markup_in_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "R&D's set"
    folder.mkdir()
    (folder / "t.html").write_text("<html>\n<foo/></html>", encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        words([folder])
    assert {problem.place.path for problem in caught.value.problems} == {str(folder / "t.html")}


def test_parent_has_to_be_there(sets: list[Path]) -> None:
    (sets[2] / "t.html").write_text('\n{% extends "parent/t.html" %}', encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"t\.html:2:1: there is no template 'parent/t\.html'"):
        words(sets)


def test_the_style_of_the_house_stands_over_the_built_in_one(sets: list[Path]) -> None:
    assert stylesheet(Search(sets)) == stylesheet(Search())
    (sets[0] / "style.css").write_text("h1 { color: red }", encoding="utf-8")
    assert stylesheet(Search(sets)) == "h1 { color: red }"
    (sets[0] / "style.css").write_text('@import "parent/style.css";\nh1 { color: red }', encoding="utf-8")
    assert stylesheet(Search(sets)) == stylesheet(Search()) + "\nh1 { color: red }"
    document = render.document("t.html", {}, language="en", folders=sets)
    assert b"h1 { color: red }" in render.to_html(document)


def test_pictures_of_the_set_are_carried_in_the_style(sets: list[Path]) -> None:
    (sets[1] / "logo.png").write_bytes(b"\x89PNG")
    (sets[0] / "style.css").write_text("a { background: url('logo.png') url(#x) url(data:,y) }", encoding="utf-8")
    data = base64.b64encode(b"\x89PNG").decode()
    assert stylesheet(Search(sets)) == f'a {{ background: url("data:image/png;base64,{data}") url(#x) url(data:,y) }}'


def test_what_a_style_may_not_ask_for_is_said_at_once(sets: list[Path]) -> None:
    text = (
        'a { b: url(https://example.com/x.png) }\n@import "../x.css";\n/* url(no.png)\n'
        ' */ c { d: url(../secret.png) }\n@import "style.css";\n.x { content: "</style>" }'
    )
    (sets[0].parent / "secret.png").write_bytes(b"secret")
    (sets[0] / "style.css").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as caught:
        stylesheet(Search(sets))
    assert [(each.place.line, each.message) for each in caught.value.problems] == [
        (1, "'https://example.com/x.png' is not a picture or font of this set"),
        (2, "there is no stylesheet '../x.css'"),
        (4, "'../secret.png' is not a picture or font of this set"),
        (5, "'style.css' imports itself"),
        (6, "'</' cannot stand in a stylesheet"),
    ]


def test_a_house_brings_translations_of_its_own_sentences(sets: list[Path]) -> None:
    (sets[0] / "t.html").write_text(OVER.replace("NAME", "{{ _('Our word') }}"), encoding="utf-8")
    assert words(sets, "zh-CN") == "Our word over lowest"
    catalogue = sets[0] / "locale" / "zh_CN" / "bidkit.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "Our word"\nmsgstr "我们的话"\n', encoding="utf-8")
    assert words(sets, "zh-CN") == "我们的话 over lowest"


def test_a_catalogue_without_measure_or_end_is_a_problem(sets: list[Path]) -> None:
    catalogue = sets[0] / "locale" / "zh_CN" / "bidkit.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_bytes(b"# long\n" * 800_000)
    with pytest.raises(ProblemsFound, match=r"bidkit\.po:1:1: is larger than 5 MB"):
        words(sets, "zh-CN")
    catalogue.unlink()
    catalogue.symlink_to("/dev/zero")
    with pytest.raises(ProblemsFound, match=r"bidkit\.po:1:1: cannot be read: it is not a file"):
        words(sets, "zh-CN")


def test_a_broken_catalogue_is_a_problem(sets: list[Path]) -> None:
    catalogue = sets[0] / "locale" / "zh_CN" / "bidkit.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "a"\nmsgstr "b"\nnonsense\n', encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"bidkit\.po:3:1: is not a catalogue of sentences"):
        words(sets, "zh-CN")


def test_a_translation_with_other_places_is_a_problem(sets: list[Path]) -> None:
    catalogue = sets[0] / "locale" / "zh_CN" / "bidkit.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "of {n}"\nmsgstr "{m}"\n', encoding="utf-8")
    assert [each.message for each in catalogue_problems(sets[0])] == ["the places of 'of {n}' differ"]


def test_the_built_in_set_is_a_set_like_any_other() -> None:
    assert Search([built_in()]).names(".html") == Search().names(".html")
