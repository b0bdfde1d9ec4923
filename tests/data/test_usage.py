"""Searches are counted, people are not."""

from datetime import date

import pytest
from sqlmodel import Session, SQLModel, select

from data import usage
from data.models import KnownText, QueryCount, SeenQuery

KEY = "clé"
NOVEMBER, DECEMBER = date(2026, 11, 3), date(2026, 12, 1)


def ask(session: Session, *readers: str, text: str = "Cobol ", found: bool = False) -> None:
    for reader in readers:
        usage.asked(session, KEY, reader, text, found, NOVEMBER)
    session.commit()


def test_a_text_is_kept_from_three_readers_on(session: Session) -> None:
    ask(session, "a", "b", "a", "b")
    assert session.exec(select(KnownText)).all() == []
    assert usage.uses(session, "2026-11") == []
    ask(session, "c")
    (use,) = usage.uses(session, "2026-11")
    assert use == usage.Use("cobol", "2026-11", readers=3, failed=3, abandoned=0)


def test_a_found_text_that_leads_nowhere_is_abandoned(session: Session) -> None:
    ask(session, "a", "b", "c", found=True)
    usage.opened(session, KEY, "b", "cobol", NOVEMBER)
    usage.opened(session, KEY, "nobody", "cobol", NOVEMBER)
    (use,) = usage.uses(session, "2026-11")
    assert (use.readers, use.failed, use.abandoned) == (3, 0, 2)


def test_a_past_month_stays_in_numbers_alone(session: Session) -> None:
    ask(session, "a", "b", "c")
    ask(session, "a", text="seul")
    before = usage.uses(session, "2026-11")
    usage.fold_past(session, DECEMBER)
    session.commit()
    assert session.exec(select(SeenQuery)).all() == []
    assert [row.text for row in session.exec(select(QueryCount))] == ["cobol"]
    assert usage.uses(session, "2026-11") == before


@pytest.mark.parametrize(
    "text",
    ["moi@exemple.fr", "06 12 34 56 78", "1 85 05 78 006 084", "www.exemple.fr",
     "je m'appelle autrement", "a" * 81],
)  # fmt: skip
def test_what_may_be_personal_is_never_counted(session: Session, text: str) -> None:
    ask(session, "a", "b", "c", text=text)
    for table in (SeenQuery, KnownText, QueryCount):
        assert session.exec(select(table)).all() == []


def test_nothing_of_a_reader_stands_in_any_table(session: Session) -> None:
    ask(session, "lecteur-1", "lecteur-2", text="mon texte à moi")
    held = [row for table in (SeenQuery, KnownText) for row in session.exec(select(table))]
    assert held
    written = " ".join(str(value) for row in held for value in SQLModel.model_dump(row).values())
    assert "lecteur" not in written
    assert "texte" not in written


def test_months_are_those_of_known_texts_the_newest_first(session: Session) -> None:
    ask(session, "a", "b", "c")
    ask(session, "a", text="seul")
    usage.fold_past(session, DECEMBER)
    for reader in "abc":
        usage.asked(session, KEY, reader, "fortran", False, DECEMBER)
    usage.asked(session, KEY, "a", "seul", False, date(2027, 1, 4))
    session.commit()
    assert usage.months(session) == ["2026-12", "2026-11"]
