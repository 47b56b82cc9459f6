"""The pages that a supervisor can open, and those fragments that they ask for by themselves: what is measured.

`{today}`, `{conversation}` and so on are filled in by whoever asks (`Known`). `tests/architecture/test_bench_pages.py`
holds that none is missing.
"""

from dataclasses import dataclass
from datetime import date, timedelta

REPORTS = (
    "/reports?stretch=today",
    "/reports?stretch=week",
    "/reports?stretch=month",
    "/reports?stretch=last_month",
    "/reports?stretch=last_quarter",
    "/reports?stretch=year",
    "/reports?stretch=last_year",
    "/reports?from={odd_first}&to={odd_last}",
    "/reports?from={four_years_ago}&to={today}",
    "/reports/figures?stretch=today",
    "/reports/outcomes?stretch=last_month",
    "/reports/conversation/{conversation}",
    "/reports/chat_share?stretch=year",
    "/reports/service_level?stretch=last_month",
    "/reports/service_level?stretch=year&by=agent",
    "/reports/service_level?from={odd_first}&to={odd_last}&grain=day",
    "/reports/speed_of_answer?stretch=last_year&by=reason",
    "/reports/chat_share?from={four_years_ago}&to={today}&grain=week",
    "/reports/containment?stretch=year&by=area",
    "/reports/containment?stretch=year&by=area&part={area}&grain=week",
    "/reports/coverage?from={odd_first}&to={odd_last}&by=article",
    "/reports/coverage?from={four_years_ago}&to={today}&by=article",
    "/reports/occupancy?from={four_years_ago}&to={today}&by=agent&grain=week",
    "/reports/demand?stretch=last_month",
    "/reports/demand?from={odd_first}&to={odd_last}",
    "/reports/demand?from={four_years_ago}&to={today}&about=article:{article}&on={a_month_ago}",
    "/reports/saved",
    "/reports/saved/{month}.pdf",
)
BEHIND = (
    "/reports/service_level/behind?stretch=year",
    "/reports/service_level/behind?stretch=year&only=against",
    "/reports/service_level/behind?stretch=year&only=left_out",
    "/reports/abandonment/behind?stretch=year&only=against&by=agent&part={agent}",
    "/reports/resolution_citizen/behind?stretch=last_month&only=for",
    "/reports/resolution_durable/behind?stretch=year&only=against",
    "/reports/satisfaction/behind?from={four_years_ago}&to={today}&only=against",
    "/reports/precision/behind?stretch=year&only=against",
    "/reports/coverage/behind?from={four_years_ago}&to={today}&by=article&part={article}&only=for",
    "/reports/containment/behind?stretch=year&by=area&part={area}&only=for",
    "/reports/handling_time/behind?stretch=year&by=agent&part={agent}",
    "/reports/chat_share/behind?stretch=year&only=left_out",
)
OTHERS = (
    "/today",
    "/wallboard",
    "/warnings",
    "/warnings/told",
    "/staffing",
    "/staffing/week",
    "/staffing/week.csv",
    "/staffing/shifts",
    "/contacts",
    "/contacts/keys",
    "/monitor",
    "/monitor/rows",
    "/monitor/{conversation}",
    "/monitor/{conversation}/transcript",
    "/recall/{article}",
    "/review",
    "/review/work",
    "/review/find?find=hur",
    "/review/turn/{conversation}/1",
    "/review/topics",
    "/approvals",
    "/approvals/rows",
    "/oversight",
    "/oversight/topics/{area}",
    "/oversight/conversation/{conversation}",
    "/cases",
    "/gaps",
    "/staff",
    "/staff/{agent}",
    "/audit",
    "/mentions",
    "/replies",
    "/knowledge",
    "/look?at=/reports&place=alarm&place=oversight&place=mentions-mark&place=fallen&place=target-warnings",
)
FILES = (
    "/reports/report.csv?from={odd_first}&to={odd_last}",
    "/reports/report.xlsx?stretch=last_month",
    "/reports/report.xlsx?from={odd_first}&to={odd_last}",
    "/reports/report.pdf?stretch=last_month",
    "/reports/report.pdf?from={odd_first}&to={odd_last}",
    "/reports/service_level/behind.csv?stretch=last_month",
    "/reports/demand.csv?from={odd_first}&to={odd_last}",
    "/reports/demand.xlsx?from={odd_first}&to={odd_last}",
    "/contacts/contacts.csv",
    "/contacts/example.csv",
    "/audit/audit.csv",
)
"""Taken along, not looked at: told beside the pages, and not held to their target."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the addresses name: a day, and one of each thing that is in the record."""

    today: date
    conversation: str
    article: str
    agent: str

    def address(self, page: str) -> str:
        """The page's address with all of it filled in."""
        month_before = self.today.replace(day=1) - timedelta(days=1)
        return page.format(
            today=self.today,
            four_years_ago=self.today - timedelta(days=4 * 365),
            # Neither end on a month's: so the days at both edges are read one by one.
            odd_first=self.today - timedelta(days=380),
            odd_last=self.today - timedelta(days=10),
            a_month_ago=self.today - timedelta(days=30),
            month=f"{month_before:%Y-%m}",
            conversation=self.conversation,
            article=self.article,
            area=self.article.partition(".")[0],
            agent=self.agent,
        )
