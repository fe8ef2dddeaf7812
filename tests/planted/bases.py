"""The sound scenarios into which mistakes are planted, as texts by file name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.docs.blocks import ROOT, files_in

# A base's name with the name of its scenario and the names of its folders.
_SHIPPED = {
    "convoy": ("first_convoy", "first_convoy"),
    "harbour": ("harbour_winter", "harbour"),
    "siege": ("bamako_siege", "sahel"),
}

_BRIDGE = ("rules/bridge/ruleset.yaml", "scenarios/bridge.yaml")


@cache
def texts(base: str) -> Mapping[str, str]:
    """Return the files of a base."""
    if base == "ferry":
        return files_in(ROOT / "docs" / "rule-language.md")
    if base == "bridge":
        folder = Path(__file__).parent / "bridge"
        return {name: (folder / name).read_text(encoding="utf-8") for name in _BRIDGE}
    scenario, rules = _SHIPPED[base]
    paths = [ROOT / "scenarios" / f"{scenario}.yaml"]
    for folder in (ROOT / "rules" / rules, ROOT / "scenarios" / scenario):
        paths += sorted(folder.glob("*.yaml"))
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in paths if path.is_file()}


def scenario_of(base: str) -> str:
    """Return the name of a base's scenario."""
    return _SHIPPED[base][0] if base in _SHIPPED else base
