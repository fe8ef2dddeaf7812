"""The start of the program, for the script `wargame` and for `python -m wargame`.

`python -m wargame` starts the program even if the script is not on the path.

Must not know: anything but the function that runs the program.
"""

import signal
from typing import NoReturn


def main() -> NoReturn:
    """Run the program. Ctrl-C ends the program without an error report, even before the program is imported."""
    hears = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # a caller may ignore the signal
    if hears:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from wargame.cli.main import main as run

    if hears:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
