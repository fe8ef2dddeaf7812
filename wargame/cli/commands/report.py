"""`wargame report`: the after-action review of a saved game as one file.

Must not know: the content of the review.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

import click

from wargame.analysis.account.account import FEWEST, MOST, WITHIN
from wargame.analysis.account.measuring import Wanted, rollouts_of
from wargame.analysis.account.turning import MOST as TURNING_POINTS
from wargame.cli.files.out_file import may_write
from wargame.cli.files.pdf import browser, printed
from wargame.cli.main import DONE
from wargame.cli.measuring.margin import MOST_ALLOWED, Measurement, measured
from wargame.cli.options.computing import compile_option, workers_option
from wargame.cli.process.printing import tell, tell_again
from wargame.cli.provenance import print_line
from wargame.cli.save_notes import must_have_turn, opened, warn_of_truth
from wargame.errors import UsageError
from wargame.review.findings import Findings
from wargame.review.page.html import html
from wargame.review.page.markdown import markdown
from wargame.review.review import review_page
from wargame.store.look_back import LookBack
from wargame.store.provenance import provenance_line, save_provenance, seat_provenance
from wargame.store.whole_file import written_whole

_ENDINGS = {"html": (".html", ".htm"), "md": (".md",), "pdf": (".pdf",)}


class _Keys(click.IntRange):
    """The type of an option: a number of rollouts (simulated games), or 0 for no rollouts.

    A number between 0 and the constant FEWEST is refused.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        number = int(super().convert(value, param, ctx))
        if 0 < number < FEWEST:
            self.fail(f"{number} rollout gives no error: name 0, or at least {FEWEST}.", param, ctx)
        return number


@click.command()
@click.argument("save", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="The file to write: FILE.html, FILE.md, or FILE.pdf if a browser is on this machine.",
)
@click.option(
    "--seat", metavar="SEAT", help="Only what this seat could know. Without --seat, the page shows the truth."
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*_ENDINGS]),
    help="The form of the page; by default the extension of FILE decides.",
)
@click.option(
    "--keys",
    type=_Keys(0, MOST_ALLOWED),
    help=f"Number of rollouts of each state for decision and luck, at most {MOST} by default. 0: no figures about "
    f"decision and luck. Otherwise at least {FEWEST}.",
)
@click.option(
    "--turning",
    type=click.IntRange(0, 100),
    default=TURNING_POINTS,
    show_default=True,
    help="Number of turning points, each with a search for better orders. 0: none.",
)
@click.option(
    "--known/--no-known",
    default=True,
    show_default=True,
    help="Also measure what decisions were worth as far as the teams could know.",
)
@click.option("--better", is_flag=True, help="Also search better orders for every turn, in part 7.")
@workers_option
@compile_option
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
def command(
    save: Path,
    out: Path,
    seat: str | None,
    form: str | None,
    keys: int | None,
    turning: int,
    known: bool,
    better: bool,
    workers: int,
    compiling: str,
    force: bool,
) -> int:
    """Write the after-action review of the game in SAVE: what happened, why, and what decisions and luck did.

    The page has no script and needs no network. The print fits A4 and Letter paper. The whole page shows the truth. The
    whole page is for the facilitator, or for everyone after the end of the game. --seat makes the page of one team,
    with nothing that the team could not know.
    """
    given, endings = form is not None, [ending for each in _ENDINGS.values() for ending in each]
    form = form or next((name for name, each in _ENDINGS.items() if out.suffix in each), "html")
    program = browser() if form == "pdf" else ""
    may_write(out, None if given else endings, force)
    seen = opened(save)
    if seat is not None and seat not in seen.match.seats:
        raise UsageError(f"There is no seat `{seat}` in this game: name one of {', '.join(seen.match.seats)}.")
    must_have_turn(seen, save)
    warn_of_truth(seen, seat)
    measurement = Measurement()
    if seat is None and keys != 0:
        wanted = Wanted(0.0 if keys else WITHIN, keys or MOST, turning, known, better)
        measurement = _measurement(seen, wanted, workers, compiling)
    if measurement.stop is not None:
        tell("Interrupted. No page is written; the rollouts so far are kept, and the same command goes on.", err=True)
        raise measurement.stop
    found = measurement.found
    measures = found.account, found.points or (), found.known or (), found.better or ()
    findings = Findings(seen, shlex.quote(str(save)), seat, *measures)
    provenance = save_provenance(save) if seat is None else seat_provenance(seen.header, seat)
    page = review_page(findings, provenance_line(provenance), _told if sys.stderr.isatty() else None)
    pdf = printed(html(page), program) if form == "pdf" else b""
    with written_whole(out, force) as file:
        if form == "pdf":
            file.buffer.write(pdf)
        else:
            file.write(html(page) if form == "html" else markdown(page))
    tell(f"{len(page.parts) + 1} parts are written to {out}.")
    print_line(provenance)
    return DONE


def _told(number: int, of: int) -> None:
    tell_again(f"Writing part {number} of {of} ...", last=number == of)


def _measurement(seen: LookBack, wanted: Wanted, workers: int, compiling: str) -> Measurement:
    """Return the account and the turning points. The result has neither if no seat has a score."""
    played = seen.match.played_game()
    rollouts = rollouts_of(seen, played, workers)
    return measured(seen, played, rollouts, wanted, compiling) if rollouts.seats else Measurement()
