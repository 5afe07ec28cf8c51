"""Brown clusters of Spanish words, from the package ``spacy-lookups-data``, in little memory.

A cluster is a path through a binary tree of words that occur in the same company: its first bits
tell nouns from verbs, further bits names of persons from names of places. The package has half a
million clustered words; as a dictionary they would take hundreds of megabytes. Here they are two
sorted arrays, 64-bit hashes of the words and 16-bit clusters. That a word which the package lacks
has the hash of one that it has is possible, and as likely as 5·10⁵ in 2⁶⁴.

The package stores a path as an integer whose *lowest* bit is the first step from the root, so that
paths are read backwards; steps to the left at the end of a path are lost.

Source: P. F. Brown et al., "Class-based n-gram models of natural language", Computational
Linguistics 18(4), 1992; prefixes of paths as features: S. Miller, J. Guinness and A. Zamanian,
"Name tagging with word clusters and discriminative training", HLT-NAACL 2004.
"""

from __future__ import annotations

import gzip
import importlib.resources
import importlib.util
import json
import re
import sys
from array import array
from bisect import bisect_left
from functools import cache
from hashlib import blake2b
from typing import IO, TYPE_CHECKING

from acuerdo.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "spacy-lookups-data"
EXTRA = "clusters"
_MODULE = "spacy_lookups_data"
_FILE = "es_lexeme_cluster.json.gz"
# Half of the words have cluster 0, which means that they have none.
_ENTRY = re.compile(rb'"((?:[^"\\]|\\.)*)":\s*([1-9][0-9]*)')
_BLOCK = 1 << 18


class Clusters:
    """The cluster of each word form, as written or else in lower case.

    Args:
        hashes: Hashes of the words, ascending.
        paths: Their clusters: the lowest bit is the first step from the root.

    >>> import numpy as np
    >>> toy = Clusters(np.array([word_hash("lunes")], np.uint64), np.array([0b110], np.uint16))
    >>> toy.path("lunes"), toy.path("Lunes"), toy.path("martes")
    ('011', '011', '')
    """

    def __init__(self, hashes: NDArray[np.uint64], paths: NDArray[np.uint16]) -> None:
        # Python's own search is faster for one word, and compares integers as integers.
        self._hashes = hashes.data
        self._paths = paths.data

    def __len__(self) -> int:
        return len(self._hashes)

    @property
    def bytes(self) -> int:
        """Size in memory, bytes."""
        return self._hashes.nbytes + self._paths.nbytes

    def path(self, form: str) -> str:
        """Return the path to a word from the root, as 0 and 1; empty for an unclustered word."""
        return self._path(form) or self._path(form.lower())

    def _path(self, form: str) -> str:
        wanted = word_hash(form)
        place = bisect_left(self._hashes, wanted)
        if place == len(self._hashes) or self._hashes[place] != wanted:
            return ""
        return bits(self._paths[place])


def bits(stored: int) -> str:
    """Return the path that a stored integer stands for.

    >>> bits(0b1011), bits(0)
    ('1101', '')
    """
    return format(stored, "b")[::-1] if stored else ""


def word_hash(form: str) -> int:
    """Return the 64-bit hash of a word form.

    >>> word_hash("lunes") == word_hash("lunes") != word_hash("Lunes")
    True
    """
    return int.from_bytes(_digest(form.encode()), sys.byteorder)


def clusters_available() -> bool:
    """Return whether the package with the clusters is installed; imports nothing."""
    return importlib.util.find_spec(_MODULE) is not None


@cache
def spanish_clusters() -> Clusters:
    """Return the clusters of the installed package, read once per process, in about a second.

    Raises:
        MissingExtraError: The package is not installed.
    """
    if not clusters_available():
        raise MissingExtraError(PACKAGE, EXTRA)
    with (
        importlib.resources.files(_MODULE).joinpath("data", _FILE).open("rb") as packed,
        gzip.open(packed) as file,
    ):
        return read_clusters(file)


def read_clusters(file: IO[bytes] | gzip.GzipFile) -> Clusters:
    r"""Return the clusters of an open JSON object from words to stored integers.

    Args:
        file: One entry per line; read in blocks, so that memory stays flat.

    >>> import io
    >>> found = read_clusters(io.BytesIO(rb'{"lunes":503, "\u00d1u":0, "a\u00f1o":6}'))
    >>> len(found), found.path("lunes"), found.path("año")
    (2, '111011111', '011')
    """
    import numpy as np

    hashes, paths = array("Q"), array("H")
    rest = b""
    while block := file.read(_BLOCK):
        text, end, rest = (rest + block).rpartition(b"\n")
        _read(text + end, hashes, paths)
    _read(rest, hashes, paths)
    words, clusters = np.frombuffer(hashes, np.uint64), np.frombuffer(paths, np.uint16)
    order = np.argsort(words, kind="stable")
    return Clusters(words[order], clusters[order])


def _read(text: bytes, hashes: array[int], paths: array[int]) -> None:
    entries = _ENTRY.findall(text)
    words = [json.loads(b'"%b"' % word).encode() if b"\\" in word else word for word, _ in entries]
    hashes.frombytes(b"".join([_digest(word) for word in words]))
    paths.extend([int(stored) for _, stored in entries])


def _digest(word: bytes) -> bytes:
    return blake2b(word, digest_size=8).digest()
