"""Files that are missing, lead astray or cannot be read are told; everything else is still checked."""

from pathlib import Path

import pytest

from tests.content.small import FILES, RULES, SCENARIO, told
from wargame.content import Problems, load
from wargame.content.yaml.files import MOST_FILES
from wargame.content.yaml.text import LARGEST

INCLUDES = {
    "more.yaml": "there is no file `more.yaml` beside this one",
    "ruleset.yml": "there is no file `ruleset.yml` beside this one",
    "../small.yaml": "`../small.yaml` leads out of the folder: only files beside or below this one can be included",
    "/etc/x.yaml": "`/etc/x.yaml` leads out of the folder: only files beside or below this one can be included",
    "rules.txt": "`rules.txt` is not a YAML file: its name must end in .yaml",
    "ruleset.yaml": "the files include each other in a circle: ruleset.yaml → ruleset.yaml",
}


@pytest.mark.parametrize("file", INCLUDES)
def test_an_include_that_cannot_be_is_told(file: str) -> None:
    files = {**FILES, "rules/small/ruleset.yaml": RULES + f"include: [{file}]\n"}
    assert told(files) == [f"rules/small/ruleset.yaml:{RULES.count(chr(10)) + 1}:11: {INCLUDES[file]}"]


def test_a_circle_of_three_is_told_where_it_closes() -> None:
    files = {
        **FILES,
        "rules/small/ruleset.yaml": RULES + "include: a.yaml\n",
        "rules/small/a.yaml": "include: [b.yaml]\n",
        "rules/small/b.yaml": "include: [a.yaml]\n",
    }
    assert told(files) == [
        "rules/small/b.yaml:1:11: the files include each other in a circle: a.yaml → b.yaml → a.yaml"
    ]


def test_a_file_included_twice_is_told() -> None:
    files = {
        **FILES,
        "rules/small/ruleset.yaml": RULES + "include: [a.yaml, a.yaml]\n",
        "rules/small/a.yaml": "formulas: {half: fed / 2}\n",
    }
    assert [line.split(": ", 1)[1] for line in told(files)] == ["`a.yaml` is included twice; keep one"]


def test_too_many_files_are_told() -> None:
    names = [f"f{number}.yaml" for number in range(MOST_FILES + 5)]
    files = {**FILES, "rules/small/ruleset.yaml": RULES + f"include: [{', '.join(names)}]\n"}
    files |= {f"rules/small/{name}": "formulas: {}\n" for name in names}
    assert len(told(files)) == 6
    assert all("too much to read" in line for line in told(files))


def test_sections_of_several_files_lie_together_and_doubles_are_told() -> None:
    files = {
        **FILES,
        "rules/small/ruleset.yaml": RULES + "include: [more.yaml]\n",
        "rules/small/more.yaml": "title: Again\nformulas:\n  half: fed / 2\n  fed: grain\n",
    }
    assert told(files) == [
        "rules/small/more.yaml:1:1: `title` stands twice (first at rules/small/ruleset.yaml:1:1); keep one",
        "rules/small/more.yaml:4:3: `fed` stands twice (first at rules/small/ruleset.yaml:25:3); keep one",
    ]


def test_problems_of_every_file_come_in_one_pass_sorted_by_place() -> None:
    files = {
        "rules/small/ruleset.yaml": RULES.replace("range: 0..50", "range: wide").replace("phase: talk", "phase: tlak"),
        "scenarios/small.yaml": SCENARIO.replace("until: look", "until: loko").replace("ap: 4", "ap: many"),
    }
    problems = told(files)
    assert [line.split(": ")[0] for line in problems] == [
        "rules/small/ruleset.yaml:15:31",
        "rules/small/ruleset.yaml:56:12",
        "scenarios/small.yaml:16:25",
        "scenarios/small.yaml:48:32",
    ]


def test_a_torn_file_hides_no_problem_of_another_and_makes_none_up() -> None:
    files = {
        "rules/small/ruleset.yaml": RULES.replace("  truce: {timer: 4}", "  truce: {timer: 4"),
        "scenarios/small.yaml": SCENARIO.replace("until: look", "until: loko"),
    }
    problems = told(files)
    assert len(problems) == 2
    assert problems[0].startswith("rules/small/ruleset.yaml:18:10: ")
    assert problems[1].startswith("scenarios/small.yaml:48:32: ")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: the file is empty: write `title:` and the sections, or delete it"),
        (" \n\n", "1:1: the file is empty: write `title:` and the sections, or delete it"),
        ("# later\n", "1:1: nothing stands in this file but signs and comments: write its sections"),
        ("- a\n", "1:1: expected sections as in `title: ...`, found a list"),
        ("word\n", "1:1: expected sections as in `title: ...`, found `word`"),
        ("a: " + "x" * LARGEST, "1:1: the file has more than 1,000,000 characters: split it by theme"),
    ],
)
def test_a_file_without_sections_is_told(text: str, problem: str) -> None:
    assert told({**FILES, "rules/small/ruleset.yaml": text}) == [f"rules/small/ruleset.yaml:{problem}"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"title: caf\xe9\n", "1:11: this is not UTF-8 text: save the file as UTF-8"),
        (b"\xff\xfet\x00i\x00", "1:1: this is not UTF-8 text: save the file as UTF-8"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "1:1: there is a hidden control character (U+007F): delete it"),
        (b"a: " + b"x" * LARGEST, "1:1: the file has more than 1,000,000 bytes: split it by theme"),
    ],
)
def test_bytes_that_are_no_text_are_told(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(data)
    problems = Problems()
    assert load(str(path), problems) is None
    assert str(problems.all[0]) == f"{path}:{problem}"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: secret\n")
    folder = tmp_path / "game"
    folder.mkdir()
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "scenario.yaml").write_text("include: [link.yaml]\n")
    problems = Problems()
    assert load(str(folder), problems) is None
    assert "there is no file `link.yaml` beside this one" in str(problems.all[0])
