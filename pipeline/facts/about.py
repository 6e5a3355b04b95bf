"""Whom or what a fact is about: named in its clause, the owner of its measure, or carried over."""

from __future__ import annotations

from pipeline.draft import Entity, Stretch
from pipeline.facts import subject
from pipeline.facts.comparison import compared_words
from pipeline.facts.lexicon import Lexicon
from pipeline.facts.naming import Metric
from pipeline.facts.scope import Scope
from pipeline.facts.view import View
from pipeline.facts.words import Word

About = tuple[Stretch, Entity | None, int]
"""Who or what, its entity, and the sentence in which it is named."""


def about(view: View, metric: Metric, scope: Scope, reading: str, lexicon: Lexicon) -> About | None:
    """Also tells the scope who is spoken of from here on."""
    number = view.sentence
    words = _free(view, metric)
    member = any(word.has("member") for word in words)
    if member:
        scope.member()
    ahead = words if metric.at is None else [word for word in words if word.start < metric.at.start]
    near = [word for word in view.left if word in words]
    named = subject.named_in(near) or subject.named_in(ahead) or subject.named_in(words)
    if named is not None:
        _remember(scope, named, number, reading, words, member)
    if metric.member is not None:
        return metric.member, None, number
    if named is not None:
        return *named, number
    agent = subject.agent_in(ahead, scope.subject is None or member)
    if agent is not None:
        scope.set(agent, number, firm=not member)
        return *agent, number
    return _unnamed(view, metric, scope, ahead, reading, lexicon)


def _unnamed(
    view: View, metric: Metric, scope: Scope, ahead: list[Word], reading: str, lexicon: Lexicon
) -> About | None:
    number = view.sentence
    owner = subject.possessor_in(ahead) if metric.own else None
    if owner is not None:
        scope.set((owner, None), number, firm=False)
        return owner, None, number
    if not metric.own and scope.metric_subject is not None:
        return *scope.metric_subject[0], scope.metric_subject[1]
    if metric.item is not None and (metric.kind or (metric.goods and not scope.firm)):
        return metric.item, None, number
    if scope.subject is not None:
        return *scope.subject, scope.subject_sentence
    partner = subject.partner_in(view.before, place=True)
    if partner is not None:
        return *partner, number
    speaker = subject.speaker_in(view.before[: view.said]) or scope.speaker
    if speaker is not None and not subject.official(speaker, reading[speaker.start : speaker.end], lexicon):
        return Stretch(speaker.start, speaker.end), speaker, number
    return None


def _free(view: View, metric: Metric) -> list[Word]:
    """The words of the clause before the number that are no comparison, no speaker and no part of the metric."""
    compared = compared_words(view.before)
    words = [word for at, word in enumerate(view.before) if at not in compared and at >= view.said]
    if metric.at is not None:
        words = [word for word in words if not metric.at.start <= word.start < metric.at.end]
    return words


def _remember(
    scope: Scope, named: subject.Named, number: int, reading: str, words: list[Word], member: bool
) -> None:
    """Who begins a clause is spoken of from here on; who is named inside it or as a part is not."""
    text = reading[named[0].start : named[0].end]
    if member or text.startswith("该"):
        scope.set(named, number, firm=False)
    elif scope.subject is None or not scope.firm or subject.leading(words) == named:
        scope.name(named, number, text)
