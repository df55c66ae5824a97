"""The vocabulary, as far as it can be checked in a template's literal text."""

import re
from collections.abc import Iterator
from html import unescape

from jinja2 import nodes

from bidkit.problems import Place, Problem
from bidkit.render.templates import AT
from bidkit.render.vocabulary import ELEMENTS_TOLD, RULES

_TAG = re.compile(rf'<([A-Za-z][A-Za-z0-9]*) {AT}="([^"]*):([0-9]+)"([^<>]*)(>?)')
_ATTRIBUTE = re.compile(r"""([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ANY_TAG = re.compile(r"<[^>]*>")


def problems(text: str) -> Iterator[Problem]:
    """Yield what the literal text of a template shows to be outside of the vocabulary."""
    for tag in _TAG.finditer(text):
        place = Place(unescape(tag[2]), int(tag[3]))
        rules = [rule for name, rule in RULES.items() if name.partition(".")[0] == tag[1]]
        if not rules:
            yield Problem(place, f"unknown element <{tag[1]}>", ELEMENTS_TOLD)
            continue
        if not tag[5]:
            continue  # the tag goes on behind an expression
        for name, one, other in _ATTRIBUTE.findall(tag[4]):
            yield from _attribute(tag[1], name, one or other, place)


def _attribute(tag: str, name: str, value: str, place: Place) -> Iterator[Problem]:
    rules = {rule_name: rule for rule_name, rule in RULES.items() if rule_name.partition(".")[0] == tag}
    if name == "class":
        named = {rule_name.partition(".")[2] for rule_name in rules} - {""}
        known = named | {word for rule in rules.values() for word in rule.classes}
        for word in value.split():
            if word not in known:
                hint = f"Classes: {', '.join(sorted(known))}." if known else ""
                yield Problem(place, f"unknown class '{word}' of <{tag}>", hint)
    elif not any(name in rule.attributes for rule in rules.values()):
        yield Problem(place, f"unknown attribute '{name}' of <{tag}>")
    elif not any(name in rule.attributes and rule.attributes[name].fullmatch(value) for rule in rules.values()):
        yield Problem(place, f"attribute '{name}' of <{tag}> cannot be '{value}'")


def literal(node: nodes.Output) -> str:
    """Return the beginning of the words that stand in an output, without markup."""
    text = " ".join(part.data for part in node.nodes if isinstance(part, nodes.TemplateData))
    return " ".join(_ANY_TAG.sub(" ", text).split())[:40]
