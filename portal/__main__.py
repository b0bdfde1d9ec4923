"""`python -m portal`: the `portal` command, for a process that starts another."""

from portal.commands import portal

if __name__ == "__main__":
    portal(prog_name="portal")
