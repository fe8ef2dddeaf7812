"""`python -m wargame` runs the program if its script is not on the path.

Must not know: anything but where the program begins.
"""

from wargame.cli.main import main

if __name__ == "__main__":
    main()
