"""``acuerdo train``: what is learnt, what is kept, and what happens when it goes wrong."""

import getpass
import json
import platform
import re
from pathlib import Path

import pytest
from tests.cli.conftest import call_outside

from acuerdo.dataset import Corpus
from acuerdo.formats import read_examples, with_types_of
from acuerdo.models import read_model

LISTS = '''
import json
import logging
import re

from acuerdo import Annotations, Entity, Mention, Span


def last_word(document, span):
    return Span(span.end - len(document[span].split()[-1]), span.end)


class Lists:
    """Remembers names and their types; finds them again."""

    name = "lists"
    layers = ("entities", "times")

    def __init__(self, *, ontology=None, layers=None, seed=13, shortest=1, fails=""):
        self.labels = ontology.entity_type_names if ontology else ()
        self.chosen, self.seed, self.shortest, self.fails = layers, seed, shortest, fails
        self.names, self.tuned = {}, 0
        if fails == "init":
            raise RuntimeError("no memory")

    def tune_on(self, examples):
        self.tuned = len(examples)

    def fit(self, examples):
        print("on stdout")
        logging.getLogger(__name__).info("reading %d documents", len(examples))
        logging.getLogger("somebody.else").info("not our business")
        if self.fails == "fit":
            raise ValueError("no convergence")
        if self.fails == "interrupted":
            raise KeyboardInterrupt
        for example in examples:
            for mention, entity in example.gold.mentions():
                surface = example.document[mention.span]
                if len(surface) >= self.shortest:
                    self.names[surface] = entity.type
        return None if self.fails == "returns" else self

    def extract(self, documents):
        if self.fails == "extract":
            raise ValueError("lost")
        for document in documents:
            spans = [
                (Span(*match.span()), kind)
                for name, kind in sorted(self.names.items())
                for match in re.finditer(rf"(?<!\\S){re.escape(name)}(?!\\S)", document.text)
            ]
            yield Annotations(
                document.id,
                tuple(
                    Entity(f"n{n}", kind, (Mention(f"m{n}", s, last_word(document, s), "NAM"),))
                    for n, (s, kind) in enumerate(spans)
                    if not any(s != o and s.overlap(o) and len(o) > len(s) for o, _ in spans)
                ),
            )

    def save(self, folder):
        import numpy

        kept = [self.names, self.tuned, self.seed, self.chosen, self.labels, self.shortest]
        kept.append(self.fails)
        (folder / "names.json").write_text(json.dumps(kept, sort_keys=True), encoding="utf-8")
        if self.fails == "save":
            raise OSError("disk full")

    @classmethod
    def load(cls, folder):
        loaded = cls()
        kept = json.loads((folder / "names.json").read_text(encoding="utf-8"))
        loaded.names, loaded.fails = kept[0], kept[-1]
        return loaded


class Plain:
    """Takes no keywords."""

    name = "plain"

    def fit(self, examples):
        return self

    def extract(self, documents):
        return (Annotations(document.id) for document in documents)

    def save(self, folder):
        (folder / "nothing").touch()

    @classmethod
    def load(cls, folder):
        return cls()
'''

TRAIN = """Ana B-PER
Vela I-PER
llegó O
a O
Lima B-LOC
. O

La O
Liga B-MISC
calla O

"""
TEST = TRAIN.replace("Lima", "Quito")


@pytest.fixture
def place(tmp_path):
    """A folder with systems and with columns to train and test on."""
    (tmp_path / "mine_lists.py").write_text(LISTS, encoding="utf-8")
    (tmp_path / "esp.train").write_bytes((TRAIN * 100).encode("latin-1"))
    (tmp_path / "esp.testa").write_text(TEST * 65, encoding="utf-8")
    return tmp_path


COLUMNS = ("--train", "esp.train", "--validation", "esp.testa", "--labels", "data")
LISTS_ON_COLUMNS = ("train", "mine_lists:Lists", *COLUMNS, "-o", "models/lists")


def kept(place, name="models/lists"):
    return json.loads((place / name / "system" / "names.json").read_text(encoding="utf-8"))


def listed(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_model_is_trained_on_columns_scored_and_kept(run, place):
    done = run(*LISTS_ON_COLUMNS)
    assert done.code == 0
    assert "models/lists: trained on 8 documents" in done.err
    assert "acuerdo extract --model models/lists INPUT OUTPUT" in done.err
    assert "esp.train: tags in IOB2" in done.err
    assert "reading 8 documents" in done.err
    assert "on stdout" in done.err
    assert "not our business" not in done.err
    row = next(line for line in done.out.splitlines() if "entities" in line)
    assert row.split()[1:4] == ["100.0", "66.7", "80.0"]
    names, tuned, seed, layers, labels, *_ = kept(place)
    assert names == {"Ana Vela": "PER", "Lima": "LOC", "Liga": "MISC"}
    assert (tuned, seed, layers) == (6, 13, ["entities"])
    assert labels == ["PER", "LOC", "MISC"]


def test_the_record_says_what_was_learnt_from_what_and_names_no_place_or_person(run, place):
    run(*LISTS_ON_COLUMNS, "--seed", "7", "--option", "shortest=5", "--curve")
    model = read_model(place / "models" / "lists")
    assert model.class_path == model.system == "mine_lists:Lists"
    assert (model.seed, model.options, model.labels) == (7, {"shortest": 5}, "data")
    assert (model.training.name, model.training.documents) == ("esp.train", 8)
    assert (model.validation.name, model.validation.documents) == ("esp.testa", 6)
    assert len({model.training.sha256, model.validation.sha256}) == 2
    assert set(model.versions) == {"acuerdo", "python", "numpy"}
    scored = model.scores["entities"]
    assert set(model.scores) == {"entities"}
    assert (scored.gold, scored.predicted, scored.precision) == (195, 65, 1.0)
    assert scored.low <= scored.f1 <= scored.high
    assert kept(place)[0] == {"Ana Vela": "PER"}
    written = (place / "models" / "lists" / "model.json").read_text(encoding="utf-8")
    host = platform.node()
    private = [str(place), str(place.parent), getpass.getuser() + "@", *([host] if host else [])]
    assert [each for each in private if each in written] == []


def test_the_learning_curve_nests_its_documents_and_ends_with_the_model(run, place):
    done = run(*LISTS_ON_COLUMNS, "--curve", "--json")
    curve = done.json["curve"]
    assert [point["documents"] for point in curve] == [1, 2, 4, 8]
    assert curve[-1]["f1"] == {"entities": done.json["scores"]["entities"]["f1"]}
    assert curve[-1]["mean"] == curve[-1]["f1"]["entities"]
    printed = run(*LISTS_ON_COLUMNS, "--curve", "--overwrite").out
    rows = [line for line in printed.splitlines() if "█" in line]
    assert [row.split()[0] for row in rows] == ["1", "2", "4", "8"]
    assert [row.split()[-1] for row in rows] == ["80.0"] * 4


def test_parts_of_a_learning_curve_are_nested_and_depend_on_the_seed_alone(monkeypatch):
    from acuerdo.annotation import Annotations, Document, Example
    from acuerdo.dataset import load_ontology
    from acuerdo.training import Material, Recipe, _curve

    examples = tuple(Example(Document(f"d{n}", "x"), Annotations(f"d{n}")) for n in range(40))
    material = Material(examples, "made", "")

    class Spy:
        def __init__(self):
            self.parts = []

        def fit(self, part, validation):
            self.parts.append([example.document.id for example in part])
            return type("Fitted", (), {"system": None, "seconds": 0.0})()

        def scores(self, system, validation):
            return type("Scores", (), {"headlines": {}, "acuerdo": None})()

    def parts(seed):
        spy = Spy()
        _curve(spy, material, material, seed)
        return spy.parts

    assert [len(part) for part in parts(13)] == [5, 10, 20]
    smallest, *others = map(set, parts(13))
    assert all(smallest < other for other in others)
    assert parts(13) == parts(13) != parts(14)
    assert Recipe("x", load_ontology()).seed == 13


def test_a_model_stands_wherever_a_system_does(run, place):
    run(*LISTS_ON_COLUMNS)
    said = run("extract", "--model", "models/lists", "esp.testa", "one.jsonl", "--json")
    assert said.json == {"system": "lists", "documents": 6, "output": "one.jsonl"}
    assert run("extract", "models/lists", "esp.testa", "two.jsonl").code == 0
    assert (place / "one.jsonl").read_bytes() == (place / "two.jsonl").read_bytes()
    measured = run(
        "profile", "--model", "models/lists", "--data", "esp.testa", "--seconds", "0.1", "--json"
    )
    assert measured.json["system"] == "lists"
    assert measured.json["documents"] == 6


@pytest.mark.parametrize("target", ["out.jsonl", "out.parquet", "out.conll", "brat"])
def test_labels_of_the_model_are_written_in_every_format(run, place, target):
    run(*LISTS_ON_COLUMNS)
    assert run("extract", "--model", "models/lists", "esp.testa", target).code == 0
    done = run("score", target, "--gold", "esp.testa", "--labels", "data", "--per-label", "--json")
    assert set(done.json["tasks"]) == {"entities"}
    labels = done.json["tasks"]["entities"]["views"]["exact"]["per_label"]
    assert {one["label"]: one["f1"] for one in labels} == {"PER": 1.0, "LOC": 0.0, "MISC": 1.0}


def test_the_types_of_a_file_are_listed_when_it_is_scored(run, place):
    done = run("score", "esp.testa", "--gold", "esp.testa", "--labels", "data", "--per-label")
    rows = [line.split()[0] for line in done.out.splitlines() if line.split()]
    assert [row for row in rows if row in ("PER", "LOC", "MISC", "GPE")] == ["PER", "LOC", "MISC"]


def test_models_are_evaluated_by_their_own_labels_under_the_names_of_their_folders(run, place):
    run(*LISTS_ON_COLUMNS)
    run("train", "mine_lists:Lists", *COLUMNS, "--option", "shortest=5", "-o", "other/lists")
    absolute = place / "other" / "lists"
    done = run(
        "evaluate", "mine_lists:Plain", "--model", "models/lists", "--model", absolute,
        "--gold", "esp.testa", "--seconds", "0.1", "-o", "results", "--json",
    )  # fmt: skip
    assert done.code == 0
    assert {"lists", "lists-2", "mine_lists.Plain"} <= set(listed(place / "results"))
    ranked = [(one["system"], set(one["scores"]["tasks"])) for one in done.json["systems"]]
    only = {"entities"}
    assert ranked == [("lists", only), ("lists (lists-2)", only), ("plain", only)]
    kept_files = [p for p in (place / "results").rglob("*.json") if p.is_file()]
    assert [p.name for p in kept_files if str(place) in p.read_text(encoding="utf-8")] == []
    assert listed(absolute) == ["model.json", "ontology.json", "system"]


def test_models_of_different_labels_are_compared_only_by_those_of_the_data(run, place):
    run(*LISTS_ON_COLUMNS)
    (place / "few.conll").write_text("Ana B-PER\n", encoding="utf-8")
    run("train", "mine_lists:Lists", "--train", "few.conll", "--labels", "data", "-o", "models/few")
    both = ("evaluate", "--model", "models/lists", "--model", "models/few", "--gold", "esp.testa")
    refused = run(*both)
    assert refused.code == 1
    assert "models with different entity types" in refused.err
    done = run(*both, "--labels", "data", "--seconds", "0.1", "-o", "results", "--json")
    assert [one["system"] for one in done.json["systems"]] == ["lists", "lists (few)"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("train", "mine_lists:Lists", "--train", "esp.train", "-o", "models/lists"),
        ("score", "esp.testa", "--gold", "esp.testa"),
        ("evaluate", "nothing", "--gold", "esp.testa"),
        ("convert", "esp.testa", "out.jsonl"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_type_outside_the_ontology_is_a_problem_and_the_way_out_is_told(run, place, arguments):
    before = listed(place)
    done = run(*arguments)
    assert done.code == 1
    assert "unknown label 'MISC'; expected one of PER, ORG" in done.err
    assert "--labels data would take the entity types from the files" in done.err
    assert listed(place) == before


def test_columns_become_any_format_with_their_own_types(run, place, ontology):
    assert run("convert", "esp.testa", "out.jsonl", "--labels", "data").code == 0
    own = with_types_of(ontology, [place / "esp.testa"])
    assert len(read_examples(place / "out.jsonl", own)) == 6
    assert run("convert", "out.jsonl", "out.conll", "--labels", "data").code == 0
    body = (place / "out.conll").read_text(encoding="utf-8").replace("-DOCSTART- O\n\n", "")
    assert body == (place / "esp.testa").read_text(encoding="utf-8")


MISTAKES = {
    "unknown system": (("lists",), {}, "system 'lists': expected one of nothing"),
    "not trainable": (("rules",), {}, "Rules has no fit(), save(), load(); expected a system"),
    "a model": (("./models/old",), {}, "a model; expected a short name or module:Class"),
    "unknown option": (("mine_lists:Lists",), {"--option": "deep=1"}, "no option 'deep'; expected"),
    "no options at all": (("mine_lists:Plain",), {"--option": "a=1"}, "it has no options"),
    "seed as an option": (("mine_lists:Lists",), {"--option": "seed=1"}, "no option 'seed'"),
    "unknown layer": (("mine_lists:Lists",), {"--layers": "quotes"}, "Lists: layers quotes"),
    "no choice of layers": (("mine_lists:Plain",), {"--layers": "times"}, "no choice of layers"),
    "init": (("mine_lists:Lists",), {"--option": "fails=init"}, "Lists() failed: RuntimeError"),
    "fit": (("mine_lists:Lists",), {"--option": "fails=fit"}, ".fit() failed: ValueError: no conv"),
    "save": (("mine_lists:Lists",), {"--option": "fails=save"}, ".save() failed: OSError: disk"),
    "returns": (("mine_lists:Lists",), {"--option": "fails=returns"}, "fit() returned NoneType"),
    "no file": (("mine_lists:Lists",), {"--train": "no.conll"}, "no.conll: no such file"),
    "a curve of nothing": (
        ("mine_lists:Lists", "--curve"),
        {"--validation": None},
        "no validation documents; expected some for the points of a curve",
    ),
}


@pytest.mark.parametrize(("arguments", "changes", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_said_in_a_sentence_and_leaves_nothing(
    run, place, arguments, changes, message
):
    run("train", "mine_lists:Plain", *COLUMNS, "-o", "models/old")
    options = dict(zip(COLUMNS[::2], COLUMNS[1::2], strict=True)) | changes
    given = [part for name, value in options.items() if value for part in (name, value)]
    done = run("train", *arguments, *given, "-o", "models/new")
    assert done.code == 1
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    assert listed(place / "models") == ["old"]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (("--labels", "mine"), "expected ontology or data"),
        (("--option", "shortest"), "expected KEY=VALUE"),
        (("--seed", "x"), "--seed"),
    ],
)
def test_wrong_usage_is_told(run, place, extra, message):
    done = run(*LISTS_ON_COLUMNS, *extra)
    assert (done.code, listed(place).count("models")) == (2, 0)
    assert message in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "esp.testa", "out.jsonl"),
        ("extract", "rules", "--model", "m", "esp.testa", "out.jsonl"),
        ("extract", "a", "b", "esp.testa", "out.jsonl"),
        ("profile",),
        ("profile", "rules", "--model", "m"),
    ],
    ids=" ".join,
)
def test_a_system_is_named_once(run, place, arguments):
    done = run(*arguments)
    assert done.code == 2
    assert "SYSTEM" in done.err


def test_an_interrupted_training_leaves_nothing(run, place):
    before = listed(place)
    assert run(*LISTS_ON_COLUMNS, "--option", "fails=interrupted").code != 0
    assert listed(place) == before


def test_a_model_is_kept_even_if_it_cannot_be_scored(run, place):
    done = run(*LISTS_ON_COLUMNS, "--option", "fails=extract")
    assert done.code == 0
    assert "not scored: system 'lists': before the first document: ValueError: lost" in done.err
    assert read_model(place / "models" / "lists").scores == {}


def test_a_model_that_is_there_stays_unless_told_otherwise(run, place):
    run(*LISTS_ON_COLUMNS)
    refused = run(*LISTS_ON_COLUMNS, "--seed", "7")
    assert (refused.code, kept(place)[2]) == (1, 13)
    assert "--overwrite" in refused.err
    assert run(*LISTS_ON_COLUMNS, "--seed", "7", "--overwrite").code == 0
    assert kept(place)[2] == 7
    assert listed(place / "models") == ["lists"]


def test_a_system_without_keywords_can_be_trained(run, place):
    assert run("train", "mine_lists:Plain", *COLUMNS, "-o", "models/plain").code == 0


@pytest.mark.parametrize("value", ["1", "1.5", "true", "null", '["a", 2]', "word", "01"])
def test_values_of_options_are_those_of_json_or_strings(run, place, value):
    strict = value not in ("word", "01")
    run(*LISTS_ON_COLUMNS, "--option", f"fails={value}")
    assert kept(place)[-1] == (json.loads(value) if strict else value)


@pytest.mark.parametrize("name", ["small.jsonl", "small.parquet", "brat"])
def test_memory_is_trained_on_every_format_that_holds_annotations(run, place, small, name):
    run("convert", small, name)
    done = run("train", "memory", "--train", name, "--validation", small, "-o", "m", "--json")
    assert done.code == 0
    layers = ["entities", "coreference", "times", "triggers", "event_attributes", "arguments"]
    assert done.json["layers"] == [*layers, "relations"]
    assert done.json["labels"] == "ontology"
    assert "ontology.json" not in done.json["files"]
    assert done.json["scores"]["entities"]["low"] is None


def test_layers_that_are_chosen_are_all_that_a_model_predicts(run, place, small):
    run("train", "memory", "--train", small, "--layers", "times,entities", "-o", "m")
    assert read_model(place / "m").layers == ("entities", "times")
    run("extract", "--model", "m", small, "out.jsonl")
    rows = [json.loads(line) for line in (place / "out.jsonl").read_text().splitlines()]
    assert all(row["events"] == row["relations"] == [] for row in rows)
    assert all(len(entity["mentions"]) == 1 for row in rows for entity in row["entities"])
    assert sum(len(row["times"]) for row in rows) > 0


def test_the_splits_of_the_dataset_are_the_default(run, place, small, monkeypatch, ontology):
    examples = read_examples(small, ontology)

    def load(config="default", *, split):
        return Corpus("documents", split, "1", "0" * 64, tuple(examples))

    monkeypatch.setattr("acuerdo.training.material.load", load)
    done = run("train", "memory", "-o", "m", "--labels", "data", "--json")
    assert done.json["training"]["name"] == "acuerdo@1#train"
    assert done.json["validation"]["name"] == "acuerdo@1#validation"
    assert set(done.json["entity_types"]) < set(ontology.entity_type_names)


def test_training_documents_are_needed(run, place, monkeypatch):
    empty = Corpus("documents", "train", "1", "0" * 64, ())
    monkeypatch.setattr("acuerdo.training.material.load", lambda *, split: empty)
    done = run("train", "memory", "-o", "m")
    assert done.code == 1
    assert "acuerdo@1#train: no documents; expected at least one to learn from" in done.err


def test_the_same_seed_and_data_give_the_same_model_whatever_the_hash_seed(place, small):
    for seed in ("1", "2"):
        done = call_outside(
            place, "train", "memory", "--train", small, "-o", f"m{seed}", PYTHONHASHSEED=seed
        )
        assert done.code == 0
    one, two = (read_model(place / name).files for name in ("m1", "m2"))
    assert one == two


DOCUMENTATION = Path(__file__).resolve().parents[2] / "docs" / "training.md"


def test_the_commands_for_columns_work_as_they_are_documented(run, place):
    (place / "esp.testb").write_text(TEST * 65, encoding="utf-8")
    text = DOCUMENTATION.read_text(encoding="utf-8")
    section = text[text.index("## On your CoNLL columns") :]
    block = re.search("```\n(.*?)```", section, re.DOTALL)[1]
    commands = [line.split()[1:] for line in block.splitlines()]
    assert [command[0] for command in commands] == ["train", "evaluate", "extract", "score"]
    for command in commands:
        quick = ["--seconds", "0.1"] if command[0] == "evaluate" else []
        done = run(*(part if part != "crf" else "memory" for part in command), *quick)
        assert done.code == 0, done.err
    row = next(line for line in done.out.splitlines() if line.split()[:2] == ["entities", "exact"])
    assert row.split()[2:5] == ["100.0", "66.7", "80.0"]


def test_the_documentation_has_every_key_of_the_record_and_every_option(run, place):
    text = DOCUMENTATION.read_text(encoding="utf-8")
    run(*LISTS_ON_COLUMNS)
    record = json.loads((place / "models" / "lists" / "model.json").read_text(encoding="utf-8"))
    assert [key for key in record if f"`{key}`" not in text] == []
    options = re.findall(r"--[a-z]+", run("train", "--help").out)
    assert [each for each in options if each not in text and each not in GENERAL] == []


GENERAL = ("--output", "--json", "--help")
