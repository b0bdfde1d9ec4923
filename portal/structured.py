"""What search engines and other programs read in a page: schema.org, as a block of data."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from data.models import Formation, FormationSession, Place, Provider
from data.vocabulary import Modality, Precision
from portal import links, wording

Thing = dict[str, Any]

MODES = {Modality.ONSITE: "onsite", Modality.ONLINE: "online", Modality.BLENDED: "blended"}
WRITTEN = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that could end the block or start markup; in JSON their escapes mean the same."""


def block(thing: Thing) -> Markup:
    """The data as the inside of a script element that no browser runs."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    return Markup(text.translate(UNSAFE))  # noqa: S704 - nothing of < > & is left in it


def course(formation: Formation, today: date) -> Thing:
    """A training as a Course with an instance for each start to come; unknown facts are left out.

    A price is given only where it is known, for an offer without one would say it is free.
    """
    return _known(
        {
            "@type": "Course",
            "@id": links.absolute(links.formation(formation.id)),
            "url": links.absolute(links.formation(formation.id)),
            "name": formation.title,
            "description": formation.summary or formation.title,
            "inLanguage": "fr",
            "provider": _provider(formation.provider),
            "coursePrerequisites": formation.prerequisites,
            "educationalCredentialAwarded": _credential(formation),
            "offers": _offer(formation),
            "hasCourseInstance": _instances(formation, today),
        }
    )


def item_list(formations: Sequence[Formation], first: int, total: int) -> Thing:
    """The trainings of a page of results, numbered from `first` on."""
    return {
        "@type": "ItemList",
        "numberOfItems": total,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": one.title,
                "url": links.absolute(links.formation(one.id)),
            }
            for position, one in enumerate(formations, start=first)
        ],
    }


def _known(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in (None, [], "")}


def _provider(provider: Provider | None) -> Thing | None:
    if provider is None:
        return None
    return _known({"@type": "Organization", "name": provider.name, "url": provider.url})


def _credential(formation: Formation) -> Thing | None:
    held = formation.certification
    if held is None:
        return None
    return _known(
        {
            "@type": "EducationalOccupationalCredential",
            "name": held.title or held.kind.label,
            "credentialCategory": held.kind.label,
            "educationalLevel": wording.certified_level(held.level),
            "identifier": held.register_code,
        }
    )


def _offer(formation: Formation) -> Thing | None:
    if formation.cost_eur is None:
        return None
    category = "Free" if formation.cost_eur == 0 else "Paid"
    price = formation.cost_eur
    return {"@type": "Offer", "category": category, "price": price, "priceCurrency": "EUR"}


def _instances(formation: Formation, today: date) -> list[Thing]:
    coming = wording.upcoming(formation.sessions, today)
    common = _known(
        {
            "@type": "CourseInstance",
            "courseMode": MODES[formation.modality] if formation.modality else None,
            "courseWorkload": f"PT{formation.hours:g}H" if formation.hours else None,
            "location": _place(formation.place),
        }
    )
    if coming:
        return [{**common, **_dates(one)} for one in coming]
    return [common] if len(common) > 1 else []


def _dates(session: FormationSession) -> Thing:
    written = WRITTEN[session.precision]
    return _known(
        {
            "startDate": session.starts_on.strftime(written) if session.starts_on else None,
            "endDate": session.ends_on.strftime(written) if session.ends_on else None,
        }
    )


def _place(place: Place | None) -> Thing | None:
    if place is None:
        return None
    address = _known(
        {
            "@type": "PostalAddress",
            "addressLocality": place.commune,
            "postalCode": place.postcode,
            "addressRegion": place.region.name if place.region else None,
            "addressCountry": "FR",
        }
    )
    point = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    known = place.latitude is not None and place.longitude is not None
    return _known(
        {
            "@type": "Place",
            "name": place.commune,
            "address": address,
            "geo": point if known else None,
        }
    )
