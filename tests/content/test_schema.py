"""The schema that editors get accepts every shipped file and refuses what the loader refuses."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.content.small import RULES, SCENARIO
from wargame.content.json_schema import (
    balance_schema,
    calibration_schema,
    record_schema,
    rules_schema,
    scenario_schema,
)
from wargame.content.lookup import shipped_root

SHIPPED = [(path, "rules") for path in sorted(shipped_root().glob("rules/**/*.yaml"))]
SHIPPED += [
    (path, path.stem.partition("-")[0] if path.stem.startswith(("calibration", "record", "balance")) else "scenario")
    for path in sorted(shipped_root().glob("scenarios/**/*.yaml"))
]
VALIDATORS = {
    "rules": jsonschema.Draft202012Validator(rules_schema()),
    "scenario": jsonschema.Draft202012Validator(scenario_schema()),
    "balance": jsonschema.Draft202012Validator(balance_schema()),
    "calibration": jsonschema.Draft202012Validator(calibration_schema()),
    "record": jsonschema.Draft202012Validator(record_schema()),
}


def as_an_editor_reads(node: yaml.Node) -> Any:
    """Type plain scalars by the core schema of YAML 1.2, as editors do: dates and `on` stay text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: as_an_editor_reads(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_an_editor_reads(item) for item in node.value]
    if node.style is not None:
        return node.value
    if node.value in ("true", "false"):
        return node.value == "true"
    if re.fullmatch(r"[-+]?[0-9]+", node.value):
        return int(node.value)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.value):
        return float(node.value)
    return None if node.value in ("", "null", "~") else node.value


def complaints(text: str, what: str) -> list[str]:
    """Give what the schema says against a file."""
    return [error.message for error in VALIDATORS[what].iter_errors(as_an_editor_reads(yaml.compose(text)))]


@pytest.mark.parametrize(("path", "what"), SHIPPED, ids=lambda value: value.name if isinstance(value, Path) else value)
def test_shipped_files_validate(path: Path, what: str) -> None:
    assert complaints(path.read_text(encoding="utf-8"), what) == []


@pytest.mark.parametrize("what", VALIDATORS)
def test_the_schema_is_a_schema(what: str) -> None:
    schema = VALIDATORS[what].schema
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize(
    ("what", "old", "new"),
    [
        ("rules", "plays: blue", "play: blue"),
        ("rules", "status: estimate", "status: guess"),
        ("rules", "turns: 2, add", "turns: 9, add"),
        ("rules", "flow: true", "flow: on"),
        ("scenario", "endings:", "endngs:"),
        ("scenario", "until: look", "until: lok"),
        ("scenario", "ap: 4", "ap: many"),
        ("scenario", "days: 7", "days: 0"),
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(what: str, old: str, new: str) -> None:
    text = RULES if what == "rules" else SCENARIO
    assert complaints(text, what) == []
    assert complaints(text.replace(old, new), what) != []
