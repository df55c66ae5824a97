import sys
from pathlib import Path

import pytest

from bidkit.cli.examination import examine
from bidkit.render import fonts, pango


def test_it_names_the_library_that_cuts_fonts_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(pango, "_SUBSET_ON_LINUX", "libnowhere.so.0")
    (finding,) = [finding for finding in examine(None) if "HarfBuzz-Subset" in finding.what]
    assert not finding.sound
    assert "libharfbuzz-subset0" in finding.mend


def test_it_asks_for_that_library_on_linux_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(pango, "_SUBSET_ON_LINUX", "libnowhere.so.0")
    assert not pango.lacks_subsetting()


@pytest.mark.parametrize(("file", "sound"), [("DejaVuSans.ttf", False), ("Carlito-Regular.ttf", True)])
def test_it_names_the_font_that_charts_leave_room_for(file: str, sound: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_files", lambda: iter([Path(file)]))
    monkeypatch.setattr("platform.system", lambda: "Linux")
    (finding,) = [finding for finding in examine(None) if "narrow as Calibri" in finding.what]
    assert finding.sound is sound
    assert "fonts-crosextra-carlito" in finding.mend


@pytest.mark.parametrize("finds", [True, False])
def test_it_asks_the_layout_engine_for_fonts_and_not_the_folders_alone(
    finds: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not finds:
        (tmp_path / "fonts.conf").write_text("<fontconfig></fontconfig>", encoding="utf-8")
        monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    fonts.layout_has_fonts.cache_clear()
    (finding,) = [finding for finding in examine(None) if "Fontconfig" in finding.what]
    fonts.layout_has_fonts.cache_clear()
    assert finding.sound is finds
    assert "arlito" in finding.mend


def test_without_pango_nothing_is_asked_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise OSError

    monkeypatch.setattr(pango, "load", missing)
    monkeypatch.setattr(fonts, "layout_has_fonts", missing)
    assert not any("Fontconfig" in finding.what for finding in examine(None))


@pytest.mark.parametrize("system", ["Windows", "Darwin", "FreeBSD"])
def test_every_system_is_told_what_it_can_do(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_files", lambda: iter(()))
    monkeypatch.setattr("platform.system", lambda: system)
    mends = [finding.mend for finding in examine(None) if not finding.sound]
    assert mends
    assert not [mend for mend in mends if "apt-get" in mend or "of that language" in mend]
