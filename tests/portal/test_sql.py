"""Each page sends a number of SQL statements that does not grow with what it shows."""

import pytest
from flask.testing import FlaskClient

from tests.portal.small_catalogue import COMPLETE, address
from tests.portal.small_year import YEAR

WHOLE = 7  # the formations, five kinds of relations, the banner
SEARCH = WHOLE - 3  # cards tell neither funding nor audiences nor results
FIGURES = 73  # the year, the one before for itself and beside, the years, the aims, the banner


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/", 5),
        ("/formations?page_size=2", SEARCH),
        ("/formations?page_size=40", SEARCH),
        ("/formations?q=web&near=Lyon&family=developpement", SEARCH),
        ("/formations/criteres/provider?q=web", 1),
        ("/selection", 1),
        (f"/selection?near=Lyon&formation={address(COMPLETE)[12:]}", WHOLE),
        (f"/comparer?formation={address(COMPLETE)[12:]}", WHOLE),
        (f"{address(COMPLETE)}/imprimer", WHOLE),
        ("/orientation", 2),
        ("/orientation?etape=tout", 1),
        ("/orientation/resultats", WHOLE),
        (address(COMPLETE), WHOLE),
        (f"/chiffres-cles/{YEAR}", FIGURES),
        ("/metiers", 5),
        ("/metiers/data", 5),
        ("/embed/formations?count=2", SEARCH + 1),  # the sites that may show it
        ("/embed/formations?count=40", SEARCH + 1),
        ("/embed/formations/criteres/provider", 2),
        ("/integrer", 1),
        ("/integrer/verifier", 1),
        ("/healthz", 0),
        ("/api/", 1),
        ("/api/v1/formations?page_size=2", WHOLE - 1),
        ("/api/v1/formations?page_size=40", WHOLE - 1),
        ("/api/v1/completions?q=dev", 0),
        ("/api/v1/catalogue", 4),
        ("/formations.atom", WHOLE),
        (f"{address(COMPLETE)}.png", WHOLE - 1),
        ("/sitemap/formations-1.xml", 2),
    ],
)
def test_statements_of_a_page(
    client: FlaskClient, statements: list[str], url: str, expected: int
) -> None:
    assert client.get(url).status_code == 200
    # The results of all trainings are added up once for each state of the index.
    statements.clear()
    client.get(url)
    asked = [one for one in statements if not one.startswith("PRAGMA")]
    assert len(asked) == expected, "\n".join(asked)


def test_a_fragment_leaves_the_banner_alone(client: FlaskClient, statements: list[str]) -> None:
    client.get("/formations", headers={"HX-Request": "true"})
    assert len(statements) == SEARCH - 1
