"""Fixtures of the streaming tests."""

import pytest

from acuerdo.streaming.files import Reader


@pytest.fixture
def no_doubts(monkeypatch):
    """Fail where the careful reader is called."""

    def refuse(*given):
        raise AssertionError("the careful reader was called")

    monkeypatch.setattr(Reader, "_carefully", refuse)
