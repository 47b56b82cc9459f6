"""Fixtures every ring may use."""

import pytest

from tests.centre import Centre, open_centre


@pytest.fixture
async def centre() -> Centre:
    return await open_centre()
