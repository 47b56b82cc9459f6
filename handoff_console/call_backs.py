"""A call-back is taken before calling, from the queue or on its page, so that no two agents call the same citizen."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from assistant.domain.errors import ConflictError
from handoff_console.access import Agent, Services

router = APIRouter(prefix="/cases", include_in_schema=False)


@router.post("/{reference}/take")
async def take(reference: str, assistant: Services, me: Agent) -> Response:
    """The agent calls, and has the case open. Who comes second has it open too, and reads there who calls."""
    try:
        case = await assistant.call_backs.take(reference, me)
    except ConflictError:
        case = (await assistant.cases.read(reference)).case
    return RedirectResponse(f"/cases/{case.reference}", 303)


@router.post("/{reference}/let-go")
async def let_go(reference: str, assistant: Services, me: Agent) -> Response:
    """The agent does not call after all: the call stands in the queue again."""
    case = await assistant.call_backs.let_go(reference, me)
    return RedirectResponse(f"/cases/{case.reference}", 303)
