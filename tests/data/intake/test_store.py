"""Records become rows; what formations share is written once and never forgotten."""

from sqlmodel import Session

from data import catalogue
from data.intake.store import store
from data.models import Provider
from data.record import FormationRecord, ProviderRecord


def record(key: str, provider: ProviderRecord) -> FormationRecord:
    return FormationRecord(source_key=key, title=f"Parcours {key}", provider=provider)


def test_a_later_row_completes_a_provider_and_takes_nothing_away(session: Session) -> None:
    full = ProviderRecord(name="École du Port", legal_status="public", network="Réseau A")
    bare = ProviderRecord(name="École du Port", url="https://exemple.invalid/")
    store(session, "a", [record("1", full)])
    store(session, "b", [record("1", bare)])
    provider = session.get_one(Provider, "ecole-du-port")
    assert (provider.legal_status, provider.network_code) == ("public", "reseau-a")
    assert provider.url == "https://exemple.invalid/"


def test_a_changed_record_replaces_its_own_rows_and_keeps_its_id(session: Session) -> None:
    provider = ProviderRecord(name="École du Port")
    first = record("1", provider).model_copy(update={"trades": ("data-analyst",)})
    second = first.model_copy(update={"trades": ("infographiste", "webdesigner")})
    store(session, "a", [first])
    counts = store(session, "a", [second])
    [formation] = catalogue.formations_for_index(session)
    assert counts.changed == 1
    assert [trade.code for trade in formation.trades] == ["infographiste", "webdesigner"]
