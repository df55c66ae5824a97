"""The overview of commands that --help prints."""

from typing import Any

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
