"""Tags of closed-class words, where the place of the word decides between two."""

from __future__ import annotations

from acuerdo_baselines.spanish.tagging.context import Context
from acuerdo_baselines.spanish.words import Word, as_plain, ending_gender

__all__ = ["closed_word"]

_ARTICLES = frozenset({"la", "los", "las", "lo"})
# Determiners that also stand alone.
_ALONE_TEXT = (
    "este esta estos estas ese esa esos esas aquella aquellos aquellas otro otra otros otras "
    "todo toda todos todas alguna algunos algunas ninguna muchos muchas mucha pocos pocas poca "
    "varios varias ambos ambas demás una unos unas "
)
_ALONE = frozenset(_ALONE_TEXT.split())
# Before "que" these bring in a clause: "la advertencia de que", "instó a que".
_CLAUSAL = frozenset({"así", "ya", "para", "sin", "desde", "hasta", "a", "de"})
_INDEFINITE = frozenset({"una", "unos", "unas"})


def closed_word(here: Context, index: int) -> Word:
    """The word with the tag that its place gives it; its profile must be closed-class."""
    token, lower, own = here.at(index)
    pos, lemma = own.closed[0]
    previous = here.words[-1] if here.words else None
    before = previous.pos if previous else ""
    after, coming = here.following(index)
    if lower in _ARTICLES:
        pos = _article(here, index, lower, before)
        lemma = "el" if pos == "DET" else "él"
    elif lower in ("este", "bajo", "sobre", "vía", "segundo", "cuarto", "contra") and previous:
        if before == "DET" or (lower == "este" and previous.lower in ("del", "al")):
            if lower == "bajo":
                return as_plain(token, lower, "ADJ", "bajo", number="s", gender="m")
            if not here.next_is_nominal(index):
                return as_plain(token, lower, "NOUN", lower, number="s")
        if lower == "contra" and previous.lower == "en":
            return as_plain(token, lower, "NOUN", lower, number="s")
    if lower in _ALONE and pos == "DET":
        stands = after == "" or not (
            after == "^"
            or coming.noun
            or coming.adjective
            or coming.nominal
            or (coming.closed and coming.closed[0][0] in ("ADJ", "NUM", "DET"))
            or (not coming.known and after[:1].isalpha())
            or (coming.participle and not coming.finite)
            or after[:1].isdigit()
            or (coming.closed and after in ("más", "tan", "mejor"))
            or (after[:1] in "\"«“'" and after != "")
        )
        if stands and not (lower in _INDEFINITE and coming.finite):
            pos = "PRON"
    elif lower == "que":
        relative = before in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "ADP", "NUM")
        if before == "PUNCT" and previous and previous.text == ",":
            relative = True
        if previous and previous.lower in _CLAUSAL:
            relative = False
        if before == "PROPN" and coming.finite and coming.finite.mood == "sub":
            relative = False  # no name is restricted: "exige a Kiev que retire"
        pos = "PRON" if relative else "SCONJ"
    elif lower in ("mucho", "poco", "tanto", "bastante", "demasiado") and coming.noun:
        pos = "DET"
    elif lower == "mal" and before == "DET":
        return as_plain(token, lower, "NOUN", "mal", number="s", gender="m")
    elif lower == "solo" and before in ("DET", "NOUN"):
        pos = "ADJ"
    number = gender = ""
    if pos in ("DET", "PRON", "ADJ"):
        number = "p" if lower.endswith("s") and lower not in ("más", "menos") else "s"
        gender = ending_gender(lower) if pos != "PRON" or lower in _ARTICLES else ""
        if lower in ("su", "sus", "cada", "cualquier", "mi", "tu", "mis", "tus", "que"):
            gender = ""
        if lower in ("el", "este", "ese", "aquel", "un", "algún", "ningún", "primer", "tercer"):
            gender = "m"
    return Word(
        token.start, token.end, token.text, lower, pos, lemma, "", "", 0, number, gender, ()
    )


def _article(here: Context, index: int, lower: str, before: str) -> str:
    """DET or PRON for la, los, las, lo."""
    after, coming = here.following(index)
    if after == "^":
        return "DET"
    verbal = coming.finite is not None and not coming.participle
    if after in ("que", "de", "del", "cual", "cuales", ""):
        return "PRON"
    if lower == "lo":
        return "PRON" if verbal and not coming.adjective else "DET"
    if coming.closed:
        kind = coming.closed[0][0]
        return "PRON" if kind in ("PRON", "SCONJ", "CCONJ") else "DET"
    if not verbal:
        return "DET"
    if coming.noun or coming.adjective:
        if not here.words:
            return "DET"
        left = here.words[-1]
        clitic = left.lower in ("no", "se", "me", "te", "nos", "nunca", "ya")
        return "PRON" if clitic and left.pos != "DET" else "DET"
    return "PRON"
