"""The agent's desk: conversations read and answered, passed on, wrapped up; what helps beside them."""

from fastapi import APIRouter

from handoff_console.desk import beside, ending, passing, reading, speaking
from handoff_console.desk.reading import DONE, held

router = APIRouter(include_in_schema=False)
router.include_router(beside.router)
router.include_router(speaking.router)
router.include_router(passing.router)
router.include_router(ending.router)
router.include_router(reading.router)

__all__ = ["DONE", "held", "router"]
