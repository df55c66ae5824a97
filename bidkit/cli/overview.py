"""The overview of commands that --help prints."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

TYPED = "bidkit.typed"


class Plain(TyperCommand):
    """A command whose help names what to type, and no kinds of data."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what was typed, and keep it for who has to say what is wrong with it."""
        ctx.meta[TYPED] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what was typed wrongly is known to belong to it."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.ctx = error.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the words of the line that says how to call it."""
        return [_plain(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write what it takes: what has to be given, then what may be."""
        sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for param in self.get_params(ctx):
            if record := param.get_help_record(ctx):
                title = "Arguments" if param.param_type_name == "argument" else "Options"
                sections[title].append((_plain(record[0]), record[1]))
        for title, rows in sections.items():
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class Commands(typer.Typer):
    """Commands with help in plain words."""

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """Register a command."""
        return super().command(name, cls=Plain, **settings)


def _plain(piece: str) -> str:
    """Return a piece of help without braces, and without the name of a kind of data where the name says enough."""
    piece = re.sub(r"\[\[(.*)\]\]", r"[\1]", piece)
    piece = re.sub(r"\{(.*?)\}", r"\1", piece).replace("\N{HORIZONTAL ELLIPSIS}", "...").replace("......", "...")
    piece = re.sub(r"^([^-]\S*) <.*>$", r"\1", piece)
    piece = piece.replace("<int range>", "NUMBER").replace("<int>", "NUMBER").replace("<%Y-%m-%d>", "DAY")
    return piece.replace("<str>", "NAME").replace("<", "").replace(">", "")


class InOrderOfWork(TyperGroup):
    """Lists the commands by section, in the order in which they are used."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command whose name is two words, such as `acceptance read`, before the one of its first word."""
        both = " ".join(args[:2])
        return super().resolve_command(ctx, [both, *args[2:]] if both in self.commands else args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section of help per stage or kind of work; commands of two words stand there one by one."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.commands[name]
            section = str(getattr(command, "rich_help_panel", None) or "Commands")
            each = {f"{name} {sub}": one for sub, one in getattr(command, "commands", {}).items()} or {name: command}
            rows = [(words, one.get_short_help_str(120)) for words, one in each.items()]
            sections.setdefault(section, []).extend(rows)
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)


def group(about: str) -> typer.Typer:
    """Return an empty group of commands that is told of like the commands themselves."""
    app = Commands(cls=InOrderOfWork, help=about, no_args_is_help=True, rich_markup_mode=None)
    app.callback()(_nothing)  # without one, a group of a single command would not be a group
    return app


def _nothing() -> None:
    pass
