"""The picture of the house shows today's imports."""

import re

from tests.docs.write_architecture import PICTURE, layers, picture


def test_the_picture_is_of_today() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "write it anew: make picture"


def test_every_layer_is_drawn_and_told() -> None:
    names = [name for row in layers() for name in row]
    page = (PICTURE.parent.parent / "architecture.md").read_text(encoding="utf-8")
    assert all(f">{name}</tspan>" in picture() for name in names)
    assert all(re.search(rf"^\| .*`{name}`", page, re.MULTILINE) for name in names)
