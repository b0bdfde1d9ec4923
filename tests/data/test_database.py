"""Both databases carry the same tables and nomenclatures, and are migrated as written."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, func, select

from data.database import migrate
from data.models import Region, Trade, TradeFamily


def test_the_migrations_make_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_again_changes_nothing(engine: Engine, session: Session) -> None:
    migrate(engine)
    assert session.exec(select(func.count()).select_from(TradeFamily)).one() == 9
    assert session.exec(select(func.count()).select_from(Region)).one() == 18


def test_a_trade_knows_its_family_and_its_words(session: Session) -> None:
    trade = session.get_one(Trade, "developpeur-web-mobile")
    assert trade.family.label == "Développement, intégration et tests"
    assert "coder" in trade.words
