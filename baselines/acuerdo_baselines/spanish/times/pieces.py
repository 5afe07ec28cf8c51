"""What a match means on its own, before it is joined with its neighbours and dated."""

from __future__ import annotations

from collections.abc import Callable

from acuerdo_baselines.spanish.times.amounts import (
    ago,
    amount_of_time,
    every_part,
    in_future,
    often,
    quarter_hour,
    recurrence,
    spans,
    spans_one,
)
from acuerdo_baselines.spanish.times.clocks import (
    after_clock,
    approx_clock,
    clock_time,
    hedge,
    hour,
    middle_part,
    night,
    part_of_day,
)
from acuerdo_baselines.spanish.times.grammar import Reading
from acuerdo_baselines.spanish.times.piece import Piece
from acuerdo_baselines.spanish.times.points import (
    bound,
    day_month,
    day_number,
    deictic,
    eve,
    iso_day,
    month,
    named_day,
    numeric,
    plain_year,
    short_year,
    tomorrow,
    vague,
    weekday,
    weekdays,
    yearmonth,
)
from acuerdo_baselines.spanish.times.spells import (
    century,
    decade,
    edge,
    edge_unit,
    nth_week,
    period,
    quarter,
    season,
    week_number,
    weekend,
)


def build(reading: Reading) -> Piece | None:
    """Return the meaning of a match; None when a closer look rejects it."""
    return _BUILDERS[reading.builder](reading)


_BUILDERS: dict[str, Callable[[Reading], Piece | None]] = {
    "iso": iso_day,
    "numeric": numeric,
    "yearmonth": yearmonth,
    "day_month": day_month,
    "day_of_range": day_month,
    "month": month,
    "year": plain_year,
    "short_year": short_year,
    "weekday": weekday,
    "weekdays": weekdays,
    "day_number": day_number,
    "deictic": deictic,
    "tomorrow": tomorrow,
    "night": night,
    "part": part_of_day,
    "hedge": hedge,
    "clock": clock_time,
    "hour": hour,
    "duration": amount_of_time,
    "quarter_hour": quarter_hour,
    "ago": ago,
    "in_future": in_future,
    "period": period,
    "spans": spans,
    "spans_one": spans_one,
    "century": century,
    "nth_week": nth_week,
    "week_number": week_number,
    "decade": decade,
    "quarter": quarter,
    "season": season,
    "edge": edge,
    "weekend": weekend,
    "edge_unit": edge_unit,
    "every": recurrence,
    "every_part": every_part,
    "often": often,
    "holiday": named_day,
    "ref": vague,
    "bound": bound,
    "after_clock": after_clock,
    "approx_clock": approx_clock,
    "eve": eve,
    "middle_part": middle_part,
}
