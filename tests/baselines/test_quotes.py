import datetime
import json
from pathlib import Path

import pytest

from acuerdo.annotation import Document
from acuerdo_baselines.rules import Rules

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "quotes_es.json").read_text(encoding="utf-8")
)


def extract(text):
    document = Document("d", text, date=datetime.date(2031, 5, 14))
    return document, next(Rules().extract([document]))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_quotes_have_source_cue_and_content(case):
    document, annotations = extract(case["text"])
    words = {mention.id: document[mention.span] for mention, _ in annotations.mentions()}
    found = [
        [
            quote.form,
            words[quote.source],
            " ".join(document[span] for span in quote.cue),
            [document[span] for span in quote.content],
        ]
        for quote in annotations.quotes
    ]
    assert found == case["quotes"], case["why"]


def test_an_unclosed_mark_is_no_quotation():
    from acuerdo_baselines.rules.quotes import quotations

    assert quotations("Dijo «no") == []
