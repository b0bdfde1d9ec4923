"""A dossier from its opening to its deletion, read by its owner alone."""

from datetime import timedelta

from flask import Flask
from lxml import html
from sqlmodel import Session, SQLModel, select

from data import accounts, dossiers
from data.accounts import Role
from data.dossiers import Dossier, DossierEvent, DossierItem, Share
from data.record import formation_id
from portal.doors import EXTENSION
from tests.portal.conftest import words
from tests.portal.people import Browser, Mailbox, link_in, person, signed_in, text_of
from tests.portal.small_catalogue import COMPLETE, FREE, ONLINE, SOURCE

COMPLETE_ID, FREE_ID, ONLINE_ID = (
    formation_id(SOURCE, one.source_key) for one in (COMPLETE, FREE, ONLINE)
)
LIST = "/conseiller/dossiers"


def opened(advisor: Browser, title: str = "M. K.", *ids: str) -> str:
    """A dossier opened with the selection of these trainings; its path."""
    for one in ids or (COMPLETE_ID, FREE_ID):
        advisor.client.post("/selection", data={"keep": one, "back": "/formations?q=atelier"})
    answer = advisor.send(LIST, title=title, need="Le web.", selection="1")
    assert answer.status_code == 303, answer.text
    return answer.location.partition("#")[0]


def tree(advisor: Browser, path: str, status: int = 200) -> html.HtmlElement:
    answer = advisor.client.get(path)
    assert answer.status_code == status
    return html.fromstring(answer.text)


def rows(app: Flask, table: type[SQLModel]) -> list[SQLModel]:
    with Session(app.extensions[EXTENSION].engine) as session:
        return list(session.exec(select(table)))


def share(advisor: Browser, path: str, *ids: str, **more: str) -> str:
    """A link shared from a dossier; its path."""
    data = {"formation": list(ids or (COMPLETE_ID, FREE_ID)), "days": "30", **more}
    assert advisor.send(path, f"{path}/partager", **data).status_code == 303
    found = tree(advisor, path).xpath("//div[@class='desk-share']//a/@href")
    assert found
    return "/s/" + str(found[0]).partition("/s/")[2]


def test_a_dossier_opens_with_the_selection(desk: Flask) -> None:
    advisor = signed_in(desk, "ouvre@exemple.fr")
    page = tree(advisor, opened(advisor))
    assert [words(one) for one in page.xpath("//ol[@class='desk-items']//h3")] == [
        COMPLETE.title, FREE.title,
    ]  # fmt: skip
    assert "Dossier ouvert." in words(page.xpath("//p[@role='status']")[0])
    listed = tree(advisor, LIST)
    assert "Un pseudonyme suffit" in words(listed)
    assert words(listed.xpath("//tbody/tr")[0]).startswith("M. K. 2 formations")


def test_only_what_a_dossier_lacks_can_be_added(desk: Flask) -> None:
    advisor = signed_in(desk, "ajoute@exemple.fr")
    path = opened(advisor)
    add = "//button[starts-with(., 'Ajouter ma sélection')]"
    assert not tree(advisor, path).xpath(add)
    advisor.client.post("/selection", data={"keep": ONLINE_ID})
    assert "(1 formation)" in words(tree(advisor, path).xpath(add)[0])
    advisor.send(path, f"{path}/formations")
    page = tree(advisor, path)
    assert "1 formation ajoutée." in words(page.xpath("//p[@role='status']")[0])
    assert not page.xpath(add)


def test_an_empty_dossier_offers_nothing_to_show(desk: Flask) -> None:
    advisor = signed_in(desk, "vide@exemple.fr")
    page = tree(advisor, advisor.send(LIST, title="Vide").location)
    assert "Ajoutez d’abord une formation" in words(page)
    assert not page.xpath("//form[@id='share'] | //a[.='Comparer']")


def test_notes_removals_and_history(desk: Flask) -> None:
    advisor = signed_in(desk, "note@exemple.fr")
    path = opened(advisor)
    advisor.send(path, f"{path}/note", formation=FREE_ID, note="Appeler <lundi>.\r\nPuis mardi.")
    advisor.send(path, f"{path}/retirer", formation=FREE_ID)
    page = tree(advisor, path)
    assert words(page.xpath("//section[@id='retirees']//li")[0]).startswith(FREE.title)
    advisor.send(path, f"{path}/remettre", formation=FREE_ID)
    page = tree(advisor, path)
    assert [one.text for one in page.xpath("//textarea[@name='note']")][1] == (
        "Appeler <lundi>.\nPuis mardi."
    )
    history = [
        words(one).partition("UTC ")[2] for one in page.xpath("//ol[@class='desk-history']/li")
    ]
    assert history == [
        f"Note : Remise : {FREE.title}",
        f"Note : Retirée : {FREE.title}",
        f"Note : Note : {FREE.title}",
        f"Note : Ajoutée : {FREE.title}",
        f"Note : Ajoutée : {COMPLETE.title}",
        "Note : Dossier ouvert",
    ]


def test_what_cannot_be_taken_is_named(desk: Flask) -> None:
    advisor = signed_in(desk, "faute@exemple.fr")
    path = opened(advisor)
    nameless = advisor.send(LIST, title="  ")
    assert nameless.status_code == 400
    assert "Nom du dossier" in nameless.text
    long = advisor.send(path, f"{path}/note", formation=FREE_ID, note="n" * 2001)
    assert "2001 caractères, 2000 au plus" in long.text
    assert advisor.send(path, f"{path}/note", formation="inconnue", note="n").status_code == 404
    nothing = advisor.send(path, f"{path}/partager", days="30")
    assert "cochez au moins une formation" in nothing.text


def test_a_profile_is_kept_only_with_consent(desk: Flask) -> None:
    advisor = signed_in(desk, "profil@exemple.fr")
    path = opened(advisor)
    answers = {"words": "développeur web", "near": "Lyon", "education_level": "0"}
    refused = advisor.send(f"{path}/profil", **answers)
    assert refused.status_code == 400
    assert "Accord de la personne" in refused.text
    assert advisor.send(f"{path}/profil", consent="1", **answers).status_code == 303
    page = tree(advisor, f"{path}/profil")
    assert page.xpath("//input[@id='near']/@value") == ["Lyon"]
    suggested = page.xpath("//ol[@class='desk-items']/li")
    assert suggested
    assert "Accord avec les réponses" in words(suggested[0])
    bad = advisor.send(f"{path}/profil", consent="1", near="Atlantide")
    assert bad.status_code == 400
    assert "Atlantide" in bad.text
    advisor.send(f"{path}/profil", f"{path}/profil/effacer")
    assert tree(advisor, f"{path}/profil").xpath("//input[@id='near']/@value") == [""]
    kept = [row for row in rows(desk, Dossier) if row.id in path]  # type: ignore[attr-defined]
    assert kept[0].profile is None  # type: ignore[attr-defined]


def test_nobody_reads_another_s_dossier(desk: Flask) -> None:
    owner = signed_in(desk, "titulaire@exemple.fr")
    path = opened(owner)
    share(owner, path)
    (sid,) = [row.id for row in rows(desk, Share) if row.dossier_id in path]  # type: ignore[attr-defined]
    for email, role in (
        ("voisin@exemple.fr", Role.ADVISOR),
        ("chef@exemple.fr", Role.ADMINISTRATOR),
    ):
        other = signed_in(desk, email, role)
        for page in ("", "/profil", "/imprimer", "/supprimer"):
            assert other.client.get(path + page).status_code == 404, page
        for action, data in {
            "/nom": {"title": "x"}, "/formations": {}, "/note": {"formation": FREE_ID, "note": "x"},
            "/retirer": {"formation": FREE_ID}, "/remettre": {"formation": FREE_ID},
            "/profil": {"consent": "1"}, "/profil/effacer": {}, "/copier": {"title": "x"},
            "/confier": {"email": email}, "/supprimer": {}, f"/liens/{sid}/retirer": {},
            "/partager": {"formation": FREE_ID, "days": "30"},
            f"/liens/{sid}/envoyer": {"email": "a@exemple.fr"},
        }.items():  # fmt: skip
            assert other.send("/compte", path + action, **data).status_code == 404, action
        mine = opened(other)
        assert other.send("/compte", f"{mine}/liens/{sid}/retirer").status_code == 404
    assert tree(owner, path).xpath("//div[@class='desk-share']//a")
    assert words(tree(owner, path).xpath("//h1")[0]) == "M. K."
    provider = desk.test_client().get(path)
    assert provider.location.startswith("/connexion")
    team = signed_in(desk, "equipe@exemple.fr", Role.TEAM)
    assert team.client.get(path).status_code == 403


def test_a_dossier_is_copied_without_what_belongs_to_the_person(desk: Flask) -> None:
    advisor = signed_in(desk, "copieur@exemple.fr")
    path = opened(advisor)
    advisor.send(path, f"{path}/note", formation=FREE_ID, note="À voir.")
    advisor.send(f"{path}/profil", consent="1", near="Lyon")
    link = share(advisor, path)
    desk.test_client().post(link, data={"formation": FREE_ID, "opinion": "yes", "word": "Oui !"})
    copied = advisor.send(path, f"{path}/copier", title="Mme D.").location
    page = tree(advisor, copied)
    assert words(page.xpath("//h1")[0]) == "Mme D."
    assert "À voir." in [one.text for one in page.xpath("//textarea[@name='note']")]
    assert "Oui !" not in words(page)
    assert not page.xpath("//div[@class='desk-share']")
    assert tree(advisor, f"{copied}/profil").xpath("//input[@id='near']/@value") == [""]


def test_a_dossier_is_handed_to_a_colleague(desk: Flask) -> None:
    advisor = signed_in(desk, "cede@exemple.fr")
    colleague = signed_in(desk, "recoit@exemple.fr")
    person(desk, "equipe2@exemple.fr", Role.TEAM)
    path = opened(advisor)
    for nobody in ("personne@exemple.fr", "equipe2@exemple.fr"):
        refused = advisor.send(path, f"{path}/confier", email=nobody)
        assert "aucun conseiller" in refused.text
    assert advisor.send(path, f"{path}/confier", email="Recoit@exemple.fr").location == LIST
    assert advisor.client.get(path).status_code == 404
    assert "Dossier confié à Recoit" in words(tree(colleague, path))


def test_a_deleted_dossier_leaves_nothing(desk: Flask) -> None:
    advisor = signed_in(desk, "efface@exemple.fr")
    path = opened(advisor)
    link = share(advisor, path)
    page = tree(advisor, f"{path}/supprimer")
    assert "pour toujours" in words(page)
    assert rows(desk, Dossier)
    advisor.send(f"{path}/supprimer")
    assert advisor.client.get(path).status_code == 404
    assert desk.test_client().get(link).status_code == 410
    for table, name in (
        (Dossier, "id"),
        (DossierItem, "dossier_id"),
        (DossierEvent, "dossier_id"),
        (Share, "dossier_id"),
    ):
        assert not [row for row in rows(desk, table) if getattr(row, name) in path]


def test_a_dossier_that_nobody_changes_goes(desk: Flask) -> None:
    advisor = signed_in(desk, "vieux@exemple.fr")
    old, young = opened(advisor, "vieux"), opened(advisor, "jeune")
    with Session(desk.extensions[EXTENSION].engine) as session, session.begin():
        row = session.exec(select(Dossier).where(Dossier.title == "vieux")).one()
        row.updated_at = accounts.now() - dossiers.KEPT - timedelta(minutes=1)
        session.add(row)
    with Session(desk.extensions[EXTENSION].engine) as session, session.begin():
        assert dossiers.purge(session) == 1
    assert advisor.client.get(old).status_code == 404
    assert advisor.client.get(young).status_code == 200


def test_a_link_goes_by_mail_whose_text_is_enough(desk: Flask, mailbox: Mailbox) -> None:
    advisor = signed_in(desk, "poste@exemple.fr")
    path = opened(advisor)
    advisor.send(path, f"{path}/note", formation=FREE_ID, note="Note à lire.")
    share(advisor, path, notes="1", message="Bonne lecture <b>ici</b>.")
    (sid,) = [row.id for row in rows(desk, Share) if row.dossier_id in path]  # type: ignore[attr-defined]
    action = f"{path}/liens/{sid}/envoyer"
    assert advisor.send(path, action, email="kim@exemple.fr").status_code == 303
    letter = mailbox.next()
    assert letter["To"] == "kim@exemple.fr"
    text, page = text_of(letter), text_of(letter, "html")
    for fact in (
        "Poste a choisi", "Bonne lecture <b>ici</b>.", COMPLETE.title.upper(), "Note à lire.",
        "- Coût : Gratuit pour l’apprenant", "- Prochain début : septembre 2035",
    ):  # fmt: skip
        assert fact in text
    assert "&lt;b&gt;ici" in page
    opened_page = desk.test_client().get(link_in(letter))
    assert "Note à lire." in opened_page.text
    assert "kim@exemple.fr" not in str(
        [SQLModel.model_dump(row) for row in rows(desk, DossierEvent)]
    )
    injected = advisor.send(path, action, email="a@exemple.fr\nBcc: b@exemple.fr")
    assert injected.status_code == 400


def test_a_sheet_with_notes_prints(desk: Flask) -> None:
    advisor = signed_in(desk, "imprime@exemple.fr")
    path = opened(advisor)
    advisor.send(path, f"{path}/note", formation=FREE_ID, note="Prévoir un CV.")
    plain = words(tree(advisor, f"{path}/imprimer"))
    assert "Note : Prévoir un CV." in plain
    assert "/selection?formation=" in plain
    link = share(advisor, path)
    assert link in words(tree(advisor, f"{path}/imprimer"))
