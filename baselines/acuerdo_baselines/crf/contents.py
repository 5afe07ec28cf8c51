"""What quoted words are told by: features of words that depend on the cues around them."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo_baselines.crf.encoding import OUTSIDE
from acuerdo_baselines.crf.forms import Features
from acuerdo_baselines.spanish.words import Sentence

NEAR = 6
"""Words from a cue after which distance is all the same."""

_OPENING = frozenset({"que", "si", ":", "«", '"', "“"})
_ENDS = frozenset(".!?")


def content_features(
    items: Sequence[Features], sentence: Sentence, cues: Sequence[str]
) -> list[Features]:
    """Return the features of the words of a sentence with those that tell a content added.

    Args:
        items: Features of the words.
        sentence: The words.
        cues: Tags of the cues among them.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> sentence = analyze("Dijo que no.").sentences[0]
    >>> content_features([[], [], [], []], sentence, ["B-CUE", "O", "O", "O"])[1]
    [b'cue', b'since=1', b'opened=', b'after']
    """
    words = sentence.words
    following = _distances_to_cues(cues)
    before = -1
    opened = ""
    found = []
    for index, item in enumerate(items):
        more = [*item]
        if before >= 0 or following[index] <= len(words):
            more.append(b"cue")
        if cues[index] != OUTSIDE:
            before, opened = index, ""
            more.append(b"is cue")
        elif before >= 0:
            if not opened and words[index - 1].lower in _OPENING:
                opened = words[index - 1].lower
            more.append(f"since={min(index - before, NEAR)}".encode())
            more.append(f"opened={opened}".encode())
        if following[index] <= len(words):
            more.append(f"until={min(following[index], NEAR)}".encode())
            more.append(b"between" if before >= 0 else b"ahead")
        elif before >= 0:
            more.append(b"after")
        if index + 1 == len(words) or (index + 2 == len(words) and words[-1].text in _ENDS):
            more.append(b"ends")
        found.append(more)
    return found


def _distances_to_cues(cues: Sequence[str]) -> list[int]:
    """Words from each word to the next cue after it; more than there are words if there is none."""
    found = [0] * len(cues)
    distance = len(cues) + 1
    for index in range(len(cues) - 1, -1, -1):
        distance += 1
        found[index] = distance
        if cues[index] != OUTSIDE:
            distance = 0
    return found
