"""Every date of something that has happened is found, wherever in a record it stands."""

from collections.abc import Iterator, Mapping
from datetime import date

from bidkit.checks.finding import FieldPath
from bidkit.checks.walk import _AHEAD, dated
from bidkit.deal import Deal
from bidkit.deal.types import Part, When
from bidkit.record.validate import validate
from tests.schema import tree


def every(node: object, path: FieldPath = ()) -> Iterator[FieldPath]:
    """Yield the path of every date, looking into everything there is."""
    if isinstance(node, date | When):
        yield path
    elif isinstance(node, Part):
        for name in type(node).model_fields:
            yield from every(getattr(node, name), (*path, name))
    elif isinstance(node, Mapping | tuple):
        for step, value in node.items() if isinstance(node, Mapping) else enumerate(node):
            yield from every(value, (*path, step))


def test_no_date_of_a_record_with_every_field_is_passed_over() -> None:
    record = validate(Deal, tree(Deal))
    found = [path for path, _ in dated(record)]
    assert len(found) > 50
    assert found == [path for path in every(record) if path[-1] not in _AHEAD]
