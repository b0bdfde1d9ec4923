"""The labels of the demonstration: programme, call, day and state, as the report counts them."""

from datetime import date, timedelta
from random import Random

from data.demonstration import quotas
from data.labels import LabelChange
from data.record import LabelRecord
from data.vocabulary import LabelStatus, Programme

CALLS = {
    1: (date(2015, 9, 15), date(2015, 10, 31)),
    2: (date(2016, 8, 16), date(2017, 2, 28)),
    3: (date(2018, 4, 3), date(2018, 11, 30)),
}
"""The days on which labels were granted, inside the three calls of `data.labels.calls`."""

CALL_SHARES = {1: 171, 2: quotas.TOTAL - quotas.PIC - 171, 3: quotas.PIC}
"""The report prints 393 for the first two calls together; their split is ours."""

OTHERS = (LabelStatus.SUSPENDED, LabelStatus.WITHDRAWN, LabelStatus.EXPIRED)
YEARS_OF_A_LABEL = 3


def labels(random: Random) -> list[LabelRecord]:
    """740 labels, 715 of them active."""
    inactive = quotas.TOTAL - quotas.ACTIVE
    states = [LabelStatus.ACTIVE] * quotas.ACTIVE + [OTHERS[n % 3] for n in range(inactive)]
    random.shuffle(states)
    calls = quotas.dealt(CALL_SHARES, random)
    return [_label(call, state, random) for call, state in zip(calls, states, strict=True)]


def _label(call: int, status: LabelStatus, random: Random) -> LabelRecord:
    first, last = CALLS[call]
    granted = first + timedelta(random.randrange((last - first).days + 1))
    # Only an expired label is known to have ended: the others were prolonged.
    end = granted + timedelta(365 * YEARS_OF_A_LABEL)
    return LabelRecord(
        programme=Programme.PIC if call == 3 else Programme.PIA,
        call=call,
        status=status,
        granted_on=granted,
        expires_on=end if status is LabelStatus.EXPIRED else None,
    )


ENDS = {
    LabelStatus.SUSPENDED: (
        LabelChange.SUSPENDED,
        date(2019, 6, 17),
        "Le temps que l’organisme confirme ses prochaines sessions.",
    ),
    LabelStatus.WITHDRAWN: (
        LabelChange.WITHDRAWN,
        date(2019, 9, 30),
        "L’organisme ne propose plus cette formation.",
    ),
}
"""How the labels that stopped before their term did, in words made up for the demonstration."""


def endings(label: LabelRecord) -> list[tuple[date, LabelChange, str | None]]:
    """What happened to a label after it was granted: its renewal, and how it ended."""
    found: list[tuple[date, LabelChange, str | None]] = []
    if label.call == 1 and label.granted_on and label.status is not LabelStatus.EXPIRED:
        later = label.granted_on + timedelta(365 * YEARS_OF_A_LABEL)
        found.append((later, LabelChange.RENEWED, "Pour trois ans."))
    if label.status in ENDS:
        change, day, note = ENDS[label.status]
        found.append((day, change, note))
    if label.status is LabelStatus.EXPIRED and label.expires_on:
        found.append((label.expires_on, LabelChange.EXPIRED, None))
    return found
