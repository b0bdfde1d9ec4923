"""Keys open what they should as long as they should; sites are whole origins; use is counted."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, SQLModel, select

from data import partners
from data.origins import BadOrigin
from data.partners import Partner, PartnerKey, PartnerOrigin, PartnerUse, UnknownPartner, Use

DAY = date(2026, 11, 24)
SITES = ("https://Arras.fr", "https://emploi.arras.fr/", "https://arras.fr:443")


@pytest.fixture
def secret(session: Session) -> str:
    """The key of a new partner with two sites."""
    _, key = partners.add(session, "Ville d’Arras", SITES, 600, DAY)
    session.commit()
    return key.secret


def name_of(session: Session, secret: str, day: date = DAY) -> str | None:
    found = partners.partner_by_key(session, secret, day)
    return found and found.name


def test_a_key_opens_and_a_wrong_one_does_not(session: Session, secret: str) -> None:
    assert name_of(session, secret) == "Ville d’Arras"
    for wrong in ("", "x", secret[:-1], secret + "a", secret.upper(), "é" * 50, "portail_\x00_a"):
        assert name_of(session, wrong) is None


def test_a_key_is_nowhere_kept(session: Session, secret: str) -> None:
    rows = [one for table in (Partner, PartnerKey) for one in session.exec(select(table))]
    written = " ".join(str(value) for row in rows for value in SQLModel.model_dump(row).values())
    assert secret.split("_", 2)[2] not in written
    assert "_".join(secret.split("_")[:2]) in written


def test_a_new_key_and_the_former_work_together_for_a_while(session: Session, secret: str) -> None:
    new = partners.rotate(session, "Ville d’Arras", DAY, overlap=timedelta(days=3)).secret
    last = DAY + timedelta(days=2)
    assert name_of(session, secret, last) == name_of(session, new, last) == "Ville d’Arras"
    assert name_of(session, secret, DAY + timedelta(days=3)) is None
    assert name_of(session, new, DAY + timedelta(days=900)) == "Ville d’Arras"


def test_rotating_never_gives_an_old_key_more_time(session: Session, secret: str) -> None:
    partners.rotate(session, "Ville d’Arras", DAY, overlap=timedelta(0))
    partners.rotate(session, "Ville d’Arras", DAY, overlap=timedelta(days=30))
    assert name_of(session, secret) is None


def test_one_key_can_be_stopped_alone(session: Session, secret: str) -> None:
    new = partners.rotate(session, "Ville d’Arras", DAY)
    assert partners.revoke(session, "Ville d’Arras", DAY, new.prefix) == 1
    assert name_of(session, new.secret) is None
    assert name_of(session, secret) == "Ville d’Arras"


def test_a_revoked_partner_has_no_key_and_no_site(session: Session, secret: str) -> None:
    assert partners.revoke(session, "Ville d’Arras", DAY) == 1
    assert name_of(session, secret) is None
    assert partners.origins(session) == frozenset()
    assert partners.partner_by_origin(session, "https://arras.fr") is None
    with pytest.raises(UnknownPartner):
        partners.rotate(session, "Ville d’Arras", DAY)


@pytest.mark.parametrize(
    ("site", "known"),
    [
        ("https://arras.fr", True),
        ("https://ARRAS.fr:443", True),
        ("https://evilarras.fr", False),
        ("https://arras.fr.evil.fr", False),
        ("https://www.arras.fr", False),
        ("http://arras.fr", False),
        ("https://arras.fr:8443", False),
        ("null", False),
        ("", False),
    ],
)
def test_a_site_is_known_whole_or_not_at_all(
    session: Session, secret: str, site: str, known: bool
) -> None:
    assert (partners.partner_by_origin(session, site) is not None) is known
    assert partners.origins(session) == {"https://arras.fr", "https://emploi.arras.fr"}


def test_sites_and_quota_change(session: Session, secret: str) -> None:
    partners.settle(session, "Ville d’Arras", ["https://arras.fr", "https://neuf.fr"], quota=9)
    session.commit()
    assert partners.origins(session) == {"https://arras.fr", "https://neuf.fr"}
    assert len(session.exec(select(PartnerOrigin)).all()) == 2
    assert partners.named(session, "Ville d’Arras").quota == 9


def test_a_bad_site_adds_nobody(session: Session) -> None:
    with pytest.raises(BadOrigin):
        partners.add(session, "Autre", ["https://autre.fr/page"], 600, DAY)
    assert partners.every(session) == []


def test_use_adds_up_by_day_and_kind(session: Session, secret: str) -> None:
    partner = partners.named(session, "Ville d’Arras")
    assert partner.id is not None
    for count in (1, 4):
        partners.used(session, partner.id, Use.API, DAY, count)
    partners.used(session, partner.id, Use.EMBED, DAY)
    partners.used(session, partner.id, Use.API, DAY - timedelta(days=1))
    session.commit()
    counted = [(row.day, row.kind, row.count) for row in partners.uses(session, DAY)]
    assert counted == [(DAY, Use.API, 5), (DAY, Use.EMBED, 1)]
    assert set(PartnerUse.model_fields) == {"partner_id", "day", "kind", "count"}
