"""What stands around a verb or an event noun: subject, objects, complements, modifiers.

Spanish allows subjects after the verb and no subject at all, so position alone does not decide:
agreement, the personal *a*, and whether the verb reports speech do.
"""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo_baselines.rules.clauses import (
    RELATIVES,
    antecedent,
    finite,
    left_edge,
    opener,
    right_edge,
)
from acuerdo_baselines.rules.lexicon import word_class
from acuerdo_baselines.rules.scene import Located, Phrase, Scene
from acuerdo_baselines.spanish.analysis import VerbGroup

REFLEXIVES = frozenset(["me", "te", "se", "nos", "os"])
DATIVES = frozenset(["le", "les", "lo", "la", "los", "las"])
POSSESSIVES = frozenset(
    ["su", "sus", "suyo", "suya", "suyos", "suyas", "nuestro", "nuestra", "nuestros", "nuestras"]
)
ASKING = frozenset(
    [
        *("preguntar", "ignorar", "saber", "decidir", "investigar", "averiguar", "dudar"),
        *("aclarar", "desconocer", "comprobar", "ver", "determinar", "valorar", "estudiar"),
        *("decir", "revelar", "confirmar", "precisar", "explicar", "indagar"),
    ]
)
"""Verbs whose *si* opens a question, not a condition."""

ACTING = frozenset({"PER", "ORG", "GPE"})
"""Entity types that act by themselves."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The surroundings of a verb.

    Attributes:
        subject: Overt subject (of a passive: who undergoes the act).
        objects: Phrases after the verb without preposition or with the personal *a*.
        adjuncts: Other phrases of the clause, with their prepositions.
        clitics: Clitic pronouns of the verb.
        passive: Passive, reflexive passive, or a participle that modifies a noun.
        clause: Index of the *que* that opens a complement clause.
        infinitive: The infinitive group that the verb governs.
    """

    subject: Phrase | None
    objects: tuple[Phrase, ...]
    adjuncts: tuple[Phrase, ...]
    clitics: tuple[str, ...]
    passive: bool
    clause: int | None
    infinitive: VerbGroup | None

    @property
    def reflexive(self) -> bool:
        """Whether the verb carries a reflexive pronoun."""
        return bool(REFLEXIVES & set(self.clitics))


@dataclass(frozen=True, slots=True)
class NounFrame:
    """The surroundings of an event noun.

    Attributes:
        complements: Prepositional phrases behind it, up to the end of the noun phrase.
        demonyms: Adjectival mentions next to it.
        possessed: Whether a possessive determiner precedes it.
    """

    complements: tuple[Phrase, ...]
    demonyms: tuple[Located, ...]
    possessed: bool


def verb_frame(scene: Scene, group: VerbGroup, *, reports: bool = False) -> Frame:
    """The frame of a verb group.

    Args:
        scene: The sentence.
        group: One of its verb groups.
        reports: The verb introduces speech, whose speaker often follows it.
    """
    clitics = _clitics(scene, group)
    left, right = left_edge(scene, group), right_edge(scene, group)
    before = [p for p in scene.phrases if left <= p.first and p.last < group.first]
    after = [p for p in scene.phrases if group.last < p.first and p.last < right]
    participle = group.mood == "par" and not group.auxiliaries
    passive = group.passive or participle
    if participle:
        modified = _modified(scene, group.first)
        return Frame(
            modified, (), tuple(p for p in after if p.preposition), clitics, True, None, None
        )
    subject = None
    objects: list[Phrase] = []
    bare = [p for p in before if not p.preposition and _agrees(p, group) and not _dated(scene, p)]
    head = antecedent(scene, group)
    following = [p for p in after if not p.preposition and not _dated(scene, p)]
    if finite(group):
        if bare:
            subject = bare[-1]
            if head is not None and _relative_pronoun_is_bare(scene, group):
                objects.append(head)
        elif head is not None and _relative_pronoun_is_bare(scene, group):
            if _agrees(head, group):
                subject = head
            else:
                objects.append(head)
                subject = next((p for p in following if _agrees(p, group)), None)
        elif following and _agrees(following[0], group):
            first = following[0]
            acts = _acts(first)
            adjacent = first.first - group.last <= 2
            intransitive = bool(REFLEXIVES & set(clitics)) or passive
            inverted = reports or intransitive or len(following) > 1
            if passive or (acts and ((adjacent and inverted) or _personal(scene, first))):
                subject = first
    objects += [p for p in following if p is not subject]
    objects += [p for p in after if p.preposition == "a" and _acts(p)]
    taken = {id(p) for p in (*objects, subject) if p is not None}
    own = [p for p in before if not _of_nonfinite(scene, group, p)]
    adjuncts = [p for p in (*own, *after) if p.preposition and id(p) not in taken]
    return Frame(
        subject,
        tuple(objects),
        tuple(adjuncts),
        clitics,
        passive,
        _clause(scene, group, right),
        _infinitive(scene, group),
    )


def noun_frame(scene: Scene, index: int) -> NounFrame:
    """The frame of the event noun at a word index."""
    words = scene.words
    complements: list[Phrase] = []
    last = index
    for phrase in scene.phrases:
        if phrase.first <= index:
            if phrase.first <= index <= phrase.last:
                last = max(last, phrase.last)
            continue
        if not phrase.preposition:
            break
        between = words[last + 1 : phrase.first]
        if any(
            word.pos in ("VERB", "AUX", "SCONJ") or word.text in ";:.—" or word.lower == "que"
            for word in between
        ):
            break
        if any(word.text == "," for word in between) and phrase.preposition == "de":
            break
        complements.append(phrase)
        last = phrase.last
    around = {index - 1, *range(index + 1, min(index + 4, len(words)))}
    demonyms = tuple(
        mention
        for mention in scene.mentions
        if mention.level == "ADJ"
        and mention.head in around
        and all(words[i].pos in ("ADJ", "PROPN") for i in range(index + 1, mention.head))
    )
    start = index - 1
    while start >= 0 and words[start].pos == "ADJ":
        start -= 1
    possessed = start >= 0 and words[start].lower in POSSESSIVES
    return NounFrame(tuple(complements), demonyms, possessed)


def _of_nonfinite(scene: Scene, group: VerbGroup, phrase: Phrase) -> bool:
    """Whether the phrase belongs to a participle or infinitive that stands before it."""
    return any(
        other.last < phrase.first
        and other is not group
        and not finite(other)
        and all(word.text != "," for word in scene.words[other.last : phrase.first])
        for other in scene.groups
    )


def _personal(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase would need the personal *a* as an object."""
    before = scene.words[phrase.first - 1].lower if phrase.first else ""
    people = any(m.type == "PER" for slot in phrase.slots for m in slot)
    troops = any(scene.words[head].lemma in word_class("troops") for head in phrase.heads)
    named = any(slot[0].level == "NAM" for slot in phrase.slots)
    return people and not troops and (named or before in ("el", "la", "los", "las"))


def _acts(phrase: Phrase) -> bool:
    return any(mention.type in ACTING for slot in phrase.slots for mention in slot)


def _agrees(phrase: Phrase, group: VerbGroup) -> bool:
    return not group.number or phrase.number == group.number


def _dated(scene: Scene, phrase: Phrase) -> bool:
    return any(first <= phrase.heads[0] <= last for _, first, last in scene.times)


def _relative_pronoun_is_bare(scene: Scene, group: VerbGroup) -> bool:
    start = opener(scene, group)
    if start is None or scene.words[start].lower not in RELATIVES:
        return False
    before = start - 1
    while before > 0 and scene.words[before].pos == "DET":
        before -= 1
    return scene.words[before].pos != "ADP"


def _modified(scene: Scene, participle: int) -> Phrase | None:
    index = participle - 1
    while index >= 0 and (
        scene.words[index].text == "," or scene.words[index].pos in ("ADV", "ADJ")
    ):
        index -= 1
    inside = [p for p in scene.phrases if p.first <= index <= p.last or p.last == participle - 1]
    inside += [p for p in scene.phrases if p.first <= participle <= p.last]
    return inside[0] if inside else None


def _clitics(scene: Scene, group: VerbGroup) -> tuple[str, ...]:
    found: list[str] = []
    index = group.first - 1
    while index >= 0 and scene.words[index].pos == "PRON":
        if scene.words[index].lower in REFLEXIVES | DATIVES:
            found.append(scene.words[index].lower)
        index -= 1
    for inner in range(group.first, group.last + 1):
        word = scene.words[inner]
        if inner not in (group.main, *group.auxiliaries) and word.lower in REFLEXIVES | DATIVES:
            found.append(word.lower)
        found.extend(word.clitics)
    return tuple(found)


def _clause(scene: Scene, group: VerbGroup, right: int) -> int | None:
    conditional = right < len(scene.words) and scene.words[right].lower == "si"
    if conditional and group.lemma not in ASKING and scene.words[right - 1].lower != "claro":
        return None
    if right < len(scene.words) and scene.words[right].lower in ("que", "si"):
        before = scene.words[right - 1]
        if any(first <= right - 1 <= last for _, first, last in scene.times):
            return right
        close = right - group.last <= 2 or before.text == "," or before.pos in ("ADP", "ADV")
        named = before.pos in ("NOUN", "PROPN", "PRON", "ADJ")
        receiver = any(
            p.preposition == "a" or not p.preposition
            for p in scene.phrases
            if group.last < p.first and p.last == right - 1 and _acts(p)
        )
        if close or receiver or not named:
            return right
    return None


def _infinitive(scene: Scene, group: VerbGroup) -> VerbGroup | None:
    following = [other for other in scene.groups if other.first > group.last]
    if not following or following[0].mood != "inf":
        return None
    first = following[0].first
    between = scene.words[group.last + 1 : first]
    if any(word.text in ",;:." for word in between):
        return None
    nearest = between[-1] if between else None
    if nearest is None or nearest.lower in ("a", "de", "en", "con", "por"):
        if nearest is not None and len(between) > 1 and between[-2].pos in ("NOUN", "ADJ"):
            return following[0] if nearest.lower in ("a", "con") else None
        return following[0]
    return None
