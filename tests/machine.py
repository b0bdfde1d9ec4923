"""Puts on a bare machine what the tests drive besides Python packages: a browser."""

import os
import shutil
import subprocess
import sys


def main() -> None:
    """Install Chromium where it is missing; say clearly what to do where that cannot be done."""
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        return
    if not shutil.which("apt-get"):
        sys.exit("Les tests demandent le navigateur Chromium : installez-le puis relancez.")
    become_root = [] if os.geteuid() == 0 else ["sudo"]
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        subprocess.run([*become_root, "apt-get", *words], check=True, **quiet)


if __name__ == "__main__":
    main()
