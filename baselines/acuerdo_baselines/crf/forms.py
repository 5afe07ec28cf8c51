"""Features of a word that do not depend on where it stands: read once per form, then kept.

A feature is a byte string, as CRFsuite takes it: a short name, ``=``, a value. The same fact has
one name per place in the window, so that the weights of a neighbour are apart from those of the
word itself. Names are short because strings of up to 15 bytes need no memory of their own there.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from acuerdo_baselines.clusters import Clusters
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.lexicons.tables import read_list, read_table
from acuerdo_baselines.spanish.words import Word

Features = list[bytes]

KEPT = 16384
"""Forms whose features are kept: about 30 MB."""

PREFIXES = (4, 6, 10, 20)
"""Bits of a cluster path that make a feature.

Source: J. Turian, L. Ratinov and Y. Bengio, "Word representations", ACL 2010.
"""

_AFFIXES = range(1, 5)
_RUN = re.compile(r"(.)\1+")


class Form(NamedTuple):
    """What a form tells at each place of the window.

    Attributes:
        own: As the word itself.
        before: As the word just before.
        after: As the word just after.
        further_before: As the word before that.
        further_after: As the word after that.
        pos: Part of speech.
        shape: Outline of its characters.
    """

    own: Features
    before: Features
    after: Features
    further_before: Features
    further_after: Features
    pos: str
    shape: str


class Forms:
    """The features of word forms.

    Args:
        clusters: Brown clusters; None to do without.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> word = analyze("Firmaron.").sentences[0].words[0]
    >>> Forms().of(word).own[:3]
    [b'w=firmaron', b'h=Xx', b't=VERB']
    """

    def __init__(self, clusters: Clusters | None = None) -> None:
        self._clusters = clusters
        self._kept = lru_cache(KEPT)(self._read)

    def of(self, word: Word) -> Form:
        """Return the features of a word."""
        return self._kept(word.text, word.lower, word.pos, word.lemma, word.mood, word.tense)

    def _read(self, text: str, lower: str, pos: str, lemma: str, mood: str, tense: str) -> Form:
        outline = shape(text)
        common = [f"w={lower}", f"h={outline}", f"t={pos}"]
        if pos != "PROPN":  # The lemma of a name is its form.
            common.append(f"l={lemma}")
        own = [*common]
        if lower != text:
            own.append(f"W={text}")
        for size in _AFFIXES:
            if len(lower) > size:
                own += (f"p{size}={lower[:size]}", f"s{size}={lower[-size:]}")
        if mood:
            own.append(f"m={mood}{tense}")
        listed = [*_listed(text, lower), *_nominal(lower)]
        own += [f"g={name}" for name in listed]
        near = [*common, f"s={lower[-3:]}"]
        near += [f"g={name}" for name in listed]
        far = [f"w={lower}", f"t={pos}", f"h={outline}"]
        path = "" if self._clusters is None else self._clusters.path(text)
        if path:
            own += [f"c{size}={path[:size]}" for size in PREFIXES]
            near += [f"c{size}={path[:size]}" for size in PREFIXES[1:3]]
            far.append(f"c6={path[:6]}")
        return Form(
            _bytes(own, ""),
            _bytes(near, "-"),
            _bytes(near, "+"),
            _bytes(far, "<"),
            _bytes(far, ">"),
            pos,
            outline,
        )


def shape(text: str) -> str:
    """Return the outline of a word: capitals, small letters, digits and marks, runs as one.

    >>> [shape(text) for text in ("Kim", "Jong-un", "EE.UU.", "1.500", "11-M", "«")]
    ['Xx', 'Xx-x', 'X.X.', 'd.d', 'd-X', '«']
    """
    classes = [
        "X"
        if letter.isupper()
        else "x"
        if letter.isalpha()
        else "d"
        if letter.isdigit()
        else letter
        for letter in text[:20]
    ]
    return _RUN.sub(r"\1", "".join(classes))


def _bytes(names: list[str], place: str) -> Features:
    return [(place + name).encode() for name in names]


def _listed(text: str, lower: str) -> list[str]:
    """What the lists of names know about a word."""
    found = []
    if text in given_names():
        found.append("given")
    if text in _portfolios():
        found.append("office")
    kind = _name_words().get(lower)
    if kind:
        found.append(f"nw{kind}")
    return found


def _nominal(lower: str) -> list[str]:
    """Entity types of a common noun, titles apart."""
    return [
        f"n{noun.type}" + ("t" if "title" in noun.flags else "")
        for noun in entity_nouns().get(lower, ())
    ]


@cache
def given_names() -> frozenset[str]:
    """Return the given names of the list.

    >>> "Elena" in given_names()
    True
    """
    return read_list("given_names")


@cache
def _portfolios() -> frozenset[str]:
    return read_list("portfolios")


@cache
def _name_words() -> dict[str, str]:
    return {row["word"]: row["type"] for row in read_table("name_words")}
