from __future__ import annotations

import pytest

from wargame.game.wording.repetition import replaced


@pytest.mark.parametrize(
    ("before", "after", "named", "told"),
    [
        ([], ["dig A"], 1, "Last turn's order again."),
        (["dig B"], ["dig A", "dig C"], 1, "Last turn's orders again, in place of dig B."),
        (["dig B", "dig D"], ["dig A"], 1, "Last turn's order again, in place of 2 others."),
        (["dig B", "dig D"], ["dig A"], 9, "Last turn's order again, in place of dig B; dig D."),
        (["answer I1 yes", "dig B"], ["answer I1 yes", "dig B"], 1, "The draft holds last turn's orders already."),
        (["dig A", "dig B"], ["dig A"], 1, "Last turn's order again, in place of dig B."),
    ],
)
def test_what_repeating_replaced(before: list[str], after: list[str], named: int, told: str) -> None:
    assert replaced(before, after, named) == told
