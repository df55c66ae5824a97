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
