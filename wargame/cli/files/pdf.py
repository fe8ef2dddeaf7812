"""A PDF file of a page, printed by a browser of this machine.

Must not know: the content of the page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from wargame.errors import UsageError

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_OPTIONS = ("--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer")
_REMEDY = "Write FILE.html and print it yourself."
_SECONDS = 180  # a busy machine needs some


def browser() -> str:
    """Return the path of a browser that can print without a window. Raises UsageError if there is none."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name)) is not None), None)
    if found is None:
        raise UsageError(
            "No browser that can print is on this machine. Install Chromium, or write FILE.html and print it to a PDF "
            "file from any browser."
        )
    return found


def printed(page: str, program: str) -> bytes:
    """Return the bytes of a PDF file. Raises UsageError if the browser fails."""
    with tempfile.TemporaryDirectory(prefix="wargame-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        options = [*_OPTIONS, f"--user-data-dir={folder}/profile"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # a browser of the superuser starts only without its sandbox
            options.append("--no-sandbox")
        command = [program, *options, f"--print-to-pdf={target}", source.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as cause:
            raise UsageError(f"{program} did not print the page: {cause}. {_REMEDY}") from cause
        if not target.is_file():
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            raise UsageError(f"{program} did not print the page: {last}. {_REMEDY}")
        return target.read_bytes()
