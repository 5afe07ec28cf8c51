import datetime

import pytest

import acuerdo
from acuerdo.annotation import (
    Annotations,
    Argument,
    Document,
    Entity,
    Event,
    Example,
    Mention,
    Relation,
    Span,
    Time,
)
from acuerdo.extractor import Trainable
from acuerdo_baselines.memory import Memory

DAY = datetime.date(2031, 5, 14)


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def example(text: str = "Ayer la presidenta de Lumenia visitó Faro.") -> Example:
    presidenta = Mention("m1", span(text, "presidenta de Lumenia"), span(text, "presidenta"), "NOM")
    lumenia = Mention("m2", span(text, "Lumenia"), span(text, "Lumenia"), "NAM")
    faro = Mention("m3", span(text, "Faro"), span(text, "Faro"), "NAM")
    visit = span(text, "visitó")
    gold = Annotations(
        "d",
        entities=(
            Entity("n1", "PER", (presidenta,), "presidenta de Lumenia", "", "GOV"),
            Entity("n2", "GPE", (lumenia,), "Lumenia"),
            Entity("n3", "GPE", (faro,), "Faro"),
        ),
        times=(Time("t1", span(text, "Ayer"), "DATE", "2031-05-13"),),
        events=(
            Event(
                "e1",
                "CONSULT",
                visit,
                visit,
                "visit",
                time="PAST",
                arguments=(Argument("Actor", "m1"), Argument("Time", "t1")),
            ),
        ),
        relations=(Relation("r1", "leader_of", "m1", "m2"),),
    )
    return Example(Document("d", text, date=DAY), gold)


def predict(memory: Memory, text: str, date: datetime.date = DAY) -> Annotations:
    return next(memory.extract([Document("x", text, date=date)]))


def test_memory_without_training_documents_predicts_nothing_and_says_so():
    memory = Memory().fit([])
    assert memory.trained_on == 0
    assert "empty" in memory.notes[0]
    assert predict(memory, "La presidenta de Lumenia visitó Faro.") == Annotations("x")


def test_memory_fits_itself_on_the_training_split_at_its_first_document(monkeypatch):
    asked = []
    monkeypatch.setattr("acuerdo.load", lambda *, split: asked.append(split) or (example(),))
    memory = Memory()
    assert memory.trained_on is None
    assert [entity.name for entity in predict(memory, "Faro.").entities] == ["Faro"]
    assert asked == ["train"]
    assert memory.trained_on == 1
    assert memory.notes == ()


def test_memory_says_again_what_it_saw():
    found = predict(Memory().fit([example()]), "La presidenta de Lumenia visitó Faro. Sí.")
    assert [(e.type, e.name, e.sector) for e in found.entities] == [
        ("PER", "presidenta de Lumenia", "GOV"),
        ("GPE", "Faro", ""),
    ]
    (event,) = found.events
    assert (event.type, event.mode, event.time) == ("CONSULT", "visit", "PAST")
    assert event.arguments == (Argument("Actor", "m1"),)


def test_memory_joins_equal_strings_into_one_entity():
    found = predict(Memory().fit([example()]), "Faro y Faro.")
    assert [len(entity.mentions) for entity in found.entities] == [2]


def test_memory_shifts_a_relative_date_to_the_new_day():
    found = predict(Memory().fit([example()]), "Ayer.", datetime.date(2031, 6, 2))
    assert [time.value for time in found.times] == ["2031-06-01"]


def test_memory_forgets_a_string_that_was_mostly_left_unannotated():
    text = "Ayer la presidenta de Lumenia visitó Faro. Faro Faro Faro."
    found = predict(Memory().fit([example(text)]), "Visitó Faro.")
    assert found.entities == ()


def test_memory_trained_again_keeps_nothing_of_the_first_training():
    memory = Memory().fit([example()]).fit([])
    assert predict(memory, "Faro.").entities == ()


@pytest.mark.parametrize("text", ["", "\n", "¿?"])
def test_memory_survives_a_text_without_words(text):
    assert predict(Memory().fit([example()]), text) == Annotations("x")


def test_memory_relates_neighbours_joined_by_the_same_words():
    text = "Alves de Lumenia calló."
    alves = Mention("m1", span(text, "Alves"), span(text, "Alves"), "NAM")
    lumenia = Mention("m2", span(text, "Lumenia"), span(text, "Lumenia"), "NAM")
    gold = Annotations(
        "d",
        entities=(
            Entity("n1", "PER", (alves,), "Alves"),
            Entity("n2", "GPE", (lumenia,), "Lumenia"),
        ),
        relations=(Relation("r1", "citizen_of", "m1", "m2"),),
    )
    learnt = Memory(layers=["entities", "relations"]).fit([Example(Document("d", text), gold)])
    assert len(predict(learnt, "Habla Alves de Lumenia.").relations) == 1
    unrelated = Memory(layers=["entities"]).fit([Example(Document("d", text), gold)])
    assert predict(unrelated, "Habla Alves de Lumenia.").relations == ()
    memory = Memory().fit([Example(Document("d", text), gold)])
    (relation,) = predict(memory, "Habla Alves de Lumenia.").relations
    assert (relation.type, relation.head, relation.tail) == ("citizen_of", "m1", "m2")
    assert predict(memory, "Alves con Lumenia; Lumenia de Alves.").relations == ()


def test_memory_predicts_after_saving_and_loading_what_it_predicted_before(tmp_path):
    corpus = acuerdo.load("article")
    memory = Memory(seed=7).fit(corpus)
    memory.save(tmp_path)
    loaded = Memory.load(tmp_path)
    before, after = (list(each.extract(corpus.documents)) for each in (memory, loaded))
    assert before == after
    assert before[0].events
    assert before[0].relations
    (tmp_path / "again").mkdir()
    loaded.save(tmp_path / "again")
    names = ("memory.json", "again/memory.json")
    assert len({(tmp_path / name).read_bytes() for name in names}) == 1


def test_memory_that_was_saved_untrained_trains_itself_when_it_is_loaded(tmp_path, monkeypatch):
    monkeypatch.setattr("acuerdo.load", lambda *, split: (example(),))
    Memory().save(tmp_path)
    assert len(predict(Memory.load(tmp_path), "Faro.").entities) == 1


@pytest.mark.parametrize(
    ("layers", "counts"),
    [
        (("entities",), (3, 0, 0, 0, 0)),
        (("entities", "coreference"), (2, 0, 0, 0, 0)),
        (("times",), (0, 1, 0, 0, 0)),
        (("triggers",), (0, 0, 1, 0, 0)),
        (("triggers", "arguments"), (0, 0, 1, 0, 0)),
        (("entities", "triggers", "arguments"), (3, 0, 1, 1, 0)),
        (("relations", "arguments", "times"), (0, 1, 0, 0, 0)),
    ],
)
def test_memory_says_only_what_its_layers_are(layers, counts):
    text = "Ayer la presidenta de Lumenia visitó Faro. Faro."
    found = predict(Memory(layers=layers).fit([example()]), text)
    arguments = sum(len(event.arguments) for event in found.events)
    parts = (found.entities, found.times, found.events)
    assert (*map(len, parts), arguments, len(found.relations)) == counts


def test_memory_without_attributes_gives_the_usual_ones():
    fitted = Memory(layers=["triggers"]).fit([example()])
    (event,) = predict(fitted, "Ella visitó Faro.").events
    assert (event.mode, event.time, event.polarity) == ("", "UNDERSPECIFIED", "POS")


def test_memory_is_trainable():
    assert isinstance(Memory(), Trainable)
