"""The text of an orders file: read whole, without a byte order mark, and no further than such a file may be long."""

from pathlib import Path

import pytest

from wargame.content.yaml.text import LARGEST
from wargame.errors import ContentError
from wargame.store.orders import orders_text


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "war.orders"
    for data in (b"T1 red: -\n", b"\xef\xbb\xbfT1 red: -\n"):
        path.write_bytes(data)
        assert orders_text(path) == "T1 red: -\n"
    path.write_bytes(b"")
    assert orders_text(path) == ""


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"#" * (LARGEST + 1)])
def test_what_is_no_text_or_too_long_is_told_with_its_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "war.orders"
    path.write_bytes(data)
    with pytest.raises(ContentError) as refused:
        orders_text(path)
    assert str(path) in str(refused.value)
    path.write_bytes(b"#" * LARGEST)
    assert len(orders_text(path)) == LARGEST
