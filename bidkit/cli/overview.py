"""The overview of commands that --help prints."""

from typing import Any

import typer
from typer.core import TyperGroup


class InOrderOfWork(TyperGroup):
    """Lists the commands by section, in the order in which they are used."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command whose name is two words, such as `acceptance read`, before the one of its first word."""
        both = " ".join(args[:2])
        return super().resolve_command(ctx, [both, *args[2:]] if both in self.commands else args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section of help per group of commands."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.commands[name]
            section = str(getattr(command, "rich_help_panel", None) or "Commands")
            sections.setdefault(section, []).append((name, command.get_short_help_str(120)))
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)


def group(about: str) -> typer.Typer:
    """Return an empty group of commands that is told of like the commands themselves."""
    app = typer.Typer(cls=InOrderOfWork, help=about, no_args_is_help=True, rich_markup_mode=None)
    app.callback()(_nothing)  # without one, a group of a single command would not be a group
    return app


def _nothing() -> None:
    pass
