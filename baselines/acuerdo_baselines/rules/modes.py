"""Modes that depend on what is asked, refused or threatened (guidelines D4)."""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo_baselines.rules.triggers import Trigger

BY_CONTENT = {
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": "assist",
    "CONSULT": "meet",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "ENACT": "change",
    "PERSONNEL": "change",
}
THREATS = {
    "ASSAULT": "violence",
    "MOBILIZE": "violence",
    "COERCE": "restrict",
    "SANCTION": "relations",
}


def mode_by_content(kind: str, contents: Sequence[Trigger]) -> str:
    """The mode of a request, refusal or threat with these contents; empty if none fits.

    >>> mode_by_content("REQUEST", ())
    ''
    """
    for content in contents:
        if kind in ("REQUEST", "REJECT") and content.type in BY_CONTENT:
            return BY_CONTENT[content.type]
        if kind == "THREATEN":
            if content.type == "SANCTION" and content.mode == "expel":
                return "expel"
            if content.type == "SANCTION" and content.lemma in ("sanción", "embargo", "arancel"):
                return "restrict"
            if content.lemma in (
                "ocupar",
                "anexionar",
                "anexar",
                "invadir",
                "anexión",
                "ocupación",
            ):
                return "territory"
            if content.type in THREATS:
                return THREATS[content.type]
    return ""
