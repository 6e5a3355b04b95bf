"""How far a block of boilerplate runs below its heading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol

from pipeline.boilerplate.families import Families, Rule, numbered
from pipeline.boilerplate.lines import Line

# The rest of a heading's own line, after these.
_AFTER_HEAD = re.compile(r"[\s:>»|\])\-]*")
# A line this short just above the body is its subheading and no headline of a list.
_SUBHEADING = 16


class Page(Protocol):
    """What a block needs to know of its page."""

    lines: list[Line]
    families: Families

    @property
    def hits(self) -> Mapping[int, object]: ...

    def at_tail(self, index: int) -> bool: ...


def block(page: Page, index: int, rule: Rule, head: re.Match[str]) -> list[int]:
    """The lines of the block that opens at `index`; none when what follows does not bear the heading out."""
    text = page.lines[index].text
    after = _AFTER_HEAD.match(text, head.end())
    rest = text[after.end() :] if after else ""
    run = {
        "titles": _titles,
        "feed": _feed,
        "notices": _notices,
        "contacts": _contacts,
        "rest": _rest,
        "value": _value,
    }[rule.entry.takes]
    return run(page, index, rest, head)


def _titles(page: Page, index: int, rest: str, head: re.Match[str]) -> list[int]:
    """Headlines. In the middle of a text the list ends with a blank line, or where the body goes on."""
    if rest and "。" in rest:
        return []
    taken = [index]
    if rest and not page.at_tail(index):
        return taken
    at = index + 1
    while at < len(page.lines) and page.lines[at].title_like:
        if page.lines[at].gap and at > index + 1 and not page.at_tail(index):
            break
        taken.append(at)
        at += 1
    below = page.lines[at] if at < len(page.lines) else None
    if below is not None and at not in page.hits and below.prose and not below.gap and len(taken) > 1:
        last = page.lines[taken[-1]].text
        if len(last) < _SUBHEADING and not numbered(last):
            taken.pop()
    bare = len(taken) == 1 and not rest
    return [] if bare and below is not None else taken


def _feed(page: Page, index: int, rest: str, head: re.Match[str]) -> list[int]:
    """Recommended articles: headlines, and teasers with the time they appeared."""
    if rest and "。" in rest and not page.families.stamp.search(rest):
        return []
    at = index + 1
    while at < len(page.lines) and (
        page.lines[at].title_like or page.families.stamp.search(page.lines[at].text[-40:])
    ):
        at += 1
    if at < len(page.lines) and not page.at_tail(index):
        return _titles(page, index, rest, head)
    return list(range(index, at))


def _notices(page: Page, index: int, rest: str, head: re.Match[str]) -> list[int]:
    """Paragraphs with the words of notices. 声明 over an article that is itself a statement takes nothing."""
    told = bool(rest) and any(sentence.rule for sentence in page.families.sentences(rest))
    if rest and not told:
        return []
    at = index + 1
    while at < len(page.lines) and any(
        sentence.rule for sentence in page.families.sentences(page.lines[at].text)
    ):
        at += 1
    return list(range(index, at)) if told or at > index + 1 else []


def _contacts(page: Page, index: int, rest: str, head: re.Match[str]) -> list[int]:
    """Names, numbers and addresses, down to the next paragraph."""
    if rest and "。" in rest and not page.families.contact.search(rest):
        return []
    at = index + 1
    while (
        at < len(page.lines)
        and page.lines[at].title_like
        and page.families.heading(page.lines[at].text) is None
    ):
        at += 1
    reached = any(page.families.contact.search(line.text) for line in page.lines[index:at])
    return list(range(index, at)) if reached else []


def _rest(page: Page, index: int, rest: str, head: re.Match[str]) -> list[int]:
    """All that follows, where it is what such a heading promises: the profile of the company that it names."""
    below = rest or (page.lines[index + 1].text if index + 1 < len(page.lines) else "")
    name = head.groupdict().get("name")
    if name and name.strip(' "《(')[:2] not in below[:40]:
        return []
    opening = below[:600] + (page.lines[index + 2].text[:300] if index + 2 < len(page.lines) else "")
    if not page.families.profile.search(opening):
        return []
    return list(range(index, len(page.lines)))


def _value(page: Page, index: int, rest: str, head: re.Match[str]) -> list[int]:
    """A label with its value on the next line."""
    if rest or index + 1 >= len(page.lines):
        return []
    below = page.lines[index + 1]
    if below.gap or not below.title_like or page.families.heading(below.text) is not None:
        return [index]
    # The last label may be empty, and what follows it is the title: a value stands between labels.
    after = page.lines[index + 2].text if index + 2 < len(page.lines) else ""
    if index + 2 not in page.hits and page.families.heading(after) is None:
        return [index]
    return [index, index + 1]
