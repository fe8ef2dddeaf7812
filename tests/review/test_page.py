"""The page of the review: its parts, its policy, and what it does with hostile names."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import attrs
import pytest

from tests.game.conftest import resumed, watched
from tests.review.pages import renamed, seen_game, visible_text, whole_page
from wargame.review.findings import Findings
from wargame.review.page.blocks import ComparedOrder, OrderComparison
from wargame.review.page.html import html
from wargame.review.page.markdown import markdown
from wargame.review.review import review_page

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;</style>`|*"
CASES = (("first_convoy", 3), ("bamako_siege", 3), ("harbour_winter", 3))
VOID = {"meta", "br", "img", "input", "link", "hr"}


class Tags(HTMLParser):
    """Collects the tags and attributes of a page, and checks that tags nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str | None]] = []
        self.ids: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    tags.close()
    assert not tags.open
    return tags


@pytest.mark.parametrize(("name", "turns"), CASES)
def test_a_page_has_thirteen_parts_and_both_forms_have_the_same(name: str, turns: int) -> None:
    page = whole_page(name, turns)
    assert len((page.head, *page.parts)) == 13
    assert all(part.question.endswith("?") and 1 <= len(part.answer) <= 6 for part in page.parts)
    written, plain = html(page), markdown(page)
    for number, part in enumerate(page.parts, 1):
        assert f'<section id="{part.key}"' in written
        assert f">{number} · {part.name}<" in written and f"## {number}. {part.name}" in plain
        assert part.question in visible_text(written)
    assert written.index('class="write"') < written.index('role="img"'), "the hot wash comes before the first figure"


@pytest.mark.parametrize(("name", "turns"), CASES)
def test_a_page_asks_for_nothing_and_runs_nothing(name: str, turns: int) -> None:
    written = html(whole_page(name, turns))
    found = read(written)
    assert not found.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "foreignobject"}
    for tag, attribute, value in found.attributes:
        assert attribute != "style" and not attribute.startswith("on"), (tag, attribute)
        if attribute in ("href", "src", "xlink:href"):
            assert (value or "").startswith("#"), value
            assert (value or "")[1:] in found.ids
    assert len(found.ids) == len(set(found.ids))
    (style,) = re.findall(r"<style>(.*?)</style>", written, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in written
    assert "url(" not in style.replace("url(#", "") and "@import" not in style


@pytest.mark.parametrize(("name", "turns"), CASES)
def test_the_same_game_gives_the_same_bytes(name: str, turns: int) -> None:
    again = review_page(Findings(seen_game(name, turns), "game.jsonl"))
    assert html(again) == html(whole_page(name, turns))
    assert markdown(again) == markdown(whole_page(name, turns))


def test_every_figure_says_what_it_shows_and_has_a_table_after_it() -> None:
    written = html(whole_page("bamako_siege", 3))
    pictures = re.findall(r'<svg[^>]*class="fig"[^>]*>.*?</svg>', written, re.DOTALL)
    assert len(pictures) > 20
    for picture in pictures:
        assert 'role="img"' in picture and 'aria-label="' in picture
        assert re.match(r"<svg[^>]*><title>[^<]+</title><desc>[^<]+</desc>", picture)
    for section in re.findall(r"<section.*?</section>", written, re.DOTALL):
        if 'class="fig"' in section:
            assert section.rindex("<table") > section.index('class="fig"')


def test_hostile_names_are_only_text() -> None:
    played = watched("bamako_siege", 3)
    match = resumed(played.rulebook, played.events)
    seen = renamed(seen_game("bamako_siege", 3, match), HOSTILE)
    page = review_page(Findings(seen, "game.jsonl"), HOSTILE)
    found = read(html(page))
    assert "script" not in found.tags and "img" not in found.tags
    assert not any(name.startswith("on") for _, name, _ in found.attributes)
    assert any(HOSTILE in text for text in found.texts)
    plain = markdown(page)
    spans = re.sub(r"`[^`\n]*`", "", plain.replace("\\`", ""))  # between ticks no sign has a meaning
    assert not re.search(r"(?<!\\)<", spans)
    rows = [line for line in plain.splitlines() if line.startswith("|")]
    for before, row in pairwise(rows):
        if "---" in row:
            assert len(re.findall(r"(?<!\\)\|", row)) == len(re.findall(r"(?<!\\)\|", before))


def test_a_seat_without_orders_ordered_nothing() -> None:
    page = whole_page("first_convoy", 3)
    compared = OrderComparison("Ordered", (), "Best of 9 tried", (ComparedOrder("recruit KKR", "new"),))
    page = attrs.evolve(page, parts=(attrs.evolve(page.parts[0], blocks=(compared,)), *page.parts[1:]))
    assert "Ordered:\n\n- nothing\n\nBest of 9 tried:\n\n- + `recruit KKR`" in markdown(page)
    assert "<h4>Ordered</h4><ul><li>nothing</li></ul>" in html(page)


def test_every_part_is_counted_and_markdown_has_no_empty_heading() -> None:
    told: list[tuple[int, int]] = []
    page = review_page(Findings(seen_game("first_convoy", 2), "a.jsonl"), progress=lambda *step: told.append(step))
    assert told[-1] == (len(page.parts) + 1, len(page.parts) + 1)
    lines = [line for line in markdown(page).splitlines() if line]
    heads = [line for line, below in pairwise(lines) if line[:4] == "### " and below[:2] == "##"]
    assert not heads
