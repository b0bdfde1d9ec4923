"""Puts on a bare machine what the tests drive besides Python packages: a browser and a Redis."""

import os
import shutil
import subprocess
import sys

NEEDED = {
    "chromium-headless-shell": ("chromium-headless-shell", "chromium", "chromium-browser"),
    "redis-server": ("valkey-server", "redis-server"),
}
"""Each Debian package with the programs of which one is enough, the quickest first.

The headless shell is Chromium without the windows that nobody sees: Playwright's own choice, and a
page costs it less than half of the processor.
"""


def program(package: str) -> str | None:
    """The path of the first program there is of those that serve for a package."""
    return next(filter(None, map(shutil.which, NEEDED[package])), None)


def main() -> None:
    """Install what is missing; say clearly what to do where that cannot be done."""
    missing = [package for package in NEEDED if not program(package)]
    if not missing:
        return
    if not shutil.which("apt-get"):
        sys.exit(f"Les tests demandent {', '.join(missing)} : installez-les puis relancez.")
    become_root = [] if os.geteuid() == 0 else ["sudo"]
    quiet = {
        "stdout": subprocess.DEVNULL,
        # The tests start their own servers: installing must not start one of the system.
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"},
    }
    for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *missing]):
        subprocess.run([*become_root, "apt-get", *words], check=True, **quiet)


if __name__ == "__main__":
    main()
