"""Links between documents lead somewhere, and anchors exist."""

import re

import pytest

from docs.blocks import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def anchors(text: str) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_links_lead_somewhere(document):
    for link in re.findall(r"\]\(([^)]+)\)", document.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        goal = (document.parent / path) if path else document
        assert goal.exists(), f"{document.name} links to {link}"
        if anchor:
            assert anchor in anchors(goal.read_text(encoding="utf-8")), f"{document.name} links to {link}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_modules_that_a_document_names_exist(document):
    """Every `folder/module.py` or `folder/file.c` of a page is a file of the program or of the checkout."""
    for path in re.findall(r"`((?:\w+/)+\w+\.(?:py|c))`", document.read_text(encoding="utf-8")):
        assert (ROOT / path).exists() or (ROOT / "wargame" / path).exists(), f"{document.name} names {path}"


def test_there_are_documents():
    names = {d.name for d in DOCUMENTS}
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "rule-language.md", "glossary.md", "saves.md"} <= names
