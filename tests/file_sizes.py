"""Fails if a source file has too many lines. `make check` runs this file."""

import subprocess
import sys
from pathlib import Path

LIMIT = 500  # number of lines; a longer file should become two files


def main() -> int:
    root = Path(__file__).resolve().parent.parent
    tracked = subprocess.run(
        ["git", "ls-files", "*.py", "rules", "scenarios"], cwd=root, check=True, capture_output=True, text=True
    )
    long = [
        (name, count)
        for name in tracked.stdout.splitlines()
        if (root / name).exists() and (count := len((root / name).read_text(encoding="utf-8").splitlines())) > LIMIT
    ]
    for name, count in long:
        print(f"{name}: {count} lines, over {LIMIT}: would two nouns live better apart?")
    return 1 if long else 0


if __name__ == "__main__":
    sys.exit(main())
