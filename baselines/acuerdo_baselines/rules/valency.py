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
from acuerdo_baselines.rules.noun_frames import noun_frame as noun_frame
from acuerdo_baselines.rules.scene import CONJUNCTIONS, STRAIGHT, Phrase, Scene
from acuerdo_baselines.spanish.analysis import VerbGroup

REFLEXIVES = frozenset(["me", "te", "se", "nos", "os"])
DATIVES = frozenset(["le", "les", "lo", "la", "los", "las"])
ASKING = frozenset(
    [
        *("preguntar", "ignorar", "saber", "decidir", "investigar", "averiguar", "dudar"),
        *("aclarar", "desconocer", "comprobar", "ver", "determinar", "valorar", "estudiar"),
        *("decir", "revelar", "confirmar", "precisar", "explicar", "indagar"),
    ]
)
"""Verbs whose *si* opens a question, not a condition."""

PLACE_RELATIVES = frozenset({"cuyo", "cuya", "cuyos", "cuyas", "donde"})

BLAMING = frozenset({"acusar", "culpar", "responsabilizar", "inculpar", "imputar"})
"""Verbs that take a person and, with *de*, an infinitive."""

ADVERBIAL = frozenset(["desde", "hasta", "para", "sin", "tras", "ya", "aun", "aunque"])
AFTER_WHICH = frozenset(["antes", "después", "luego", "pesar", "fin", "cambio", "caso", "vez"])
"""What makes a *que* behind it the opening of an adverbial clause: *desde que*, *luego de que*."""

COMING = frozenset(
    [
        *("llegar", "venir", "volver", "regresar", "salir", "entrar", "aterrizar", "arribar"),
        *("partir", "acudir", "zarpar", "despegar", "desembarcar", "caer", "huir", "viajar"),
    ]
)
"""Verbs without an object, whose subject often follows: *llegaron dos compañías*."""

DISTANCE = 3
"""Words between a noun and its complement with *de*."""

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


def verb_frame(scene: Scene, group: VerbGroup, *, reports: bool = False) -> Frame:
    """The frame of a verb group.

    Args:
        scene: The sentence.
        group: One of its verb groups.
        reports: The verb introduces speech, whose speaker often follows it.
    """
    clitics = _clitics(scene, group)
    left, right = left_edge(scene, group), right_edge(scene, group)
    phrases = [p for p in scene.phrases if not _clitic(scene, p)]
    before = [p for p in phrases if left <= p.first and p.last < group.first]
    after = [p for p in phrases if group.last < p.first and p.last < right]
    participle = group.mood == "par" and not group.auxiliaries
    passive = group.passive or participle
    if participle:
        modified = _modified(scene, group)
        return Frame(
            modified, (), tuple(p for p in after if p.preposition), clitics, True, None, None
        )
    subject = None
    objects: list[Phrase] = []
    bare = [p for p in before if not p.preposition and _agrees(p, group) and not _dated(scene, p)]
    head = antecedent(scene, group)
    following = [p for p in after if not p.preposition and not _dated(scene, p)]
    if finite(group):
        if bare and reports and _set_off(scene, group, following):
            subject = following[0]  # "la propuesta, agregó el portavoz, …"
        elif bare:
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
            intransitive = bool(REFLEXIVES & set(clitics)) or passive or group.lemma in COMING
            inverted = reports or intransitive or len(following) > 1
            if (
                passive
                or group.lemma in COMING
                or (acts and ((adjacent and inverted) or _personal(scene, first)))
            ):
                subject = first
        if subject is None and head is None:
            subject = _resumed(scene, group)
    objects += [p for p in following if p is not subject]
    objects += [p for p in after if p.preposition == "a" and _acts(p)]
    objects = objects or _shared_objects(scene, group)
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


def _clitic(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase is an object clitic, which is no subject: *le contó un directivo*."""
    word = scene.words[phrase.first]
    return phrase.first == phrase.last and word.lower in DATIVES and word.pos == "PRON"


def _set_off(scene: Scene, group: VerbGroup, following: list[Phrase]) -> bool:
    """Whether a verb of saying stands behind a comma with its speaker right after it."""
    start = group.first
    while start > 0 and scene.words[start - 1].pos == "PRON":
        start -= 1
    if start == 0 or scene.words[start - 1].text != "," or not following:
        return False
    speaker = following[0]
    return speaker.first - group.last <= 2 and _acts(speaker) and _agrees(speaker, group)


def _resumed(scene: Scene, group: VerbGroup) -> Phrase | None:
    """The subject before a relative clause: *el acuerdo, que protegía la pesca, venció*."""
    words = scene.words
    start = group.first
    while start > 0 and (words[start - 1].pos == "PRON" or words[start - 1].lower == "no"):
        start -= 1
    if start < 2 or words[start - 1].text != ",":
        return None
    for phrase in reversed(scene.phrases):
        after = phrase.last + 2
        if after >= start or words[phrase.last + 1].text != ",":
            continue
        opens = words[after].lower in RELATIVES | PLACE_RELATIVES
        crossed = any(word.text in (";", ":", ".") for word in words[phrase.last : start])
        if opens and not crossed and not phrase.preposition and _agrees(phrase, group):
            return phrase
    return None


def _shared_objects(scene: Scene, group: VerbGroup) -> list[Phrase]:
    """The objects of the verb joined right behind: *elogió y respaldó las conversaciones*."""
    index = group.last + 1
    if index + 1 >= len(scene.words) or scene.words[index].lower not in CONJUNCTIONS:
        return []
    following = scene.group_of(index + 1)
    if following is None or following.mood != group.mood or following.number != group.number:
        return []
    return list(verb_frame(scene, following).objects)


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


def _modified(scene: Scene, group: VerbGroup) -> Phrase | None:
    """The phrase that a participle modifies: the nearest one that agrees, over *de* complements."""
    participle = group.first
    index = participle - 1
    while index >= 0 and (
        scene.words[index].text == "," or scene.words[index].pos in ("ADV", "ADJ")
    ):
        index -= 1
    inside = [p for p in scene.phrases if p.first <= index <= p.last or p.last == participle - 1]
    inside += [p for p in scene.phrases if p.first <= participle <= p.last]
    if not inside:
        return None
    nearest = inside[0]
    if nearest.preposition == "de" and not _agrees(nearest, group):
        place = scene.phrases.index(nearest)
        before = scene.phrases[place - 1] if place else None
        if (
            before is not None
            and _agrees(before, group)
            and nearest.first - before.last <= DISTANCE
        ):
            return before
    return nearest


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
        temporal = scene.words[right - 2].lower in AFTER_WHICH and before.lower == "de"
        if before.lower in ADVERBIAL or temporal:
            return None
        if any(first <= right - 1 <= last for _, first, last in scene.times):
            return right
        if before.text == "," and _quoted_before(scene, group) and _person_at(scene, right - 2):
            return None
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


def _quoted_before(scene: Scene, group: VerbGroup) -> bool:
    """Whether what was said stands before the verb: *«No cederemos», dijo la reina, que…*."""
    return any(word.text in ("»", "”", STRAIGHT) for word in scene.words[: group.first])


def _person_at(scene: Scene, index: int) -> bool:
    return any(m.last == index and m.type in ACTING for m in scene.mentions)


def _infinitive(scene: Scene, group: VerbGroup) -> VerbGroup | None:
    following = [other for other in scene.groups if other.first > group.last]
    if not following or following[0].mood != "inf":
        return None
    first = following[0].first
    between = scene.words[group.last + 1 : first]
    if any(word.text in ",;:." for word in between):
        return None
    while between and (between[-1].lower == "no" or between[-1].pos == "PRON"):
        between = between[:-1]
    nearest = between[-1] if between else None
    if nearest is None or nearest.lower in ("a", "de", "en", "con", "por"):
        if nearest is not None and len(between) > 1 and between[-2].pos in ("NOUN", "ADJ"):
            blames = nearest.lower == "de" and group.lemma in BLAMING
            return following[0] if nearest.lower in ("a", "con") or blames else None
        return following[0]
    return None
