"""What a reader of a saved game sees at one moment.

Must not know: how the moment is shown.
"""

from __future__ import annotations

from wargame.model.telling.view import View
from wargame.store.look_back import LookBack
from wargame.tui.seat_session import SeatSession


class MomentSession(SeatSession):
    """What a reader sees of a saved game at one moment."""

    def __init__(self, seen: LookBack, seat: str | None, view: View) -> None:
        super().__init__(seen.match, seat or "")
        self._then = view

    @property
    def view(self) -> View:
        """Return the view at the moment."""
        return self._then
