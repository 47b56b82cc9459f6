"""The supervisor's reports: every figure, its trend, its parts and the conversations behind it, to print or to save."""

from fastapi import APIRouter

from handoff_console.reports import behind, demand, demand_files, exports, monthly, overview, reading, trend

router = APIRouter(include_in_schema=False)
# Names before figures: `/reports/{measure}` takes whatever is left.
router.include_router(overview.router)
router.include_router(demand.router)
router.include_router(demand_files.router)
router.include_router(exports.router)
router.include_router(monthly.router)
router.include_router(reading.router)
router.include_router(behind.router)
router.include_router(trend.router)
