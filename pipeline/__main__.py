"""Entry point of `pressfacts` and `python -m pipeline`: an interruption while the command line loads is told too."""

from __future__ import annotations

import sys


def main() -> None:
    try:
        from pipeline.cli import main as command

        command()
    except KeyboardInterrupt:
        sys.stderr.write("pressfacts: interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
