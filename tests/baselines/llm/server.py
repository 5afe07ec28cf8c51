"""A server on this machine that answers as told: well, badly, late or not at all."""

import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from acuerdo.extractor import LAYERS
from acuerdo_baselines.llm.answer import write_json
from acuerdo_baselines.llm.chunks import Chunk, chunks_of
from acuerdo_baselines.llm.places import Places
from acuerdo_baselines.llm.rendering import answer_of

LONGEST = 5.0
"""Seconds that a request may hang, so that no test does."""


@dataclass(frozen=True)
class Asked:
    """A request: its body, its headers, and how often the same messages came before."""

    body: dict
    headers: dict
    earlier: int

    @property
    def messages(self):
        return self.body["messages"]

    @property
    def shown(self):
        """The last text that is to be annotated."""
        asked = [m for m in self.messages if m["role"] == "user" and "[1] " in m["content"]]
        return asked[-1]["content"]

    @property
    def corrected(self):
        """Whether this asks for a correction."""
        return not self.messages[-1]["content"].startswith("Anota")


@dataclass(frozen=True)
class Say:
    """A reaction; a body of its own stands for the completion."""

    content: str | None = ""
    finish: str = "stop"
    status: int = 200
    headers: dict = field(default_factory=dict)
    body: bytes | None = None
    drop: bool = False
    hang: float = 0.0
    usage: tuple[int, int, int] = (100, 20, 10)


def error(status, message, **headers):
    body = json.dumps({"error": {"message": message}}).encode()
    return Say(
        status=status, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


class Server:
    """Listens on 127.0.0.1 while it is a context.

    Args:
        react: From a request to a reaction.
    """

    def __init__(self, react):
        self.asked = []
        self.most_at_once = 0
        self._react = react
        self._at_once = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                outer._answer(self)

            def log_message(self, *_):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(LONGEST)

    def _answer(self, handler):
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        with self._lock:
            earlier = sum(each.body["messages"] == body["messages"] for each in self.asked)
            asked = Asked(body, dict(handler.headers), earlier)
            self.asked.append(asked)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            say = self._react(asked)
            self._closing.wait(min(say.hang, LONGEST))
        finally:
            with self._lock:
                self._at_once -= 1
        content = completion(body, say) if say.body is None else say.body
        try:
            handler.send_response(say.status)
            for name, value in say.headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Type", "application/json")
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content[: len(content) // 2] if say.drop else content)
        except OSError:
            return  # The client did not wait.
        if say.drop:
            handler.close_connection = True


def completion(body, say):
    read, written, cached = say.usage
    return json.dumps(
        {
            "model": f"{body['model']}-0001",
            "choices": [
                {
                    "message": {"role": "assistant", "content": say.content},
                    "finish_reason": say.finish,
                }
            ],
            "usage": {
                "prompt_tokens": read,
                "completion_tokens": written,
                "prompt_tokens_details": {"cached_tokens": cached},
            },
        },
        ensure_ascii=False,
    ).encode()


def chunk_shown(document, shown):
    """The part of a document that a request shows; None when it is of another document."""
    texts = [match[1] for match in re.finditer(r"^\[\d+\] (.*)$", shown, re.MULTILINE)]
    (whole,) = chunks_of(document.text, 10**9)
    for first in range(len(whole.sentences) - len(texts) + 1):
        part = slice(first, first + len(texts))
        if [document[span] for span in whole.sentences[part]] == texts:
            return Chunk(whole.sentences[part], whole.lines[part])
    return None


def gold(examples, layers=LAYERS):
    """A reaction that says what the annotations say."""

    def react(asked):
        for example in examples:
            chunk = chunk_shown(example.document, asked.shown)
            if chunk is not None:
                places = Places(example.document, chunk, "nearest")
                return Say(write_json(answer_of(example.document, example.gold, places), layers))
        raise AssertionError(f"a text that no example has: {asked.shown[:80]}")

    return react


def first(times, reaction, then):
    """A reaction that is another one for the first times that something is asked."""

    def react(asked):
        return reaction if asked.earlier < times else then(asked)

    return react


def said(annotations):
    """What annotations say, apart from ids and order."""
    place = {m.id: m.span for m, _ in annotations.mentions()}
    place |= {time.id: time.span for time in annotations.times}
    events = {
        event.id: (event.type, event.trigger, event.head, event.mode, event.polarity,
                   event.certainty, event.time)
        for event in annotations.events
    }  # fmt: skip
    place |= events
    clusters = {}
    for event in annotations.events:
        if event.cluster:
            clusters.setdefault(event.cluster, []).append(str(events[event.id]))
    arguments = {
        (events[event.id], frozenset((a.role, place[a.filler]) for a in event.arguments))
        for event in annotations.events
    }
    return {
        "entities": {
            (entity.type, entity.name, entity.country, entity.sector,
             frozenset((m.span, m.head, m.level) for m in entity.mentions))
            for entity in annotations.entities
        },
        "times": {(t.span, t.type, t.value, t.mod) for t in annotations.times},
        "events": sorted(events.values(), key=str),
        "clusters": sorted(sorted(cluster) for cluster in clusters.values()),
        "arguments": arguments,
        "relations": {(r.type, place[r.head], place[r.tail]) for r in annotations.relations},
        "links": {(r.type, place[r.head], place[r.tail]) for r in annotations.event_relations},
        "quotes": {
            (q.form, q.content, q.cue, place.get(q.source), place.get(q.event))
            for q in annotations.quotes
        },
    }  # fmt: skip


def nothing(layers=LAYERS):
    """The answer that there is nothing."""
    keys = {"triggers": "events", "coreference": None, "event_attributes": None, "arguments": None}
    names = [keys.get(layer, layer) for layer in layers]
    return json.dumps({name: [] for name in names if name})
