"""What Whoosh keeps of a training, and the fingerprint of the rules that made it."""

import hashlib
from pathlib import Path
from typing import Any

import whoosh
from sqlmodel import Session, SQLModel, select
from whoosh.fields import ID, STORED, TEXT, Schema

from data import reference, vocabulary
from data.models import (
    Audience,
    Department,
    Formation,
    FundingScheme,
    Region,
    Trade,
    TradeFamily,
)
from search_index import documents, french
from search_index.fields import BOOSTS
from search_index.french import FrenchAnalyzer, NameAnalyzer

NAME_FIELDS = ("provider", "place")
"""Fields of proper names: folded, never stemmed ("vigile" must not find "Vigier")."""

NOMENCLATURES: tuple[type[SQLModel], ...] = (
    Audience,
    Department,
    FundingScheme,
    Region,
    Trade,
    TradeFamily,
)


def schema() -> Schema:
    """The Whoosh schema: the id, the signature of the content, the row of columns, the texts."""
    texts = {
        name: TEXT(NameAnalyzer() if name in NAME_FIELDS else FrenchAnalyzer(), phrase=True)
        for name in BOOSTS
    }
    return Schema(id=ID(stored=True, unique=True), signature=STORED(), row=STORED(), **texts)


def document(formation: Formation, signature: str) -> dict[str, Any]:
    """The keyword arguments with which Whoosh adds a training."""
    return {
        "id": formation.id,
        "signature": signature,
        "row": documents.row(formation),
        **documents.texts(formation),
    }


def fingerprint(session: Session) -> str:
    """The digest of all that shapes each document beside its own content.

    Another analyser, another vocabulary or another word of a trade gives another fingerprint, and
    so a rebuilt index: 32 hexadecimal digits.
    """
    digest = hashlib.blake2b(str(whoosh.__version__).encode(), digest_size=16)
    for module in (french, documents, vocabulary):
        digest.update(Path(str(module.__file__)).read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(repr(reference.families()).encode())
    for table in NOMENCLATURES:
        rows = sorted(repr(sorted(row.model_dump().items())) for row in session.exec(select(table)))
        digest.update("\n".join(rows).encode())
    return digest.hexdigest()
