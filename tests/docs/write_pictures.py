"""Draws docs/pictures/turn.svg with the real program: `python tests/docs/write_pictures.py`."""

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "pictures" / "turn.svg"
SEATS = ("junta=human", "jnim=doctrine", "russia=doctrine", "aes=doctrine")
TURNS = (("escort ABJ 2 main", "services SGU", "escort DKR 1"),)
NOW = ("escort DKR 2 main", "services SGU", "escort ABJ 1")
WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)

LEADING = re.compile(r' x="([\d.]+)"([^>]*) textLength="([\d.]+)"([^>]*)>((?:&#160;)+)(?=[^<])')
CELL = 12.2  # width of a character in Textual's pictures


def without_leading_spaces(found: re.Match[str]) -> str:
    """Begin a text at its first letter, because some programs drop spaces at its beginning."""
    x, between, length, rest, spaces = found.groups()
    shift = CELL * spaces.count(";")
    return f' x="{float(x) + shift:.1f}"{between} textLength="{float(length) - shift:.1f}"{rest}>'


def play(save: Path) -> None:
    """Play some turns line by line. Then leave the game."""
    typed = [line for orders in TURNS for line in (*orders, "commit", "next")]
    seats = [word for seat in SEATS for word in ("--seat", seat)]
    command = [sys.executable, "-m", "wargame", "play", "bamako_siege", "--plain", "--seed", "4", "--save", str(save)]
    done = subprocess.run(
        [*command, *seats], cwd=ROOT, input="\n".join(typed) + "\n", capture_output=True, text=True, check=True
    )
    sys.stderr.write(done.stdout)


async def draw(save: Path) -> str:
    """Continue the game on the screen, write orders, and return the picture."""
    from wargame.store.setup import PlaySetup
    from wargame.tui.app import WargameApp

    app = WargameApp(PlaySetup(save=save))
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(100):
            await pilot.pause(0.1)
            if "Turn" in type(app.screen).__name__:
                break
            if "Wait" not in type(app.screen).__name__:
                await pilot.press("enter")
        await pilot.press("o")
        for order in NOW:
            await pilot.press(*("space" if letter == " " else letter for letter in order), "enter")
            await pilot.pause(0.2)
        await pilot.press("escape")
        await pilot.pause(0.5)
        return app.export_screenshot(title="wargame")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        save = Path(folder) / "game.jsonl"
        play(save)
        picture = asyncio.run(draw(save))
    PICTURE.parent.mkdir(exist_ok=True)
    # A picture loads nothing from the network. Each text has its length beside it, so any monospaced font fits.
    PICTURE.write_text(
        LEADING.sub(without_leading_spaces, WEB_FONT.sub("", picture)).replace("Fira Code", "DejaVu Sans Mono"),
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
