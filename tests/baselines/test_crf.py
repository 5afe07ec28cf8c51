"""The crf system: what each layer learns, what is kept, what it withstands."""

import datetime
import logging
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acuerdo import validate
from acuerdo.annotation import (
    Annotations,
    Document,
    Entity,
    Event,
    Example,
    Mention,
    Quote,
    Span,
    Time,
)
from acuerdo.errors import ExtractorError, MissingExtraError
from acuerdo.extractor import Persistent, Trainable
from acuerdo.formats.labels import with_types_of
from acuerdo.testing import DOCUMENTS, check_extractor
from acuerdo_baselines.crf import Crf, system
from acuerdo_baselines.crf.event_features import lexicon_feature
from acuerdo_baselines.crf.finding import find
from acuerdo_baselines.crf.forms import Forms
from acuerdo_baselines.crf.reading import Reading
from acuerdo_baselines.crf.saved import assemble
from acuerdo_baselines.crf.triggers import Defaults

DAY = datetime.date(2031, 5, 14)
NAMES = (
    "Lumenia", "Sorvalia", "Brenia", "Chalcaya", "Ocumbia", "Cerrania", "Esterania", "Norlandia",
)  # fmt: skip
PEOPLE = (
    "Tordeal", "Quinzado", "Tellache", "Ombral", "Lavandal", "Ceibal", "Rubiales", "Alves",
)  # fmt: skip


def marked(text, name="d", mode=""):
    """An example from a text with marks: ``[words|layer label]``, which nest."""
    plain, open_at, spans = "", [], []
    parts = iter(range(len(text)))
    for at in parts:
        if text[at] == "[":
            open_at.append(len(plain))
        elif text[at] == "|":
            end = text.index("]", at)
            spans.append((Span(open_at.pop(), len(plain)), *text[at + 1 : end].split()))
            for _ in range(end - at):
                next(parts)
        else:
            plain += text[at]
    of = {layer: [s for s in spans if s[1] == layer] for layer in ("m", "t", "e", "cue", "said")}
    quotes = ()
    if of["said"] or of["cue"]:
        said, cues = tuple(s[0] for s in of["said"]), tuple(s[0] for s in of["cue"])
        quotes = (Quote("q1", "INDIRECT", said, cues),)
    entities = []
    for number, (span, _, label) in enumerate(of["m"]):
        kind, level = label.split("/")
        mention = Mention(f"m{number}", span, span, level)
        entities.append(Entity(f"n{number}", kind, (mention,)))
    gold = Annotations(
        name,
        tuple(entities),
        tuple(Time(f"t{i}", s, kind, "XXXX") for i, (s, _, kind) in enumerate(of["t"])),
        tuple(
            Event(f"e{i}", kind, s, s, mode, "POS", "CERTAIN", "PAST")
            for i, (s, _, kind) in enumerate(of["e"])
        ),
        quotes=quotes,
    )
    return Example(Document(name, plain, date=DAY), gold)


def corpus(pattern):
    """The pattern with eight names of countries and persons in turn."""
    return [
        marked(pattern.format(name=name, person=person), f"d{number}")
        for number, (name, person) in enumerate(zip(NAMES, PEOPLE, strict=True))
    ]


def fitted(pattern, **options):
    return Crf(clusters=False, **options).fit(corpus(pattern))


def found(crf, text):
    document = Document("x", text, date=DAY)
    return document, next(crf.extract([document]))


def surfaces(document, annotations):
    return [
        (document[mention.span], entity.type, mention.level)
        for mention, entity in annotations.mentions()
    ]


@pytest.fixture(scope="module")
def crf():
    return fitted(
        "[Ayer|t DATE] la [[presidenta|m PER/NOM] de {name}|m ORG/NOM] [visitó|e CONSULT] "
        "[{name}|m GPE/NAM]. [{person}|m PER/NAM] [afirmó|cue] que [{name} firmará|said]."
    )


def test_mentions_of_unseen_names_are_found_by_what_stands_around_them():
    crf = fitted("El rey [{person}|m PER/NAM] viajó a [{name}|m GPE/NAM] con miedo.")
    document, annotations = found(crf, "El rey Zubeldía viajó a Arcandia con miedo.")
    assert surfaces(document, annotations) == [
        ("Zubeldía", "PER", "NAM"),
        ("Arcandia", "GPE", "NAM"),
    ]


def test_the_opposite_pattern_gives_the_opposite_labels():
    crf = fitted("El rey [{person}|m GPE/NAM] viajó a [{name}|m PER/NAM] con miedo.")
    document, annotations = found(crf, "El rey Zubeldía viajó a Arcandia con miedo.")
    assert [kind for _, kind, _ in surfaces(document, annotations)] == ["GPE", "PER"]


def test_mentions_in_mentions_are_found():
    crf = fitted("Calló el [ministro de [{name}|m GPE/NAM]|m PER/NOM] otra vez.")
    document, annotations = found(crf, "Calló el ministro de Arcandia otra vez.")
    assert surfaces(document, annotations) == [
        ("ministro de Arcandia", "PER", "NOM"),
        ("Arcandia", "GPE", "NAM"),
    ]
    (minister, country) = [mention for mention, _ in annotations.mentions()]
    assert document[minister.head] == "ministro"
    assert country.span in minister.span


def test_times_are_found_by_the_model_and_valued_by_the_grammar():
    crf = fitted("[Ayer|t DATE] llegó {person}, y hoy no.")
    document, annotations = found(crf, "Ayer llegó Zubeldía, y hoy no.")
    assert [(document[t.span], t.value) for t in annotations.times] == [("Ayer", "2031-05-13")]


def test_triggers_are_found_with_their_usual_mode_and_attributes():
    examples = [marked("[Visitó|e CONSULT] Lima.", f"d{n}", "visit") for n in range(4)]
    crf = Crf(clusters=False).fit(examples)
    document, annotations = found(crf, "Visitó Quito.")
    (event,) = annotations.events
    assert (document[event.trigger], event.type, event.mode) == ("Visitó", "CONSULT", "visit")
    assert (event.polarity, event.certainty, event.time) == ("POS", "CERTAIN", "PAST")


def test_an_unseen_word_is_a_trigger_of_a_seen_type_by_its_place_in_the_lexicon():
    examples = [
        *corpus("Ayer {person} [visitó|e CONSULT] {name} y lloró."),
        *corpus("Ayer {person} [dialogó|e CONSULT] con {name} y comió."),
        *corpus("Ayer {person} [debatió|e CONSULT] en {name} y durmió."),
    ]
    crf = Crf(clusters=False).fit(examples)
    document, annotations = found(crf, "Ayer Ruiz negoció, Mora condenó y Gil atacó.")
    assert [(document[e.trigger], e.type) for e in annotations.events] == [("negoció", "CONSULT")]


def test_every_type_that_was_seen_and_no_other_is_known_by_its_place_in_the_lexicon_alone():
    examples = corpus("Ayer {person} [visitó|e CONSULT] {name} y lloró; {person} se fue.")
    rare = marked("Ayer Ruiz se [plantó|e PROTEST] allí.", "rare")
    model = Crf(clusters=False).fit([*examples, rare])._models.triggers.model
    for kind in ("CONSULT", "PROTEST"):
        assert model.tag([[lexicon_feature(kind)]]) == [f"B-{kind}"]
    assert sorted(model.labels) == ["B-CONSULT", "B-PROTEST", "O"]


def test_quotes_have_cue_content_and_source():
    crf = fitted("[{person}|m PER/NAM] [afirmó|cue] que [{name} no firmará|said].")
    document, annotations = found(crf, "Zubeldía afirmó que Arcandia no firmará.")
    (quote,) = annotations.quotes
    assert [document[span] for span in quote.cue] == ["afirmó"]
    assert [document[span] for span in quote.content] == ["Arcandia no firmará"]
    names = {mention.id: document[mention.span] for mention, _ in annotations.mentions()}
    assert (quote.form, names[quote.source]) == ("INDIRECT", "Zubeldía")


def test_equal_names_of_one_type_are_one_entity_and_nouns_are_not():
    crf = fitted("La [dama|m PER/NOM] de [{name}|m GPE/NAM] habló.")
    _, annotations = found(crf, "La dama de Brenia habló. La dama de Brenia habló.")
    assert [(e.name, len(e.mentions)) for e in annotations.entities] == [
        ("dama", 1),
        ("Brenia", 2),
        ("dama", 1),
    ]


def test_only_the_layers_asked_for_are_learnt():
    pattern = "[Ayer|t DATE] [visitó|e CONSULT] [{name}|m GPE/NAM]."
    crf = fitted(pattern, layers=["times"])
    _, annotations = found(crf, "Ayer visitó Brenia.")
    assert annotations.times
    assert not annotations.entities
    assert not annotations.events


def test_layers_that_it_does_not_learn_are_refused():
    with pytest.raises(ExtractorError, match="arguments"):
        Crf(layers=["arguments"])


def test_a_second_stage_gets_lone_mentions_and_cues_without_contents():
    examples = corpus("[{name}|m GPE/NAM] y [{name}|m GPE/NAM] [dijo|cue] [sí|said].")
    examples += corpus("[{name}|m GPE/NAM] y [{name}|m GPE/NAM] [dijo|cue] no.")
    crf = Crf(clusters=False).fit(examples)
    document = Document("x", "Brenia y Brenia dijo no.")
    spans = next(crf.find_spans([document]))
    assert [len(entity.mentions) for entity in spans.entities] == [1, 1]
    assert [(document[q.cue[0]], q.content) for q in spans.quotes] == [("dijo", ())]
    (whole,) = crf.extract([document])
    assert [len(entity.mentions) for entity in whole.entities] == [2]
    assert whole.quotes == ()


def test_the_same_documents_in_any_order_give_the_same_bytes():
    examples = corpus("[{person}|m PER/NAM] [visitó|e CONSULT] [{name}|m GPE/NAM].")
    shuffled = [*examples]
    random.Random(3).shuffle(shuffled)
    assert shuffled != examples
    one, other = (
        Crf(clusters=False, seed=seed).fit(e) for seed, e in ((1, examples), (1, shuffled))
    )
    contents = [
        {name: model.content for name, model in crf._models.parts().items()} for crf in (one, other)
    ]
    assert contents[0] == contents[1]
    assert {"mentions", "triggers"} <= set(contents[0])


def test_training_again_keeps_nothing_of_the_first_training(crf):
    again = fitted("[Ayer|t DATE] llegó {person}.").fit([])
    assert again.trained_on == 0
    assert again.model_bytes == 0
    assert found(again, "Ayer llegó Alves.")[1] == Annotations("x")
    assert crf.model_bytes > 0


def test_without_training_documents_nothing_is_predicted_and_it_says_so():
    crf = Crf(clusters=False).fit([])
    assert found(crf, "Llegan a Lima.")[1] == Annotations("x")
    assert "empty" in crf.notes[0]


def test_it_trains_itself_on_the_training_split_at_its_first_document(monkeypatch):
    asked = []
    examples = corpus("Llegan a [{name}|m GPE/NAM].")
    monkeypatch.setattr("acuerdo.load", lambda *, split: asked.append(split) or examples)
    crf = Crf(clusters=False)
    assert crf.trained_on is None
    assert surfaces(*found(crf, "Llegan a Brenia.")) == [("Brenia", "GPE", "NAM")]
    found(crf, "Llegan a Brenia.")
    assert asked == ["train"]


def test_a_saved_system_predicts_what_the_saved_one_predicted(crf, tmp_path):
    crf.save(tmp_path)
    loaded = Crf.load(tmp_path)
    assert list(loaded.extract(DOCUMENTS)) == list(crf.extract(DOCUMENTS))
    assert any(annotations.entities for annotations in crf.extract(DOCUMENTS))
    assert loaded.model_bytes == crf.model_bytes
    second = tmp_path / "again"
    second.mkdir()
    loaded.save(second)
    for file in second.iterdir():
        assert file.read_bytes() == (tmp_path / file.name).read_bytes()


def test_an_untrained_system_is_not_saved(tmp_path):
    with pytest.raises(ExtractorError, match="not trained"):
        Crf(clusters=False).save(tmp_path)


def test_a_damaged_folder_is_refused_with_the_file_at_fault(crf, tmp_path):
    with pytest.raises(ExtractorError, match=r"crf\.json: no such file"):
        Crf.load(tmp_path)
    crf.save(tmp_path)
    (tmp_path / "times.crfsuite").write_bytes(b"no model")
    with pytest.raises(ExtractorError, match=r"times\.crfsuite: not a CRFsuite model"):
        Crf.load(tmp_path)
    (tmp_path / "times.crfsuite").unlink()
    with pytest.raises(ExtractorError, match=r"times\.crfsuite: no such file"):
        Crf.load(tmp_path)
    record = tmp_path / "crf.json"
    record.write_text(record.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(ExtractorError, match="format 2; expected 1"):
        Crf.load(tmp_path)
    record.write_text("{")
    with pytest.raises(ExtractorError, match="expected the record"):
        Crf.load(tmp_path)


def test_a_model_trained_with_clusters_does_not_run_without_them(crf, tmp_path, monkeypatch):
    crf.save(tmp_path)
    record = tmp_path / "crf.json"
    record.write_text(record.read_text().replace('"clusters": false', '"clusters": true'))
    monkeypatch.setattr(system, "clusters_available", lambda: False)
    with pytest.raises(MissingExtraError, match=r"acuerdo\[clusters\]"):
        Crf.load(tmp_path)


def test_clusters_are_used_when_they_are_there_and_their_absence_is_noted(monkeypatch):
    monkeypatch.setattr(system, "clusters_available", lambda: False)
    assert "without Brown clusters" in Crf().notes[0]
    with pytest.raises(MissingExtraError):
        Crf(clusters=True)
    monkeypatch.setattr(system, "clusters_available", lambda: True)
    assert Crf().notes == ()


@pytest.mark.parametrize(
    "options", [{"clusters": "perhaps"}, {"c1": -1}, {"c2": -0.5}, {"max_iterations": 0}]
)
def test_options_that_make_no_sense_are_refused(options):
    with pytest.raises(ExtractorError, match="expected"):
        Crf(**options)


def test_progress_is_logged_and_nothing_is_printed(caplog, capfd):
    with caplog.at_level(logging.INFO, logger="acuerdo_baselines.crf"):
        fitted("Llegan a [{name}|m GPE/NAM].")
    assert any("mentions: 8 sequences" in message for message in caplog.messages)
    assert capfd.readouterr() == ("", "")


def test_it_obeys_the_protocol(crf):
    assert isinstance(crf, Trainable)
    assert isinstance(crf, Persistent)
    check_extractor(crf)


def test_documents_are_read_as_they_are_asked_for(crf):
    read = []

    def documents():
        for number in range(3):
            read.append(number)
            yield Document(f"d{number}", "Lima.")

    next(crf.extract(documents()))
    assert read == [0]


# Columns of other corpora.

COLUMNS = """El O
rey O
{person} B-PER
fichó O
por O
el O
{name} I-ORG
F.C. I-ORG
, O
de O
la O
Liga B-MISC
( O
{name} B-LOC
) O
. O

"""


def columns(tmp_path, names, name="esp.conll"):
    path = tmp_path / name
    path.write_text("".join(COLUMNS.format(person=p, name=n) for p, n in names))
    return path


def test_any_entity_types_are_learnt_from_columns(tmp_path, ontology):
    from acuerdo import read_examples, score

    train = columns(tmp_path, zip(PEOPLE, NAMES, strict=True))
    test = columns(tmp_path, [("Zubeldía", "Arcandia")], "test.conll")
    theirs = with_types_of(ontology, [train])
    assert theirs.entity_type_names == ("PER", "ORG", "LOC", "MISC")
    crf = Crf(theirs, layers=["entities"], clusters=False)
    crf.fit(read_examples(train, theirs))
    gold = read_examples(test, theirs)
    predicted = list(crf.extract([example.document for example in gold]))
    scores = score([example.gold for example in gold], predicted, theirs, tasks=["entities"])
    assert scores.headlines["entities"].f1 == 1


def test_labels_outside_a_given_ontology_are_refused_all_at_once(ontology):
    example = marked("[Ana|m MISC/NAM] y [Eva|m ROLE/NAM] [van|e JUMP] [hoy|t DATE].")
    with pytest.raises(ExtractorError) as caught:
        Crf(ontology, clusters=False).fit([example])
    assert "entity type MISC, ROLE" in str(caught.value)
    assert "event type JUMP" in str(caught.value)
    assert "time type" not in str(caught.value)
    assert Crf(clusters=False).fit([example]).trained_on == 1


# Whatever the models say, the annotations are sound.

PIECES = (
    "la ", "ministra ", "de ", "EE. UU.", "EE.UU.", "Perú ", "dijo", " ", "que ", "«", "»", '"',
    ", ", ".\n", "ayer ", "2024 ", "año\u0301",
    "👍🏽", "\t", "|", "\u00a0", "Íñigo", "3º", "-", "x",
)  # fmt: skip


class Whim:
    """A model that tags at random."""

    def __init__(self, random, labels):
        self._random = random
        self._tags = ["O", *(f"{place}-{label}" for label in labels for place in "BI")]

    def tag(self, row):
        return self._random.choices(self._tags, k=len(row))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.randoms())
def test_any_tags_make_sound_annotations(ontology, text, random):
    labels = {
        "mentions": ontology.entity_type_names,
        "mentions-inside": ontology.entity_type_names,
        "times": ontology.time_type_names,
        "triggers": ("CONSULT", "AID"),
        "cues": ("CUE",),
        "contents": ("CONTENT",),
    }
    levels = Whim(random, ())
    levels._tags = ontology.mention_level_names
    models = assemble(
        {name: Whim(random, some) for name, some in labels.items()} | {"levels": levels},
        "NAM",
        Defaults({"CONSULT": "meet"}, ("POS", "CERTAIN", "PAST")),
    )
    document = Document("d", text, date=DAY)
    annotations = find(Reading(document, Forms()), models).annotations()
    assert validate(document, annotations, ontology) == []
    spans = [mention.span for mention, _ in annotations.mentions()]
    assert all(
        not one.overlap(other) or one in other or other in one for one in spans for other in spans
    )
