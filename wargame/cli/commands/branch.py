"""`wargame branch`: writes a branch of a saved game, shows the tree of branches, or compares two saves.

Must not know: how a branch is made or compared.
"""

from __future__ import annotations

from pathlib import Path

import click

from wargame.cli.main import DONE, PROGRAM
from wargame.cli.options.scripts import ascii_option, spelling_for
from wargame.cli.options.seats import seats_named
from wargame.cli.process.printing import tell
from wargame.errors import UsageError

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("save", type=_PATH, required=False)
@click.option("--turn", type=int, help="The turn at which the branch begins. All earlier turns are the same.")
@click.option("--save", "new", type=_PATH, metavar="NEW", help="The new save. By default, the program picks a name.")
@click.option(
    "--orders",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of orders, as for `simulate`. The branch plays these orders, and repeats all other acts of people.",
)
@click.option("--seat", "seats", multiple=True, metavar="F=human|BOT", help="Who plays a seat from --turn on.")
@click.option(
    "--drafts", is_flag=True, help="Without --orders: put the orders that people gave in this turn into the drafts."
)
@click.option("--compare", nargs=2, type=_PATH, metavar="A B", help="Print two saves side by side, without SAVE.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@ascii_option
def command(
    save: Path | None,
    turn: int | None,
    new: Path | None,
    orders: Path | None,
    seats: tuple[str, ...],
    drafts: bool,
    compare: tuple[Path, Path] | None,
    as_json: bool,
    ascii_only: bool,
) -> int:
    """Start a new game from a turn of the game in SAVE, with the same dice. SAVE does not change.

    `wargame play --save NEW` continues the new game. Without --turn, print the tree of branches of SAVE. The tree and
    the result of --compare show the truth. Both are for the facilitator, or for everyone after the end of the game.
    """
    if compare is not None:
        if save is not None or turn is not None or new is not None or orders is not None or seats or drafts:
            raise UsageError("--compare takes two saves and nothing else: wargame branch --compare A B")
        return _compare(*compare, as_json, ascii_only)
    if save is None:
        raise UsageError("name the save: wargame branch SAVE --turn N --save NEW")
    if turn is None:
        if new is not None or orders is not None or seats or drafts:
            raise UsageError("--turn N says where the branch begins, as in `wargame branch SAVE --turn 3 --save NEW`")
        return _tree(save, as_json, ascii_only)
    if orders is not None and drafts:
        raise UsageError("--drafts opens a turn for people; --orders plays on without them. Leave one of them out")
    return _branch(save, turn, new, orders, seats, drafts, as_json, ascii_only)


def _branch(
    save: Path,
    turn: int,
    new: Path | None,
    orders: Path | None,
    seats: tuple[str, ...],
    drafts: bool,
    as_json: bool,
    ascii_only: bool,
) -> int:
    from wargame.cli.measuring.bar import TURNS, Bar
    from wargame.cli.provenance import print_json, print_save_line
    from wargame.cli.wording.branch import branch_lines, branch_report
    from wargame.store.branch import BranchWanted, branch
    from wargame.store.provenance import save_provenance

    with Bar(0, TURNS) as bar:
        made = branch(
            BranchWanted(save, turn, new, orders, seats_named(seats), drafts),
            lambda played: bar.show(played, played),
        )
    for note in made.notes:
        tell(f"{PROGRAM}: note: {note}", err=True)
    if as_json:
        print_json(branch_report(made, turn), save_provenance(made.path))
        return DONE
    spelling = spelling_for(made.match.scenario, ascii_only)
    for line in branch_lines(made, save, turn, spelling):
        tell(line)
    print_save_line(made.path)
    return DONE


def _tree(save: Path, as_json: bool, ascii_only: bool) -> int:
    from wargame.cli.provenance import print_json, print_save_line
    from wargame.cli.save_notes import tell_notes
    from wargame.cli.wording.branch import tree_lines, tree_report
    from wargame.store.family import family
    from wargame.store.look_back import look_back
    from wargame.store.provenance import save_provenance

    scenario = look_back(save).match.scenario
    tree = family(save)
    tell_notes(*(relative.path for _, relative in tree.all()))
    if as_json:
        print_json(tree_report(tree), save_provenance(save))
        return DONE
    for line in tree_lines(tree, save, spelling_for(scenario, ascii_only)):
        tell(line)
    print_save_line(save)
    return DONE


def _compare(one: Path, other: Path, as_json: bool, ascii_only: bool) -> int:
    from wargame.analysis.comparison import compare
    from wargame.cli.provenance import print_json, print_line
    from wargame.cli.save_notes import tell_notes
    from wargame.cli.wording.comparison import comparison_lines, comparison_report
    from wargame.store.journal import read
    from wargame.store.provenance import save_provenance
    from wargame.store.saved_game import saved_game

    tell_notes(one, other)
    found = compare(saved_game(read(one)), saved_game(read(other)))
    sources = save_provenance(one), save_provenance(other)
    if as_json:
        report = comparison_report(found, one, other)
        print_json({**report, "provenance_of_b": sources[1]}, sources[0])
        return DONE
    for line in comparison_lines(found, one, other, spelling_for(found.scenario, ascii_only)):
        tell(line)
    for label, source in zip("AB", sources, strict=True):
        print_line(source, label)
    return DONE
