"""Who can have the learners' aid (annex 3 of the 2019 report): rules in `learner_aid.toml`."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from data import reference


class Verdict(StrEnum):
    """What the answers let one say of the aid."""

    POSSIBLE = "possible"
    ASK = "ask"
    NOT_LABELLED = "not_labelled"
    RESOURCES = "resources"


@dataclass(frozen=True)
class Aid:
    """Whether the aid can be asked for, in a sentence; never a promise: the CROUS decides."""

    verdict: Verdict
    text: str

    @property
    def open(self) -> bool:
        """Whether it is worth asking for."""
        return self.verdict in (Verdict.POSSIBLE, Verdict.ASK)


def learner_aid(
    *,
    labelled: bool,
    situation: str | None = None,
    audiences: Collection[str] = (),
    funding: Collection[str] = (),
    no_resources: bool | None = None,
) -> Aid:
    """What to say of the aid for one training, from the answers of the orientation.

    `labelled`: the training has the network's label in force. `situation`, `audiences` and
    `funding` are the orientation's codes; `no_resources` is the plain answer to « Aurez-vous une
    ressource pendant la formation ? », None where it was not asked. Unknown codes say nothing.

    >>> learner_aid(labelled=True, situation="employee").verdict
    <Verdict.RESOURCES: 'resources'>
    """
    rules = reference.learner_aid()
    texts = rules["texts"]
    if not labelled:
        return Aid(Verdict.NOT_LABELLED, texts["not_labelled"])
    found = [
        rules[kind][code]
        for kind, codes in (
            ("situations", [situation]),
            ("audiences", sorted(audiences)),
            ("funding", sorted(funding)),
        )
        for code in codes
        if code in rules[kind]
    ]
    if no_resources is not True and (found or no_resources is False):
        named = found[0] if found else texts["said"]
        return Aid(Verdict.RESOURCES, texts["resources"].format(resource=named))
    if no_resources:
        return Aid(Verdict.POSSIBLE, texts["possible"])
    return Aid(Verdict.ASK, texts["ask"])
