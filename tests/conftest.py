"""What every test starts from: no network, the released ontology."""

import os

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_DATASETS_OFFLINE", "1")

import pytest

from acuerdo.dataset import load_ontology


@pytest.fixture(scope="session")
def ontology():
    return load_ontology()
