"""The sheet for the person in front: plain words, three steps, nothing made up."""

from datetime import UTC, date, datetime

from flask import Flask

from data.models import Audience, Formation, FormationSession, FundingScheme
from portal.selection.facts import Context, lines
from portal.selection.plain import ASK, plain_page
from tests.portal.conftest import Read, words
from tests.portal.small_catalogue import COMPLETE, FREE, UNKNOWN, address

TODAY = date(2027, 1, 15)


def steps(app: Flask, **known: object) -> list[str]:
    one = Formation(
        id="abcdefghijkl", source="s", source_key="k", title="t", content_hash="h",
        updated_at=datetime(2027, 1, 1, tzinfo=UTC), **known,
    )  # fmt: skip
    with app.test_request_context():
        return [
            " ".join(step.lines).replace("\u00a0", " ") for step in plain_page(one, TODAY).steps
        ]


def test_what_is_known_is_told_in_plain_words(read: Read) -> None:
    text = words(read(f"{address(COMPLETE)}/imprimer").xpath("//main")[0])
    for fact in (
        COMPLETE.title, "École du Soir", "Où ? Lyon (Rhône)", "Quand ça commence ? septembre 2035",
        "Combien ça coûte ? 1 200 €", "Faut-il un diplôme ? Ouvert sans diplôme",
        "Le numéro est sur son site : https://ecole.invalid/web",
        "Ce que l’organisme demande : Aimer la logique.", "Pour payer : Financement de la Région.",
        "La date limite n’est pas connue : appelez vite.", "À la fin : Titre de dév web",
        "79 % en 2019, sur 28 personnes",
    ):  # fmt: skip
        assert fact in text


def test_what_is_unknown_is_to_be_asked(read: Read) -> None:
    page = read(f"{address(UNKNOWN)}/imprimer")
    text = words(page.xpath("//main")[0])
    assert text.count(ASK) == 6
    assert "Aucune date n’est annoncée." in text
    assert "None" not in text
    assert "0 €" not in text
    assert page.xpath("//figure//svg")
    free = words(read(f"{address(FREE)}/imprimer").xpath("//main")[0])
    assert "Combien ça coûte ? Gratuit pour l’apprenant" in free
    assert "qui peut payer" not in free


def test_an_application_date_that_is_over_is_said_on_every_face() -> None:
    session = FormationSession(starts_on=date(2027, 3, 1), apply_before=date(2027, 1, 2))
    one = Formation(
        id="abcdefghijkl", source="s", source_key="k", title="t", content_hash="h",
        sessions=[session],
    )  # fmt: skip
    told = {line.name: line.text for line in lines(one, Context(TODAY))}
    assert told["Candidater avant"] == "2\u00a0janvier 2027 (date passée)"


def test_by_when(app: Flask) -> None:
    coming, past = date(2027, 2, 1), date(2027, 1, 2)
    for before, said in (
        (coming, "Candidatez avant le 1er février 2027. La formation commence : 1er mars 2027."),
        (past, "La date pour candidater est passée (2 janvier 2027). Appelez."),
    ):
        session = FormationSession(starts_on=date(2027, 3, 1), apply_before=before)
        assert steps(app, sessions=[session])[2].startswith(said)


def test_what_to_prepare(app: Flask) -> None:
    said = steps(
        app,
        entry_level=4,
        cost_eur=100.0,
        audiences=[
            Audience(code="a", label="Personnes handicapées", reserved=True),
            Audience(code="b", label="Femmes", reserved=False),
        ],
        funding=[FundingScheme(code="cpf", label="CPF", plain="Votre compte.")],
    )[1]
    assert "La preuve de votre niveau : bac." in said
    assert "vous êtes dans ce cas : Personnes handicapées." in said
    assert "Femmes" not in said
    assert "Pour payer : CPF. Votre compte." in said


def test_there_is_no_sheet_of_nothing(read: Read) -> None:
    read("/formations/inconnue/imprimer", status=404)
    assert read(address(COMPLETE)).xpath(f"//a[@href='{address(COMPLETE)}/imprimer']")
