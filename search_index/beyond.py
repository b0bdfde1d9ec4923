"""What lies outside the place asked: it stands under a short list, apart, and is not counted in it.

A place that was chosen is never widened by itself; who finds one training here may look at the
next ones there.
"""

from dataclasses import replace

from search_index import vague
from search_index.answering import Answer
from search_index.columns import Columns
from search_index.loosening import SHORT

GOOD = 0.5
"""What has less than this share of the best score is not worth a journey."""


def beyond(found: Answer, columns: Columns) -> Answer | None:
    """The nearest good trainings that only the place leaves out, as many as there is room for.

    They answer all words and tell a place: what tells none is spoken of by itself. None where no
    place was asked, and where the list is not short or goes on.
    """
    space = _room(found, columns)
    if not space:
        return None
    kept = found.kept
    places = kept.failing_only("near")
    documents = places if kept.documents is None else kept.documents[places]
    near = ~vague.placeless(columns, documents) & found.whole(documents)
    places = places[near]
    if found.found is not None and found.found.scores is not None:
        scores = found.found.scores[places]
        places = places[scores >= GOOD * scores.max(initial=0)]
    query = replace(found.query, sort="distance", page=1, page_size=space)
    return replace(found, query=query, kept=replace(kept, places=places))


def _room(found: Answer, columns: Columns) -> int:
    query, total = found.query, found.total(columns)
    if "near" not in found.kept.failing or query.page != query.pages(total):
        return 0
    return max(0, min(SHORT, query.page_size) - total)
