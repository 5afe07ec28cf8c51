"""Spanish time expressions: extents, values, and what is none."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.validation.values import value_fault
from acuerdo_baselines.spanish.times import calendar, numerals, time_expressions
from acuerdo_baselines.spanish.times.symbols import fold, read_tokens

CASES = json.loads(
    (Path(__file__).parent.parent / "cases" / "times_es.json").read_text(encoding="utf-8")
)
DATE = datetime.date(2031, 5, 14)
WORDS = st.sampled_from(
    [
        "el",
        "la",
        "de",
        "del",
        "a",
        "las",
        "en",
        "y",
        "lunes",
        "mayo",
        "3",
        "2031",
        "dos",
        "años",
        "semana",
        "pasada",
        "próximo",
        "este",
        "hace",
        "finales",
        "siglo",
        "XX",
        "mañana",
        "tarde",
        "cada",
        "veces",
        "al",
        "mes",
        "19:30",
        "horas",
        "un",
        "medio",
        "más",
        "de",
        "casi",
        ",",
        ".",
        "(",
        ")",
        "\n",
        "tras",
        "firmó",
        "firmará",
        "primer",
        "trimestre",
        "día",
        "siguiente",
        "después",
        "antes",
        "31",
        "febrero",
        "30",
    ]
)


def found(text: str, date: datetime.date | None = DATE) -> list[list[str]]:
    return [
        [text[time.span.start : time.span.end], time.type, time.value, time.mod]
        for time in time_expressions(text, date)
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_expressions_of_a_sentence_are_found_with_their_values(case):
    date = datetime.date.fromisoformat(case["date"]) if case["date"] else None
    assert found(case["text"], date) == case["times"], f"{case['why']} ({case['source']})"


@given(st.lists(WORDS, max_size=25))
def test_expressions_stand_in_order_without_overlap_and_begin_and_end_on_words(words):
    text = " ".join(words)
    times = time_expressions(text, DATE)
    assert [time.id for time in times] == [f"t{i}" for i in range(1, len(times) + 1)]
    end = 0
    for time in times:
        assert end <= time.span.start < time.span.end <= len(text)
        end = time.span.end
        assert not text[time.span.start].isspace()
        assert not text[time.span.end - 1].isspace()
        assert "\n" not in text[time.span.start : time.span.end]


@given(st.lists(WORDS, max_size=25))
def test_values_have_the_shape_that_their_type_asks_for(words):
    for time in time_expressions(" ".join(words), DATE):
        assert value_fault(time.type, time.value) == "", time


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text):
    assert all(time.span.end <= len(text) for time in time_expressions(text, DATE))
    assert len(fold(text)) == len(text)


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)), st.integers(1, 7))
def test_a_weekday_lies_within_a_week_of_the_date(date, weekday):
    future = calendar.nearest_weekday(date, weekday, 1)
    past = calendar.nearest_weekday(date, weekday, 0)
    assert future.isoweekday() == past.isoweekday() == weekday
    assert 0 < (future - date).days <= 7
    assert 0 <= (date - past).days < 7


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)), st.integers(-400, 400))
def test_days_moved_there_and_back_are_the_same_day(date, days):
    there = calendar.shift(date, days, "D")
    assert there is not None
    assert calendar.shift(there, -days, "D") == date


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, "1961-04-02"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")],
)
def test_easter_is_the_sunday_of_the_almanac(year, day):
    assert calendar.easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("veintiuno", 21),
        ("treinta y cinco", 35),
        ("ciento dos", 102),
        ("dos mil", 2000),
        ("mil novecientos ochenta y nueve", 1989),
        ("1.500", 1500),
        ("2,5", 2.5),
    ],
)
def test_numbers_are_read_in_words_and_figures(words, value):
    assert numerals.number(read_tokens(words)) == value


def test_a_day_that_the_calendar_does_not_have_is_no_day():
    assert found("El 29 de febrero de 2031 y el 31/04/2031.") == [
        ["febrero de 2031", "DATE", "2031-02", ""]
    ]
    assert found("El 29 de febrero de 2032.")[0][2] == "2032-02-29"


def test_a_date_outside_the_calendar_stays_unknown_instead_of_failing():
    assert found("Hace 900.000 años cayó.")[0][2] == "XXXX"
