"""The mark on every page of a record that nobody has lived."""

from fastapi import Request

from assistant.services.demo_data import DemoData


async def mark_demo(request: Request) -> None:
    """Pages know from `request.state.made_up` whether to say that conversations and figures are made up."""
    demo_data: DemoData = request.app.state.demo_data
    request.state.made_up = await demo_data.is_there()
