"""A supervisor looks ahead: how many it takes, who is planned, and what would be were it otherwise."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.conversation import Conversation, ConversationId, Holder, Language, NewUtterance, Speaker, UtteranceId
from tests.unit.console.conftest import Browser, Console

MONDAY = date(2026, 11, 23)
NEXT = MONDAY + timedelta(weeks=1)


@pytest.fixture
async def maria(console: Console) -> Browser:
    return await console.signed_in("maria")
