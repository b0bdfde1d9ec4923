"""The reference files, read once: families, trades, territories, certifications, codes."""

import csv
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from data.text import fold

FOLDER = Path(__file__).parent
Row = TypeVar("Row")


@dataclass(frozen=True)
class Family:
    """One of the nine families of trades, with a plain sentence and the words people type."""

    code: str
    label: str
    plain: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trade:
    """A digital trade; the first of `rome` is its main ROME code, `words` what people type."""

    code: str
    label: str
    family: str
    plain: str
    rome: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Region:
    """A region by INSEE code: those it touches, its short names, those it took the place of."""

    code: str
    name: str
    overseas: bool = False
    neighbours: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    former: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Department:
    """A department by number, with its region's code."""

    code: str
    name: str
    region: str


@dataclass(frozen=True)
class Commune:
    """A commune or municipal district; coordinates in degrees where a source gives them."""

    insee: str
    name: str
    postcodes: tuple[str, ...]
    department: str
    region: str
    latitude: float | None
    longitude: float | None
    population: int


@dataclass(frozen=True)
class KnownCertification:
    """A certification of the national registers, with the trades that it leads to."""

    code: str
    title: str
    level: int | None = None
    trades: tuple[str, ...] = ()


@dataclass(frozen=True)
class Domain:
    """A Formacode or NSF code; `family` is empty when it does not tell a family."""

    code: str
    label: str
    family: str = ""


@dataclass(frozen=True)
class Synonym:
    """Words that people type and what stands in texts for them; `both` works either way."""

    words: tuple[str, ...]
    means: tuple[str, ...]
    both: bool = False
    weight: float = 0.6


@dataclass(frozen=True)
class Scheme:
    """A way to have a training paid for."""

    code: str
    label: str
    plain: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class AudienceGroup:
    """A public; `reserved` when belonging is a condition; `formacodes` are LHÉO's codes for it."""

    code: str
    label: str
    reserved: bool = False
    words: tuple[str, ...] = ()
    formacodes: tuple[str, ...] = ()


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def _table(name: str, table: str, kind: type[Row]) -> dict[str, Row]:
    """The rows of one TOML file by code, in the file's order; a wrong key or twin code fails."""
    with (FOLDER / name).open("rb") as file:
        raw = tomllib.load(file)[table]
    allowed = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    rows: dict[str, Row] = {}
    for one in raw:
        if one["code"] in rows or not set(one) <= allowed:
            raise ValueError(f"{name}: {one['code']} is there twice or has an unknown key")
        rows[one["code"]] = kind(**{key: _frozen(value) for key, value in one.items()})
    return rows


@cache
def families() -> dict[str, Family]:
    """The nine families in the report's order."""
    return _table("families.toml", "family", Family)


@cache
def trades() -> dict[str, Trade]:
    """All trades, family by family."""
    return _table("trades.toml", "trade", Trade)


@cache
def regions() -> dict[str, Region]:
    """The 18 regions by INSEE code."""
    return _table("regions.toml", "region", Region)


@cache
def certifications() -> dict[str, KnownCertification]:
    """Certifications by register code, such as RNCP37674."""
    return _table("certifications.toml", "certification", KnownCertification)


@cache
def formacodes() -> dict[str, Domain]:
    """Formacodes of the training domains that the network meets."""
    return _table("domains.toml", "formacode", Domain)


@cache
def nsf() -> dict[str, Domain]:
    """Codes of the nomenclature of training specialities (NSF)."""
    return _table("domains.toml", "nsf", Domain)


@cache
def funding_schemes() -> dict[str, Scheme]:
    """The funding schemes."""
    return _table("funding.toml", "scheme", Scheme)


@cache
def audiences() -> dict[str, AudienceGroup]:
    """The publics."""
    return _table("audiences.toml", "audience", AudienceGroup)


@cache
def synonyms() -> tuple[Synonym, ...]:
    """The synonyms of the reference file, in its order; ValueError names an entry that is wrong."""
    with (FOLDER / "synonyms.toml").open("rb") as file:
        return tuple(_synonym(one) for one in tomllib.load(file)["synonym"])


def _synonym(raw: dict[str, Any]) -> Synonym:
    given = {key: _frozen(value) for key, value in raw.items()}
    if not set(given) <= {field.name for field in fields(Synonym)}:
        raise ValueError(f"synonyms.toml: unknown key in {raw}")
    one = Synonym(**given)
    if not (one.words and one.means and all((*one.words, *one.means)) and 0 < one.weight <= 1):
        raise ValueError(f"synonyms.toml: an empty side or a weight outside 0 to 1 in {raw}")
    return one


@cache
def general_words() -> frozenset[str]:
    """Folded words of trades that are no evidence of a trade in a training's title."""
    lines = (FOLDER / "general_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def departments() -> dict[str, Department]:
    """The departments by number."""
    with (FOLDER / "departments.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Department(**row) for row in csv.DictReader(file)}


@cache
def communes() -> dict[str, Commune]:
    """All communes and municipal districts by INSEE code."""
    with (FOLDER / "communes.csv").open(encoding="utf-8", newline="") as file:
        return {row["insee"]: _commune(row) for row in csv.DictReader(file)}


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        insee=row["insee"],
        name=row["name"],
        postcodes=tuple(row["postcodes"].split()),
        department=row["department"],
        region=row["region"],
        latitude=float(row["lat"]) if row["lat"] else None,
        longitude=float(row["lon"]) if row["lon"] else None,
        population=int(row["population"] or 0),
    )


def _biggest_first(found: Iterable[Commune]) -> tuple[Commune, ...]:
    return tuple(sorted(found, key=lambda c: (-c.population, c.insee)))


@cache
def _by_postcode() -> dict[str, tuple[Commune, ...]]:
    groups = defaultdict(list)
    for commune in communes().values():
        for postcode in commune.postcodes:
            groups[postcode].append(commune)
    return {postcode: _biggest_first(group) for postcode, group in groups.items()}


def communes_by_postcode(postcode: str) -> tuple[Commune, ...]:
    """The communes that share a postcode, the most populous first."""
    return _by_postcode().get(postcode, ())


SAINT = re.compile(r"\b(st|ste)\b")
TAIL = re.compile(r"( cedex.*| (\d{1,2})( ?(er|e|eme|nd))?( arrondissement)?)$")


def _place_name(text: str) -> str:
    """A commune's name as people and files write it, made equal."""
    folded = fold(re.sub(r"\(.*?\)", " ", text)).replace(",", " ")
    spelt = SAINT.sub(lambda m: "saint" if m[1] == "st" else "sainte", " ".join(folded.split()))
    return spelt.removeprefix("la ").removeprefix("le ").removeprefix("les ")


@cache
def _by_name() -> dict[str, tuple[Commune, ...]]:
    groups = defaultdict(list)
    for commune in communes().values():
        groups[_place_name(commune.name)].append(commune)
    return {name: _biggest_first(group) for name, group in groups.items()}


def communes_by_name(name: str) -> tuple[Commune, ...]:
    """The communes of that name, the most populous first; CEDEX and district numbers are dropped.

    >>> [c.department for c in communes_by_name("LYON CEDEX 03")]
    ['69']
    """
    wanted = _place_name(name)
    return _by_name().get(wanted) or _by_name().get(TAIL.sub("", wanted), ())


@cache
def _region_names() -> dict[str, Region]:
    names: dict[str, Region] = {}
    for region in regions().values():
        for code, name in region.former:
            names.setdefault(fold(name), region)
            names.setdefault(code, region)
    for region in regions().values():
        for name in (region.code, region.name, *region.short):
            names[fold(name)] = region
    return names


def region_named(text: str) -> Region | None:
    """The region of that name, short name, former name or code (today's before 2016's)."""
    return _region_names().get(fold(text))


def department_of_postcode(postcode: str) -> Department | None:
    """The department that a five-digit postcode lies in, Corsica and overseas included."""
    known = communes_by_postcode(postcode)
    if known:
        return departments().get(known[0].department)
    if postcode.startswith("20"):
        return departments()["2A" if postcode < "20200" else "2B"]
    return departments().get(postcode[:3]) or departments().get(postcode[:2])


@cache
def key_figures(year: int) -> dict[str, dict[str, Any]]:
    """The tables that the network's report of a year prints, by name; empty where none is kept."""
    path = FOLDER / f"key_figures_{year}.json"
    if not path.exists():
        return {}
    tables: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return tables


def _toml(name: str) -> dict[str, Any]:
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


@cache
def _notes() -> dict[str, dict[str, str]]:
    return _toml("key_figures_notes.toml")


def key_figure_notes(year: int, table: str) -> tuple[str, ...]:
    """What is said under a table: always, and of the report of this year."""
    return tuple(
        notes[table] for part in ("always", str(year)) if table in (notes := _notes().get(part, {}))
    )


@cache
def milestones() -> tuple[tuple[str, str], ...]:
    """What happened to the network: month (2015-09) and event, in order."""
    return tuple((one["when"], one["event"]) for one in _toml("milestones.toml")["milestone"])


@cache
def learner_aid() -> dict[str, Any]:
    """The learners' aid: its conditions, and what it has cost."""
    return _toml("learner_aid.toml")


@cache
def programmes() -> dict[str, Any]:
    """The calls for labels, and what each programme aims at."""
    return _toml("programmes.toml")
