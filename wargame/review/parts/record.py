"""Part 12: the data of the game, and how anyone can repeat the game.

Must not know: how a page is written.
"""

from __future__ import annotations

from wargame.game.result import parameter_note, parameter_value
from wargame.game.wording.rulings import ruling_line, void_ruling_line
from wargame.model.rules.parameter import Status
from wargame.review.findings import Findings
from wargame.review.page.blocks import Block, Command, PageTable, ReviewPart, Row, TableCell
from wargame.review.words import joined
from wargame.store.provenance import SHORT, texts_hash


def record(findings: Findings, provenance: str) -> ReviewPart:
    """Return the record of the game. `provenance`: one line from which anyone can repeat the page."""
    blocks: list[Block] = [PageTable(("what", "this game"), (*_rows(findings), *_provenance(provenance)), left=2)]
    blocks.append(_parameters(findings))
    command = Command(f"wargame replay {findings.save} --verify", (findings.match.digest[:SHORT],))
    return ReviewPart(
        key="record",
        name="Record",
        question="Can I trust and repeat this?",
        answer=_answer(findings),
        blocks=tuple(blocks),
        commands=(command,) if findings.whole else (),
    )


def _answer(findings: Findings) -> tuple[str, ...]:
    if not findings.whole:
        return ("This version is made from the views of one team alone. The facilitator can repeat it from the save.",)
    sealed = "is sealed" if findings.seen.sealed else "is not sealed"
    said = [f"The save {sealed} and carries its rules; the same orders on the same seed give the same game to the bit."]
    return (*said, *findings.seen.notes)


def _rows(findings: Findings) -> list[Row]:
    header, scenario = findings.seen.header, findings.scenario
    rows = [
        (
            "Scenario",
            f"{scenario.name}, rule set {scenario.rules.name}, {findings.last} of {findings.match.length} turns",
        )
    ]
    rows.append(("Program", f"wargame {header.program}, behaviour {header.behaviour}"))
    rows.append(("Rules and scenario", f"{len(header.sources)} files, content {texts_hash(header.sources)[:SHORT]}"))
    if findings.whole:
        rows.append(("Seed", str(header.seed)))
        rows.append(
            (
                "Seats at the start",
                joined([f"{findings.label(seat)} {player}" for seat, player in header.seats.items()]),
            )
        )
        changes = [f"{findings.label(c.seat)} {c.player} from turn {c.turn}" for c in findings.match.seat_changes]
        rows.append(("Changes of players", joined(changes) or "none"))
        given = [
            f"{inject} at turn {turn.turn}" for turn in findings.match.played_game().turns for inject in turn.injects
        ]
        rows.append(("Injects by hand", joined(given) or "none"))
        rulings = [f"T{turn}: {ruling_line(scenario, ruling)}" for turn, ruling in findings.rulings]
        rulings += [f"T{void.turn}: {void_ruling_line(scenario, void)}" for void in findings.match.void_rulings]
        rows.append(("Rulings", " ".join(rulings) or "none"))
        settings = [f"{name} = {value}" for name, value in header.settings.items()]
        rows.append(("Fixed parameters", joined(settings) or "none"))
        rows.append(("State at the end", findings.match.digest))
    if findings.account is not None:
        bots = joined(list(dict.fromkeys(findings.account.reference.values())))
        rows.append(
            (
                "Account",
                f"reference {bots}; {findings.account.keys:,} keys, none of them the game’s own; "
                f"{findings.account.game_turns:,} game-turns; ± is 90 %",
            )
        )
    facts = [p for p in scenario.rules.parameters.values() if p.status is Status.FACT]
    rest = len(scenario.rules.parameters) - len(facts)
    rows.append(("Numbers", f"{len(facts)} facts, {rest} estimates or inventions [EST], listed below"))
    rows.append(("Limits", "A game of rules. It says what these rules make of these orders; it does not forecast."))
    return [(TableCell(name), TableCell(text)) for name, text in rows]


def _provenance(line: str) -> list[Row]:
    return [(TableCell("Provenance"), TableCell(line))] if line else []


def _parameters(findings: Findings) -> PageTable:
    rows = [
        (
            TableCell(parameter.label or name.replace("_", " ")),
            TableCell("drawn" if parameter.hidden else parameter_value(parameter.value)),
            TableCell(parameter_note(parameter)),
        )
        for name, parameter in findings.scenario.rules.parameters.items()
    ]
    return PageTable(
        ("number", "value", "unit, status and source"),
        tuple(rows),
        "All numbers of the rules with their sources",
        1,
        folded=True,
    )
