"""Puts on a bare machine what the tests drive besides Python packages: a browser and a Redis."""

import os
import shutil
import subprocess
import sys

NEEDED = {
    "chromium": ("chromium", "chromium-browser"),
    "redis-server": ("valkey-server", "redis-server"),
}
"""Each Debian package with the programs of which one is enough."""


def main() -> None:
    """Install what is missing; say clearly what to do where that cannot be done."""
    missing = [name for name, programs in NEEDED.items() if not any(map(shutil.which, programs))]
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
