"""A toy corpus: texts of one shape with other names, in which every layer follows one rule."""

import datetime

from acuerdo.annotation import Document, Example
from acuerdo.dataset import load_ontology
from acuerdo.formats.notation import read_notation

NAMES = (
    ("Alves", "Brun", "Lima", "Oslo"),
    ("Costa", "Duque", "Quito", "Berna"),
    ("Eriksen", "Falla", "Praga", "Dublín"),
    ("Gómez", "Haller", "Rabat", "Viena"),
    ("Ibarra", "Jansen", "Argel", "Lisboa"),
    ("Kovac", "Lagos", "Túnez", "Madrid"),
    ("Mendes", "Novak", "Bogotá", "Roma"),
)

DATE = datetime.date(2031, 3, 12)

TEXT = """{a} saludó a {b} el lunes.
Tras la reunión, el presidente de {c} firmó el acuerdo. {b} no firmó la carta.
{a} dijo que el presidente viajará a {d}. El saludo gustó.
{a} amenazó a {b} porque {b} atacó {c}."""

NOTATION = """
entities:
  a: {{type: PER, name: {a}, mentions: {{a1: NAM 1 {a}, a2: NAM 3 {a}, a3: NAM 4 {a}}}}}
  b:
    type: PER
    name: {b}
    mentions: {{b1: NAM 1 {b}, b2: NAM 2 {b}, b3: "NAM 4 {b} #1", b4: "NAM 4 {b} #2"}}
  c:
    type: GPE
    name: {c}
    mentions: {{c1: NAM 2 {c}, c2: NAM 4 {c}}}
  d: {{type: GPE, name: {d}, mentions: {{d1: NAM 3 {d}}}}}
  p:
    type: PER
    name: presidente de {c}
    actor: "- GOV"
    mentions: {{p1: "NOM 2 [presidente] de {c}", p2: NOM 3 presidente}}
  t: {{type: DOC, name: acuerdo, mentions: {{t1: NOM 2 acuerdo}}}}
  k: {{type: DOC, name: carta, mentions: {{k1: NOM 2 carta}}}}
times:
  x1: {{at: "1 lunes", type: DATE, value: 2031-03-10}}
events:
  e1: {{at: 1 saludó, type: SUPPORT, time: PAST, cluster: saludo, arguments: [{actor} a1, {other} b1, Time x1]}}
  e2: {{at: 2 reunión, type: CONSULT/meet, time: PAST}}
  e3: {{at: "2 firmó #1", type: SUPPORT/sign, time: PAST, arguments: [{actor} p1, Theme t1]}}
  e4: {{at: "2 firmó #2", type: SUPPORT/sign, polarity: {negative}, time: PAST, arguments: [{actor} b2, Theme k1]}}
  e5: {{at: 3 dijo, type: STATEMENT, time: PAST, arguments: [{actor} a2, Content e6]}}
  e6: {{at: 3 viajará, type: MOVE/arrive, time: FUTURE, arguments: [Actor p2, Destination d1]}}
  e7: {{at: 3 saludo, type: SUPPORT, time: PAST, cluster: saludo}}
  e8: {{at: 4 amenazó, type: THREATEN, time: PAST, arguments: [{actor} a3, {other} b3]}}
  e9: {{at: 4 atacó, type: ASSAULT, time: PAST, arguments: [{actor} b4, {other} c2]}}
relations: [{relation} p1 c1, signatory_of p1 t1]
event_relations: [{links}CONTAINS x1 e1, CAUSE e9 e8]
quotes:
  q1: {{form: INDIRECT, source: a2, event: e5, cue: [3 dijo], content: ["3 el presidente … {d}"]}}
"""  # noqa: E501

USUAL = {
    "actor": "Actor",
    "other": "Recipient",
    "negative": "NEG",
    "relation": "leader_of",
    "links": "BEFORE e2 e3, ",
}
"""What the corpus teaches."""

OPPOSITE = {
    "actor": "Recipient",
    "other": "Actor",
    "negative": "POS",
    "relation": "officer_of",
    "links": "BEFORE e3 e2, ",
}
"""What it teaches instead."""


def example(number, lesson=USUAL):
    """One text of the corpus with its gold, which is valid."""
    a, b, c, d = NAMES[number]
    document = Document(f"toy-{number}", TEXT.format(a=a, b=b, c=c, d=d), date=DATE)
    notation = NOTATION.format(a=a, b=b, c=c, d=d, **lesson)
    compiled = read_notation(document, notation, load_ontology(), "toy.yaml")
    if compiled.problems:
        raise ValueError("\n".join(str(problem) for problem in compiled.problems))
    return Example(document, compiled.annotations)


def corpus(lesson=USUAL):
    """All texts but the last one."""
    return [example(number, lesson) for number in range(len(NAMES) - 1)]
