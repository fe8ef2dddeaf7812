"""`wargame completion`: prints the shell script that completes commands, options, scenarios and pages.

Must not know: the completions themselves.
"""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from wargame.cli.main import PROGRAM, group
from wargame.cli.process.printing import tell

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(list(_SHELLS)))
def command(shell: str) -> None:
    """Print the script with which SHELL completes what you type after `wargame`.

    \b
    bash: wargame completion bash > ~/.local/share/bash-completion/completions/wargame
    zsh:  wargame completion zsh > FOLDER/_wargame, where FOLDER is one of your $fpath
    fish: wargame completion fish > ~/.config/fish/completions/wargame.fish
    """
    variable = f"_{PROGRAM.upper()}_COMPLETE"  # click reads this variable when a shell asks
    tell(_SHELLS[shell](group, {}, PROGRAM, variable).source())
