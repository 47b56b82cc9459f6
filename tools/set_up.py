"""Sets up all that Kontakt needs, from a bare Python 3.11: `python3.11 -m tools.set_up`.

Each step says what it does and how long it took, and is left out when nothing that it is made from has changed
(by SHA-256) and what it made is still there. It may be interrupted at any point and started again.

  --check       say which steps would run, and do nothing; the exit code is 1 when there are any
  --only STEP   this step alone, if it needs to run; may be given more than once
  --clean       remove what set-up made; the database, Redis's data and the logs stay
"""

import argparse
import sys

WANTED = (3, 11)


def main():  # type: () -> int
    """Runs what is asked for on the command line."""
    if sys.version_info[:2] != WANTED:
        found = "{}.{}".format(*sys.version_info[:2])
        print(f"Kontakt needs Python 3.11 (this is {found}): install it, or run `make PYTHON=/path/to/python3.11 ...`.")
        return 2
    from tools import steps, work  # only now: their syntax is Python 3.11's

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--only", action="append", metavar="STEP", choices=[step.name for step in steps.ALL])
    asked = parser.parse_args()
    if asked.clean:
        return steps.clean()
    wanted = [step for step in steps.ALL if not asked.only or step.name in asked.only]
    try:
        return work.check(wanted) if asked.check else work.work(wanted)
    except KeyboardInterrupt:
        print("Interrupted: run the same command again, it goes on from the first step that is not done.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
