"""Numbers for somebody in danger whose words could not be received: nothing here reads or writes any record (E-02)."""

from fastapi import APIRouter, Request, Response

from assistant.bootstrap import Assistant
from assistant.web.problems import language_of
from assistant.web.schemas import HelpBody, HelpView, show_help

router = APIRouter(prefix="/v1", tags=["help"])


@router.post("/help", responses={204: {"description": "no danger was seen"}}, response_model=HelpView)
async def first_help(body: HelpBody, request: Request) -> HelpView | Response:
    """The fixed words to what tells of danger, for when it cannot be said in a conversation."""
    assistant: Assistant = request.app.state.assistant
    found = assistant.take_turn.conclude.for_danger.first_help(body.text, language_of(request))
    return Response(status_code=204) if found is None else show_help(found)
