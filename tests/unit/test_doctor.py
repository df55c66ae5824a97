import sys

import pytest

from bidkit.cli.examination import examine
from bidkit.render import pango


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
