"""The whole demonstration, day by day, in chunks that can be written one after the other."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from assistant.demo.casebook import Casebook
from assistant.demo.come_back import ComeBack
from assistant.demo.crew import everybody
from assistant.demo.cut import as_far_as, joined, of_visit_is_over
from assistant.demo.day import Day, DayTold, Setting
from assistant.demo.growth import Growth
from assistant.demo.happenings import OFF_HOURS, happenings
from assistant.demo.material import Material
from assistant.demo.traffic import Course, other_channels
from assistant.domain.audit import Act, AuditEntry
from assistant.domain.knowledge import ORIGINAL, ArticleId
from assistant.domain.period import LOCAL
from assistant.domain.revision import Place, Revision, RevisionKind, digest_of_text
from assistant.domain.staffing import Role, StaffMember, Status, StatusChange
from assistant.domain.switches import EVERYTHING, SwitchChange
from assistant.ports.bulk import Written

PUT_RIGHT = ArticleId("avfall_atervinning.atervinningscentral")
"""The article that an editor puts right, about the recycling centres: much asked for, and harmless."""
_ADDED = "Hittar du inte det du söker? Skriv här i chatten, så hjälper vi dig."
_WHY_PUT_RIGHT = "Många frågade vidare efter svaret. Nu står det hur man går vidare."
_WHY_OFF = "Vi kontrollerar ett svar som kan vara fel."
_WHY_ON = "Svaret var rätt. AI-assistenten svarar igen."
_REVIEWS_AT, _DECISIONS_AT, _PUBLISHED_AT = time(10, 30), time(8, 15), time(15, 5)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: the days up to and with that of `until`, as far as they have come by then."""

    days: int
    until: datetime
    seed: int

    @property
    def last(self) -> date:
        """The local day of `until`."""
        return self.until.astimezone(LOCAL).date()


@dataclass(slots=True)
class Year:
    """Makes the days. The same wish and material give the same record, to the last letter.

    `demo`: the staff of demonstrations; `files`: the folder of the knowledge base.
    """

    wish: Wish
    material: Material
    demo: Sequence[StaffMember]
    files: Path
    _come_back: ComeBack = field(init=False)

    def __post_init__(self) -> None:
        """Nobody has come back yet."""
        self._come_back = ComeBack(self._chance("returns", self.wish.last))

    def days(self) -> Iterator[Written]:
        """First what there is before the first day; then each day's."""
        staff = everybody(self.demo)
        setting = self._setting(staff)
        supervisor = next(member for member in staff if member.role is Role.SUPERVISOR)
        first, areas = setting.course.first, list(self.material.catalogue.areas)
        growth = Growth(areas, supervisor, [*setting.agents, supervisor], self._chance("growth", first))
        begun = growth.begin(_at(first, time(0, 0)))
        begun.staff = list(staff)
        yield begun
        for day in setting.course.all_days:
            yield self._day(setting, growth, day)

    def _setting(self, staff: Sequence[StaffMember]) -> Setting:
        first = self.wish.last - timedelta(days=self.wish.days - 1)
        course = Course(first, self.wish.days, self.material.hours.closed_on)
        agents = [member for member in staff if member.role is Role.AGENT]
        chance, hours = self._chance("cases", first), self.material.hours
        casebook = Casebook(agents, hours, self.material.wording, self.wish.until, chance)
        return Setting(course, self.material, happenings(course, PUT_RIGHT), agents, casebook)

    def _day(self, setting: Setting, growth: Growth, day: date) -> Written:
        chance = self._chance("day", day)
        contacts = setting.course.contacts(day, chance)
        some = self._in_the_morning(growth, day)
        told = Day(self._as_of(setting, day), day, contacts, chance, dict(growth.levels)).run()
        over = [visit for visit in told.told if of_visit_is_over(visit, self.wish.until)]
        kept = {visit.conversations[0].id for visit in over}
        some += [*over, growth.draw(given for given in told.given if given.conversation in kept)]
        some.append(self._happened(setting, growth.supervisor, day))
        some.append(Written(status_changes=self._signed_out(told), returns=self._come_back.returns(over)))
        if day < self.wish.last:
            share = setting.course.chat_share(day)
            some.append(Written(volumes=other_channels(day, contacts, share, chance)))
        return as_far_as(joined(some), self.wish.until)

    def _in_the_morning(self, growth: Growth, day: date) -> list[Written]:
        some = [growth.review(_at(day, _REVIEWS_AT))] if self.material.hours.on(day) else []
        return [*some, growth.decide(_at(day, _DECISIONS_AT))] if day.weekday() == 0 else some

    def _as_of(self, setting: Setting, day: date) -> Setting:
        """The articles as citizens get them on the day."""
        if day <= setting.happenings.corrected:
            return setting
        article = self.material.articles[PUT_RIGHT]
        added = replace(article, answer=f"{article.answer.rstrip()}\n\n{_ADDED}")
        articles = {**self.material.articles, PUT_RIGHT: added}
        return replace(setting, material=replace(self.material, articles=articles))

    def _happened(self, setting: Setting, supervisor: StaffMember, day: date) -> Written:
        written = Written()
        if day == setting.happenings.off:
            for off, hour, why in ((True, OFF_HOURS[0], _WHY_OFF), (False, OFF_HOURS[1], _WHY_ON)):
                change = SwitchChange(EVERYTHING, off, _at(day, time(int(hour))), supervisor.id, why)
                act = Act.SWITCHED_OFF if off else Act.SWITCHED_ON
                written.switches.append(change)
                written.audit.append(AuditEntry(change.at, change.by, act, EVERYTHING, why))
        if day == setting.happenings.corrected:
            revision = self._put_right(_at(day, _PUBLISHED_AT))
            written.revisions.append(revision)
            act, subject = Act.ARTICLE_PUBLISHED, f"article:{PUT_RIGHT}"
            details = {"lang": ORIGINAL, "revision": 1}
            written.audit.append(AuditEntry(revision.at, revision.by, act, subject, _WHY_PUT_RIGHT, details))
        return written

    def _put_right(self, at: datetime) -> Revision:
        editor = next(member for member in self.demo if member.role is Role.EDITOR)
        place = Place(PUT_RIGHT, ORIGINAL)
        text = (self.files / place.file).read_text(encoding="utf-8")
        changed, over = f"{text.rstrip()}\n\n{_ADDED}\n", digest_of_text(text)
        return Revision(place, RevisionKind.PUBLISHED, changed, editor.id, at, note=_WHY_PUT_RIGHT, over=over)

    def _signed_out(self, told: DayTold) -> list[StatusChange]:
        """The changes of status until now; whoever was at the desk then has signed out."""
        changes = [change for change in told.status_changes if change.at <= self.wish.until]
        last = {change.agent_id: change.status for change in changes}
        at_work = [agent for agent, status in last.items() if status is not Status.SIGNED_OUT]
        return [*changes, *(StatusChange(agent, Status.SIGNED_OUT, self.wish.until) for agent in at_work)]

    def _chance(self, what: str, day: date) -> random.Random:
        """A stream of its own for each day, so that no day depends on how far another was drawn."""
        return random.Random(f"{self.wish.seed}:{what}:{day}")


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LOCAL).astimezone(UTC)
