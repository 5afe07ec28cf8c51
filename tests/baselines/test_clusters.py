"""Brown clusters: paths read backwards, words found by hash, in little memory."""

import io
import json
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acuerdo.errors import MissingExtraError
from acuerdo_baselines import clusters
from acuerdo_baselines.clusters import bits, clusters_available, read_clusters, spanish_clusters

installed = pytest.mark.skipif(
    not clusters_available(), reason="spacy-lookups-data is not installed (extra clusters)"
)


@pytest.mark.parametrize(
    ("stored", "path", "why"),
    [
        (0b111, "111", "a path that reads the same both ways"),
        (0b1011, "1101", "the lowest bit is the first step"),
        (0b100, "001", "steps to the left at the start are the lowest bits"),
        (0, "", "cluster 0 is none"),
        (0xFFFF, "1" * 16, "the longest path"),
    ],
)
def test_a_path_is_stored_with_its_first_step_as_the_lowest_bit(stored, path, why):
    assert bits(stored) == path, why


@given(
    st.dictionaries(st.text(min_size=1), st.integers(0, 0xFFFF), max_size=20),
    st.booleans(),
    st.integers(1, 40),
)
def test_every_word_of_a_file_has_its_path(words, ascii, block):
    text = json.dumps(words, indent=2, ensure_ascii=ascii, separators=(",", ":"))
    whole = clusters._BLOCK
    clusters._BLOCK = block
    try:
        found = read_clusters(io.BytesIO(text.encode("utf-8", "surrogatepass")))
    finally:
        clusters._BLOCK = whole
    assert len(found) == sum(stored != 0 for stored in words.values())
    for word, stored in words.items():
        assert found._path(word) == bits(stored)


def test_a_word_is_looked_up_as_written_before_in_lower_case():
    found = read_clusters(io.BytesIO(b'{"Paz":1,\n"paz":2,\n"era":3}'))
    assert [found.path(form) for form in ("Paz", "paz", "PAZ", "Era", "guerra")] == [
        "1",
        "01",
        "01",
        "11",
        "",
    ]


def test_without_the_package_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(clusters, "clusters_available", lambda: False)
    spanish_clusters.cache_clear()
    with pytest.raises(MissingExtraError, match=r"acuerdo\[clusters\]"):
        spanish_clusters()


@installed
@pytest.mark.parametrize(
    ("one", "other"),
    [("Moscú", "Pekín"), ("Putin", "Rajoy"), ("OTAN", "ONU"), ("lunes", "martes")],
)
def test_words_of_one_kind_share_a_cluster(one, other):
    found = spanish_clusters()
    assert found.path(one) == found.path(other) != ""


@installed
def test_words_of_one_kind_are_near_in_the_tree_and_others_are_not():
    found = spanish_clusters()

    def shared(*words):
        steps = zip(*map(found.path, words), strict=False)
        return sum(1 for _ in takewhile(lambda bits: len(set(bits)) == 1, steps))

    assert shared("ministro", "embajador") > 4 > shared("ministro", "firmaron")
    assert shared("firmaron", "rechazaron") > 6 > shared("firmaron", "Moscú")


@installed
def test_the_clusters_of_the_package_take_less_than_thirty_megabytes():
    found = spanish_clusters()
    assert len(found) > 400_000
    assert found.bytes < 30e6
