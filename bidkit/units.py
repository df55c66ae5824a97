"""Units of the trade and what they are of each other, exactly.

Only what is safe is converted: units of one quantity. Torque is not energy and kg is not a force, though their
dimensions or names might say so; a unit that is not listed equals itself alone.
"""

import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

_QUANTITIES: tuple[Mapping[str, str], ...] = (
    {"nm": "1/1000000000", "µm": "1/1000000", "mm": "1/1000", "cm": "1/100", "m": "1", "km": "1000", "in": "0.0254"},
    {"mm2": "1/1000000", "cm2": "1/10000", "m2": "1"},
    {"ml": "1/1000", "cm3": "1/1000", "l": "1", "dm3": "1", "m3": "1000"},
    {"mg": "1/1000000", "g": "1/1000", "kg": "1", "t": "1000"},
    {"mN": "1/1000", "N": "1", "kN": "1000", "MN": "1000000", "kgf": "9.80665", "lbf": "4.4482216152605"},
    {"mNm": "1/1000", "Nmm": "1/1000", "Ncm": "1/100", "Nm": "1", "kNm": "1000"},
    {"N/m": "1/1000", "N/mm": "1", "kN/m": "1", "kN/mm": "1000"},
    {"mbar": "100", "bar": "100000", "Pa": "1", "hPa": "100", "kPa": "1000", "MPa": "1000000", "GPa": "1000000000",
     "N/mm2": "1000000", "kN/m2": "1000", "psi": "44482216152605/6451600000"},
    {"µs": "1/1000000", "ms": "1/1000", "s": "1", "min": "60", "h": "3600", "d": "86400"},
    {"mHz": "1/1000", "Hz": "1", "kHz": "1000", "MHz": "1000000"},
    {"1/min": "1", "rpm": "1", "r/min": "1", "1/s": "60"},
    {"mm/min": "1/1000", "mm/s": "0.06", "m/min": "1", "m/s": "60", "km/h": "50/3"},
    {"mm/s2": "1/1000", "m/s2": "1"},
    {"l/h": "1/60", "l/min": "1", "l/s": "60", "m3/h": "50/3", "m3/min": "1000", "m3/s": "60000"},
    {"kg/h": "1/60", "kg/min": "1", "kg/s": "60", "t/h": "50/3"},
    {"mJ": "1/1000", "J": "1", "kJ": "1000", "MJ": "1000000", "Wh": "3600", "kWh": "3600000", "MWh": "3600000000"},
    {"mW": "1/1000", "W": "1", "kW": "1000", "MW": "1000000"},
    {"VA": "1", "kVA": "1000", "MVA": "1000000"},
    {"µV": "1/1000000", "mV": "1/1000", "V": "1", "kV": "1000"},
    {"µA": "1/1000000", "mA": "1/1000", "A": "1", "kA": "1000"},
    {"mΩ": "1/1000", "Ω": "1", "kΩ": "1000", "MΩ": "1000000", "GΩ": "1000000000"},
    {"ppm": "1/10000", "‰": "1/10", "%": "1"},
)  # fmt: skip
_TEMPERATURES: Mapping[str, tuple[str, str]] = {"K": ("1", "0"), "°C": ("1", "273.15"), "°F": ("5/9", "459.67")}
"""Factor and offset of each: in K it is factor x (value + offset)."""
_SPELLINGS: Mapping[str, str] = {
    "um": "µm", "us": "µs", "uV": "µV", "uA": "µA", "Ohm": "Ω", "ohm": "Ω", "L": "l", "mL": "ml", "sec": "s",
    "degC": "°C",
}  # fmt: skip


class _Unit(NamedTuple):
    quantity: int
    factor: Fraction
    offset: Fraction = Fraction(0)


def _plain(unit: str) -> str:
    """Return one spelling of a unit: no exponents set high, no dots, no spaces."""
    text = unicodedata.normalize("NFKC", unit).translate(str.maketrans("", "", "·⋅ ^"))
    return unicodedata.normalize("NFKC", _SPELLINGS.get(text, text))


def _known() -> dict[str, _Unit]:
    found = {
        _plain(name): _Unit(number, Fraction(factor))
        for number, quantity in enumerate(_QUANTITIES)
        for name, factor in quantity.items()
    }
    temperatures = {
        _plain(name): _Unit(-1, Fraction(factor), Fraction(offset)) for name, (factor, offset) in _TEMPERATURES.items()
    }
    return {**found, **temperatures}


_UNITS = _known()


def same_quantity(one: str | None, other: str | None) -> bool:
    """Say whether values in two units can be compared."""
    if _plain(one or "") == _plain(other or ""):
        return True
    first, second = _UNITS.get(_plain(one or "")), _UNITS.get(_plain(other or ""))
    return first is not None and second is not None and first.quantity == second.quantity


def converted(value: Fraction, unit: str | None, to: str | None, *, difference: bool = False) -> Fraction:
    """Return a value in another unit of its quantity; a difference, such as an uncertainty, has no zero point."""
    if _plain(unit or "") == _plain(to or ""):
        return value
    given, asked = _UNITS[_plain(unit or "")], _UNITS[_plain(to or "")]
    if difference:
        return value * given.factor / asked.factor
    return (value + given.offset) * given.factor / asked.factor - asked.offset
