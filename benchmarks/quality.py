"""The page of measurements, docs/quality.md: each command keeps its own section between two marks."""

from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "quality.md"


def write_section(name: str, text: str) -> None:
    """Put a section's text between its marks, at the end of the page where it is new."""
    start, end = f"<!-- {name}: written by its command -->", f"<!-- end of {name} -->"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Quality, measured\n"
    if start not in page:
        page += f"\n## {name.capitalize()}\n\n{start}\n{end}\n"
    before, after = page.split(start)[0], page.split(end)[1]
    PAGE.write_text(f"{before}{start}\n\n{text.strip()}\n\n{end}{after}", encoding="utf-8")
