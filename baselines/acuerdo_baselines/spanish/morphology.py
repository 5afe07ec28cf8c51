"""Spanish verb and noun morphology: what a form can be, and the forms of a verb.

A form is analysed by splitting it at every place into a stem and an ending. Both sides are small
tables built on first use from the verb lists beside this module: a verb contributes a handful of
stems, each good for certain *cells* (a cell is a row of endings such as "present, stressed stem"),
and every ending knows the cells it belongs to. Nothing is precomputed, and loading takes some
tens of milliseconds instead of the time and memory of a table of 150,000 forms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Reading", "adjective_lemma", "conjugate", "is_verb", "noun_lemma", "verb_readings"]

_ACCENTS = str.maketrans("áéíóú", "aeiou")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a verb form; `mood` is ind, sub, imp, cnd, inf, ger or par."""

    lemma: str
    mood: str
    tense: str = ""
    person: int = 0
    number: str = ""
    gender: str = ""
    clitics: tuple[str, ...] = ()


class _Feature(NamedTuple):
    mood: str
    tense: str = ""
    person: int = 0
    number: str = ""
    gender: str = ""


_PERSONS = ((1, "s"), (2, "s"), (3, "s"), (1, "p"), (2, "p"), (3, "p"))

# cell -> (mood, tense, endings of the six persons), for -ar, -er and -ir. Cells of one tense differ
# in the stem they take: "pres1" the first person's, "pres" the stressed one, "presb" the plain one.
_TABLES: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "a": (
        ("pres1", "ind", "pres", "o - - - - -"),
        ("pres", "ind", "pres", "- as a - - an"),
        ("presb", "ind", "pres", "- - - amos áis -"),
        ("impf", "ind", "impf", "aba abas aba ábamos abais aban"),
        ("past", "ind", "past", "é aste - amos asteis -"),
        ("past3", "ind", "past", "- - ó - - aron"),
        ("subj", "sub", "pres", "e es e - - en"),
        ("subjb", "sub", "pres", "- - - emos éis -"),
        ("subimpf", "sub", "impf", "ara aras ara áramos arais aran"),
        ("subimpf", "sub", "impf", "ase ases ase ásemos aseis asen"),
        ("imp", "imp", "pres", "- a - - - -"),
        ("impb", "imp", "pres", "- - - - ad -"),
    ),
    "e": (
        ("pres1", "ind", "pres", "o - - - - -"),
        ("pres", "ind", "pres", "- es e - - en"),
        ("presb", "ind", "pres", "- - - emos éis -"),
        ("impf", "ind", "impf", "ía ías ía íamos íais ían"),
        ("past", "ind", "past", "í iste - imos isteis -"),
        ("past3", "ind", "past", "- - ió - - ieron"),
        ("subj", "sub", "pres", "a as a - - an"),
        ("subjb", "sub", "pres", "- - - amos áis -"),
        ("subimpf", "sub", "impf", "iera ieras iera iéramos ierais ieran"),
        ("subimpf", "sub", "impf", "iese ieses iese iésemos ieseis iesen"),
        ("imp", "imp", "pres", "- e - - - -"),
        ("impb", "imp", "pres", "- - - - ed -"),
    ),
}
_TABLES["i"] = tuple(
    ("presb", "ind", "pres", "- - - imos ís -")
    if cell == "presb"
    else ("impb", "imp", "pres", "- - - - id -")
    if cell == "impb"
    else (cell, mood, tense, row)
    for cell, mood, tense, row in _TABLES["e"]
)
_STRONG = (
    ("past", "ind", "past", "e iste - imos isteis -"),
    ("past3s", "ind", "past", "- - o - - -"),
    ("past3", "ind", "past", "- - - - - ieron"),
    *(row for row in _TABLES["e"] if row[0] == "subimpf"),
)
_FUTURE = (
    ("fut", "ind", "fut", "é ás á emos éis án"),
    ("fut", "cnd", "pres", "ía ías ía íamos íais ían"),
)
_AGREEMENT = (("o", "s", "m"), ("a", "s", "f"), ("os", "p", "m"), ("as", "p", "f"))

# Which tense a row of verbs_forms.tsv takes out of the tables.
_REPLACED = {
    ("ind", "pres"): ("pres1", "pres", "presb"),
    ("ind", "impf"): ("impf",),
    ("ind", "past"): ("past", "past3"),
    ("sub", "pres"): ("subj", "subjb"),
    ("sub", "impf"): ("subimpf",),
    ("imp", "pres"): ("imp", "impb"),
}


class _Lexicon(NamedTuple):
    stems: dict[str, list[tuple[str, str]]]
    endings: dict[str, list[tuple[str, _Feature]]]
    forms: dict[str, list[tuple[str, _Feature]]]
    lemmas: frozenset[str]


def _data(name: str) -> list[str]:
    text = files("acuerdo_baselines.spanish").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _lexicon() -> _Lexicon:
    marks: dict[str, str] = {}
    for line in _data("verbs_regular.txt"):
        for lemma in line.split():
            marks[lemma] = ""
    for line in _data("verbs_irregular.tsv"):
        lemma, mark = line.split("\t")
        marks[lemma] = "" if mark == "-" else mark
    forms: dict[str, list[tuple[str, _Feature]]] = {}
    replaced: dict[str, set[str]] = {}
    for line in _data("verbs_forms.tsv"):
        lemma, cell, row = line.split("\t")
        mood, tense = cell.split()
        replaced.setdefault(lemma, set()).update(_REPLACED[mood, tense])
        for (person, number), form in zip(_PERSONS, row.split(), strict=True):
            if form != "-":
                forms.setdefault(form, []).append((lemma, _Feature(mood, tense, person, number)))
    stems: dict[str, list[tuple[str, str]]] = {}
    for lemma, mark in marks.items():
        without = replaced.get(lemma, set())
        for key, stem in _stems(lemma, mark, marks):
            if key.split("/")[1] not in without:
                stems.setdefault(stem, []).append((lemma, key))
    return _Lexicon(stems, _endings(), forms, frozenset(marks))


def _endings() -> dict[str, list[tuple[str, _Feature]]]:
    """Every ending with its keys, "family/cell/before", for all families of stems."""
    endings: dict[str, list[tuple[str, _Feature]]] = {}

    def add(family: str, cell: str, ending: str, feature: _Feature) -> None:
        front = "e" if ending[:1] in "eéií" else "a"
        pair = (f"{family}/{cell}/{front}", feature)
        rows = endings.setdefault(ending, [])
        if pair not in rows:
            rows.append(pair)

    families = [("a", "a"), ("e", "e"), ("i", "i")]
    families += [(conj + kind, conj) for conj in "ei" for kind in "vuñ"]
    for family, conj in families:
        kind = family[1:]
        for cell, mood, tense, row in _TABLES[conj]:
            for (person, number), ending in zip(_PERSONS, row.split(), strict=True):
                if ending != "-":
                    feature = _Feature(mood, tense, person, number)
                    add(family, cell, _soften(ending, kind), feature)
        gerund, participle = ("ando", "ad") if conj == "a" else ("iendo", "id")
        add(family, "ger", _soften(gerund, kind), _Feature("ger"))
        for ending, number, gender in _AGREEMENT:
            feature = _Feature("par", "past", 0, number, gender)
            add(family, "par", _soften(participle + ending, kind), feature)
    for family, kind in (("s", ""), ("sj", "ñ")):
        for cell, mood, tense, row in _STRONG:
            for (person, number), ending in zip(_PERSONS, row.split(), strict=True):
                if ending != "-":
                    feature = _Feature(mood, tense, person, number)
                    add(family, cell, _soften(ending, kind), feature)
    for cell, mood, tense, row in _FUTURE:
        for (person, number), ending in zip(_PERSONS, row.split(), strict=True):
            add("x", cell, ending, _Feature(mood, tense, person, number))
    for ending, number, gender in _AGREEMENT:
        add("x", "par", ending, _Feature("par", "past", 0, number, gender))
    add("x", "inf", "", _Feature("inf"))
    add("x", "ger", "", _Feature("ger"))
    add("x", "imp", "", _Feature("imp", "pres", 2, "s"))
    add("x", "pres1", "", _Feature("ind", "pres", 1, "s"))
    return endings


def _soften(ending: str, kind: str) -> str:
    """The ending after a vowel ("v": leyó), after u ("u": huyó) or after ñ, ll, j ("ñ": riñó)."""
    diphthong = ending[:2] in ("ió", "ie", "ié")
    if kind == "ñ":
        return ending[1:] if diphthong else ending
    if kind and diphthong:
        return "y" + ending[1:]
    if kind == "v" and ending[:1] == "i":
        return "í" + ending[1:]
    return ending


def _stems(lemma: str, mark: str, marks: dict[str, str]) -> list[tuple[str, str]]:
    """The (key, stem) pairs of one verb."""
    words = mark.split()
    given = dict(word.split("=", 1) for word in words if "=" in word)
    if "like" in given:
        model = given["like"]
        prefix = lemma.removesuffix(model)
        return [
            (key, _stress(prefix + stem) if key.startswith("x/imp/") else prefix + stem)
            for key, stem in _stems(model, marks[model], marks)
        ]
    plain = lemma.translate(_ACCENTS)
    stem, conj = plain[:-2], plain[-2]
    changed = _change(stem, words)
    raised = conj == "i" and bool({"ie", "ue", "i"} & set(words))
    weak = given.get("weak", _raise(stem, words) if raised else stem)
    hiatus = stem[-1:] in "aeo" and stem != "" and conj != "a"
    uir = conj == "i" and stem.endswith("u") and not stem.endswith(("gu", "qu"))
    kind = "v" if hiatus else "u" if uir else "ñ" if stem.endswith(("ñ", "ll")) and conj != "a" else ""
    if uir:
        changed = stem + "y"
    if "zc" in words:
        given.setdefault("first", stem[:-1] + "zc")
    stressed = given.get("stressed", changed)
    first = given.get("first", changed)
    subject = given.get("subj", first)
    exact = "first" in given or "subj" in given
    plural = given.get("sub12")
    if plural is None:
        own = (exact and first[-1:] not in "lrí" and not words[0].startswith("stressed")) or uir
        plural = subject if own else weak
    pairs: list[tuple[str, str]] = []

    def put(cell: str, value: str, *, adapt: bool = True, family: str = conj + kind) -> None:
        for front in "ea":
            shaped = _spell(value, conj, front) if adapt else value
            pairs.append((f"{family}/{cell}/{front}", shaped))

    if "pres1s" in given:
        pairs.append(("x/pres1/a", given["pres1s"]))
        pairs.append(("x/pres1/e", given["pres1s"]))
    else:
        put("pres1", first, adapt="first" not in given)
    put("pres", stressed)
    for cell in ("presb", "impf", "past", "par", "impb"):
        if (cell == "par" and "part" in given) or (cell == "past" and "pret" in given):
            continue
        put(cell, stem)
    put("subj", subject, adapt=not exact)
    put("subjb", plural, adapt=not exact)
    soft = conj if "weak" in given else conj + kind
    if "pret" in given:
        strong = given["pret"]
        family = "sj" if strong.endswith("j") else "s"
        for cell in ("past", "past3", "subimpf"):
            put(cell, strong, adapt=False, family=family)
        third = strong[:-1] + "z" if strong.endswith("c") else strong
        put("past3s", third, adapt=False, family=family)
    else:
        put("past3", weak, family=soft)
        put("subimpf", weak, family=soft)
    if "ger" in given:
        pairs.append(("x/ger/e", given["ger"]))
        pairs.append(("x/ger/a", given["ger"]))
    else:
        put("ger", weak, family=soft)
    if "part" in given:
        put("par", given["part"][:-1], adapt=False, family="x")
    if "imp" in given:
        put("imp", given["imp"], adapt=False, family="x")
    else:
        put("imp", stressed)
    put("fut", given.get("fut", plain), adapt=False, family="x")
    put("inf", lemma, adapt=False, family="x")
    return pairs


def _change(stem: str, words: list[str]) -> str:
    """The stem under stress: pens-, cuent-, pid-, jueg-, enví-, actú-."""
    table = {
        "ie": ("e", "ie"),
        "ue": ("o", "ue"),
        "üe": ("o", "üe"),
        "uei": ("u", "ue"),
        "i": ("e", "i"),
        "í": ("i", "í"),
        "ú": ("u", "ú"),
    }
    for word in words:
        if word in table:
            old, new = table[word]
            head, _, tail = stem.rpartition(old)
            return head + new + tail
    return stem


def _raise(stem: str, words: list[str]) -> str:
    """The stem of sintió, durmió, pidió."""
    old, new = ("o", "u") if "ue" in words else ("e", "i")
    head, _, tail = stem.rpartition(old)
    return head + new + tail


def _spell(stem: str, conj: str, front: str) -> str:
    """The stem as written before a front ("e") or a back ("a") vowel."""
    if conj == "a" and front == "e":
        for old, new in (("gu", "gü"), ("c", "qu"), ("g", "gu"), ("z", "c")):
            if stem.endswith(old):
                return stem.removesuffix(old) + new
    elif conj != "a" and front == "a":
        for old, new in (("gu", "g"), ("qu", "c"), ("c", "z"), ("g", "j")):
            if stem.endswith(old):
                return stem.removesuffix(old) + new
    return stem


def _stress(form: str) -> str:
    """mantén, dispón, intervén: the accent a prefix makes necessary."""
    if form.endswith("n"):
        return form[:-2] + {"e": "é", "o": "ó"}.get(form[-2], form[-2]) + "n"
    return form


@lru_cache(maxsize=65536)
def _plain_readings(form: str) -> tuple[Reading, ...]:
    lexicon = _lexicon()
    found = [Reading(lemma, *feature) for lemma, feature in lexicon.forms.get(form, ())]
    for cut in range(len(form), max(-1, len(form) - 9), -1):
        keys = lexicon.stems.get(form[:cut])
        rows = lexicon.endings.get(form[cut:]) if keys else None
        if keys and rows:
            for lemma, key in keys:
                for wanted, feature in rows:
                    if wanted == key:
                        reading = Reading(lemma, *feature)
                        if reading not in found:
                            found.append(reading)
    return tuple(found)


_CLITICS = ("los", "las", "les", "nos", "lo", "la", "le", "se", "me", "te", "os")


def _clitic_readings(form: str) -> tuple[Reading, ...]:
    """firmarlo, entregárselo, haciéndose, dígale."""
    for first in _CLITICS:
        if not form.endswith(first):
            continue
        rest = form.removesuffix(first)
        splits = [(rest, (first,))]
        splits += [
            (rest.removesuffix(second), (second, first))
            for second in ("se", "me", "te", "nos")
            if rest.endswith(second) and first[0] == "l"
        ]
        for host, clitics in splits:
            if len(host) < 2:
                continue
            plain = host.translate(_ACCENTS)
            accented = plain != host
            for candidate in dict.fromkeys((host, plain)):
                found = []
                for reading in _plain_readings(candidate):
                    mood = reading.mood
                    if mood == "inf" or (mood == "ger" and accented):
                        found.append(replace(reading, clitics=clitics))
                    elif accented and mood in ("imp", "sub") and reading.tense == "pres":
                        found.append(replace(reading, mood="imp", clitics=clitics))
                if found:
                    return tuple(found)
    return ()


def verb_readings(word: str) -> tuple[Reading, ...]:
    """All readings of a lower-case form as a listed verb; empty when it is none.

    >>> [(r.lemma, r.mood, r.tense, r.person, r.number) for r in verb_readings("dijeron")]
    [('decir', 'ind', 'past', 3, 'p')]
    >>> verb_readings("entregárselo")[0].clitics
    ('se', 'lo')
    """
    return _plain_readings(word) or _clitic_readings(word)


_GUESSED = (
    ("ándose", "ar", "ger", "", 0, ""),
    ("iéndose", "er", "ger", "", 0, ""),
    ("arse", "ar", "inf", "", 0, ""),
    ("aron", "ar", "ind", "past", 3, "p"),
    ("ando", "ar", "ger", "", 0, ""),
    ("aban", "ar", "ind", "impf", 3, "p"),
    ("arán", "ar", "ind", "fut", 3, "p"),
    ("aría", "ar", "cnd", "pres", 3, "s"),
    ("arían", "ar", "cnd", "pres", 3, "p"),
    ("izar", "ar", "inf", "", 0, ""),
    ("ear", "ar", "inf", "", 0, ""),
    ("ificar", "ar", "inf", "", 0, ""),
    ("ó", "ar", "ind", "past", 3, "s"),
)


def guess_verb(word: str) -> tuple[Reading, ...]:
    """The reading that an unlisted form's ending makes all but certain, or none.

    >>> guess_verb("tuiteó")[0].lemma
    'tuitear'
    """
    for ending, theme, mood, tense, person, number in _GUESSED:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            stem = word.removesuffix(ending)
            tail = ending[:-2] if mood == "inf" and ending not in ("arse",) else ""
            return (Reading(stem + tail + theme, mood, tense, person, number),)
    return ()


def is_verb(lemma: str) -> bool:
    """Whether an infinitive is listed.

    >>> is_verb("firmar"), is_verb("acuerdo")
    (True, False)
    """
    return lemma in _lexicon().lemmas


def conjugate(lemma: str) -> dict[str, tuple[Reading, ...]]:
    """Every form of a listed verb with its readings.

    Raises:
        KeyError: the verb is not listed.

    >>> [r.tense for r in conjugate("firmar")["firmamos"]]
    ['pres', 'past']
    """
    lexicon = _lexicon()
    if lemma not in lexicon.lemmas:
        raise KeyError(lemma)
    forms = {form for form, rows in lexicon.forms.items() if any(verb == lemma for verb, _ in rows)}
    by_key: dict[str, list[str]] = {}
    for ending, rows in lexicon.endings.items():
        for key, _ in rows:
            by_key.setdefault(key, []).append(ending)
    for stem, keys in lexicon.stems.items():
        for verb, key in keys:
            if verb == lemma:
                forms.update(stem + ending for ending in by_key.get(key, ()))
    return {
        form: tuple(reading for reading in _plain_readings(form) if reading.lemma == lemma)
        for form in sorted(forms)
    }


@cache
def _singulars() -> dict[str, str]:
    return dict(line.split("\t") for line in _data("singulars.tsv"))  # type: ignore[misc]


_PLURALS = (
    ("ciones", "ción"), ("siones", "sión"), ("iones", "ión"), ("ones", "ón"), ("anes", "án"),
    ("ines", "ín"), ("eses", "és"), ("dades", "dad"), ("tades", "tad"), ("tudes", "tud"),
    ("íes", "í"), ("úes", "ú"), ("yes", "y"), ("quces", "que"), ("uces", "uz"), ("ices", "iz"),
    ("eces", "ez"), ("oces", "oz"), ("aces", "az"),
)  # fmt: skip
_VOWELS = frozenset("aeiouáéíóúü")


@lru_cache(maxsize=65536)
def noun_lemma(word: str) -> str:
    """The singular of a lower-case noun; gender is kept (ministras → ministra).

    >>> [noun_lemma(w) for w in ("sanciones", "cumbres", "líderes", "crisis", "voces", "iraníes")]
    ['sanción', 'cumbre', 'líder', 'crisis', 'voz', 'iraní']
    """
    listed = _singulars().get(word)
    if listed is not None:
        return listed
    if len(word) < 4 or not word.endswith("s") or word[-2] in "áéíóú":
        return word
    if not word.endswith("es"):
        return word[:-1] if word[-2] in "aoiué" else word
    for plural, singular in _PLURALS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    stem = word[:-2]
    if stem[-1] in "lrnd" and len(stem) > 2 and stem[-2] in _VOWELS:
        return stem
    return word[:-1]


@lru_cache(maxsize=65536)
def adjective_lemma(word: str) -> str:
    """The masculine singular of a lower-case adjective.

    >>> [adjective_lemma(w) for w in ("rusas", "estratégica", "españolas", "inglesa", "comunista")]
    ['ruso', 'estratégico', 'español', 'inglés', 'comunista']
    """
    single = noun_lemma(word)
    if not single.endswith("a") or single.endswith(("ista", "ita", "cola", "cida", "crata", "belga")):
        if not single.endswith(("cita", "lícita", "inédita", "súbita", "infinita", "maldita")):
            return single
    if single.endswith(("dora", "tora", "sora")):
        return single[:-1]
    if single.endswith(("ñola", "landesa", "ncesa", "glesa", "ponesa", "guesa", "nesa", "danesa")):
        return single[:-1] if single.endswith("ñola") else single[:-3] + "és"
    return single[:-1] + "o"
