"""Agreement: what must hold for any two annotations, and numbers worked out by hand."""

import doctest
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scoring.strategies import annotations, collections, paired_collections

from acuerdo.annotation import Annotations, Argument, Entity, Event, Mention, Quote, Span, Time
from acuerdo.dataset import load_ontology
from acuerdo.errors import IncomparableError, ValidationError
from acuerdo.scoring import TASKS, score
from acuerdo.scoring.agreement import agreement
from acuerdo.scoring.agreement_tables import decision_rows, document_rows, task_rows, to_markdown
from acuerdo.scoring.agreement_units import UNITS, decisions

ONTOLOGY = load_ontology()
DOCUMENTATION = Path(__file__).parents[2] / "docs" / "agreement.md"

law = settings(max_examples=40, deadline=None)


def measured(a, b):
    return agreement(a, b, ONTOLOGY, resamples=100)


def paired(a, b):
    """Both sides with the same documents: what B lacks is empty."""
    known = {each.document_id: each for each in b}
    return a, [known.get(each.document_id) or Annotations(each.document_id) for each in a]


def decision(name, *pairs):
    return next(each for each in decisions(pairs) if each.name == name)


@law
@given(paired_collections())
def test_it_does_not_matter_who_is_called_a(pair):
    a, b = paired(*pair)
    there, back = measured(a, b), measured(b, a)
    for one, other in zip(there.tasks, back.tasks, strict=True):
        assert one.f1 == other.f1, one.task
        assert (one.in_a, one.in_b) == pytest.approx((other.in_b, other.in_a))
    assert there.mean == pytest.approx(back.mean)
    for one, other in zip(there.decisions, back.decisions, strict=True):
        assert (one.units, one.agreed) == (other.units, other.agreed)
        assert one.kappa == pytest.approx(other.kappa)
    means = [{d.document: d.mean for d in found.by_document} for found in (there, back)]
    assert means[0] == pytest.approx(means[1])


@law
@given(collections())
def test_an_annotation_agrees_with_itself(a):
    found = measured(a, a)
    for one in found.tasks:
        assert one.f1 in (1.0, None)
        assert one.agreed == pytest.approx(one.in_a)
    for each in found.decisions:
        assert each.agreed == each.units
        assert each.kappa in (1.0, None)
        assert (each.kappa is None) == (each.labels < 2)


@law
@given(paired_collections())
def test_f1_lies_between_the_two_directions_of_the_scorer(pair):
    a, b = paired(*pair)
    there, back = (score(*sides, ONTOLOGY).headlines for sides in ((a, b), (b, a)))
    for one in measured(a, b).tasks:
        f1 = [side[one.task].f1 for side in (there, back)]
        if one.f1 is None:
            assert f1 == [None, None]
        else:
            assert min(f1) - 1e-12 <= one.f1 <= max(f1) + 1e-12
            assert one.precision == there[one.task].precision


@law
@given(st.tuples(annotations(), annotations()))
def test_kappa_is_at_most_the_observed_agreement(pair):
    for each in decisions([pair]):
        assert 0 <= each.agreed <= each.units
        if each.kappa is not None:
            assert -1 <= each.kappa <= each.observed + 1e-12


@law
@given(paired_collections())
def test_the_units_of_documents_add_up(pair):
    both = list(zip(*paired(*pair), strict=True))
    apart = [decisions([each]) for each in both]
    for n, together in enumerate(decisions(both)):
        assert together.units == sum(each[n].units for each in apart)
        assert together.agreed == sum(each[n].agreed for each in apart)


SPANS = [Span(n, n + 1) for n in range(0, 20, 2)]


def mention(n, level="NOM"):
    return Mention(f"m{n}", SPANS[n], SPANS[n], level)


def event(n, kind="SUPPORT", **fields):
    return Event(f"e{n}", kind, SPANS[n], SPANS[n], **fields)


def side(**layers):
    return Annotations("d", **layers)


def test_types_are_compared_on_common_spans_only():
    a = side(
        entities=(Entity("x", "PER", (mention(0), mention(1))), Entity("y", "ORG", (mention(2),)))
    )
    b = side(
        entities=(Entity("x", "PER", (mention(0),)), Entity("y", "GPE", (mention(2), mention(3))))
    )
    found = decision("entity type", (a, b))
    assert (found.units, found.agreed, found.labels) == (2, 1, 3)
    # Po = 1/2; Pe = 1/2 · 1/2 of PER: (1/2 - 1/4) / (3/4).
    assert found.kappa == pytest.approx(1 / 3)


def test_coreference_is_decided_on_pairs_of_common_mentions():
    a = side(entities=(Entity("x", "PER", (mention(0), mention(1), mention(2))),))
    b = side(
        entities=(Entity("x", "PER", (mention(0), mention(1))), Entity("y", "PER", (mention(2),)))
    )
    found = decision("entity coreference", (a, b), (b, b))
    assert (found.units, found.agreed, found.labels) == (6, 4, 2)
    # A: 4 linked, 2 apart. B: 2 linked, 4 apart. Pe = 2 · (4/6 · 2/6) = 4/9.
    assert found.kappa == pytest.approx((4 / 6 - 4 / 9) / (1 - 4 / 9))


def test_events_without_cluster_are_linked_with_none():
    a = side(events=(event(0), event(1), event(2, cluster="c"), event(3, cluster="c")))
    found = decision("event coreference", (a, a))
    assert (found.units, found.agreed, found.labels) == (6, 6, 2)


def test_modes_are_compared_where_the_types_agree():
    a = side(events=(event(0, mode="sign"), event(1, "AGREE"), event(2)))
    b = side(events=(event(0), event(1, "REJECT", mode="veto"), event(2)))
    found = decision("event mode", (a, b))
    assert (found.units, found.agreed) == (2, 1)
    assert decision("polarity", (a, b)).units == 3


def test_two_events_on_one_trigger_cannot_be_told_apart():
    twice = side(events=(event(0), replace(event(0), id="e9"), event(1)))
    assert decision("event type", (twice, side(events=(event(0), event(1))))).units == 1


def test_roles_are_compared_where_trigger_and_filler_are_the_same():
    def signing(*arguments):
        return side(
            entities=(Entity("x", "PER", (mention(0), mention(1))),),
            events=(event(2, arguments=tuple(Argument(*each) for each in arguments)),),
        )

    a, b = signing(("Actor", "m0"), ("Theme", "m1")), signing(("Recipient", "m0"))
    found = decision("argument role", (a, b))
    assert (found.units, found.agreed) == (1, 0)
    assert found.kappa == 0.0


def test_a_time_and_a_mention_on_one_span_are_two_fillers():
    a = side(
        times=(Time("t", SPANS[0], "DATE", "2031"),),
        events=(event(2, arguments=(Argument("Time", "t"),)),),
    )
    b = side(
        entities=(Entity("x", "PER", (mention(0),)),),
        events=(event(2, arguments=(Argument("Actor", "m0"),)),),
    )
    assert decision("argument role", (a, b)).units == 0


def test_quote_forms_are_compared_on_the_same_content():
    a, b = (side(quotes=(Quote("q", form, (SPANS[0], SPANS[2])),)) for form in ("DIRECT", "MIXED"))
    assert decision("quote form", (a, b)).units == 1
    shorter = side(quotes=(Quote("q", "DIRECT", (SPANS[0],)),))
    assert decision("quote form", (a, shorter)).units == 0


def test_every_attribute_of_events_is_a_decision():
    one = event(0, polarity="POS", certainty="CERTAIN", time="PAST")
    for field, name, value in (
        ("polarity", "polarity", "NEG"),
        ("certainty", "certainty", "POSSIBLE"),
        ("time", "event time", "FUTURE"),
    ):
        other = replace(one, **{field: value})
        found = {d.name: d for d in decisions([(side(events=(one,)), side(events=(other,)))])}
        assert [d.name for d in found.values() if d.units > d.agreed] == [name]


def dated(n, *values):
    times = tuple(Time(f"t{k}", SPANS[k], "DATE", value) for k, value in enumerate(values))
    return Annotations(f"d{n}", times=times)


def test_documents_with_the_lowest_agreement_come_first():
    a = [dated(0, "1"), dated(1, "1"), dated(2), dated(3, "1", "2")]
    b = [dated(0, "1"), dated(1, "2"), dated(2), dated(3, "1", "3")]
    found = agreement(a, b, ONTOLOGY, tasks=["times"])
    assert [(d.document, d.f1["times"]) for d in found.by_document] == [
        ("d1", 0.0), ("d3", 0.5), ("d0", 1.0), ("d2", None),
    ]  # fmt: skip
    assert [row[0] for row in document_rows(found)] == ["document", "d1", "d3", "d0", "d2"]


def test_five_documents_have_an_interval_and_four_a_remark():
    a = [dated(n, "1", "2") for n in range(5)]
    b = [dated(n, "1", str(n)) for n in range(5)]
    (five,) = agreement(a, b, ONTOLOGY, tasks=["times"]).tasks
    assert five.interval.low < five.f1 < five.interval.high
    found = agreement(a[:4], b[:4], ONTOLOGY, tasks=["times"])
    assert found.tasks[0].interval.low is None
    assert any("5" in remark for remark in found.remarks)
    assert task_rows(found)[1][-1] == "n/a"


def test_a_symmetric_view_has_the_interval_of_the_scorer():
    from acuerdo.scoring import with_intervals

    a = [dated(n, "1", "2", "3") for n in range(9)]
    b = [dated(n, *["1", "2", "4"][: n % 4]) for n in range(9)]
    (found,) = agreement(a, b, ONTOLOGY, tasks=["times"]).tasks
    expected = with_intervals(score(a, b, ONTOLOGY, tasks=["times"])).view("times").interval
    ends = (found.interval.low, found.interval.high, found.interval.error)
    assert ends == pytest.approx((expected.low, expected.high, expected.error))


def test_the_floor_marks_what_is_below_it_and_nothing_undefined():
    a, b = [dated(0, "1", "2")], [dated(0, "1", "3")]
    found = measured(a, b)
    assert found.below(0.5) == ()
    assert found.below(0.51) == ("times",)
    marked = [row for row in task_rows(found, floor=0.51) if row[-2].endswith("*")]
    assert [row[0] for row in marked] == ["times"]
    assert "below 51.0: times" in to_markdown(found, floor=0.51)
    assert "no task" in to_markdown(found, floor=0.1)


def test_undefined_numbers_are_neither_nan_nor_one():
    found = measured([Annotations("d")], [Annotations("d")])
    plain = json.dumps(found.to_json(), allow_nan=False)
    assert found.mean is None
    assert json.loads(plain)["decisions"][0]["kappa"] is None
    assert {row[-1] for row in decision_rows(found)[1:]} == {"n/a"}


def test_the_json_holds_every_task_and_decision():
    found = measured([dated(0, "1")], [dated(0, "1")]).to_json()
    assert [each["task"] for each in found["tasks"]] == list(TASKS)
    assert [each["name"] for each in found["decisions"]] == list(UNITS)
    assert found["decisions"][3]["observed"] == 1.0


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        (["d0", "d1"], ["d1", "d2"], "only in A: d0; only in B: d2"),
        ([], [], "no documents"),
        ([f"d{n}" for n in range(9)], ["d0"], "d1, d2, d3, d4, d5 and 3 more"),
    ],
)
def test_other_documents_are_refused(a, b, message):
    sides = [[Annotations(name) for name in names] for names in (a, b)]
    with pytest.raises(IncomparableError, match=message):
        agreement(*sides, ONTOLOGY)


def test_a_document_that_is_there_twice_is_refused():
    with pytest.raises(ValidationError):
        agreement([Annotations("d")] * 2, [Annotations("d")], ONTOLOGY)


def test_the_examples_of_the_documentation_are_true():
    result = doctest.testfile(str(DOCUMENTATION), module_relative=False, encoding="utf-8")
    assert result.attempted > 10
    assert result.failed == 0


def test_every_decision_is_documented():
    text = DOCUMENTATION.read_text(encoding="utf-8")
    assert [name for name in UNITS if f"`{name}`" not in text] == []
