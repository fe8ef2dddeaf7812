"""`python -m wargame` runs the program. The program then starts even if the script `wargame` is not on the path.

Must not know: anything but the function that starts the program.
"""

from wargame.cli.main import main

if __name__ == "__main__":
    main()
