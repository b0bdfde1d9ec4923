"""What every page shows of the selection: the link with its count, the buttons on the cards."""

from urllib.parse import urlsplit

from flask import g, request

from portal import links
from portal.selection.kept import Selection, selection
from portal.selection.page import Keeper, keeper


class SelectionFrame:
    """The selection as templates see it; the cookie is read once a request."""

    @property
    def _own(self) -> Selection:
        if "selection" not in g:
            g.selection = selection()
        own: Selection = g.selection
        return own

    @property
    def count(self) -> int:
        """How many trainings are kept."""
        return len(self._own.kept)

    @property
    def came_from(self) -> str:
        """The search of ours that led to this page, so that it is kept with the training."""
        parts = urlsplit(request.referrer or "")
        ours = parts.netloc == request.host and parts.path == links.search()
        return f"{parts.path}?{parts.query}" if ours else ""

    def keeper(self, formation_id: str, title: str) -> Keeper:
        """The button that keeps a training."""
        return keeper(formation_id, title, self._own.ids)
