"""Does the clause look forward or back? What decides the year of ``3 de mayo``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from acuerdo_baselines.spanish.times.symbols import Token

_REACH = 30
_BREAKS = frozenset({"dot", "line"})
_FUTURE = re.compile(
    r"\w+(?:ré|rás|rá|remos|réis|rán)|prev(?:é|én|ista|isto|istas|istos)|planean?|próxim[oa]s?"
)
_GOING = frozenset({"va", "van", "voy", "vamos", "vuelve", "vuelven"})
_PAST = re.compile(
    r"\w+(?:ó|aron|ieron|jeron|aba|aban|í)"
    r"|ha|han|hemos|he|había|habían|fue|fueron|era|eran|hizo|hicieron|dijo|tuvo|estuvo|quiso|puso"
    r"|hubiera|hubieran|hubiéramos|hubiese|hubiesen|hubiésemos"
    r"|vino|dio|vio|hubo|pudo|trajo|supo|quiso|anduvo|murió|pasad[oa]s?"
)
_NOT_VERBS = frozenset({"detrás", "atrás", "así", "sí", "ahí", "allí", "aquí", "mí"})


def direction(text: str, tokens: Sequence[Token], first: int, last: int) -> int:
    """Return 1 when the nearest cue in the sentence is future, -1 when past, 0 without a cue.

    Source: the guidelines, rule T6: the tense of the verb decides.

    >>> from acuerdo_baselines.spanish.times.symbols import read_tokens
    >>> text = "El tratado se firmará el lunes"
    >>> direction(text, read_tokens(text), 5, 6)
    1
    """
    for distance in range(1, _REACH):
        looks = ((first - distance, first - 1, -1), (last + distance - 1, last, 1))
        for index, edge, step in looks:
            if not 0 <= index < len(tokens) or _broken(tokens, edge, index, step):
                continue
            cue = _cue(text, tokens, index)
            if cue:
                return cue
    return 0


def _broken(tokens: Sequence[Token], edge: int, index: int, step: int) -> bool:
    return any(
        tokens[i].kind in _BREAKS or tokens[i].value == ";" for i in range(edge, index + step, step)
    )


def _cue(text: str, tokens: Sequence[Token], index: int) -> int:
    token = tokens[index]
    word = text[token.start : token.end]
    if len(word) > 3 and word[0].isupper() and index and tokens[index - 1].kind not in _BREAKS:
        return 0
    word = word.lower()
    if word in _NOT_VERBS:
        return 0
    if word in _GOING and index + 1 < len(tokens) and tokens[index + 1].kind == "a":
        return 1
    if _FUTURE.fullmatch(word):
        return 1
    return -1 if _PAST.fullmatch(word) else 0
