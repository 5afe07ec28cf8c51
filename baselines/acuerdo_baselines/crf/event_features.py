"""What tells times, triggers and cues besides: the trigger lexicon and the grammar of times."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from acuerdo.annotation import Time
from acuerdo_baselines.crf.forms import Features
from acuerdo_baselines.lexicons.tables import read_list, read_table
from acuerdo_baselines.spanish.words import Sentence, Word

_NONE: Features = []


def event_features(
    items: Sequence[Features], sentence: Sentence, times: Sequence[Time]
) -> list[Features]:
    """Return features with those of the lexicon and of the times of the sentence added.

    Args:
        items: Features of the words.
        sentence: The words.
        times: Time expressions of the document, in text order.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> sentence = analyze("Firmaron.").sentences[0]
    >>> event_features([[b"w=firmaron"], []], sentence, [])
    [[b'w=firmaron', b'e=SUPPORT', b'e=SUPPORT/sign'], [b'-e=SUPPORT']]
    """
    words = sentence.words
    lexical = [_lexical(word) for word in words]
    timed = _time_features(sentence, times)
    found = []
    for index, item in enumerate(items):
        more = [*item, *lexical[index], *timed.get(index, _NONE)]
        if index and lexical[index - 1]:
            more.append(b"-" + lexical[index - 1][0])
        if index + 1 < len(words) and lexical[index + 1]:
            more.append(b"+" + lexical[index + 1][0])
        found.append(more)
    return found


def lexicon_feature(kind: str) -> bytes:
    """Return the feature of a word that the lexicon gives an event type without condition.

    >>> lexicon_feature("AID")
    b'e=AID'
    """
    return f"e={kind}".encode()


@cache
def lexicon_types() -> frozenset[str]:
    """Return the event types that the lexicon gives words.

    >>> "AID" in lexicon_types()
    True
    """
    return frozenset(row["type"] for row in read_table("triggers")) - {"-"}


def _lexical(word: Word) -> Features:
    if word.pos in ("VERB", "NOUN", "ADP"):
        return _lexicon().get((word.pos, word.lemma), _NONE)
    return _NONE


@cache
def _lexicon() -> dict[tuple[str, str], Features]:
    """Features by part of speech and lemma: types and modes that the trigger lexicon allows."""
    found: dict[tuple[str, str], dict[bytes, None]] = {}
    for row in read_table("triggers"):
        if row["type"] == "-" or row["pos"] == "MWE":
            continue
        feature = lexicon_feature(row["type"])
        if row["condition"]:
            feature = b"maybe " + feature
        features = found.setdefault((row["pos"], row["lemma"]), {})
        features[feature] = None
        if row["mode"]:
            features[feature + b"/" + row["mode"].encode()] = None
    for lemma in read_list("reporting_verbs"):
        found.setdefault(("VERB", lemma), {})[b"says"] = None
    return {key: list(features) for key, features in found.items()}


def _time_features(sentence: Sentence, times: Sequence[Time]) -> dict[int, Features]:
    """Features of the words that the grammar counts to a time expression, by index."""
    found: dict[int, Features] = {}
    at = bisect_right(times, sentence.start, key=lambda time: time.span.end)
    begun = -1
    for index, word in enumerate(sentence.words):
        while at < len(times) and times[at].span.end <= word.start:
            at += 1
        if at == len(times):
            break
        if times[at].span.start < word.end:
            found[index] = [(b"ti=" if begun == at else b"tb=") + times[at].type.encode()]
            begun = at
    return found
