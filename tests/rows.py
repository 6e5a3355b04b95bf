"""Tables of phrasing: a line of text, then its items, one indented line each."""


def cases(table: str) -> list[tuple[str, list[str]]]:
    """Each text with what it must give; nothing where no indented line follows."""
    found: list[tuple[str, list[str]]] = []
    for line in table.strip().splitlines():
        if line.startswith("    "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found
