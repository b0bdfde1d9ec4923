"""Trainings as a plain text that is enough by itself, and as a mail ready to be sent."""

from collections.abc import Sequence
from urllib.parse import quote

from data.models import Formation
from portal import links
from portal.selection.chosen import Chosen
from portal.selection.facts import Context, lines

SUBJECT = "Des formations au numérique à regarder"
IN_MAIL = (
    "Organisme", "Lieu", "Distance", "Prochain début", "Candidater avant", "Durée", "Coût",
    "À la clé", "À l’entrée",
)  # fmt: skip
LONGEST_LINK = 1_900
"""Beyond about two thousand characters some mail programs cut a mailto: link."""


def text(chosen: Chosen) -> str:
    """All facts that decide, training by training, with an address for each."""
    written = [_one(one, chosen.context) for one in chosen.formations]
    return "\n\n".join([*written, _read_on(chosen)]) + "\n"


def _one(one: Formation, context: Context) -> str:
    facts = [f"- {line.name} : {line.text}" for line in lines(one, context) if line.name in IN_MAIL]
    address = links.absolute(links.formation(one.id))
    return "\n".join([one.title.upper(), *facts, f"- Tout lire : {address}"])


def _short(chosen: Chosen) -> str:
    titles = [f"- {one.title}" for one in chosen.formations]
    return "\n".join([*titles, "", _read_on(chosen)]) + "\n"


def _read_on(chosen: Chosen) -> str:
    return f"La liste en ligne : {shared(chosen.ids)}"


def shared(ids: Sequence[str]) -> str:
    """The address that shows these trainings to anybody."""
    return links.absolute(links.shared_list(ids))


def mailto(chosen: Chosen) -> str:
    """A mail with these trainings, left to the reader's own program."""
    for body in (text(chosen), _short(chosen), _read_on(chosen)):
        lines_ended = quote(body.replace("\n", "\r\n"))
        link = f"mailto:?subject={quote(SUBJECT)}&body={lines_ended}"
        if len(link) <= LONGEST_LINK:
            break
    return link
