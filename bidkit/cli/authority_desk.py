"""authority.yaml on the desk: read, checked, and held against the signature of its owner."""

from collections.abc import Iterator
from pathlib import Path

from bidkit.cli.desk import sound_house
from bidkit.cli.saying import count, typed
from bidkit.cli.unlocking import private_key
from bidkit.deal.authority import Authority, Band
from bidkit.problems import Place, Problem, ProblemsFound
from bidkit.publish.rewriting import put
from bidkit.record.authority_file import AuthorityFile, load_authority
from bidkit.record.files import HouseFile, shown
from bidkit.register.canonical import canonical, plain
from bidkit.register.signing import signed_by


def authority_file(house_file: HouseFile) -> AuthorityFile:
    """Return the authority.yaml of a house, or raise ProblemsFound."""
    if house_file.path is None:
        hint = "It stands beside house.yaml: name the folder of a deal, or go into it; `bidkit new` writes one."
        raise ProblemsFound([Problem(Place("house.yaml"), "is not there: nobody may approve a price", hint)])
    return load_authority(house_file.path)


def signed_authority(house_file: HouseFile) -> AuthorityFile:
    """Return the authority of a house where its owner has signed it as it stands, or raise ProblemsFound."""
    file = authority_file(house_file)
    key = house_file.house.authority_key
    if key is None:
        hint = f"Add `authority_key:` with the public key of {file.authority.owner}; `bidkit keys list` prints it."
        message = "does not say whose signature makes authority.yaml valid"
        raise ProblemsFound([Problem(_house_place(house_file), message, hint)])
    if not file.signature:
        raise ProblemsFound(
            [Problem(file.place(("owner",)), "authority.yaml is not signed: no approval holds", _sign(file))]
        )
    if not signed_by(key, _message(file.authority), file.signature):
        message = "authority.yaml is not what its owner signed: no approval holds"
        hint = f"It was changed since, or signed with another key than house.yaml names. {_sign(file)}"
        raise ProblemsFound([Problem(file.place(("owner",)), message, hint)])
    return file


def sign_authority(start: Path, name: str) -> Path:
    """Sign the authority.yaml that holds for a folder and return where the signature stands."""
    house_file = sound_house(start if start.is_dir() else start.parent)
    file, expected = authority_file(house_file), house_file.house.authority_key
    key = private_key(name, lambda public: public == expected)
    if key.public != expected:
        named = "names another key" if expected else "names none yet"
        owner = file.authority.owner
        hint = f"Its owner, {owner}, signs. If this is a key of {owner}, write into house.yaml:"
        hint += f"\n    authority_key: {key.public}"
        message = f"`authority_key` {named}, and only that key makes authority.yaml valid"
        raise ProblemsFound([Problem(_house_place(house_file), message, hint)])
    path = file.signature_path
    put(path, f"{key.sign(_message(file.authority))}\n".encode())
    return Path(shown(path))


def authority_lines(authority: Authority) -> Iterator[str]:
    """Yield who may say yes to what, for a person."""
    yield f"authority.yaml is signed by {authority.owner}"
    for band in authority.bands:
        who = f"{count(band.quorum, 'person', 'people')} of {' or '.join(band.roles)}"
        yield f"  {band.name}: {who}; {', '.join(_conditions(band)) or 'any price'}"
    for person in authority.people:
        until = f", until {person.until}" if person.until else ""
        keys = count(len(person.keys), "key", "keys")
        yield f"  {person.name} ({', '.join(person.roles) or 'no role'}; {keys}{until})"
    for each in authority.delegations:
        yield f"  {each.to} for {each.person} from {each.begins} to {each.ends}"


def _conditions(band: Band) -> Iterator[str]:
    if band.margin_from is not None:
        yield f"margin from {band.margin_from} %"
    if band.below_floor_up_to is not None:
        yield f"chance below floor up to {band.below_floor_up_to} %"
    if band.value_up_to:
        yield "value up to " + " or ".join(f"{amount} {currency}" for currency, amount in band.value_up_to.items())
    if band.deviations_up_to is not None:
        yield f"deviations up to {band.deviations_up_to}"


def _sign(file: AuthorityFile) -> str:
    owner = file.authority.owner
    folder = typed(Path(shown(file.path)).parent)
    return f'Its owner, {owner}, looks it through and signs: bidkit authority sign {folder} --as "{owner}"'


def _message(authority: Authority) -> bytes:
    return canonical({"bidkit": "authority 1", "content": plain(authority)})


def _house_place(house_file: HouseFile) -> Place:
    return house_file.place(("authority_key",)) if house_file.path else Place("house.yaml")
