"""The tables of Spanish conjugation: endings by cell, and the stems a verb lends to the cells.

A *cell* is a row of endings that share a stem, such as the present of the stressed stem. A key,
"family/cell/vowel", ties a stem to the endings it may take: the family is the conjugation with the
way its endings change (leyó, huyó, riñó), the vowel is whether the ending starts with e, i or with
a, o, since the stem is spelt accordingly (saqu-, sac-).
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PERSONS", "REPLACED", "Feature", "endings", "stems"]

_ACCENTS = str.maketrans("áéíóú", "aeiou")


class Feature(NamedTuple):
    """What an ending says: mood, tense, person, number, gender."""

    mood: str
    tense: str = ""
    person: int = 0
    number: str = ""
    gender: str = ""


PERSONS = ((1, "s"), (2, "s"), (3, "s"), (1, "p"), (2, "p"), (3, "p"))

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
REPLACED = {
    ("ind", "pres"): ("pres1", "pres", "presb"),
    ("ind", "impf"): ("impf",),
    ("ind", "past"): ("past", "past3"),
    ("sub", "pres"): ("subj", "subjb"),
    ("sub", "impf"): ("subimpf",),
    ("imp", "pres"): ("imp", "impb"),
}


def endings() -> dict[str, list[tuple[str, Feature]]]:
    """Every ending with its keys, "family/cell/before", for all families of stems."""
    table: dict[str, list[tuple[str, Feature]]] = {}

    def add(family: str, cell: str, ending: str, feature: Feature) -> None:
        front = "e" if ending[:1] in "eéií" else "a"
        pair = (f"{family}/{cell}/{front}", feature)
        rows = table.setdefault(ending, [])
        if pair not in rows:
            rows.append(pair)

    families = [("a", "a"), ("e", "e"), ("i", "i")]
    families += [(conj + kind, conj) for conj in "ei" for kind in "vuñ"]
    for family, conj in families:
        kind = family[1:]
        for cell, mood, tense, row in _TABLES[conj]:
            for (person, number), ending in zip(PERSONS, row.split(), strict=True):
                if ending != "-":
                    feature = Feature(mood, tense, person, number)
                    add(family, cell, _soften(ending, kind), feature)
        gerund, participle = ("ando", "ad") if conj == "a" else ("iendo", "id")
        add(family, "ger", _soften(gerund, kind), Feature("ger"))
        for ending, number, gender in _AGREEMENT:
            feature = Feature("par", "past", 0, number, gender)
            add(family, "par", _soften(participle + ending, kind), feature)
    for family, kind in (("s", ""), ("sj", "ñ")):
        for cell, mood, tense, row in _STRONG:
            for (person, number), ending in zip(PERSONS, row.split(), strict=True):
                if ending != "-":
                    feature = Feature(mood, tense, person, number)
                    add(family, cell, _soften(ending, kind), feature)
    for cell, mood, tense, row in _FUTURE:
        for (person, number), ending in zip(PERSONS, row.split(), strict=True):
            add("x", cell, ending, Feature(mood, tense, person, number))
    for ending, number, gender in _AGREEMENT:
        add("x", "par", ending, Feature("par", "past", 0, number, gender))
    add("x", "inf", "", Feature("inf"))
    add("x", "ger", "", Feature("ger"))
    add("x", "imp", "", Feature("imp", "pres", 2, "s"))
    add("x", "pres1", "", Feature("ind", "pres", 1, "s"))
    return table


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


def stems(lemma: str, mark: str, marks: dict[str, str]) -> list[tuple[str, str]]:
    """The (key, stem) pairs of one verb."""
    words = mark.split()
    given = dict(word.split("=", 1) for word in words if "=" in word)
    if "like" in given:
        model = given["like"]
        if not lemma.endswith(model):
            raise ValueError(f"verbs_irregular.tsv: {lemma}: like={model} is not its ending")
        prefix = lemma.removesuffix(model)
        return [
            (key, _stress(prefix + stem) if key.startswith("x/imp/") else prefix + stem)
            for key, stem in stems(model, marks[model], marks)
        ]
    plain = lemma.translate(_ACCENTS)
    stem, conj = plain[:-2], plain[-2]
    changed = _change(stem, words)
    raised = conj == "i" and bool({"ie", "ue", "i"} & set(words))
    weak = given.get("weak", _raise(stem, words) if raised else stem)
    hiatus = stem[-1:] in "aeo" and stem != "" and conj != "a"
    uir = conj == "i" and stem.endswith("u") and not stem.endswith(("gu", "qu"))
    kind = (
        "v" if hiatus else "u" if uir else "ñ" if stem.endswith(("ñ", "ll")) and conj != "a" else ""
    )
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
