"""Random profiles, as a person could answer, for what must hold for everybody."""

import json
from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from data import reference
from data.vocabulary import ENTRY_LEVELS, CertificationKind, Modality
from search_index.recommend.profile import CRITERIA, Profile, Situation

TODAY = date(2026, 11, 24)
"""A Tuesday, so that what is still to come stays so."""


def some(codes: Iterable[str], most: int = 4) -> st.SearchStrategy[list[str]]:
    """A few values of a closed list."""
    return st.lists(st.sampled_from(sorted(map(str, codes))), max_size=most, unique=True)


PLACES = ("", "Lyon", "Villeurbanne", "Rennes", "Rhône", "Bretagne", "France entière", "97410")

profiles = st.builds(
    lambda radius_km, **answers: Profile.read(
        json.dumps(answers | ({"radius_km": radius_km} if answers["near"] else {}))
    ),
    radius_km=st.sampled_from([None, 5.0, 62.5]),
    words=st.sampled_from(["", "réparer des ordinateurs", "dessiner", "zzyzx", "data lyon"]),
    families=some(reference.families()),
    trades=some(reference.trades()),
    near=st.sampled_from(PLACES),
    region=st.sampled_from([None, "84", "53"]),
    education_level=st.sampled_from([None, *ENTRY_LEVELS]),
    situation=st.sampled_from([None, *map(str, Situation)]),
    modalities=some(Modality),
    hours_max=st.sampled_from([None, 100.0, 455.0, 1500.0]),
    starts_before=st.sampled_from([None, "2026-12-01", "2027-06-01", "2036-01-01"]),
    certifications=some(CertificationKind),
    funding=some(reference.funding_schemes()),
    audiences=some(reference.audiences()),
    weights=st.dictionaries(
        st.sampled_from(sorted(CRITERIA)), st.sampled_from([0.0, 1.0, 2.5, 3.0])
    ),
)
"""Any answers, each of which may be missing."""
