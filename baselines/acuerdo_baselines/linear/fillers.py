"""Features of what may fill a role of an event: its slot, its place, and what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from acuerdo.annotation import Time
from acuerdo_baselines.linear.forms import Form
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.slots import preposition_of
from acuerdo_baselines.linear.stretch import between, distance
from acuerdo_baselines.rules.lexicon import role_table
from acuerdo_baselines.rules.scene import Located, Scene
from acuerdo_baselines.rules.triggers import Trigger
from acuerdo_baselines.rules.valency import ACTING

_SLOTS = {
    "undergoer": "object",
    "implied": "subject",
    "object a": "a",
    "clitic": "a",
    "possessor": "possessive",
    "support subject": "support",
}
"""Slots that the lexicon of roles has another name for."""


def mention_features(
    reading: Reading, forms: Mapping[str, Form], form: Form, mention: Located
) -> list[str]:
    """Return the features of a mention as a filler of an event."""
    kind, lemma, voice = f"T={form.type}", f"L={form.lemma}", f"V={form.voice}"
    type_ = mention.type
    home = reading.scenes[reading.scene_of[mention.id]]
    head = home.words[mention.head]
    found = [
        f"{kind}|m={type_}",
        f"{voice}|m={type_}",
        f"l={mention.level}|m={type_}",
        f"h={head.lemma}",
        f"{kind}|h={head.lemma}",
        f"s={min(len(reading.entity_of[mention.id].mentions), 4)}|m={type_}",
    ]
    slots = form.slots.get(mention.id, ["-"])
    for slot in slots:
        usual = _usual_role(form, slot, type_)
        found += [
            f"usual={usual}",
            f"usual={usual}|S={slot}",
            f"usual={usual}|{kind}",
            f"S={slot}",
            f"S={slot}|{kind}",
            f"S={slot}|m={type_}",
            f"S={slot}|{kind}|m={type_}",
            f"S={slot}|{voice}",
            f"S={slot}|{voice}|m={type_}",
            f"S={slot}|{lemma}",
        ]
    for other in home.mentions:
        if other.entity == mention.entity and other is not mention:
            # What fills the slot may be another mention of the same, as in an apposition.
            for slot in form.slots.get(other.id, ()):
                found += [f"E={slot}|own={slots[0]}", f"E={slot}|{voice}|m={type_}"]
                found += [f"S={slot}|{voice}|m={type_}", f"S={slot}|{kind}"]
    if form.clitics:
        found += [f"c={form.clitics}|S={slot}|m={type_}" for slot in slots]
        found.append(f"c={form.clitics}|{voice}|back={form.trigger.scene - home.index}")
    found += _upwards(form, mention, forms)
    outer = reading.enclosing[mention.id]
    if outer is not None:
        found += [f"in={outer.type}|m={type_}", f"in={outer.type}|{kind}"]
        found += [f"inS={slot}|m={type_}" for slot in form.slots.get(outer.id, ["-"])]
    gap = form.trigger.scene - home.index
    if gap:
        found += [f"back={gap}", f"back={gap}|{voice}|m={type_}", f"back={gap}|{kind}"]
        found.append(f"back={gap}|r={form.relation}|t={form.tense}")
        found.append(f"back={gap}|first={mention.first == 0 or mention.first == 1}")
        return found
    found += _positions(reading, form, home, mention, kind, voice)
    return found


def _usual_role(form: Form, slot: str, kind: str) -> str:
    """The role that the lexicon has for a slot; ``?`` where it has none."""
    name = slot.removesuffix("+").removeprefix("n.")
    nominal = slot.startswith("n.") or form.trigger.group is None
    pos = "NOUN" if nominal else "VERB"
    table = role_table()
    for key in (f"={form.lemma}", form.type, "*"):
        roles = table.get((key, pos, _SLOTS.get(name, name)))
        if roles is not None:
            for item in roles:
                role, _, kinds = item.partition(":")
                if not kinds or kind in kinds.split("|"):
                    return role
            return "none"
    return "?"


def _upwards(form: Form, mention: Located, forms: Mapping[str, Form]) -> list[str]:
    """The slot of the mention at the event above, which may control the one below."""
    found: list[str] = []
    upper = forms.get(form.over_event)
    if upper is not None:
        for slot in upper.slots.get(mention.id, ["-"]):
            found += [
                f"U={slot}|r={form.relation}|oT={form.over_type}|m={mention.type}",
                f"U={slot}|r={form.relation}|V={form.voice}",
                f"U={slot}|oT={form.over_type}|T={form.type}",
            ]
    own = "-" in form.slots.get(mention.id, ["-"])
    if own:
        elsewhere = [
            other
            for other in forms.values()
            if other.trigger.scene == form.trigger.scene
            and mention.id in other.slots
            and other is not form
        ]
        found.append(f"elsewhere={min(len(elsewhere), 2)}")
    return found


def _positions(
    reading: Reading, form: Form, scene: Scene, mention: Located, kind: str, voice: str
) -> list[str]:
    trigger = form.trigger
    if mention.last < trigger.first:
        side, gap = "<", between(reading.counts[scene.index], mention.last, trigger.first)
    elif mention.first > trigger.last:
        side, gap = ">", between(reading.counts[scene.index], trigger.last, mention.first)
    elif mention.first <= trigger.first and trigger.last <= mention.last:
        side, gap = "around", []
    else:
        side, gap = "across", []
    type_ = mention.type
    size = distance(mention.head - trigger.head)
    preposition = preposition_of(scene, mention.first)
    found = [
        f"d={size}",
        f"d={side}|{voice}|m={type_}",
        f"d={side}|{kind}|m={type_}",
        f"p={preposition}|{voice}",
        f"p={preposition}|{kind}|m={type_}",
        f"p={preposition}|m={type_}|{side}",
        f"p={preposition}|{kind}|{side}",
    ]
    found += [f"{side}{feature}" for feature in gap]
    found += [f"{side}{feature}|{voice}" for feature in gap[:6]]
    same = [other for other in scene.mentions if other.type == type_ or type_ in ACTING]
    if side == "<":
        nearer = sum(mention.last < other.last < trigger.first for other in same)
    else:
        nearer = sum(trigger.last < other.first < mention.first for other in same)
    found.append(f"n={side}{min(nearer, 3)}|{voice}")
    group = trigger.group
    agrees = "?"
    if group is not None and group.number:
        agrees = str(group.number == mention.number)
        found.append(f"agree={agrees}|{side}|{voice}")
    if _is_first(scene, mention):
        after = scene.words[mention.last + 1 : mention.last + 2]
        comma = bool(after) and after[0].text == ","
        opened = bool(form.opener)
        found += [
            f"initial|{voice}",
            f"initial|{voice}|agree={agrees}|opened={opened}",
            f"initial|comma={comma}|opened={opened}|r={form.relation}",
        ]
    return found


def _is_first(scene: Scene, mention: Located) -> bool:
    """Whether a mention is the first noun phrase of its sentence that has no preposition."""
    first = next((phrase for phrase in scene.phrases if not phrase.preposition), None)
    return first is not None and first.first <= mention.head <= first.last


def time_features(reading: Reading, form: Form, time: Time, first: int, last: int) -> list[str]:
    """Return the features of a time as that of an event; first and last word of the time."""
    type_, value = time.type, time.value
    scene = reading.scenes[form.trigger.scene]
    trigger = form.trigger
    if last < trigger.first:
        side, gap = "<", between(reading.counts[scene.index], last, trigger.first)
    else:
        side, gap = ">", between(reading.counts[scene.index], trigger.last, first)
    others = [other for other in reading.inside[scene.index] if other != trigger]
    low, high = min(last, trigger.head), max(first, trigger.head)
    nearer = sum(low < other.head < high for other in others)
    verbs = sum(low < other.head < high and other.group is not None for other in others)
    preposition = preposition_of(scene, first)
    voice = f"V={form.voice}"
    found = [
        f"T={form.type}",
        voice,
        f"{voice}|{type_}",
        f"T={form.type}|{type_}",
        f"d={distance(first - trigger.head)}",
        f"{side}|{voice}",
        f"nearer={min(nearer, 3)}",
        f"nearer={min(nearer, 3)}|{side}|{voice}",
        f"verbs={min(verbs, 2)}|{side}|{voice}",
        f"p={preposition}|{voice}",
        f"p={preposition}|{type_}|{side}",
        f"r={form.relation}|{side}",
        f"t={form.tense}|{side}",
        f"vague={value.endswith('_REF')}",
    ]
    found += [f"{side}{feature}" for feature in gap]
    found += [f"{side}{feature}|{voice}" for feature in gap[:6]]
    inside = any(m.first <= first and last <= m.last for m in scene.mentions if m.type == "DOC")
    found.append(f"in document={inside}")
    behind = _behind_document(scene, first)
    found.append(f"of document={behind}")
    closest = _closest(others, trigger.head, first)
    found += [f"closest={closest}", f"closest={closest}|{voice}"]
    return found


def _closest(others: Sequence[Trigger], head: int, first: int) -> bool:
    return all(abs(other.head - first) >= abs(head - first) for other in others)


def _behind_document(scene: Scene, first: int) -> bool:
    return any(
        mention.type == "DOC" and mention.last in (first - 1, first - 2)
        for mention in scene.mentions
    )


def content_features(
    reading: Reading, forms: Mapping[str, Form], form: Form, other: Form
) -> list[str]:
    """Return the features of an event as the content of another."""
    kind, voice = f"T={form.type}", f"V={form.voice}"
    gap = other.trigger.scene - form.trigger.scene
    governed = other.over_event == form.id
    relation = other.relation if governed else "-"
    steps = 0
    upper = other
    while upper.over_event in forms and steps < 4:
        steps += 1
        upper = forms[upper.over_event]
        if upper.id == form.id:
            break
    chain = f"{steps}" if steps and upper.id == form.id else "no"
    found = [
        kind,
        f"{kind}|oV={other.voice}",
        f"{kind}|oT={other.type}",
        f"gap={gap}",
        f"gap={gap}|q={other.quoted}|{form.quoted}|{kind}",
        f"R={relation}",
        f"R={relation}|{kind}",
        f"R={relation}|{voice}|oV={other.voice}",
        f"R={relation}|{kind}|oV={other.voice}",
        f"R={relation}|L={form.lemma}",
        f"chain={chain}|{kind}",
        f"own={other.relation}|{governed}",
        f"op={other.opener}|{governed}|{voice}",
        f"pr={other.preposition}|{governed}|{voice}",
        f"q={other.quoted}|{form.quoted}",
        f"pr={form.preposition}|L={form.lemma}",
    ]
    if gap:
        found.append(f"gap={gap}|main={not other.relation}")
        found.append(f"gap={gap}|first={_opens(reading, other)}|q={other.quoted}")
        return found
    scene = reading.scenes[form.trigger.scene]
    if form.trigger.last < other.trigger.first:
        side = ">"
        stretch = between(reading.counts[scene.index], form.trigger.last, other.trigger.first)
        middle = (form.trigger.head, other.trigger.head)
    else:
        side = "<"
        stretch = between(reading.counts[scene.index], other.trigger.last, form.trigger.first)
        middle = (other.trigger.head, form.trigger.head)
    nearer = sum(middle[0] < trigger.head < middle[1] for trigger in reading.inside[scene.index])
    found += [
        f"d={side}{distance(middle[1] - middle[0])}",
        f"{side}|{kind}|q={other.quoted}|{form.quoted}",
        f"{side}nearer={min(nearer, 3)}|{kind}",
        f"{side}nearer={min(nearer, 3)}|{voice}",
        f"{side}|main={not other.relation}|{kind}",
        f"{side}|r={other.relation}|governed={governed}",
    ]
    found += [f"{side}{feature}" for feature in stretch]
    found += [f"{side}{feature}|{kind}" for feature in stretch[:6]]
    return found


def _opens(reading: Reading, form: Form) -> bool:
    """Whether no other event stands before it in the sentence."""
    inside = reading.inside[form.trigger.scene]
    return bool(inside) and inside[0] == form.trigger
