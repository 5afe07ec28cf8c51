"""Probes: what a system does on minimal edits, and on the same texts under other names.

::

    bundles        the contrast bundles of the dataset, read and checked
    contrast       shares of bundles right, by phenomenon, with intervals
    memorisation   the test split against its twin, document by document

A probe is no leaderboard score: it says what a score is made of.
"""
