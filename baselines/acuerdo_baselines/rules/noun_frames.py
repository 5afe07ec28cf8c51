"""What stands around an event noun: complements, demonyms, a possessive (guidelines A5)."""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo_baselines.rules.scene import Located, Phrase, Scene

POSSESSIVES = frozenset(
    ["su", "sus", "suyo", "suya", "suyos", "suyas", "nuestro", "nuestra", "nuestros", "nuestras"]
)


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
