"""Where the built-in templates and examples are: inside an installed package, or beside it in a checkout."""

from pathlib import Path


def assets(name: str) -> Path:
    """Return the folder `templates` or `examples`."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
