"""What a model is told and shown, what its answer should obey, and what all of it costs."""

import datetime
import re
from concurrent.futures import Future
from pathlib import Path

import msgspec
import pytest

import acuerdo_baselines.llm as package
from acuerdo.annotation import Document
from acuerdo.errors import ExtractorError
from acuerdo.extractor import LAYERS
from acuerdo.ontology import with_entity_types
from acuerdo.tokens import count_tokens
from acuerdo_baselines.llm.answer import write_json
from acuerdo_baselines.llm.backoff import LONGEST, retry_after, wait_seconds
from acuerdo_baselines.llm.cache import request_key
from acuerdo_baselines.llm.chunks import chunks_of, shown
from acuerdo_baselines.llm.instructions import instructions
from acuerdo_baselines.llm.layers import NEEDS, with_needed
from acuerdo_baselines.llm.ordering import in_order
from acuerdo_baselines.llm.places import Places
from acuerdo_baselines.llm.prices import OWN, cost_per_thousand, price_of, read_prices
from acuerdo_baselines.llm.rendering import answer_of
from acuerdo_baselines.llm.replies import MalformedError, read_reply, told
from acuerdo_baselines.llm.schema import answer_schema
from acuerdo_baselines.llm.settings import Settings, read_settings, variable
from acuerdo_baselines.llm.shots import shots_from
from acuerdo_baselines.llm.usage import Usage

ADDRESS = {"base_url": "http://localhost:8000", "model": "m"}
RULES = (Path(package.__file__).parent / "rules.txt").read_text(encoding="utf-8")
NO_LABELS = {"JSON", "ISO", "TIMEX", "TMO", "TMI", "TAF", "TEV", "TNI", "PXD", "XXXX", "WXX"} | {
    f"{when}_REF" for when in ("PAST", "PRESENT", "FUTURE")
}
"""Capitals in the rules that are no labels: standards and values of times."""


def labels(ontology):
    lists = (
        ontology.entity_types, ontology.mention_levels, ontology.sectors, ontology.time_types,
        ontology.time_mods, ontology.roles, ontology.event_types, ontology.relation_types,
        ontology.event_relation_types, ontology.quote_forms,
        *(kind.modes for kind in ontology.event_types),
        *(attribute.values for attribute in ontology.attributes),
    )  # fmt: skip
    return [label for each in lists for label in each]


def test_every_label_is_explained_in_the_words_of_the_ontology(ontology):
    text = instructions(ontology, LAYERS)
    for label in labels(ontology):
        assert f"{label.name}: {label.es}" in text or f"): {label.es}" in text, label.name
    for kind in ontology.event_types:
        assert all(role in text for role in kind.roles)


def test_the_rules_name_no_label_that_the_ontology_lacks(ontology):
    capitals = set(re.findall(r"\b[A-Z][A-Z_]{2,}\b", RULES))
    assert capitals - NO_LABELS <= {label.name for label in labels(ontology)}
    named = set(re.findall(r"\b(?:es|son) (?:el )?([A-Z][a-z]+)\b", RULES))
    assert named
    assert named <= set(ontology.role_names)


def test_another_ontology_is_explained_as_it_is(ontology):
    other = with_entity_types(ontology, ["PER", "MISC"])
    text = instructions(other, ("entities", "triggers", "arguments", "times"))
    assert "- MISC:" in text
    assert "- WEA:" not in text
    schema = answer_schema(other, ("entities",))
    kinds = schema["properties"]["entities"]["items"]["properties"]["type"]["enum"]
    assert kinds == ["PER", "MISC"]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_comes_with_what_it_refers_to_and_with_nothing_else(layer, ontology):
    layers = with_needed([layer])
    assert set(layers) == {layer, *NEEDS.get(layer, ())}
    assert with_needed(layers) == layers
    keys = set(answer_schema(ontology, layers)["properties"])
    expected = {"events" if name == "triggers" else name for name in layers}
    assert keys == expected - {"coreference", "event_attributes", "arguments"}
    text = instructions(ontology, layers)
    for key in ("entities", "times", "events", "relations", "event_relations", "quotes"):
        assert (f"# {key}:" in text) == (key in keys)
    event = answer_schema(ontology, with_needed([layer, "triggers"]))
    fields = event["properties"]["events"]["items"]["properties"]
    assert ("polarity" in fields) == (layer == "event_attributes")
    assert ("arguments" in fields) == (layer == "arguments")
    assert ("cluster" in fields) == (layer == "coreference")


def faults(value, schema, where="$"):
    """Where a value breaks a schema: as much of JSON Schema as strict servers take."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int}
    if not isinstance(value, kinds[schema["type"]]):
        return [where]
    if "enum" in schema and value not in schema["enum"]:
        return [where]
    found = []
    if schema["type"] == "object":
        if set(value) != set(schema["properties"]):
            return [where]
        for name, part in value.items():
            found += faults(part, schema["properties"][name], f"{where}.{name}")
    if schema["type"] == "array":
        for number, part in enumerate(value):
            found += faults(part, schema["items"], f"{where}[{number}]")
    return found


@pytest.mark.parametrize("layers", [LAYERS, *(with_needed([layer]) for layer in LAYERS)])
def test_right_answers_obey_the_schema(layers, annotated, ontology):
    schema = answer_schema(ontology, layers)
    for example in annotated:
        (whole,) = chunks_of(example.document.text, 10**9)
        places = Places(example.document, whole, "nearest")
        answer = write_json(answer_of(example.document, example.gold, places), layers)
        assert faults(msgspec.json.decode(answer), schema) == []


def test_the_schema_is_as_strict_as_servers_ask(ontology):
    objects = []

    def walk(schema):
        assert "$ref" not in schema
        if schema["type"] == "object":
            objects.append(schema)
            assert schema["additionalProperties"] is False
            assert schema["required"] == list(schema["properties"])
            for part in schema["properties"].values():
                walk(part)
        elif schema["type"] == "array":
            walk(schema["items"])
        else:
            assert len(set(schema.get("enum", ()))) == len(schema.get("enum", ()))

    walk(answer_schema(ontology, LAYERS))
    assert len(objects) > 5


def test_chunks_are_whole_sentences_up_to_the_limit_and_miss_none(annotated):
    for example in annotated:
        text = example.document.text
        (whole,) = chunks_of(text, 10**9)
        for limit in (1, 40, 150):
            chunks = chunks_of(text, limit)
            assert [s for chunk in chunks for s in chunk.sentences] == list(whole.sentences)
            for chunk in chunks:
                tokens = sum(count_tokens(text[s.start : s.end]) for s in chunk.sentences)
                assert tokens <= limit or len(chunk.sentences) == 1


def test_a_paragraph_that_fits_is_not_cut():
    text = "Uno dos. Tres cuatro.\n\nCinco seis. Siete ocho."
    assert [len(chunk.sentences) for chunk in chunks_of(text, 10)] == [2, 2]


def test_a_title_is_shown_only_where_the_text_lacks_it():
    for text, times in (("Firman. Callan.", 1), ("Paz\n\nFirman.", 1)):
        document = Document("d", text, title="Paz", date=datetime.date(2031, 5, 14))
        asked = shown(document, chunks_of(text, 99)[0])
        assert asked.startswith("Fecha: 2031-05-14\n")
        assert asked.count("Paz") == times


def test_examples_are_chosen_by_what_they_show_whatever_their_order(annotated):
    first, second = chosen = shots_from(annotated, LAYERS, most=2, tokens=10**6)
    assert shots_from(annotated[::-1], LAYERS, most=2, tokens=10**6) == chosen
    others = [
        shot
        for example in annotated
        for shot in shots_from([example], LAYERS, most=1, tokens=10**6)
        if shot != first
    ]
    assert all(
        len(shot.labels) / shot.tokens <= len(first.labels) / first.tokens for shot in others
    )
    gain = len(second.labels - first.labels) / second.tokens
    assert all(len(shot.labels - first.labels) / shot.tokens <= gain for shot in others)
    assert len({len(shot.labels - first.labels) for shot in others}) > 1


def test_examples_fit_their_budget(annotated):
    everything = shots_from(annotated, ("times",), most=9, tokens=10**6)
    assert len(everything) == 4
    for budget in (0, 500, 1000, 1500, 2500):
        chosen = shots_from(annotated, ("times",), most=9, tokens=budget)
        assert sum(shot.tokens for shot in chosen) <= budget
        smallest = min(shot.tokens for shot in everything)
        assert bool(chosen) == (smallest <= budget)
    assert shots_from(annotated, LAYERS, most=0, tokens=10**6) == ()
    assert shots_from([], LAYERS, most=3, tokens=10**6) == ()


def test_settings_come_from_the_keyword_then_the_environment_then_the_default():
    told = {variable("base_url"): "http://host", variable("model"): "env", variable("shots"): "1"}
    found = read_settings({"model": "given", "seed": None}, told)
    assert (found.base_url, found.model, found.shots) == ("http://host", "given", 1)
    assert found.seed == Settings().seed
    assert found.cache.endswith("acuerdo/llm")
    assert read_settings(ADDRESS, {"XDG_CACHE_HOME": "/c"}).cache == "/c/acuerdo/llm"


ADDRESSES = [
    ("http://localhost:8000", "http://localhost:8000/v1/chat/completions"),
    ("http://localhost:8000/", "http://localhost:8000/v1/chat/completions"),
    ("https://models.example/v1", "https://models.example/v1/chat/completions"),
    ("https://models.example/api/openai/", "https://models.example/api/openai/chat/completions"),
    ("https://m.example/v1/chat/completions", "https://m.example/v1/chat/completions"),
]


@pytest.mark.parametrize(("given", "url"), ADDRESSES)
def test_an_address_is_completed(given, url):
    assert read_settings({"base_url": given, "model": "m"}, {}).url == url


FAULTS = [
    ({"base_url": "localhost:8000"}, "base_url 'localhost:8000'; expected an address such as"),
    ({"base_url": "ftp://host"}, "base_url 'ftp://host'; expected an address"),
    ({"base_url": "http://h:99999"}, "expected an address"),
    ({"base_url": "http://host/v1?key=k"}, "expected an address"),
    ({"base_url": "http://user:pass@host"}, "with a user name or password; expected api_key"),
    ({"model": ""}, "no model; expected model or ACUERDO_LLM_MODEL"),
    ({"concurrency": 0}, "concurrency 0; expected 1 or more"),
    ({"concurrency": "many"}, "concurrency 'many'; expected a whole number"),
    ({"temperature": float("nan")}, "temperature nan; expected 0 or more"),
    ({"timeout": "soon"}, "timeout 'soon'; expected a number"),
    ({"grounding": "fuzzy"}, "grounding 'fuzzy'; expected one of nearest, first, unique"),
    ({"extra": "[1]"}, "expected a JSON object"),
    ({"extra": "{"}, "expected a JSON object"),
    ({"api_key": "a\nb "}, "expected a key"),
]


@pytest.mark.parametrize(("given", "message"), FAULTS, ids=[str(f[0]) for f in FAULTS])
def test_a_setting_that_cannot_be_is_told(given, message):
    with pytest.raises(ExtractorError) as caught:
        read_settings(ADDRESS | given, {})
    assert message in str(caught.value)
    assert "pass" not in str(caught.value).replace("password", "")


def test_all_faults_of_settings_are_told_at_once():
    with pytest.raises(ExtractorError) as caught:
        read_settings({"seed": "x", "retries": -1, "grounding": "?"}, {})
    assert len(str(caught.value).splitlines()) == 5


def test_waits_grow_are_never_shorter_than_asked_and_repeat():
    waits = [wait_seconds(attempt, base=1, seed="s") for attempt in range(1, 12)]
    for attempt, wait in enumerate(waits, 1):
        longest = min(LONGEST, 2 ** (attempt - 1))
        assert longest / 2 <= wait <= longest
    assert waits == [wait_seconds(attempt, base=1, seed="s") for attempt in range(1, 12)]
    assert waits != [wait_seconds(attempt, base=1, seed="t") for attempt in range(1, 12)]
    assert wait_seconds(1, base=1, seed="s", asked=90) == 90
    assert wait_seconds(9, base=1, seed="s", asked=1) > 1


NOON = datetime.datetime(2031, 5, 14, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("0", 0),
        ("2.5", 2.5),
        ("-3", 0),
        ("inf", None),
        ("nan", None),
        ("later", None),
        ("Wed, 14 May 2031 12:01:00 GMT", 60),
        ("Wed, 14 May 2031 11:00:00 GMT", 0),
        ("Wed, 14 May 2031 12:01:00", 60),
    ],
)
def test_a_server_s_time_to_wait_is_understood(header, seconds):
    assert retry_after(header, NOON) == seconds


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error": {"message": "one"}}', "one"),
        (b'{"error": "two"}', "two"),
        (b'{"detail": "three"}', "three"),
        (b'{"object": "error", "message": "four"}', "four"),
        (b"five\n  lines", "five lines"),
        (b'{"detail": [{"msg": "x"}]}', "status 418"),
        (b"\xff", "\N{REPLACEMENT CHARACTER}"),
        (b"", "status 418"),
    ],
)
def test_what_a_server_says_about_an_error_is_one_line(body, said):
    assert told(body, 418) == said


def test_a_server_that_counts_nothing_is_no_fault():
    body = b'{"choices": [{"message": {"content": "{}"}}], "usage": null}'
    reply = read_reply(body, form="json_schema", seconds=1)
    assert (reply.prompt_tokens, reply.finish_reason, reply.model) == (0, "", "")
    with pytest.raises(MalformedError):
        read_reply(b'{"choices": [{"message": {"content": "  "}}]}', form="", seconds=1)


def test_the_key_of_an_answer_depends_on_everything_asked_and_on_nothing_else():
    body = {"model": "m", "messages": [{"role": "user", "content": "ñ"}], "seed": 1}
    keys = {
        request_key(body, {}),
        request_key(dict(reversed(body.items())), {}),
        request_key(body, {"type": "object"}),
        request_key(body | {"seed": 2}, {}),
        request_key(body | {"messages": []}, {}),
    }
    assert len(keys) == 4


PRICES = """
[[prices]]
patterns = ["mini-*", "Tiny"]
date = 2031-05-14
source = "página de precios del proveedor"
currency = "EUR"
input = 2.0
output = 8.0
cached_input = 0.5

[[prices]]
patterns = ["*"]
date = 2031-05-15
source = "s"
currency = "USD"
input = 1
output = 1
"""


def test_prices_are_found_by_pattern_and_counted_by_kind_of_token(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(PRICES, encoding="utf-8")
    prices = read_prices(path)
    assert price_of("Mini-4", prices).currency == "EUR"
    assert price_of("tiny", prices).date == datetime.date(2031, 5, 14)
    assert price_of("other", prices).currency == "USD"
    usage = Usage(documents=4, prompt_tokens=1000, cached_tokens=400, completion_tokens=100)
    # (600 × 2 + 400 × 0.5 + 100 × 8) / 10⁶ for 4 documents.
    assert cost_per_thousand(usage, prices[0]) == pytest.approx(0.55)
    assert cost_per_thousand(usage, prices[1]) == pytest.approx(0.275)
    assert cost_per_thousand(Usage(), prices[0]) is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file"),
        ("", "missing required field"),
        ("prices = 3", "array"),
        (PRICES.replace("source", "sauce"), "unknown field"),
        (PRICES.replace("2.0", "-2.0"), "a price below 0"),
        (PRICES.replace("2031-05-14", '"ayer"'), "date"),
    ],
)
def test_a_file_that_is_no_table_of_prices_is_refused(content, message, tmp_path):
    path = tmp_path / "p.toml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ExtractorError, match=message):
        read_prices(path)


def test_the_own_table_has_no_price_but_that_of_a_machine_of_one_s_own():
    assert all(price.input == price.output == 0 for price in read_prices(OWN))


def test_results_are_in_order_and_a_result_that_is_there_does_not_wait_for_the_next_item():
    futures = {name: Future() for name in "abcd"}
    read = []

    def items():
        for name in "abcd":
            read.append(name)
            yield name

    results = in_order(items(), lambda name: [futures[name]], ahead=2)
    futures["b"].set_result(2)
    futures["a"].set_result(1)
    assert next(results) == ("a", [1])
    assert read == ["a"]
    assert next(results) == ("b", [2])
    futures["d"].set_result(4)
    futures["c"].set_result(3)
    assert list(results) == [("c", [3]), ("d", [4])]


def test_usage_adds_up_field_by_field():
    one = Usage(*range(1, 14))
    assert one + one == Usage(*(2 * number for number in range(1, 14)))
