"""The condition language of the trigger lexicon.

A row of the lexicon matches a lemma; its condition asks about the surroundings, in a small
language. A condition is a list of terms that must all hold; alternatives are joined by ``|``.

======================  ====================================================================
``se``                  the verb is pronominal
``obj=X`` ``obj``       an object (of a passive: the subject) is X; there is an object
``subj=X``              the subject is X
``pp=p`` ``pp=p:X``     a complement with preposition p; and it is X (``inf``: an infinitive)
``de=X``                the noun has a complement with *de* that is X
``under=p``             the noun itself stands under preposition p
``adj=a``               the noun has the adjective a
``place``               a complement names a place
``que`` ``inf``         a complement clause, an infinitive
``quoted`` ``segun``    next to a quotation; introduced by *según*
``clitic`` ``plural``   an object clitic; a plural subject or verb
``passive``             passive, or a participle
``participle``          a participle
``said``                right behind a quotation: *«…», ofreció*
``many``                the noun is a plural
``adv=w``               the word w right behind the verb
``near=v``              a form of the word v in the same clause (``presentó una protesta``)
``det=w``               the noun has the determiner w
======================  ====================================================================

X is an entity type or ``@class``, a class of ``word_classes.tsv``. ``!`` negates a term.
"""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo_baselines.rules.clauses import CLOSING
from acuerdo_baselines.rules.lexicon import word_class
from acuerdo_baselines.rules.noun_frames import NounFrame
from acuerdo_baselines.rules.scene import CONTRACTED, OPENING, STRAIGHT, Phrase, Scene
from acuerdo_baselines.rules.valency import DATIVES, Frame
from acuerdo_baselines.spanish.analysis import VerbGroup

NEAR = 6
"""Words that a condition looks away."""

MARKS = frozenset({",", ";", ":", ".", "—"})
PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Context:
    """A word with its surroundings, of which a condition is asked."""

    scene: Scene
    group: VerbGroup | None
    frame: Frame | None
    noun: NounFrame | None
    index: int


def holds(context: Context, term: tuple[str, ...]) -> bool:
    """Whether one of the alternatives of a term is true."""
    return any(
        not _true(context, atom[1:]) if atom.startswith("!") else _true(context, atom)
        for atom in term
    )


def _true(context: Context, atom: str) -> bool:
    key, _, value = atom.partition("=")
    if key in ("de", "under", "adj", "det", "many"):
        return _true_of_noun(context, key, value)
    if key == "pp":
        return _has_complement(context, value)
    if key == "near":
        return _near(context, value)
    frame, group, scene = context.frame, context.group, context.scene
    if frame is None or group is None:
        return False
    if key == "se":
        return frame.reflexive
    if key in ("obj", "subj"):
        undergone = key == "obj" and (frame.passive or frame.reflexive)
        phrases = list(frame.objects) if key == "obj" else []
        if frame.subject is not None and (undergone or (key == "subj" and not frame.passive)):
            phrases.append(frame.subject)
        return any(_is(scene, phrase, value) for phrase in phrases)
    if key == "place":
        return any(_is(scene, p, kind) for p in frame.adjuncts for kind in PLACES) or any(
            _is(scene, p, kind) for p in frame.objects for kind in PLACES if p.preposition
        )
    if key == "que":
        return frame.clause is not None
    if key == "inf":
        return frame.infinitive is not None
    if key == "clitic":
        return bool(DATIVES & set(frame.clitics))
    if key == "passive":
        return frame.passive
    if key == "plural":
        several = frame.subject is not None and frame.subject.number == "p"
        mutual = group.mood == "inf" and frame.reflexive
        return several or mutual or _number(scene, group) == "p"
    if key == "adv":
        return any(w.lower == value for w in scene.words[group.last + 1 : group.last + 3])
    if key == "quoted":
        return any(w.text in OPENING | CLOSING or w.text == STRAIGHT for w in scene.words)
    if key == "said":
        before = scene.words[max(0, group.first - 2) : group.first]
        return any(w.text in CLOSING or w.text == STRAIGHT for w in before)
    if key == "segun":
        return any(w.lower == "según" for w in scene.words[max(0, group.first - 4) : group.first])
    if key == "participle":
        return group.mood == "par"
    return False


def _number(scene: Scene, group: VerbGroup) -> str:
    """The number of a verb, of an infinitive that of the verb before it (*volverán a verse*)."""
    if group.mood not in ("inf", "ger"):
        return group.number
    earlier = [other for other in scene.groups if other.last < group.first and other.number]
    if not earlier or group.first - earlier[-1].last > NEAR:
        return group.number
    return earlier[-1].number


def _near(context: Context, value: str) -> bool:
    words = context.scene.words
    first = last = context.index
    while first > 0 and context.index - first < NEAR and words[first - 1].text not in MARKS:
        first -= 1
    while (
        last + 1 < len(words) and last - context.index < NEAR and words[last + 1].text not in MARKS
    ):
        last += 1
    return any(word.lemma == value for word in words[first : last + 1])


def _true_of_noun(context: Context, key: str, value: str) -> bool:
    words = context.scene.words
    if key == "under":
        before = context.index - 1
        while before >= 0 and words[before].pos in ("DET", "ADJ", "NUM"):
            before -= 1
        return before >= 0 and CONTRACTED.get(words[before].lower, words[before].lower) == value
    if key == "many":
        return words[context.index].number == "p"
    if key == "det":
        return context.index > 0 and words[context.index - 1].lower == value
    if key == "adj":
        start = max(0, context.index - 1)
        nearby = words[start : context.index + 4]
        return any(w.lemma == value for w in nearby if w.pos in ("ADJ", "VERB", "NOUN"))
    return context.noun is not None and any(
        _is(context.scene, phrase, value)
        for phrase in context.noun.complements
        if phrase.preposition == "de"
    )


def _has_complement(context: Context, value: str) -> bool:
    preposition, _, what = value.partition(":")
    if what == "inf":
        group = context.frame.infinitive if context.frame is not None else None
        return group is not None and context.scene.words[group.first - 1].lower == preposition
    phrases: tuple[Phrase, ...] = ()
    if context.frame is not None:
        phrases = (*context.frame.adjuncts, *context.frame.objects)
    elif context.noun is not None:
        phrases = context.noun.complements
    return any(
        phrase.preposition == preposition and _is(context.scene, phrase, what) for phrase in phrases
    )


def _is(scene: Scene, phrase: Phrase, value: str) -> bool:
    if not value:
        return True
    if value.startswith("@"):
        lemmas = word_class(value[1:])
        return any(scene.words[head].lemma in lemmas for head in phrase.heads)
    return any(mention.type == value for slot in phrase.slots for mention in slot)
