"""Every example in a docstring is run, as installed."""

import doctest
import importlib
import pkgutil

import pytest

import acuerdo
import acuerdo_baselines

# Programs that act when they are imported or belong to another program.
PROGRAMS = {"acuerdo.__main__", "acuerdo.profiling.worker", "acuerdo.profiling.workload"}


def modules():
    for package in (acuerdo, acuerdo_baselines):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name not in PROGRAMS:
                yield found.name


@pytest.mark.parametrize("name", sorted(modules()))
def test_the_examples_of_a_module_are_true(name):
    results = doctest.testmod(importlib.import_module(name))
    assert results.failed == 0
