"""Every page that rules, scenarios and the model cite can be opened, down to the section."""

import re

import pytest

from wargame.cli.main import run
from wargame.content.lookup import shipped_root
from wargame.errors import UsageError
from wargame.store.pages import Citation, citations, page_names, page_text, page_title


def cited() -> set[Citation]:
    """Every page and section that content cites."""
    files = [path for folder in ("rules", "scenarios") for path in (shipped_root() / folder).rglob("*.yaml")]
    return {found for path in files for found in citations(path.read_text(encoding="utf-8"))}


def test_whatever_content_cites_opens() -> None:
    every = cited()
    assert {Citation("model", "4.1"), Citation("facts", "2.2")} <= every
    for each in every:
        text = page_text(each)
        assert re.match(rf"#+ {re.escape(each.section)}", text), each


def test_a_section_ends_where_the_next_of_its_rank_begins() -> None:
    roads = page_text(Citation("model", "4.1"))
    assert roads.startswith("### 4.1 ") and "4.2" not in roads.splitlines()[-1] and roads.count("###") == 1
    equations = page_text(Citation("model", "4"))
    assert roads in equations and "### 4.10 " in equations and "## 5" not in equations


def test_citations_are_found_in_sentences() -> None:
    text = "docs/model.md 10, I12; the price: docs/facts.md 2.3 [EST]; docs/harbour_winter.md"
    assert citations(text) == (Citation("model", "10"), Citation("facts", "2.3"), Citation("harbour_winter"))


def test_every_page_has_a_title() -> None:
    assert {"model", "facts", "commands"} <= set(page_names())
    assert all(page_title(name) for name in page_names())
    assert page_title("model") == "The model of the Sahel rule book"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Citation("modell"), "did you mean `model`?"),
        (Citation("model", "99"), "docs/model.md has no section 99 (there are: 1, 1.4,"),
        (Citation("../README"), "there is no page called"),
    ],
)
def test_what_there_is_not_is_told(wanted: Citation, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        page_text(wanted)


@pytest.mark.parametrize("words", [["docs/model.md", "4.1"], ["docs/model.md 4.1"], ["model", "4.1"]])
def test_the_command_opens_a_page_as_it_is_cited(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docs", *words]) == 0
    assert capsys.readouterr().out.startswith("### 4.1 Roads and fuel\n")


def test_the_command_lists_the_pages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docs"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told] == list(page_names())
