"""The authoring notation: words to offsets, and what is told when the words are not there."""

import subprocess
import sys
from pathlib import Path

import pytest

from acuerdo.annotation import Document, Span
from acuerdo.formats.notation import read_notation
from acuerdo.formats.paragraphs import Paragraphs, PlaceError

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "compile_notation.py"

TEXT = """\
Vela firma la paz

La reina Vela llegó el lunes a Tresmares con la paz bajo el brazo y otra paz en la maleta.
«Llegaremos a un acuerdo, dijo, y el acuerdo durará», aseguró Vela [sic].
"""

NOTATION = """\
entities:
  vela:
    type: PER
    name: Ana Vela
    actor: VLD GOV
    mentions:
      p1: NAM 1 Vela
      p2: NOM 2 reina
      p3: NAM 2 Vela
      p4: NAM 3 Vela
  tres: {type: GPE, actor: TRM, mentions: {g1: NAM 2 Tresmares}}
times:
  t1: {at: 2 lunes, type: DATE, value: 2031-05-12, mod: APPROX}
events:
  e1: {at: 1 firma, type: SUPPORT/sign, time: PAST, arguments: [Actor p1, Actor g1]}
  e2: {at: 2 llegó, type: MOVE/arrive, time: PAST, certainty: PROBABLE, polarity: NEG}
  e3: {at: 3 aseguró, type: STATEMENT, time: PAST}
  e4: {at: 2 paz #2, type: AGREE, time: UNDERSPECIFIED}
relations:
  - leader_of p2 g1
event_relations:
  - CAUSE e1 e2
quotes:
  q1: {form: DIRECT, source: p4, event: e3, cue: [3 aseguró], content: ["3 Llegaremos … durará"]}
"""


def read(notation, ontology, text=TEXT):
    return read_notation(Document("d", text), notation, ontology, "d.yaml")


def told(notation, ontology):
    return [str(problem) for problem in read(notation, ontology).problems]


def test_words_become_offsets(ontology):
    notation = NOTATION.replace("{at: 2 paz #2,", '{at: "2 paz #2",')
    compiled = read(notation, ontology)
    assert [str(problem) for problem in compiled.problems] == []
    annotations = compiled.annotations
    document = Document("d", TEXT)
    vela, tres = annotations.entities
    assert (vela.name, vela.country, vela.sector) == ("Ana Vela", "VLD", "GOV")
    assert (tres.name, tres.country, tres.sector) == ("", "TRM", "")
    assert [document[mention.span] for mention in vela.mentions] == [
        "Vela",
        "reina",
        "Vela",
        "Vela",
    ]
    assert annotations.events[0].mode == "sign"
    assert annotations.events[1].certainty == "PROBABLE"
    assert annotations.events[3].trigger.start == TEXT.rindex("paz")
    assert annotations.times[0].mod == "APPROX"
    assert document[annotations.quotes[0].content[0]] == (
        "Llegaremos a un acuerdo, dijo, y el acuerdo durará"
    )


def test_an_unquoted_number_at_the_end_of_a_line_counts_too(ontology):
    block = "events:\n  e1:\n    at: 2 paz #2\n    type: AGREE\n    time: PAST\n"
    compiled = read(block, ontology)
    assert [str(problem) for problem in compiled.problems] == []
    assert compiled.annotations.events[0].trigger.start == TEXT.rindex("paz")


PLACES = {
    "2 [reina] Vela": (22, 32, 22, 27),
    "1 paz": (14, 17, 14, 17),
    "2 paz #1": (67, 70, 67, 70),
    "2 con la [paz] bajo": (60, 75, 67, 70),
}


@pytest.mark.parametrize(("place", "offsets"), PLACES.items())
def test_a_place_has_one_span_and_one_head(place, offsets):
    span, head = Paragraphs(TEXT).find(place, head=True)
    assert (span.start, span.end, head.start, head.end) == offsets


MISPLACED = {
    "2 paz": ("'paz' occurs 2 times in paragraph 2", "#1 to #2 at the end"),
    "2 paz #3": ("'paz' #3 in paragraph 2", "#1 to #2 at the end"),
    "2 paz #0": ("'paz' #0 in paragraph 2", "#1 to #2 at the end"),
    "1 reina": ("'reina' is not in paragraph 1", "paragraph 2, where it is"),
    "2 Reina": (
        "'Reina' is not in paragraph 2",
        "words as in the text, which reads 'La reina Vela lleg'",
    ),
    "2 rein": (
        "'rein' is not in paragraph 2",
        "words as in the text, which reads 'La reina Vela lle'",
    ),
    "2 lunes de abril": ("'lunes de abril' without a head", "the head word in [square brackets]"),
    "2 [lunes] de abril": (
        "'lunes de abril' is not in paragraph 2",
        "words as in the text, which reads 'lunes a Tresmares con la'",
    ),
    "2 [reina] [Vela]": ("'[reina] [Vela]'", "one head in [square brackets]"),
    "9 paz": ("paragraph 9", "a number from 1 to 3"),
    "paz": ("'paz'", "'PARAGRAPH surface' or 'PARAGRAPH surface #2'"),
}


@pytest.mark.parametrize(("place", "told_as"), MISPLACED.items())
def test_a_place_that_is_not_there_is_told(place, told_as):
    with pytest.raises(PlaceError) as caught:
        Paragraphs(TEXT).find(place, head=True)
    assert (caught.value.found, caught.value.expected) == told_as


def test_a_shortened_surface_must_end_in_one_place():
    paragraphs = Paragraphs(TEXT)
    with pytest.raises(PlaceError, match="'acuerdo' occurs 2 times after 'Llegaremos'"):
        paragraphs.find("3 Llegaremos … acuerdo", head=False)
    span, _ = paragraphs.find("3 aseguró … [sic]", head=False)
    assert TEXT[span.start : span.end] == "aseguró Vela [sic]"


def test_a_shortened_surface_does_not_run_backwards():
    with pytest.raises(PlaceError, match="is not in paragraph 3"):
        Paragraphs(TEXT).find("3 aseguró … Llegaremos", head=False)


def test_brackets_are_text_where_there_is_no_head():
    span, _ = Paragraphs(TEXT).find("3 Vela [sic]", head=False)
    assert span == Span(TEXT.index("Vela [sic]"), TEXT.index("[sic]") + 5)


EDITS = {
    "an unknown key": (
        "type: GPE,", "typ: GPE,",
        "d.yaml:11: tres: key 'typ'; expected one of type, name, actor, mentions",
    ),
    "a missing key": (
        ", time: PAST}\n  e4", "}\n  e4",
        "d.yaml:17: e3: no time; expected the keys",
    ),
    "a key twice": ("p4: NAM", "p3: NAM", "d.yaml:10: vela.mentions: key 'p3', already on line 9"),
    "a place that is not there": (
        "p2: NOM 2 reina", "p2: NOM 2 rey",
        "d.yaml:8: p2: 'rey' is not in paragraph 2",
    ),
    "an argument without id": (
        "[Actor p1, Actor g1]", "[Actor, Actor g1]",
        "d.yaml:15: e1.arguments: 'Actor'; expected 'Role id'",
    ),
    "a relation without end": (
        "- leader_of p2 g1", "- leader_of p2",
        "d.yaml:20: relations 1: 'leader_of p2'; expected 'type head-id tail-id'",
    ),
    "no YAML": ("    actor: VLD GOV", "   actor: VLD GOV", "d.yaml:5: YAML: "),
    "a list for a mapping": (
        "times:\n", "times: []\nveces:\n",
        "d.yaml:12: times: no mapping; expected key: value pairs",
    ),
    "a rule of the ontology": (
        "SUPPORT/sign", "SUPPORT/signed", "d.yaml:15: e1.mode: 'signed' is not a mode of SUPPORT",
    ),
    "a dangling id": (
        "- CAUSE e1 e2", "- CAUSE e1 e7",
        "d.yaml:22: event_relations 1.tail: 'e7', which no item has",
    ),
    "a rule of the guidelines": (
        "p2: NOM 2 reina", "p2: NOM 2 La [reina]", "d.yaml:8: p2: 'La reina' begins with 'La'",
    ),
    "too many codes": (
        "VLD GOV", "VLD GOV MIL", "d.yaml:5: vela.actor: VLD GOV MIL; expected COUNTRY SECTOR",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem"), EDITS.values(), ids=EDITS)
def test_a_mistake_is_told_with_its_line(old, new, problem, ontology):
    notation = NOTATION.replace("{at: 2 paz #2,", '{at: "2 paz #2",')
    assert notation.count(old) == 1
    assert any(line.startswith(problem) for line in told(notation.replace(old, new), ontology))


def test_what_could_not_be_read_is_told_once(ontology):
    notation = NOTATION.replace("{at: 2 paz #2,", '{at: "2 paz #2",')
    problems = told(notation.replace("p1: NAM 1 Vela", "p1: NAM 1 Vera"), ontology)
    assert [problem[:12] for problem in problems] == ["d.yaml:7: p1"]


def test_the_script_writes_standoff_or_says_why_not(tmp_path):
    text, notation, out = (tmp_path / name for name in ("d.txt", "d.yaml", "d.ann"))
    text.write_text("Firman el lunes.", "utf-8")
    notation.write_text("times: {t1: {at: 1 martes, type: DATE, value: 2031-05-12}}", "utf-8")
    command = [sys.executable, str(SCRIPT), str(text), str(notation), str(out)]
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert "d.yaml:1: t1.at: 'martes' is not in paragraph 1" in failed.stderr
    assert not out.exists()
    notation.write_text("times: {t1: {at: 1 lunes, type: DATE, value: 2031-05-12}}", "utf-8")
    subprocess.run(command, capture_output=True, check=True)
    assert out.read_text("utf-8") == "T1\tDATE 10 15\tlunes\n#1\tValue T1\t2031-05-12\n"


def test_the_example_of_the_documentation_compiles(ontology):
    documentation = SCRIPT.parents[1] / "docs" / "formats.md"
    section = documentation.read_text("utf-8").split("## The authoring notation")[1]
    notation = section.split("```yaml\n")[1].split("```")[0]
    text = section.split("Its text:\n\n```\n")[1].split("```")[0]
    compiled = read(notation, ontology, text)
    assert [str(problem) for problem in compiled.problems] == []
    assert len(compiled.annotations.events) == 3


@pytest.mark.parametrize(
    ("place", "accepted"),
    [
        # Source: guidelines S2 and the hard cases of S: before `de` the word is a pronoun.
        ("NOM 1 [ninguna] de las dos partes", True),
        ("NOM 1 [ninguna] parte", False),
        ("NOM 1 [varios] de ellos", True),
        ("NOM 1 [el] de Faro", False),
        ("PRO 1 el", True),
    ],
)
def test_a_partitive_begins_with_its_pronoun_and_a_noun_phrase_after_its_determiner(
    place, accepted, ontology
):
    text = "Ni ninguna de las dos partes ni varios de ellos ni ninguna parte ni el de Faro."
    notation = f"entities:\n  n: {{type: PER, mentions: {{m: '{place}'}}}}\n"
    problems = [str(each) for each in read(notation, ontology, text).problems]
    assert any("begins with" in each for each in problems) is not accepted
