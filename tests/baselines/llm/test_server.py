"""The system against a server that misbehaves in every way a server may."""

import dataclasses
import json
import logging
import subprocess
import sys
import threading
from collections import Counter

import pytest
from tests.baselines.llm.conftest import HELD_OUT
from tests.baselines.llm.server import Say, Server, error, first, gold, nothing, said

from acuerdo.annotation import Annotations, Document
from acuerdo.errors import ExtractorError, MissingExtraError
from acuerdo.scoring import score
from acuerdo.testing import check_extractor
from acuerdo.validation import validate
from acuerdo_baselines.llm import LanguageModel

TIMES = {"layers": ["times"]}
KEY = "s3cret-key-of-a-user"


def documents(examples):
    return [example.document for example in examples]


def golds(examples):
    return [said(example.gold) for example in examples]


def extracted(system, examples):
    return [said(found) for found in system.extract(documents(examples))]


def test_good_answers_are_the_annotations(annotated, model, ontology):
    with Server(gold(annotated)) as server:
        system = model(server, chunk=10_000)
        found = list(system.extract(documents(annotated)))
    assert [said(each) for each in found] == golds(annotated)
    for example, each in zip(annotated, found, strict=True):
        assert validate(example.document, each, ontology) == []
    assert system.ungrounded == {}
    usage = system.usage
    assert (usage.documents, usage.chunks, usage.requests, usage.retries) == (4, 4, 4, 0)
    assert (usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens) == (400, 80, 40)
    assert system.notes[0].startswith("llm: test (served as test-0001): 4 documents, 4 chunks, 4")


def test_the_server_is_asked_for_a_strict_schema_and_told_the_settings(dated, model):
    with Server(gold(dated(1), ("times",))) as server:
        settings = {"temperature": 0.5, "seed": 7, "max_tokens": 99, "api_key": KEY}
        list(model(server, **TIMES, **settings).extract(documents(dated(1))))
    (asked,) = server.asked
    body = asked.body
    assert (body["model"], body["temperature"], body["seed"]) == ("test", 0.5, 7)
    assert body["max_tokens"] == 99
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["response_format"]["json_schema"]["schema"]["required"] == ["times"]
    assert asked.headers["Authorization"] == f"Bearer {KEY}"


def test_own_keys_are_merged_into_the_request_and_null_takes_one_away(dated, model):
    with Server(gold(dated(1), ("times",))) as server:
        extra = {"max_tokens": None, "max_completion_tokens": 5}
        list(model(server, **TIMES, extra=extra).extract(documents(dated(1))))
    assert "max_tokens" not in server.asked[0].body
    assert server.asked[0].body["max_completion_tokens"] == 5


def test_offsets_are_right_after_characters_of_all_widths(dated, model):
    examples = dated(1)
    with Server(gold(examples, ("times",))) as server:
        (found,) = model(server, **TIMES).extract(documents(examples))
    (time,) = found.times
    assert examples[0].document[time.span] == "lunes"


def test_a_document_in_chunks_loses_only_what_joins_them(annotated, model, ontology):
    with Server(gold(annotated)) as server:
        system = model(server, chunk=150)
        found = list(system.extract(documents(annotated)))
    assert system.usage.chunks > len(annotated)
    for example, each in zip(annotated, found, strict=True):
        assert validate(example.document, each, ontology) == []
        expected, given = said(example.gold), said(each)
        assert given["times"] == expected["times"]
        assert given["events"] == expected["events"]
        assert given["quotes"] == expected["quotes"]
        assert given["links"] <= expected["links"]
        spans = {m.span for m, _ in each.mentions()}
        assert spans == {m.span for m, _ in example.gold.mentions()}


@pytest.mark.parametrize("text", ["", " \n\n "], ids=["empty", "spaces"])
def test_a_document_without_words_is_not_sent(text, model):
    with Server(lambda asked: Say(nothing())) as server:
        assert list(model(server).extract([Document("d", text)])) == [Annotations("d")]
    assert server.asked == []


REACTIONS = [
    ("500 twice", 2, error(500, "out of memory")),
    ("429 and a time to wait", 1, error(429, "too many", Retry_After="0.01")),
    ("a connection that breaks in the middle of the body", 1, Say("{}", drop=True)),
    ("no choices", 1, Say(body=b'{"choices": []}')),
    ("no content", 1, Say(None)),
    ("no chat completion", 1, Say(body=b"<html>gateway</html>")),
    (
        "half of a surrogate pair",
        1,
        Say(body=b'{"choices": [{"message": {"content": "\\ud83d"}}]}'),
    ),
]


@pytest.mark.parametrize(
    ("times", "reaction"), [r[1:] for r in REACTIONS], ids=[r[0] for r in REACTIONS]
)
def test_what_may_pass_is_tried_again(times, reaction, dated, model):
    examples = dated(3)
    with Server(first(times, reaction, gold(examples, ("times",)))) as server:
        system = model(server, **TIMES)
        assert extracted(system, examples) == golds(examples)
    assert system.usage.retries == 3 * times
    assert system.usage.requests == len(server.asked) == 3 * (times + 1)
    assert system.usage.failures == 0


def test_a_server_that_says_nothing_is_left_and_asked_again(dated, model):
    examples = dated(1)
    slow = Say(nothing(("times",)), hang=2.0)
    with Server(first(1, slow, gold(examples, ("times",)))) as server:
        system = model(server, **TIMES, timeout=0.2)
        assert extracted(system, examples) == golds(examples)
    assert system.usage.retries == 1


def test_a_server_is_waited_for_as_long_as_it_asks(dated, model, caplog):
    examples = dated(1)
    busy = error(429, "too many", Retry_After="0.3")
    caplog.set_level(logging.INFO, "acuerdo_baselines.llm")
    with Server(first(1, busy, gold(examples, ("times",)))) as server:
        list(model(server, **TIMES, backoff=0).extract(documents(examples)))
    assert "status 429: too many; trying again in 0.3 s" in caplog.messages


def test_a_server_that_asks_for_too_much_patience_ends_the_run(dated, model):
    patient = pytest.raises(ExtractorError, match=r"asks to wait 86400 s .*expected at most 300 s")
    with Server(lambda asked: error(429, "quota", Retry_After="86400")) as server, patient:
        list(model(server, **TIMES).extract(documents(dated(1))))
    assert len(server.asked) == 1


def test_an_answer_that_is_cut_off_is_asked_for_in_halves(annotated, model):
    (example, *_) = annotated
    answer = gold(annotated)

    def react(asked):
        say = answer(asked)
        if asked.shown.count("\n[") < 4:
            return say
        return Say(say.content[: len(say.content) // 2], "length")

    with Server(react) as server:
        system = model(server, chunk=10_000)
        (found,) = system.extract([example.document])
    assert said(found)["events"] == said(example.gold)["events"]
    usage = system.usage
    assert usage.truncated > 1
    assert usage.chunks == 2 * usage.truncated + 1 == len(server.asked)


def test_a_sentence_whose_answer_never_fits_is_given_up_and_told(model):
    with Server(lambda asked: Say("{", "length")) as server:
        system = model(server)
        assert list(system.extract([Document("d", "Firman. Callan.")])) == [Annotations("d")]
    assert (system.usage.truncated, system.usage.failures) == (3, 2)
    (note,) = [note for note in system.notes if "taken for empty" in note]
    assert "2 chunks without an answer, taken for empty; the first: document 'd': an answer" in note
    assert "longer than max_tokens" in note


WRONG = [
    ("no JSON", "No puedo ayudar con eso.", "JSON is malformed"),
    ("JSON that ends too early", '{"times": [{"id": "t1"', "truncated"),
    ("a list", "[]", "Expected `object`"),
    ("another object", '{"error": "no"}', "no 'times'"),
    ("a number for a list", '{"times": 3}', "$.times"),
    ("an item without its keys", '{"times": [{"id": "t1"}]}', "missing required field"),
    ("deep nesting", '{"a": ' * 100_000, "recursion"),
    (
        "a label that does not exist",
        '{"times": [{"id": "t", "text": "lunes", "sentence": 1, "type": "DÍA", "value": "", '
        '"mod": ""}]}',
        "times[0].type: 'DÍA'; expected one of DATE, TIME, DURATION, SET",
    ),
]


@pytest.mark.parametrize(("content", "told"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_an_answer_against_the_schema_is_sent_back_once_with_what_is_wrong(
    content, told, dated, model
):
    examples = dated(1)
    answer = gold(examples, ("times",))

    def react(asked):
        return answer(asked) if asked.corrected else Say(content)

    with Server(react) as server:
        system = model(server, **TIMES)
        assert extracted(system, examples) == golds(examples)
    assert (system.usage.schema_failures, system.usage.requests) == (1, 2)
    *_, wrong, correction = server.asked[1].messages
    assert wrong == {"role": "assistant", "content": content}
    assert told in correction["content"]


def test_an_answer_that_stays_wrong_is_given_up_and_the_others_are_kept(dated, model):
    examples = dated(3)
    answer = gold(examples, ("times",))

    def react(asked):
        return Say("{}") if "día 1" in asked.shown else answer(asked)

    with Server(react) as server:
        system = model(server, **TIMES)
        found = list(system.extract(documents(examples)))
    assert [len(each.times) for each in found] == [1, 0, 1]
    assert (system.usage.schema_failures, system.usage.failures) == (2, 1)
    assert len(server.asked) == 4
    assert any("1 chunks without an answer, taken" in note for note in system.notes)


def test_labels_that_stay_wrong_cost_their_item_alone(dated, model):
    examples = dated(1)
    answer = gold(examples, ("times",))

    def react(asked):
        items = json.loads(answer(asked).content)["times"]
        return Say(json.dumps({"times": [*items, {**items[0], "type": "DÍA"}]}))

    with Server(react) as server:
        system = model(server, **TIMES)
        assert extracted(system, examples) == golds(examples)
    assert (system.usage.schema_failures, system.usage.rejected) == (2, 1)


def test_thoughts_and_fences_around_an_answer_are_no_fault(dated, model):
    examples = dated(1)
    answer = gold(examples, ("times",))

    def react(asked):
        return Say(f"<think>¿[1]? {{</think>\n```json\n{answer(asked).content}\n```")

    with Server(react) as server:
        system = model(server, **TIMES)
        assert extracted(system, examples) == golds(examples)
    assert system.usage.schema_failures == 0


def test_invented_words_are_false_positives_and_no_annotations(annotated, model, ontology):
    example = annotated[0]
    answer = gold(annotated)

    def react(asked):
        fields = json.loads(answer(asked).content)
        fields["times"][0]["text"] = "el año del dragón"
        fields["events"][0]["text"] = "colonizaron"
        return Say(json.dumps(fields))

    with Server(react) as server:
        system = model(server, chunk=10_000)
        (found,) = system.extract([example.document])
    assert len(found.times) == len(example.gold.times) - 1
    assert len(found.events) == len(example.gold.events) - 1
    nowhere = system.ungrounded[example.document.id]
    assert sum(nowhere["times"].values()) == sum(nowhere["triggers"].values()) == 1
    assert sum(nowhere["event_attributes"].values()) == 3
    scores = score([example.gold], [found], ontology, ungrounded=system.ungrounded)
    assert scores.view("times").predicted == len(example.gold.times)
    assert scores.view("times").precision < 1
    (note,) = [note for note in system.notes if "nowhere" in note]
    assert "'nearest': times 1, triggers 1, event_attributes 3" in note


def test_a_server_without_schemas_is_asked_for_json_and_the_notes_say_so(dated, model, caplog):
    examples = dated(6)
    answer = gold(examples, ("times",))

    def react(asked):
        if asked.body["response_format"]["type"] == "json_schema":
            return error(400, "response_format json_schema is not supported")
        return answer(asked)

    with Server(react) as server:
        system = model(server, **TIMES, concurrency=1)
        assert extracted(system, examples) == golds(examples)
        forms = Counter(asked.body["response_format"]["type"] for asked in server.asked)
        assert forms == {"json_schema": 1, "json_object": 6}
        assert "not supported" in caplog.text
        assert any("refused a JSON schema" in note for note in system.notes)
        again = model(server, **TIMES)
        assert extracted(again, examples) == golds(examples)
        assert len(server.asked) == 7
        assert any("refused a JSON schema" in note for note in again.notes)


REFUSALS = [
    ("a wrong key", 401, "wrong key"),
    ("no such model", 404, "no such model"),
    ("a request that is too long, schema or not", 400, "context length exceeded"),
    ("a redirection", 302, "status 302"),
]


@pytest.mark.parametrize(
    ("status", "message"), [r[1:] for r in REFUSALS], ids=[r[0] for r in REFUSALS]
)
def test_a_refusal_ends_the_run_at_once_with_what_the_server_said(status, message, dated, model):
    refused = pytest.raises(ExtractorError)
    with Server(lambda asked: error(status, f"{message} {KEY}")) as server, refused as caught:
        list(model(server, **TIMES, api_key=KEY).extract(documents(dated(1))))
    assert f"status {status}: {message} …" in str(caught.value)
    assert len(server.asked) == (2 if status == 400 else 1)


def test_a_schema_that_was_taken_once_is_not_what_a_later_refusal_is_about(dated, model):
    examples = dated(2)
    answer = gold(examples, ("times",))

    def react(asked):
        return error(400, "context length") if "día 1." in asked.shown else answer(asked)

    refused = pytest.raises(ExtractorError, match="context length")
    with Server(react) as server, refused:
        list(model(server, **TIMES, concurrency=1).extract(documents(examples)))
    assert len(server.asked) == 2


def test_a_server_that_is_not_there_is_told_at_once(dated, model):
    with Server(lambda asked: Say("{}")) as server:
        url = server.url
    with pytest.raises(ExtractorError, match="expected a server that listens there"):
        list(model(url, **TIMES).extract(documents(dated(1))))


def test_chunks_in_a_row_without_an_answer_end_the_run(dated, model):
    examples = dated(20)
    good = gold(examples, ("times",))

    def react(asked):
        return good(asked) if "día 0." in asked.shown else error(503, "starting")

    with Server(react) as server:
        system = model(server, **TIMES, patience=3, retries=1, concurrency=1)
        answers = system.extract(documents(examples))
        assert [len(next(answers).times) for _ in range(3)] == [1, 0, 0]
        with pytest.raises(
            ExtractorError, match=r"3 chunks in a row .* 'd3': status 503: starting"
        ):
            next(answers)


def test_failures_that_are_not_in_a_row_do_not_end_the_run(dated, model):
    examples = dated(12)
    good = gold(examples, ("times",))

    def react(asked):
        odd = any(f"día {number}." in asked.shown for number in range(1, 12, 2))
        return error(503, "busy") if odd else good(asked)

    with Server(react) as server:
        system = model(server, **TIMES, patience=2, retries=0)
        assert len(list(system.extract(documents(examples)))) == 12
    assert system.usage.failures == 6


def unsteady(examples):
    """Good answers, some of them late, some after one or two failures: by text, not by chance."""
    answer = gold(examples, ("times",))

    def react(asked):
        number = next(n for n in range(len(examples)) if f"día {n}." in asked.shown)
        if asked.earlier < number % 3:
            return error(500, "again")
        if number % 5 == 4:
            return Say("{}")
        say = answer(asked)
        return Say(say.content, hang=0.02 if number % 4 == 0 else 0)

    return react


def test_predictions_and_costs_are_the_same_whatever_the_concurrency(dated, model):
    examples = dated(10)
    outcomes = []
    for concurrency in (1, 3, 8):
        with Server(unsteady(examples)) as server:
            system = model(server, **TIMES, concurrency=concurrency, cache=None)
            found = list(system.extract(documents(examples)))
        assert server.most_at_once <= concurrency
        usage = system.usage
        outcomes.append((found, usage.requests, usage.retries, usage.failures, usage.rejected))
    assert [each.document_id for each in outcomes[0][0]] == [d.id for d in documents(examples)]
    assert outcomes[0] == outcomes[1] == outcomes[2]


def test_requests_are_in_flight_together(dated, model):
    together = threading.Barrier(3, timeout=5)

    def react(asked):
        together.wait()
        return Say(nothing(("times",)))

    with Server(react) as server:
        list(model(server, **TIMES, concurrency=3).extract(documents(dated(3))))
    assert server.most_at_once == 3


def test_documents_are_read_only_a_little_ahead(dated, model):
    examples = dated(30)
    read = []

    def stream():
        for document in documents(examples):
            read.append(document.id)
            yield document

    with Server(gold(examples, ("times",))) as server:
        answers = model(server, **TIMES, concurrency=2).extract(stream())
        for number, _ in enumerate(answers, 1):
            assert len(read) <= number + 4
    assert number == 30


def test_a_run_that_nobody_waits_for_sends_nothing_more(dated, model):
    examples = dated(30)
    with Server(gold(examples, ("times",))) as server:
        answers = model(server, **TIMES, concurrency=2).extract(documents(examples))
        next(answers)
        answers.close()
        sent = len(server.asked)
        assert sent <= 6
    assert len(server.asked) == sent


def test_a_run_that_was_interrupted_goes_on_where_it_was(dated, model):
    examples = dated(10)
    answer = gold(examples, ("times",))

    def dies(asked):
        return error(401, "key expired") if "día 6." in asked.shown else answer(asked)

    with Server(dies) as server, pytest.raises(ExtractorError, match="key expired"):
        list(model(server, **TIMES, concurrency=1).extract(documents(examples)))
    with Server(answer) as server:
        system = model(server, **TIMES, concurrency=1)
        assert extracted(system, examples) == golds(examples)
    left = {asked.shown.rsplit(" ", 1)[1] for asked in server.asked}
    assert left <= {"6.", "7.", "8.", "9."}
    assert system.usage.from_cache + len(server.asked) == 10


KILLED = """
import sys
from acuerdo.annotation import Document
from acuerdo_baselines.llm import LanguageModel

url, cache, *texts = sys.argv[1:]
system = LanguageModel(
    base_url=url, model="test", cache=cache, layers=["times"], concurrency=1, examples=()
)
for _ in system.extract(Document(f"d{n}", text) for n, text in enumerate(texts)):
    pass
"""


def test_a_process_that_was_killed_leaves_its_answers_to_the_next(dated, model, tmp_path):
    examples = [undated(example) for example in dated(6)]
    answer = gold(examples, ("times",))
    reached = threading.Event()

    def stuck(asked):
        if "día 4." not in asked.shown:
            return answer(asked)
        reached.set()
        return Say("{}", hang=5)

    with Server(stuck) as server:
        texts = [example.document.text for example in examples]
        command = [sys.executable, "-c", KILLED, server.url, str(tmp_path / "cache"), *texts]
        process = subprocess.Popen(command)
        try:
            assert reached.wait(30)
        finally:
            process.kill()
            process.wait()
    with Server(answer) as server:
        assert extracted(model(server, **TIMES), examples) == golds(examples)
    assert sorted(asked.shown.rsplit(" ", 1)[1] for asked in server.asked) == ["4.", "5."]


def undated(example):
    return dataclasses.replace(example, document=dataclasses.replace(example.document, date=None))


def test_a_repeated_run_asks_nothing_whatever_became_of_the_answers(dated, model):
    examples = dated(10)
    with Server(unsteady(examples)) as server:
        once = model(server, **TIMES, api_key=KEY)
        found = list(once.extract(documents(examples)))
    with Server(lambda asked: error(500, "asked again")) as elsewhere:
        again = model(elsewhere, **TIMES, concurrency=1, api_key="another")
        assert list(again.extract(documents(examples))) == found
    assert elsewhere.asked == []
    assert (again.usage.requests, again.usage.from_cache) == (0, 12)
    assert again.usage.prompt_tokens == once.usage.prompt_tokens
    assert again.usage.seconds == once.usage.seconds


def test_another_question_is_no_old_answer(dated, model):
    examples = dated(1)
    with Server(gold(examples, ("times",))) as server:
        for given in ({}, {"seed": 1}, {"model": "other"}, {"temperature": 0.1}, {"shots": 0}):
            list(model(server, **TIMES, **given).extract(documents(examples)))
    assert len(server.asked) == 4


@pytest.mark.parametrize("content", [b"", b"{", b'{"key": "x", "reply": {}}', b"\xff\xfe"])
def test_a_damaged_answer_on_disk_is_asked_for_again(content, dated, model, tmp_path):
    examples = dated(1)
    with Server(gold(examples, ("times",))) as server:
        list(model(server, **TIMES).extract(documents(examples)))
        (kept,) = (tmp_path / "cache").rglob("*.json")
        kept.write_bytes(content)
        assert extracted(model(server, **TIMES), examples) == golds(examples)
        assert len(server.asked) == 2
        assert extracted(model(server, **TIMES), examples) == golds(examples)
        assert len(server.asked) == 2


def test_an_answer_under_the_name_of_another_is_asked_for_again(dated, model, tmp_path):
    examples = dated(2)
    with Server(gold(examples, ("times",))) as server:
        list(model(server, **TIMES).extract(documents(examples)))
        one, other = (tmp_path / "cache").rglob("*.json")
        one.write_bytes(other.read_bytes())
        assert extracted(model(server, **TIMES), examples) == golds(examples)
    assert len(server.asked) == 3


def test_a_document_asked_again_has_the_ungrounded_answers_of_the_last_time(dated, model):
    (example,) = dated(1)
    time = {"id": "t", "text": "martes", "sentence": 1, "type": "SET", "value": "P1W", "mod": ""}
    wrong = Say(json.dumps({"times": [time]}))
    with Server(first(1, wrong, gold([example], ("times",)))) as server:
        system = model(server, **TIMES, cache=None)
        list(system.extract([example.document]))
        assert system.ungrounded == {"d0": {"times": {"SET": 1}}}
        list(system.extract([example.document]))
    assert system.ungrounded == {}
    assert system.usage.documents == 2


@pytest.mark.parametrize("cache", [None, "none", ""])
def test_without_a_cache_everything_is_asked_again(cache, dated, model, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with Server(gold(dated(1), ("times",))) as server:
        for _ in range(2):
            list(model(server, **TIMES, cache=cache).extract(documents(dated(1))))
    assert len(server.asked) == 2
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_in_no_file_log_note_or_error(dated, model, tmp_path, caplog):
    examples = dated(3)
    with caplog.at_level(logging.DEBUG):
        with Server(unsteady(examples)) as server:
            system = model(server, **TIMES, api_key=KEY)
            list(system.extract(documents(examples)))
        with Server(lambda asked: error(500, f"bad key {KEY}")) as server:
            loser = model(server, **TIMES, api_key=KEY, retries=1, cache=None, patience=1)
            with pytest.raises(ExtractorError) as caught:
                list(loser.extract(documents(examples)))
    files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(files) == 3
    seen = [
        *(path.read_text(encoding="utf-8") for path in files),
        *(path.name for path in files),
        *system.notes,
        *loser.notes,
        str(caught.value),
        repr(system.settings),
        caplog.text,
    ]
    assert not any(KEY in text for text in seen)


def test_the_system_obeys_the_protocol(model):
    def react(asked):
        """Some words of the text in every part of the answer, right or wrong."""
        lines = [line.split("] ", 1) for line in asked.shown.splitlines() if line[:1] == "["]
        mentions, events = [], []
        for number, (_, text) in enumerate(lines, 1):
            for word in text.split()[:3]:
                name = f"{number}-{len(mentions)}"
                mentions.append(
                    {
                        "id": f"m{name}",
                        "text": word,
                        "sentence": number,
                        "head": "x",
                        "level": "NAM",
                    }
                )
                events.append(
                    {
                        "id": f"e{name}", "text": word.strip(".,«»"), "sentence": number,
                        "head": word, "type": "AGREE", "mode": "sign", "polarity": "POS",
                        "certainty": "CERTAIN", "time": "PAST", "cluster": "c",
                        "arguments": [{"role": "Content", "filler": "e1-0"}],
                    }
                )  # fmt: skip
        entity = {"type": "PER", "name": "a|b", "country": "x", "sector": "", "mentions": mentions}
        fields = json.loads(nothing()) | {"entities": [entity], "events": events}
        return Say(json.dumps(fields))

    with Server(react) as server:
        check_extractor(model(server))
    assert server.asked


def test_without_httpx_the_extra_is_named(dated, model, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "httpx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'acuerdo\[llm\]'"):
        list(model("http://127.0.0.1:1").extract(documents(dated(1))))


@pytest.mark.parametrize("layers", [[], "", ["times", "verbs"], "times,verbs"])
def test_layers_that_are_none_are_refused(layers, model):
    with pytest.raises(ExtractorError, match=r"layers (none|verbs); expected some of entities, "):
        model("http://127.0.0.1:1", layers=layers)


def test_without_an_address_there_is_no_system():
    with pytest.raises(ExtractorError) as caught:
        LanguageModel()
    assert str(caught.value).splitlines()[0] == (
        "llm: no endpoint; expected base_url or ACUERDO_LLM_URL, such as http://localhost:8000/v1"
    )


def test_examples_are_shown_but_never_the_document_itself(annotated, model, renamed):
    copy = renamed(annotated[0], "copy")
    with Server(gold(annotated, ("times",))) as server:
        system = model(server, **TIMES, examples=annotated, shots=2)
        list(system.extract([*documents(annotated), copy.document]))
    (shown,) = [note for note in system.notes if "examples shown" in note]
    ids = shown.rsplit(": ", 1)[1].split(", ")
    assert len(ids) == 2
    for asked in server.asked:
        roles = [message["role"] for message in asked.messages]
        own = next(
            e.document.id for e in annotated if e.document.text.splitlines()[0] in asked.shown
        )
        examples = 1 if own in ids else 2
        assert roles == ["system", *["user", "assistant"] * examples, "user"]
        assert not any(asked.shown == message["content"] for message in asked.messages[:-1])


def test_examples_come_from_the_training_split_and_none_are_needed(dated, model, monkeypatch):
    asked = []
    monkeypatch.setattr("acuerdo.load", lambda *, split: asked.append(split) or ())
    with Server(gold(dated(1), ("times",))) as server:
        system = model(server, **TIMES, examples=None)
        assert extracted(system, dated(1)) == golds(dated(1))
    assert asked == ["train"]
    assert "llm: examples shown: none" in system.notes


def test_the_notes_tell_what_a_thousand_documents_cost(dated, model, tmp_path):
    prices = tmp_path / "prices.toml"
    prices.write_text(
        '[[prices]]\npatterns = ["test"]\ndate = 2031-05-14\nsource = "s"\ncurrency = "EUR"\n'
        "input = 1000\noutput = 10000\ncached_input = 100\n",
        encoding="utf-8",
    )
    with Server(gold(dated(2), ("times",))) as server:
        system = model(server, **TIMES, prices=prices)
        assert "no documents yet" in system.notes[0]
        list(system.extract(documents(dated(2))))
        # (90 × 1000 + 10 × 100 + 20 × 10000) / 10⁶ for each document.
        assert "291.00 EUR per 1,000 documents (prices of 2031-05-14)" in system.notes[0]
        unknown = model(server, **TIMES)
        list(unknown.extract(documents(dated(2))))
    assert "no price known for this model" in unknown.notes[0]


@pytest.mark.parametrize("policy", ["nearest", "first", "unique"])
def test_the_policy_decides_what_words_mean(policy, model):
    text = "Un pacto viejo. Otro pacto nuevo."
    time = {"id": "t", "text": "pacto", "sentence": 2, "type": "DATE", "value": "2031", "mod": ""}
    with Server(lambda asked: Say(json.dumps({"times": [time]}))) as server:
        system = model(server, **TIMES, grounding=policy)
        (found,) = system.extract([Document("d", text)])
    places = {"nearest": [21], "first": [3], "unique": []}
    assert [each.span.start for each in found.times] == places[policy]
    assert system.ungrounded == ({} if found.times else {"d": {"times": {"DATE": 1}}})


def test_settings_may_all_come_from_the_environment(dated, monkeypatch, tmp_path):
    with Server(gold(dated(1), ("times",))) as server:
        for name, value in {
            "URL": server.url,
            "MODEL": "environment",
            "KEY": KEY,
            "CACHE": str(tmp_path / "c"),
            "SHOTS": "1",
            "LAYERS": "times, ",
            "EXAMPLES": str(HELD_OUT),
        }.items():
            monkeypatch.setenv(f"ACUERDO_LLM_{name}", value)
        system = LanguageModel()
        assert extracted(system, dated(1)) == golds(dated(1))
    assert any("examples shown: held-out-" in note for note in system.notes)
    assert server.asked[0].body["model"] == "environment"
    assert len(list((tmp_path / "c").rglob("*.json"))) == 1
