"""Processes below another one, from /proc: the actors of Ray are children of its daemon."""

from __future__ import annotations

import os
from pathlib import Path


def below(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        try:
            if name.isdigit():
                parent = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(name))
        except OSError:
            continue  # it ended while we looked
    found = [pid]
    for parent in found:
        found += children.get(parent, [])
    return found[1:]
