"""The editors' pages: the articles that answer citizens, read, changed, tried, published, withdrawn."""

from fastapi import APIRouter

from handoff_console.knowledge import acts, editing, reading

router = APIRouter(include_in_schema=False)
router.include_router(reading.router)
router.include_router(editing.router)
router.include_router(acts.router)

__all__ = ["router"]
