"""The labels of the demonstration: programme, call, day and state, as the report counts them."""

from datetime import date, timedelta
from random import Random

from data.demonstration import quotas
from data.record import LabelRecord
from data.vocabulary import LabelStatus, Programme

CALLS = {
    1: (date(2015, 9, 15), date(2015, 10, 31)),
    2: (date(2016, 8, 16), date(2017, 2, 28)),
    3: (date(2018, 4, 3), date(2018, 11, 30)),
}
"""The three calls for labels, as the report dates them; the third was the PIC's."""

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
