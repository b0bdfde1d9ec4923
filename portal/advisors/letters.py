"""The mail that brings a shared dossier: its text alone is enough."""

from collections.abc import Sequence

from data.dossiers import DossierItem, Share
from portal import wording
from portal.mail import Letter, compose
from portal.selection.chosen import Chosen
from portal.selection.facts import lines
from portal.selection.letter import IN_MAIL
from portal.sharing.links import address

SUBJECT = "Des formations choisies pour vous"


def shared_letter(
    to: str, advisor: str, row: Share, items: Sequence[DossierItem], chosen: Chosen
) -> Letter:
    """The letter of a share, in text and HTML from the same facts."""
    notes = {one.formation_id: one.note for one in items} if row.with_notes else {}
    trainings = [
        (one.title, [line for line in lines(one, chosen.context) if line.name in IN_MAIL],
         notes.get(one.id, ""))
        for one in chosen.formations
    ]  # fmt: skip
    return compose(
        to,
        SUBJECT,
        "mail/shared.html",
        advisor=advisor,
        message=row.message,
        trainings=trainings,
        url=address(row.id),
        until=wording.day(row.expires_at.date()),
    )
