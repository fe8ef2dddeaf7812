"""`wargame replay`: shows a saved game step by step, or plays the game again and compares the results.

Must not know: how a save is read or how a turn is written.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.process.printing import tell
from wargame.errors import UsageError

if TYPE_CHECKING:
    from wargame.store.look_back import LookBack

# The names of the members of LookBackPage. Help must appear at once, so this module does not import the review.
PAGES = ("story", "turning", "knew", "why", "luck", "deals", "hot-wash")


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.option("--turn", type=int, help="Print this turn step by step instead of the whole game.")
@click.option(
    "--verify", is_flag=True, help="Play the game again and compare; print the first difference and exit with 1."
)
@click.option("--screen", is_flag=True, help="Show the look back in the full screen, from --turn on.")
@click.option("--moments", is_flag=True, help="Print each turn moment after moment, from its injects to its news.")
@click.option("--page", type=click.Choice(PAGES), help="Print this page of the look back instead of the turns.")
@click.option("--seat", metavar="F", help="Print only what this seat knew. Each turn then has its moments.")
@ascii_option
def command(
    save: Path,
    turn: int | None,
    verify: bool,
    screen: bool,
    moments: bool,
    page: str | None,
    seat: str | None,
    ascii_only: bool,
) -> int:
    """Print the true course of the game in SAVE, or one page of the look back. The save does not change."""
    from wargame.cli.provenance import print_save_line

    if screen and verify:
        raise UsageError("--verify prints a verdict, and --screen shows the game: name one of them.")
    if (verify or screen) and (moments or page is not None or seat is not None):
        raise UsageError("--moments, --page and --seat print lines: leave out --verify and --screen.")
    if page is not None and (moments or turn is not None):
        raise UsageError("A page is about the whole game: leave out --page, or leave out --turn and --moments.")
    if verify:
        from wargame.store.verify import verify as judge

        verdict = judge(save)
        tell(verdict.text)
        if verdict.sound:
            print_save_line(save)
        return 0 if verdict.sound else 1
    from wargame.cli.save_notes import opened
    from wargame.plain.look_back import game_lines, turn_lines

    seen = opened(save)
    if screen:
        return _show(seen, save, turn, ascii_only)
    if seat is not None and seat not in seen.match.seats:
        raise UsageError(f"There is no seat `{seat}` in this game: name one of {', '.join(seen.match.seats)}.")
    if page is not None:
        return _page(seen, save, page, seat, ascii_only)
    if moments or seat is not None:
        return _seen(seen, save, seat, turn, ascii_only)
    spelling = spelling_for(seen.match.scenario, ascii_only)
    for line in game_lines(seen, spelling) if turn is None else turn_lines(seen, turn, spelling):
        tell(line)
    print_save_line(save)
    return 0


def _page(seen: LookBack, save: Path, name: str, seat: str | None, ascii_only: bool) -> int:
    """Print a page of the look back. The pages of the truth about decision and luck need a measurement."""
    from wargame.analysis.account.measuring import Measured, Wanted, rollouts_of
    from wargame.cli.measuring.margin import INTERRUPTED, measured
    from wargame.cli.provenance import print_save_line
    from wargame.cli.save_notes import must_have_turn, warn_of_truth
    from wargame.plain.review_lines import part_lines
    from wargame.review.look_back_reader import MEASURED, LookBackPage, LookBackReader, PageWanted
    from wargame.review.page.blocks import ReviewPart

    must_have_turn(seen, save)
    warn_of_truth(seen, seat)
    wanted, found = LookBackPage[name.upper().replace("-", "_")], Measured()
    if seat is None and wanted in MEASURED:
        played = seen.match.played_game()
        rollouts = rollouts_of(seen, played, 1)
        if rollouts.seats:
            measurement = measured(seen, played, rollouts, Wanted(), "auto")
            if measurement.stop is not None:
                tell(INTERRUPTED, err=True)
                raise measurement.stop
            found = measurement.found
    part = LookBackReader(save).read(PageWanted(seat, wanted, int(found.account is not None)), found)
    assert isinstance(part, ReviewPart), "a page was wanted"
    scenario = seen.match.scenario
    names = {team: scenario.label(team) for team in seen.match.seats}
    for line in spelling_for(scenario, ascii_only).lines(part_lines(part, names)):
        tell(line)
    print_save_line(save, seat)
    return 0


def _seen(seen: LookBack, save: Path, seat: str | None, turn: int | None, ascii_only: bool) -> int:
    """Print the moments of one turn, or of all turns, with the truth or with what a seat knew.

    Raises UsageError for a turn that was not played.
    """
    from wargame.analysis.account.measuring import Measured
    from wargame.cli.provenance import print_save_line
    from wargame.cli.save_notes import warn_of_truth
    from wargame.plain.look_back import must_be_played
    from wargame.plain.review_lines import seen_lines
    from wargame.review.look_back_reader import findings_of

    match = seen.match
    warn_of_truth(seen, seat)
    if turn is not None:
        must_be_played(seen, turn)
    findings, spelling = findings_of(seen, save, seat, Measured()), spelling_for(match.scenario, ascii_only)
    for number in range(1, match.played + 1) if turn is None else (turn,):
        for line in spelling.lines(seen_lines(findings, number)):
            tell(line)
    print_save_line(save, seat)
    return 0


def _show(seen: LookBack, save: Path, turn: int | None, ascii_only: bool) -> int:
    """Show the look back until the person leaves. Raises UsageError without a terminal, and for an impossible turn."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("--screen needs a terminal. The same command without --screen prints lines.")
    from wargame.plain.look_back import must_be_played

    if turn is not None:
        must_be_played(seen, turn)
    from wargame.cli.measuring.compiled_games import built_before
    from wargame.tui.app import run

    for line in run(plain_glyphs=ascii_only, compiled=built_before, look=(seen, save, turn or 1)):
        tell(line)
    return 0
