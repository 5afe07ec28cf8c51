"""Names: known ones by list, unknown ones by capitals, typed by what stands around them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from acuerdo.annotation import Span
from acuerdo_baselines.lexicons.names import Name, known_names, name_head
from acuerdo_baselines.lexicons.nouns import COURTESY, entity_nouns
from acuerdo_baselines.lexicons.tables import read_list, read_table
from acuerdo_baselines.rules.found import Found, lower_at, stretch, word_at
from acuerdo_baselines.spanish.analysis import Sentence, Word

LONGEST = 10
"""Most words of a known name."""

_CLOSED = frozenset(
    {"DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ", "VERB", "AUX", "NUM", "PUNCT", "INTJ"}
)
_PARTICLES = frozenset(
    ["da", "do", "dos", "das", "von", "van", "der", "den", "bin", "ibn", "ben", "al", "di", "du"]
)
_LINKS = frozenset(
    (
        ("de",), ("del",), ("de", "la"), ("de", "las"), ("de", "los"), ("y",), ("e",), ("para",),
        ("para", "la"), ("para", "el"), ("para", "los"), ("para", "las"), ("sobre",),
        ("sobre", "la"), ("sobre", "el"), ("contra",), ("contra", "la"), ("contra", "el"),
    )
)  # fmt: skip
_PERSON_LINKS = frozenset((("de",), ("del",), ("de", "la"), ("de", "los")))
_NO_NESTING = frozenset({"FAC", "DOC", "LOC", "GPE", "-"})
_MEDIA_NOUNS = frozenset(
    [
        "agencia",
        "diario",
        "periódico",
        "cadena",
        "televisión",
        "revista",
        "empresa",
        "compañía",
        "grupo",
        "petrolera",
        "partido",
        "organización",
        "banco",
        "portal",
        "semanario",
        "radio",
        "emisora",
        "sindicato",
        "ong",
        "coalición",
    ]
)
_PLACE_NOUNS = frozenset(
    ["capital", "ciudad", "país", "región", "provincia", "localidad", "municipio", "isla"]
)
_PLACE_PREPOSITIONS = frozenset({"en", "desde", "hacia"})
_MOTION = frozenset(
    [
        "viajar",
        "llegar",
        "ir",
        "volver",
        "regresar",
        "trasladar",
        "desplazar",
        "acudir",
        "visita",
        "viaje",
        "llegada",
        "vuelta",
        "regreso",
        "retorno",
        "invitar",
        "enviar",
    ]
)
_QUOTES = frozenset("\"'«»“”‘’()[]")


@dataclass(frozen=True, slots=True)
class _Stretch:
    first: int
    last: int
    known: Name | None = None
    kind: str = ""
    sector: str = ""


def find_names(sentences: Sequence[Sentence]) -> list[Found]:
    """Return the names of a document, typed.

    Names of no entity type (portfolios, summits, wars) are typed ``-``: they bound phrases.
    """
    found: list[Found] = []
    undecided: list[tuple[Found, Counter[str]]] = []
    for index, sentence in enumerate(sentences):
        for item in _stretches(sentence):
            mention = _found(sentence, index, item)
            if item.known is None and not item.kind:
                undecided.append((mention, _votes(sentence, item)))
            else:
                found.append(mention)
                found += _nested(sentence, index, item)
    found += _decide(undecided, sentences)
    return sorted(found, key=lambda mention: (mention.span.start, -mention.span.end))


def is_capitalised(word: Word) -> bool:
    """Return whether a word begins with a capital letter."""
    return word.text[0].isupper()


@cache
def _name_words() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["type"], row["sector"]) for row in read_table("name_words")}


def _stretches(sentence: Sentence) -> Iterator[_Stretch]:
    index = 0
    words = sentence.words
    while index < len(words):
        item = _at(sentence, index)
        if item is None:
            index += 1
        else:
            yield item
            index = item.last + 1


def _at(sentence: Sentence, first: int) -> _Stretch | None:
    """The name that begins at a word, if one does."""
    word = sentence.words[first]
    if not is_capitalised(word) and word.lower not in ("el", "la", "los"):
        return None
    known = _known_at(sentence, first)
    if not is_capitalised(word):
        return known
    unknown = _unknown_at(sentence, first)
    if known is None or known.known is None:
        return unknown
    if unknown is not None and unknown.last > known.last:
        given = sentence.words[first].text in word_list("given_names")
        if given or (unknown.kind and known.known.kind not in ("country", "capital")):
            return unknown
    return known


@cache
def word_list(name: str) -> frozenset[str]:
    """Return a word list of the lexicons, read once."""
    return read_list(name)


def _known_at(sentence: Sentence, first: int) -> _Stretch | None:
    names = known_names()
    words = sentence.words
    for last in range(min(first + LONGEST, len(words)) - 1, first - 1, -1):
        if last > first and not is_capitalised(words[last]):
            continue
        surface = "".join(
            words[i].text + (" " if i < last and words[i].end < words[i + 1].start else "")
            for i in range(first, last + 1)
        )
        known = names.get(surface)
        if known is not None and known.level == "NAM":
            return _Stretch(first, last, known)
    return None


def _unknown_at(sentence: Sentence, first: int) -> _Stretch | None:
    words = sentence.words
    word = words[first]
    if not _may_begin(sentence, first):
        return None
    institution = _name_words().get(word.lower)
    last = first
    while True:
        following = last + 1
        if following < len(words) and _continues(words[following]):
            last = following
            continue
        reached = _over_link(sentence, first, last, institution)
        if reached is None:
            break
        last = reached
    if institution is not None:
        if last == first and not _demonym_at(sentence, last + 1):
            return None
        kind, sector = institution
        if kind == "ORG" and _demonym_at(sentence, last + 1):
            last += 1
        if kind == "DOC":
            last = _over_year(sentence, last)
        return _Stretch(first, last, None, kind, sector)
    if all(words[i].lower in entity_nouns() for i in range(first, last + 1)):
        return None
    if word.text in word_list("portfolios"):
        return _Stretch(first, _over_portfolio(sentence, last), None, "-")
    return _Stretch(first, last)


def _over_portfolio(sentence: Sentence, last: int) -> int:
    """``Exteriores y Cooperación``: a portfolio may be double."""
    target = word_at(sentence, last + 2)
    joined = lower_at(sentence, last + 1) in ("y", "e", ",") and target is not None
    if joined and target is not None and target.text in word_list("portfolios"):
        return _over_portfolio(sentence, last + 2)
    return last


def _over_year(sentence: Sentence, last: int) -> int:
    """``Tratado de Pesca de 1961``: the year belongs to the name (T8)."""
    year = word_at(sentence, last + 2)
    dated = year is not None and re.fullmatch(r"[12]\d{3}", year.text) is not None
    return last + 2 if dated and lower_at(sentence, last + 1) in ("de", "del") else last


def _may_begin(sentence: Sentence, first: int) -> bool:
    words = sentence.words
    word = words[first]
    if word.pos in ("PUNCT", "SYM") or (word.pos in _CLOSED and not word.text.isupper()):
        # A form of a closed class may still open a name that goes on: "Santa", "San", "Al".
        following = word_at(sentence, first + 1)
        given = word.text in word_list("given_names")
        return given and following is not None and is_capitalised(following)
    if word.lower in entity_nouns() and word.lower not in _name_words():
        return False
    starts = first == 0 or words[first - 1].text in _QUOTES or words[first - 1].text == ":"
    if starts and word.pos != "PROPN" and not (word.text.isupper() and len(word.text) > 1):
        following = word_at(sentence, first + 1)
        given = word.text in word_list("given_names")
        return (
            given
            or word.lower in _name_words()
            or (following is not None and is_capitalised(following) and word.pos != "ADJ")
        )
    return True


def _continues(word: Word) -> bool:
    if word.pos == "PUNCT":
        return False
    return is_capitalised(word) or bool(re.fullmatch(r"[IVXLC]+", word.text))


def _over_link(
    sentence: Sentence, first: int, last: int, institution: tuple[str, str] | None
) -> int | None:
    """The last word of the name after a linking word, if the name goes on."""
    words = sentence.words
    if institution is not None:
        for width in (2, 1):
            link = tuple(lower_at(sentence, last + 1 + i) for i in range(width))
            target = word_at(sentence, last + 1 + width)
            if link not in _LINKS or target is None or not _continues(target):
                continue
            if link[0] in ("y", "e") and not _coordinates(sentence, first, last, target):
                return None
            place = _known_at(sentence, last + 1 + width)
            return place.last if place is not None else last + 1 + width
        return None
    if words[last].text not in word_list("given_names") and last == first:
        return None
    following = word_at(sentence, last + 1)
    target = word_at(sentence, last + 2)
    if following is None or target is None:
        return None
    if following.lower in _PARTICLES and _continues(target):
        return last + 2
    for width in (2, 1):
        link = tuple(lower_at(sentence, last + 1 + i) for i in range(width))
        target = word_at(sentence, last + 1 + width)
        if (
            link in _PERSON_LINKS
            and target is not None
            and _continues(target)
            and all(words[i].text in word_list("given_names") for i in range(first, last + 1))
            and _known_at(sentence, last + 1 + width) is None
        ):
            return last + 1 + width
    return None


def _coordinates(sentence: Sentence, first: int, last: int, target: Word) -> bool:
    """Whether ``y`` joins two words of one institution's name, not two names."""
    inside = any(sentence.words[i].lower in ("de", "del", "para") for i in range(first, last))
    index = sentence.words.index(target)
    other = _known_at(sentence, index) is not None or target.lower in _name_words()
    return inside and not other and target.text not in word_list("given_names")


def _demonym_at(sentence: Sentence, index: int) -> bool:
    word = word_at(sentence, index)
    if word is None:
        return False
    known = known_names().get(word.text)
    return known is not None and known.level == "ADJ"


def _found(sentence: Sentence, index: int, item: _Stretch) -> Found:
    span = stretch(sentence, item.first, item.last)
    text = " ".join(word.text for word in sentence.words[item.first : item.last + 1])
    start, end = (0, 0)
    words = sentence.words[item.first : item.last + 1]
    offset, _ = name_head(text)
    head = item.first
    position = 0
    for number, word in enumerate(words):
        if position <= offset < position + len(word.text) + 1:
            head = item.first + number
            break
        position += len(word.text) + 1
    start, end = sentence.words[head].start, sentence.words[head].end
    known = item.known
    return Found(
        sentence=index,
        first=item.first,
        last=item.last,
        head=head,
        span=span,
        head_span=Span(start, end),
        type=known.type if known else item.kind,
        level="NAM",
        name=known.name if known else text,
        lemma=text,
        country=known.country if known else "",
        sector=known.sector if known else item.sector,
        kind=known.kind if known else "",
        number="s",
        complemented=item.last > item.first,
    )


def _nested(sentence: Sentence, index: int, item: _Stretch) -> Iterator[Found]:
    """The country or organisation that complements an institution's name."""
    if item.known is not None or item.kind in _NO_NESTING:
        return
    words = sentence.words
    for first in range(item.first + 1, item.last + 1):
        known = _known_at(sentence, first) if is_capitalised(words[first]) else None
        preceded = any(words[i].lower in ("de", "del") for i in range(first - 2, first))
        if known is not None and known.last == item.last and preceded:
            yield _found(sentence, index, known)
            return


def _votes(sentence: Sentence, item: _Stretch) -> Counter[str]:
    """What the words around an unknown name say about its type."""
    words = sentence.words
    votes: Counter[str] = Counter()
    text = words[item.first].text
    size = item.last - item.first + 1
    before = word_at(sentence, item.first - 1)
    previous = before.lower if before else ""
    governor = _noun_before(sentence, item.first - 1)
    if text in word_list("given_names"):
        votes["PER"] += 60 if size > 1 else 20
    elif size > 1:
        votes["PER"] += 20
    if size == 1 and text.isupper() and len(text) > 1:
        votes["ORG"] += 50
    nouns = entity_nouns().get(previous, ())
    if any("title" in noun.flags for noun in nouns) or previous in COURTESY:
        votes["PER"] += 50
    if previous in _MEDIA_NOUNS or (governor in _MEDIA_NOUNS and previous not in ("de", "del")):
        votes["ORG"] += 50
    if previous in _PLACE_PREPOSITIONS:
        votes["GPE"] += 30
    elif previous in ("de", "del"):
        target = entity_nouns().get(governor, ())
        if governor in _PLACE_NOUNS:
            votes["GPE"] += 50
        elif any(noun.relation or noun.type in ("ORG", "GPE", "FAC") for noun in target):
            votes["GPE"] += 30 if size == 1 else 10
        else:
            votes["GPE"] += 5 if size == 1 else 0
    elif previous == "a" and lower_lemma(sentence, item.first - 2) in _MOTION:
        votes["GPE"] += 30
    elif previous in ("el", "la") and size == 1:
        votes["ORG"] += 15
    elif previous == "," and size > 1 and word_at(sentence, item.last + 1) is not None:
        votes["PER"] += 10
    if lower_at(sentence, item.last + 1) in ("y", "e") and _place_at(sentence, item.last + 2):
        votes["GPE"] += 30
    if previous in ("y", "e") and _place_before(sentence, item.first - 2):
        votes["GPE"] += 30
    following = word_at(sentence, item.last + 1)
    if following is not None and following.pos in ("VERB", "AUX") and previous not in ("de", "en"):
        votes["PER"] += 6
    if size == 1 and re.search(r"(ia|landia|stán|nia|burgo|grado)$", text):
        votes["GPE"] += 8
    if not votes:
        votes["PER"] += 1
    return votes


def lower_lemma(sentence: Sentence, index: int) -> str:
    """Return the lemma of a word, or nothing beyond either end."""
    word = word_at(sentence, index)
    return word.lemma if word is not None else ""


def _noun_before(sentence: Sentence, index: int) -> str:
    """The nearest noun to the left, over prepositions, articles, adjectives; lower case."""
    for position in range(index, max(index - 4, -1), -1):
        word = sentence.words[position]
        if word.lower in entity_nouns() or word.lower in _PLACE_NOUNS | _MEDIA_NOUNS:
            return word.lower
        if word.pos not in ("ADP", "DET", "ADJ", "NOUN", "PUNCT"):
            return ""
    return ""


def _place_at(sentence: Sentence, index: int) -> bool:
    if word_at(sentence, index) is None:
        return False
    known = _known_at(sentence, index)
    return known is not None and known.known is not None and known.known.type == "GPE"


def _place_before(sentence: Sentence, last: int) -> bool:
    return any(
        (known := _known_at(sentence, first)) is not None
        and known.last == last
        and known.known is not None
        and known.known.type == "GPE"
        for first in range(max(0, last - 3), last + 1)
    )


def _decide(
    undecided: list[tuple[Found, Counter[str]]], sentences: Sequence[Sentence]
) -> Iterator[Found]:
    """Type every unknown name by the votes of all its occurrences in the document."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention, cast in undecided:
        votes[mention.name].update(cast)
    people = {
        part
        for name, cast in votes.items()
        if " " in name and cast.most_common(1)[0][0] == "PER"
        for part in (name.split()[0], name.split()[-1], " ".join(name.split()[1:]))
    }
    adjectives = {
        word.lower for sentence in sentences for word in sentence.words if word.text[0].islower()
    }
    for name, cast in votes.items():
        if name in people:
            cast["PER"] += 40
        if " " not in name and any(is_demonym_of(word, name) for word in adjectives):
            cast["GPE"] += 25
    for mention, _ in undecided:
        kind = votes[mention.name].most_common(1)[0][0]
        if kind == "PER":
            head = mention.last
            yield replace(
                mention,
                type=kind,
                head=head,
                head_span=stretch(sentences[mention.sentence], head, head),
            )
        else:
            yield replace(mention, type=kind)


_DEMONYM = re.compile(
    r"(és|esa|eses|esas|an[oa]s?|[eé]ñ[oa]s?|enses?|í|íes|i[oa]s?|[oa]s?|itas?|etas?)$"
)


def is_demonym_of(word: str, name: str) -> bool:
    """Return whether a lower-case word looks like the demonym of a place.

    >>> is_demonym_of("lumeniana", "Lumenia"), is_demonym_of("lumenio", "Lumenia")
    (True, True)
    >>> is_demonym_of("luminoso", "Lumenia"), is_demonym_of("marea", "Mar")
    (False, False)
    """
    stem = name.lower().rstrip("aeiouáéíóú").translate(_UNACCENTED)
    plain = word.translate(_UNACCENTED)
    if len(stem) < 4 or not plain.startswith(stem):
        return False
    return len(plain) - len(stem) <= 6 and _DEMONYM.search(word) is not None


_UNACCENTED = str.maketrans("áéíóúü", "aeiouu")
