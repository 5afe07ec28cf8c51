"""Model folders: what is read back, what is refused, and that they appear whole or not at all."""

import json

import msgspec
import pytest

from acuerdo.annotation import Annotations, Document, Entity, Example, Mention, Span
from acuerdo.dataset import load_ontology
from acuerdo.errors import ExtractorError, FormatError
from acuerdo.extractor import (
    LAYERS,
    Persistent,
    Trainable,
    Tuned,
    chosen_layers,
    import_system,
    load_extractor,
    model_folder,
    system_name,
    system_path,
)
from acuerdo.models import (
    FORMAT,
    Data,
    Model,
    model_ontology,
    read_model,
    require_whole,
    whole_folder,
    write_model,
)
from acuerdo.ontology import read_ontology, with_entity_types
from acuerdo.scoring import TASKS
from acuerdo_baselines.memory import Memory

LIMA = Example(
    Document("d", "Llegan a Lima."),
    Annotations("d", (Entity("N1", "CITY", (Mention("T1", Span(9, 13), Span(9, 13), "NAM"),)),)),
)


def record(**changes):
    fields = {
        "format": FORMAT,
        "system": "memory",
        "class_path": "acuerdo_baselines.memory:Memory",
        "layers": ("entities",),
        "labels": "data",
        "entity_types": ("CITY",),
        "ontology_version": "1",
        "seed": 13,
        "options": {"depth": 3},
        "training": Data("a.conll", "0" * 64, 1),
        "validation": None,
        "scores": {},
        "curve": (),
        "fit_seconds": 0.5,
        "fit_cpu_seconds": 0.5,
        "versions": {"acuerdo": "0"},
        "platform": "Linux x86_64",
        "files": {},
    }
    return Model(**fields | changes)


@pytest.fixture
def folder(tmp_path):
    """A model of ``memory`` that knows one city."""
    target = tmp_path / "crf-news"
    with whole_folder(target) as made:
        (made / "system").mkdir()
        Memory(layers=["entities"]).fit([LIMA]).save(made / "system")
        write_model(made, record(), with_entity_types(load_ontology(), ["CITY"]))
    return target


def test_a_model_is_a_system_by_its_folder(folder):
    (found,) = load_extractor(str(folder)).extract([Document("x", "Lima calla.")])
    assert [entity.type for entity in found.entities] == ["CITY"]
    assert system_path(str(folder)) == ("acuerdo_baselines.memory", "Memory")
    assert import_system(str(folder)) is Memory
    assert system_name(str(folder)) == "crf-news"
    assert model_ontology(folder).entity_type_names == ("CITY",)


def test_the_record_comes_back_with_the_hashes_of_all_other_files(folder):
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    model = read_model(folder)
    assert set(model.files) == there - {"model.json"} == {"ontology.json", "system/memory.json"}
    assert model == record(files=model.files)
    assert require_whole(folder) == model


def test_a_model_with_our_labels_has_no_ontology_of_its_own(tmp_path):
    (tmp_path / "system").mkdir()
    write_model(tmp_path, record(), None)
    assert model_ontology(tmp_path) is None


def test_a_short_name_comes_before_a_folder_called_like_it(folder, tmp_path, monkeypatch):
    folder.rename(tmp_path / "memory")
    monkeypatch.chdir(tmp_path)
    assert model_folder("memory") is None
    assert model_folder("./memory") is not None
    assert system_name("./memory") == "memory"


def change(path):
    path.write_bytes(path.read_bytes().replace(b"CITY", b"TOWN"))


DAMAGES = {
    "changed": (lambda f: change(f / "system" / "memory.json"), "system/memory.json was changed"),
    "missing": (lambda f: (f / "system" / "memory.json").unlink(), "memory.json is missing"),
    "added": (lambda f: (f / "system" / "more.bin").touch(), "system/more.bin was added"),
    "labels": (lambda f: change(f / "ontology.json"), "ontology.json was changed"),
    "several": (
        lambda f: (change(f / "ontology.json"), (f / "system" / "more.bin").touch()),
        "ontology.json was changed, system/more.bin was added; expected the files",
    ),
}


@pytest.mark.parametrize(("damage", "message"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_model_is_refused_before_anything_of_it_is_read(
    damage, message, folder, monkeypatch
):
    damage(folder)
    monkeypatch.setattr(Memory, "load", lambda folder: pytest.fail("it was read"))
    with pytest.raises(ExtractorError, match=message):
        load_extractor(str(folder))
    with pytest.raises(ExtractorError, match=message):
        model_ontology(folder)


def test_hidden_files_that_others_leave_behind_do_no_harm(folder):
    (folder / "system" / ".DS_Store").touch()
    require_whole(folder)


def rewritten(folder, **changes):
    path = folder / "model.json"
    fields = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({k: v for k, v in fields.items() if v is not ...}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": FORMAT + 1}, f"format {FORMAT + 1}; expected {FORMAT}: a newer acuerdo"),
        ({"format": FORMAT + 1, "more": 1}, "a newer acuerdo"),
        ({"format": "1"}, "model.json: Expected `int`, got `str`"),
        ({"more": 1}, "unknown field `more`"),
        ({"seed": ...}, "missing required field `seed`"),
        ({"class_path": "no_such_module:Thing"}, "cannot import no_such_module"),
        ({"class_path": "acuerdo.errors:Missing"}, "acuerdo.errors has no class Missing"),
        ({"class_path": "acuerdo_baselines.nothing:Nothing"}, r"no save\(\) and load\(\)"),
        ({"class_path": "memory"}, "expected one of nothing"),
    ],
)
def test_a_record_that_does_not_lead_to_a_system_is_refused_in_a_sentence(changes, message, folder):
    rewritten(folder, **changes)
    with pytest.raises(ExtractorError, match=message) as caught:
        load_extractor(str(folder))
    assert "crf-news" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_model_whose_system_fails_names_what_it_called(folder, monkeypatch):
    def load(folder):
        raise KeyError("weights")

    monkeypatch.setattr(Memory, "load", load)
    with pytest.raises(ExtractorError, match=r"Memory\.load\(\) failed: KeyError: 'weights'"):
        load_extractor(str(folder))


@pytest.mark.parametrize("name", ["models/nowhere", "empty", "./memory"])
def test_a_folder_that_is_no_model_is_refused(name, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExtractorError, match=r"no model\.json there; expected a model folder"):
        load_extractor(name)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_nothing_is_left_of_a_folder_that_was_not_finished(error, tmp_path):
    def interrupted():
        with whole_folder(tmp_path / "models" / "deep" / "crf") as made:
            (made / "system").mkdir()
            raise error

    with pytest.raises(error):
        interrupted()
    assert names(tmp_path) == []


def test_a_model_that_is_there_survives_a_failed_replacement(folder, tmp_path):
    def interrupted():
        with whole_folder(folder, overwrite=True) as made:
            (made / "model.json").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    require_whole(folder)
    assert names(tmp_path) == ["crf-news"]


def test_a_replaced_model_leaves_nothing_behind(folder, tmp_path):
    with whole_folder(folder, overwrite=True) as made:
        (made / "system").mkdir()
        write_model(made, record(seed=7), None)
    assert read_model(folder).seed == 7
    assert names(folder) == ["model.json", "system"]
    assert names(tmp_path) == ["crf-news"]


def test_a_link_to_a_model_stays_a_link(folder, tmp_path):
    link = tmp_path / "current"
    link.symlink_to(folder, target_is_directory=True)
    with whole_folder(link, overwrite=True) as made:
        (made / "system").mkdir()
        write_model(made, record(seed=7), None)
    assert link.is_symlink()
    assert read_model(folder).seed == 7


def enter(path, **how):
    with whole_folder(path, **how):
        pytest.fail("it was entered")


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_is_no_model_is_never_replaced(overwrite, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "file").touch()
    for name in ("notes", "file"):
        with pytest.raises(FormatError, match="is no model folder; expected a new name"):
            enter(tmp_path / name, overwrite=overwrite)


def test_a_model_is_replaced_only_if_told(folder):
    with pytest.raises(FormatError, match="expected a new name, or --overwrite"):
        enter(folder)


def test_a_folder_that_cannot_be_written_is_named_without_its_temporary_name(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(FormatError, match=r"cannot be written") as caught:
        enter(tmp_path / "file" / "crf")
    assert ".part" not in str(caught.value)


def test_layers_are_the_tasks_that_the_score_averages():
    assert tuple(name for name, task in TASKS.items() if task.in_acuerdo) == LAYERS


def test_layers_are_chosen_in_the_order_of_the_system():
    assert chosen_layers(Memory, ["times", "entities"]) == ("entities", "times")
    for layers, found in ((["quotes", "times"], "quotes"), ([], "none")):
        with pytest.raises(ExtractorError, match=f"Memory: layers {found}; expected some of"):
            chosen_layers(Memory, layers)


def test_protocols_tell_systems_apart():
    class Careful(Memory):
        def tune_on(self, examples):
            self.validation = examples

    assert isinstance(Memory(), Trainable)
    assert isinstance(Memory(), Persistent)
    assert not isinstance(Memory(), Tuned)
    assert isinstance(Careful(), Tuned)


def test_other_entity_types_leave_an_ontology_without_contradictions(tmp_path):
    for types in (["CITY"], ["PER", "MISC"], ["DATE", "TIME", "DURATION", "SET", "MOVE"]):
        ontology = with_entity_types(load_ontology(), types)
        (tmp_path / "ontology.json").write_bytes(msgspec.json.encode(ontology))
        assert read_ontology(tmp_path / "ontology.json") == ontology
        assert ontology.entity_type_names == tuple(types)
        assert not set(types) & {*ontology.time_type_names, *ontology.event_type_names}
    assert with_entity_types(load_ontology(), load_ontology().entity_type_names) is load_ontology()
