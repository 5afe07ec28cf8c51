"""Older event codes in this project's types and modes: CAMEO, and PLOVER before its draft 0.8.

CAMEO is a tree: the first two digits are a root, each further digit a kind of it. The tables say
what a branch becomes, and the longest prefix of a code decides, so a leaf that is not listed takes
what its parent takes. The tables are our own reading of that tree; where they leave the conversion
table of the PLOVER manual, the guidelines decide (test_cameo.py lists every difference).

Sources: the hierarchy of the CAMEO codebook 1.1b3 (Schrodt 2012); PLOVER manual, draft 0.8 (2021),
for the types; the guidelines of this project, D3, D4, V19 and P6, for what differs.
"""

from __future__ import annotations

_CAMEO = {
    "01": "STATEMENT",
    "016": "REJECT",
    "02": "REQUEST",
    **dict.fromkeys(("021", "022", "023"), "REQUEST/assist"),
    "024": "REQUEST/change",
    "025": "REQUEST/yield",
    **dict.fromkeys(("026", "027", "028"), "REQUEST/meet"),
    "03": "AGREE",
    "04": "CONSULT",
    "041": "CONSULT/call",
    "042": "CONSULT/visit",
    "043": "CONSULT/visit",
    "044": "CONSULT/meet",
    "045": "CONSULT/mediate",
    "046": "CONSULT/negotiate",
    "05": "SUPPORT",
    **dict.fromkeys(("051", "052", "053"), "SUPPORT/endorse"),
    "054": "SUPPORT/recognize",
    "055": "CONCEDE",
    "056": "CONCEDE",
    "057": "SUPPORT/sign",
    "06": "COOPERATE",
    "061": "COOPERATE/economic",
    "062": "COOPERATE/military",
    "063": "COOPERATE/judicial",
    "064": "COOPERATE/intelligence",
    "07": "AID",
    "071": "AID/economic",
    "072": "AID/military",
    "073": "AID/humanitarian",
    "074": "AID/military",
    "075": "AID/asylum",
    "08": "CONCEDE",
    "084": "RETREAT",
    "0841": "RETREAT/release",
    "0842": "RETREAT/release",
    "086": "RETREAT/access",
    "087": "RETREAT",
    "0871": "RETREAT/ceasefire",
    "0872": "RETREAT/withdraw",
    "0873": "RETREAT/disarm",
    "0874": "RETREAT/withdraw",
    "09": "ACCUSE/investigate",
    "10": "REQUEST",
    **dict.fromkeys(("101", "102", "103"), "REQUEST/assist"),
    "104": "REQUEST/change",
    "105": "REQUEST/yield",
    **dict.fromkeys(("106", "107", "108"), "REQUEST/meet"),
    "11": "ACCUSE/disapprove",
    "112": "ACCUSE/allege",
    "115": "ACCUSE/allege",
    "116": "SANCTION/convict",
    "12": "REJECT",
    "121": "REJECT/assist",
    "122": "REJECT/assist",
    "123": "REJECT/change",
    "124": "REJECT/yield",
    **dict.fromkeys(("125", "126", "127"), "REJECT/meet"),
    "129": "REJECT/veto",
    "13": "THREATEN",
    "1311": "THREATEN/relations",
    "1312": "THREATEN/restrict",
    "1313": "THREATEN/relations",
    "132": "THREATEN/restrict",
    **dict.fromkeys(("134", "135"), "THREATEN/relations"),
    "136": "THREATEN/expel",
    "137": "THREATEN/violence",
    "138": "THREATEN/violence",
    "1381": "THREATEN/restrict",
    "1382": "THREATEN/territory",
    "14": "PROTEST",
    "141": "PROTEST/demo",
    "142": "PROTEST/strike",
    "143": "PROTEST/boycott",
    "144": "PROTEST/demo",
    "145": "PROTEST/riot",
    "15": "MOBILIZE",
    "151": "MOBILIZE/police",
    "152": "MOBILIZE/troops",
    "153": "MOBILIZE/police",
    "154": "MOBILIZE/troops",
    "16": "SANCTION",
    **dict.fromkeys(("161", "162", "163", "164", "165"), "SANCTION/discontinue"),
    "166": "SANCTION/expel",
    "17": "COERCE",
    "171": "COERCE/seize",
    "1712": "ASSAULT",
    "172": "COERCE/restrict",
    "173": "COERCE/arrest",
    "174": "COERCE/deport",
    "175": "ASSAULT",
    "176": "COERCE/cyber",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "191": "COERCE/restrict",
    "20": "ASSAULT",
}
"""Type, or type and mode, of each branch that differs from its parent."""

_RENAMED = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE/disapprove",
    "INVESTIGATE": "ACCUSE/investigate",
}
"""Labels that PLOVER gave up (P6)."""

_PLOVER = frozenset(
    [
        *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
        *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
    ]
)

_MODES = {
    "AGREE": "",
    "CONSULT": "visit meet negotiate mediate call summit",
    "SUPPORT": "sign ratify endorse recognize approve",
    "CONCEDE": "",
    "COOPERATE": "economic military judicial intelligence cultural",
    "AID": "economic military humanitarian asylum",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove allege investigate",
    "REJECT": "assist change yield meet veto",
    "THREATEN": "restrict relations expel territory violence",
    "PROTEST": "demo strike boycott riot",
    "SANCTION": "expel discontinue withdraw convict",
    "MOBILIZE": "troops weapons police",
    "COERCE": "arrest seize deport restrict cyber",
    "ASSAULT": "",
}
"""Modes that are kept as they are."""

_OLD_MODES = {
    ("CONSULT", "phone"): "CONSULT/call",
    ("CONSULT", "third-party"): "CONSULT/meet",
    ("RETREAT", "return"): "RETREAT/release",
    ("RETREAT", "ease"): "CONCEDE",
    ("COOPERATE", "legal"): "COOPERATE/judicial",
    ("THREATEN", "ban"): "THREATEN/restrict",
    ("THREATEN", "political"): "THREATEN/restrict",
    ("PROTEST", "hunger"): "PROTEST/strike",
    ("PROTEST", "obstruct"): "PROTEST/demo",
    **{("COERCE", mode): "COERCE/restrict" for mode in ("ban", "curfew", "martial-law", "censor")},
}
"""Modes that draft 0.8 dropped or that are called otherwise here."""


def from_cameo(code: str) -> tuple[str, str] | None:
    """Return the event type and mode of a CAMEO code; None of what is no CAMEO code.

    Args:
        code: Two to four digits, leading zero included; the mode is empty where none fits.

    >>> from_cameo("0871"), from_cameo("163"), from_cameo("055")
    (('RETREAT', 'ceasefire'), ('SANCTION', 'discontinue'), ('CONCEDE', ''))
    >>> from_cameo("1413") == from_cameo("141")
    True
    >>> from_cameo("99") is None
    True
    """
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        return None
    for size in range(len(code), 1, -1):
        if label := _CAMEO.get(code[:size]):
            return _split(label)
    return None


def from_plover(code: str, mode: str = "") -> tuple[str, str] | None:
    """Return the event type and mode of a PLOVER code of any draft; None without a counterpart.

    Args:
        code: Event type, in capitals.
        mode: Its mode; one that has no counterpart is left out.

    >>> from_plover("DEMAND"), from_plover("PROTEST", "obstruct"), from_plover("CRIME")
    (('REQUEST', ''), ('PROTEST', 'demo'), None)
    """
    label = _RENAMED.get(code, code)
    kind, own = _split(label)
    if kind not in _PLOVER:
        return None
    if renamed := _OLD_MODES.get((kind, mode)):
        return _split(renamed)
    return kind, mode if mode in _MODES[kind].split() else own


def _split(label: str) -> tuple[str, str]:
    kind, _, mode = label.partition("/")
    return kind, mode
