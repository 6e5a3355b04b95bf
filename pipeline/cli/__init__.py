"""The command line. Exit codes: 0 all well, 1 some documents failed, 2 usage or configuration, 130 interrupted, 143 terminated.

Heavy modules are imported by the commands that need them, so that `--help` stays quick.
"""

from pipeline.cli.app import app, main

__all__ = ["app", "main"]
