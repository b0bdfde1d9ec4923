"""What a demonstration training leads to: register entries where they fit the trade."""

from random import Random

from data import reference
from data.demonstration.french import capital
from data.demonstration.pieces import TradePieces
from data.record import CertificationRecord
from data.reference import KnownCertification, Trade
from data.vocabulary import CertificationKind as Kind

ATTESTATION = "Attestation Grande École du Numérique"
GENERIC_RS = ("RS5616", "RS5837")
"""Entries of the specific register that suit any first training, from CléA to the basics."""

DIPLOMAS: dict[str, tuple[tuple[str, int], ...]] = {
    "developpement": (
        ("BTS Services informatiques aux organisations", 5),
        ("Licence professionnelle Métiers de l’informatique", 6),
        ("Diplôme universitaire Développeur logiciel", 6),
    ),
    "reseau-securite": (
        ("BTS Services informatiques aux organisations", 5),
        ("Licence professionnelle Métiers des réseaux", 6),
    ),
    "maintenance-support": (("Baccalauréat professionnel Systèmes numériques", 4),),
    "marketing-ecommerce": (
        ("BTS Négociation et digitalisation de la relation client", 5),
        ("Licence professionnelle E-commerce et marketing numérique", 6),
    ),
    "interface-graphisme": (
        ("Diplôme national des métiers d’art et du design", 6),
        ("BTS Métiers de l’audiovisuel", 5),
    ),
    "data": (
        ("Diplôme universitaire Analyse de données", 6),
        ("Licence professionnelle Métiers du décisionnel", 6),
    ),
    "iot-robotique": (("BTS Systèmes numériques", 5), ("BTS Conception de systèmes", 5)),
    "communication": (("BTS Communication", 5), ("Diplôme universitaire Médiation numérique", 5)),
    "gestion-pilotage": (("Licence professionnelle Métiers du numérique", 6),),
}
"""Diplomas that trainings of a family prepare, with their European level."""

PREFIXES = {Kind.RNCP_TITLE: "RNCP", Kind.RNCP_BLOCK: "RNCP", Kind.RS: "RS"}


def registered(trade: str, kind: Kind) -> list[KnownCertification]:
    """The entries of the register that this kind speaks of and that lead to the trade."""
    return [
        known
        for known in reference.certifications().values()
        if trade in known.trades and kind in PREFIXES and known.code.startswith(PREFIXES[kind])
    ]


def fitness(kind: Kind, trade: str, level: int) -> float:
    """How well a kind suits a trade: the weight of its draw, always above 0."""
    if kind in PREFIXES:
        return 6.0 if registered(trade, kind) else 1.0 + (kind is Kind.RS and level <= 4)
    weights = {
        Kind.DIPLOMA: 3.0 if level >= 5 else 0.3,
        Kind.CQP: 3.0 if level <= 4 else 0.4,
        Kind.ATTESTATION: 3.0 if level <= 5 else 1.0,
    }
    return weights.get(kind, 1.0)


def certificate(kind: Kind, trade: Trade, own: TradePieces, random: Random) -> CertificationRecord:
    """The certification of that kind for the trade, from the registers where they know one."""
    known = registered(trade.code, kind)
    if kind is Kind.RS and own.level <= 4:
        known = known or [reference.certifications()[code] for code in GENERIC_RS]
    if known:
        return _from_register(kind, random.choice(known), own, random)
    if kind is Kind.DIPLOMA:
        diploma, reached = random.choice(DIPLOMAS[trade.family])
        return CertificationRecord(kind=kind, title=diploma, level=reached)
    titles = {
        Kind.RNCP_BLOCK: capital(random.choice(own.does)),
        Kind.RS: capital(random.choice(own.does)),
        Kind.CQP: f"CQP {own.certificate}",
        Kind.OTHER: f"Certificat d’établissement « {own.certificate} »",
        Kind.ATTESTATION: ATTESTATION,
    }
    level = own.level if kind in (Kind.RNCP_TITLE, Kind.RNCP_BLOCK) else None
    return CertificationRecord(kind=kind, title=titles.get(kind, own.certificate), level=level)


def _from_register(
    kind: Kind, known: KnownCertification, own: TradePieces, random: Random
) -> CertificationRecord:
    if kind is not Kind.RNCP_BLOCK:
        return CertificationRecord(kind=kind, code=known.code, title=known.title, level=known.level)
    # Blocks are numbered in their register; their names are the demonstration's own.
    number = random.randint(1, 3)
    return CertificationRecord(
        kind=kind,
        code=f"{known.code}BC0{number}",
        title=capital(own.does[number - 1]),
        level=known.level,
    )
