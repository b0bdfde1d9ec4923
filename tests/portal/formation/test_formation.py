"""The page of a training tells what is known, what is not, and what was inferred."""

from datetime import UTC, date, datetime

from flask import Flask

from data.models import Formation, FormationSession
from portal.formation.page import FormationPage, formation_page
from tests.portal.conftest import Read, words
from tests.portal.small_catalogue import COMPLETE, FREE, ONLINE, UNKNOWN, address


def test_everything_known_is_there(read: Read) -> None:
    text = words(read(address(COMPLETE)).xpath("//main")[0]).replace("\u202f", " ")
    for fact in (
        COMPLETE.title, "École du Soir · Réseau des Écoles", "Labellisée PIC",
        "Lyon (Rhône)", "Mixte (présentiel et à distance)", "Début : septembre 2035",
        "8 mois · 1 204 h", "1 200 €", "Ouvert sans diplôme", "Un métier en huit mois.",
        "Aimer la logique.", "Titre de dév web", "Niveau 5 (bac + 2)",
        "Financement de la Région", "Femmes", "Année 2019", "79 %", "Candidatures 120",
        "Trop peu de réponses (12) pour publier un taux",
    ):  # fmt: skip
        assert fact in text


def test_an_unknown_training_says_so_everywhere_and_is_never_free(read: Read) -> None:
    text = words(read(address(UNKNOWN)).xpath("//main")[0])
    assert text.lower().count("communiqué") >= 10
    assert "Gratuit" not in text
    assert "0 €" not in text
    assert "None" not in text
    assert "Cela ne dit rien de sa qualité." in text


def test_free_is_said_only_where_the_source_says_it(read: Read) -> None:
    assert "Gratuit pour l’apprenant" in words(read(address(FREE)))


def test_past_sessions_come_last_and_are_said_to_be_past(read: Read) -> None:
    rows = [words(row) for row in read(address(COMPLETE)).xpath("//tbody/tr")]
    assert rows[0].startswith("septembre 2035")
    assert rows[1].startswith("14 janvier 2019 passée 13 septembre 2019")


def with_session(app: Flask, session: FormationSession) -> FormationPage:
    """The page, on 15 January 2027, of a training with this session alone."""
    one = Formation(
        id="f", source="s", source_key="k", title="t", content_hash="h", sessions=[session],
        updated_at=datetime(2027, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    with app.test_request_context():
        return formation_page(one, date(2027, 1, 15), {})


def test_the_last_day_to_apply_stands_among_the_first_facts_where_it_is_known(app: Flask) -> None:
    start, said = date(2027, 3, 1), "Candidater avant"
    for before, text in (
        (date(2027, 2, 1), "1er février 2027"),
        (date(2027, 1, 2), "2 janvier 2027 (date passée)"),
    ):
        page = with_session(app, FormationSession(starts_on=start, apply_before=before))
        told = {fact.name: fact.text.replace("\u00a0", " ") for fact in page.facts}
        assert told[said] == text
        assert page.coming[0].apply_before.replace("\u00a0", " ") == text
    unknown = with_session(app, FormationSession(starts_on=start))
    assert said not in [fact.name for fact in unknown.facts]


def test_what_is_past_is_said_to_be_so_once(app: Flask) -> None:
    session = FormationSession(starts_on=date(2026, 3, 1), apply_before=date(2026, 2, 1))
    assert with_session(app, session).past[0].apply_before == "1er\u00a0février 2026"


def test_the_certification_leads_to_the_national_register(read: Read) -> None:
    assert read(address(COMPLETE)).xpath("//a[contains(., 'RNCP37674')]/@href") == [
        "https://www.francecompetences.fr/recherche/rncp/37674/"
    ]


def test_what_was_inferred_is_marked_with_its_evidence(read: Read) -> None:
    origins = read(address(COMPLETE)).xpath("//section[@id='origins']")[0]
    assert "Métiers, déduit de : code ROME M1805" in words(origins)


def test_the_text_of_the_provider_becomes_a_list(read: Read) -> None:
    items = read(address(COMPLETE)).xpath("//section[@aria-labelledby='about-title']/ul/li")
    assert [words(item) for item in items][:2] == ["HTML et CSS ;", "JavaScript."]


def test_near_trainings_are_one_search_away(read: Read) -> None:
    found = read(address(COMPLETE)).xpath("//section[@class='similar']//ul[@class='pills']//a")
    assert words(found[0]) == "Voir les autres formations « Développeur web/mobile »"
    assert [one.get("href") for one in found] == [
        "/formations?trade=developpeur-web-mobile",
        "/formations?family=developpement&region=84",
    ]


def test_a_made_up_training_is_marked(read: Read) -> None:
    assert read(address(ONLINE)).xpath("//article//span[text()='Exemple']")
    assert not read(address(COMPLETE)).xpath("//article//span[text()='Exemple']")
