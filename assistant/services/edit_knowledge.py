"""What an editor does to an article: look, keep a draft, publish, withdraw, take back what the file says."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.article_draft import ArticleDraft
from assistant.domain.audit import LONGEST_REASON, Act, AuditEntry
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.fault import Fault
from assistant.domain.knowledge import ORIGINAL, Article, ArticleId, digest_of
from assistant.domain.revision import (
    FILES_HOLD,
    IN_FORCE,
    Place,
    Revision,
    RevisionKind,
    digest_of_text,
    draft_under_way,
    slug_of,
)
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock
from assistant.services.knowledge_in_use import KnowledgeInUse, texts_in_force

_ACTS = {
    RevisionKind.PUBLISHED: Act.ARTICLE_PUBLISHED,
    RevisionKind.WITHDRAWN: Act.ARTICLE_WITHDRAWN,
    RevisionKind.FROM_FILE: Act.ARTICLE_TO_FILE,
}
"""What of an editor's doings changes what citizens get, and is entered in the audit."""


class FaultyTextError(RefusedError):
    """A text may not be published as it is; `faults` say why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class OpenedText:
    """A text on the editor's page.

    `text` is what to go on from: the draft, or what is in force, or what was last; `in_force` is empty when citizens
    get nothing of the place. `follows` is the number of the place's last revision, to be sent back with whatever the
    editor does. Where the place is a translation, `original` is the Swedish text in force and `follows_original`
    what a translation of it says that it follows. `file` is the text as it was built; `outrun` where the file has been
    changed since the text in force was published here, to something else.
    """

    place: Place
    text: str
    in_force: str
    file: str
    follows: int
    draft: Revision | None
    withdrawn: bool
    outrun: bool
    original: str = ""
    follows_original: Mapping[str, str] = field(default_factory=dict)

    @property
    def may_be_begun(self) -> bool:
        """Whether there is something to write on: a text of whatever age, or the Swedish that it is to translate."""
        return bool(self.text or self.original)

    @property
    def differs_from_file(self) -> bool:
        """Whether what citizens get is not what the file says."""
        return self.in_force.strip() != self.file.strip()


@dataclass(frozen=True, slots=True)
class Judged:
    """A text judged: its fields, what is wrong, how hard it is to read, and the article it would make."""

    draft: ArticleDraft
    faults: tuple[Fault, ...]
    lix: float | None
    article: Article | None

    @property
    def spoken(self) -> Article | None:
        """The article in the draft's language; None where it would not be there in it."""
        return self.article.held_in(self.draft.place.lang) if self.article else None

    @property
    def may_be_published(self) -> bool:
        """Whether nothing grave is wrong."""
        return not any(fault.grave for fault in self.faults)


@dataclass(frozen=True, slots=True)
class EditKnowledge:
    """Records what editors do. What is published is in use at the next question, in every process."""

    in_use: KnowledgeInUse
    clock: Clock

    async def open(self, place: Place) -> OpenedText:
        """The text as the editor should see it; empty where there is none of that place yet.

        Raises:
            UnavailableError: the record is away.
        """
        texts = await self._texts(place.article)
        history = [one for one in await self.history(place.article) if one.place == place]
        draft, holds = draft_under_way(history), next((one for one in history if one.kind in IN_FORCE), None)
        file, original = self._built(place), texts.get(ORIGINAL, "") if place.lang != ORIGINAL else ""
        return OpenedText(
            place=place,
            text=draft.text if draft else texts.get(place.lang, "") or _last_text(history, file),
            in_force=texts.get(place.lang, ""),
            file=file,
            follows=history[0].number if history else 0,
            draft=draft,
            withdrawn=holds is not None and holds.kind is RevisionKind.WITHDRAWN,
            outrun=holds is not None and holds.is_outrun_by(file),
            original=original,
            follows_original=self._following(place.article, original) if original else {},
        )

    async def history(self, article: ArticleId) -> tuple[Revision, ...]:
        """All that was done to the article in the console, newest first."""
        async with self.in_use.records.reading() as unit:
            return tuple(await unit.revisions.of_article(article))

    async def revision(self, article: ArticleId, number: int) -> Revision:
        """One of its revisions. Raises NotFoundError."""
        for revision in await self.history(article):
            if revision.number == number:
                return revision
        raise NotFoundError(f"no revision {number} of {article}")

    async def before(self, revision: Revision) -> str:
        """The text that the revision changed: of a draft what was written before it, of all else what citizens had."""
        earlier = [
            one
            for one in await self.history(revision.place.article)
            if one.place == revision.place and one.number < revision.number
        ]
        file = self._built(revision.place)
        if revision.kind not in IN_FORCE:
            return _last_text(earlier, file)
        held = next((one for one in earlier if one.kind in IN_FORCE), None)
        return held.text if held is not None and held.kind not in FILES_HOLD else file

    async def original_followed(self, draft: ArticleDraft) -> str:
        """The Swedish text that a translation says it follows, where it is still known; empty where it is not."""
        article, digest = draft.place.article, draft.follows.get("digest", "")
        written = [one.text for one in await self.history(article) if one.place.lang == ORIGINAL and one.text]
        texts = [self._built(Place(article, ORIGINAL)), *written]
        return next((text for text in texts if self._following(article, text)["digest"] == digest), "")

    async def is_free(self, article: ArticleId) -> bool:
        """Whether nothing has ever stood at this id: neither a file nor anything written here."""
        return article not in self.in_use.workshop.texts() and not await self.history(article)

    async def free_place(self, area: str, title: str) -> Place:
        """A place of the title that no article stands at, or ever stood. Raises NotFoundError after a thousand."""
        slug = slug_of(title)
        for number in range(1, 1_000):
            place = Place(ArticleId(f"{area}.{slug if number == 1 else f'{slug}_{number}'}"), ORIGINAL)
            if await self.is_free(place.article):
                return place
        raise NotFoundError("there are too many articles of that title")

    async def judge(self, draft: ArticleDraft) -> Judged:
        """The draft judged as it would be at publication."""
        reader = self.in_use.reader
        everything = await self._everything()
        texts = {**everything.get(draft.place.article, {}), draft.place.lang: reader.text_of(draft)}
        beside = {key: of_one[ORIGINAL] for key, of_one in everything.items() if ORIGINAL in of_one}
        read = await asyncio.to_thread(reader.judge, draft.place.article, texts, beside)
        faults = [
            *read.faults.get(draft.place.lang, ()),
            *self._changed_original(draft, texts.get(ORIGINAL, "")),
        ]
        return Judged(draft, tuple(faults), read.lix if draft.place.lang == ORIGINAL else None, read.article)

    async def save(self, draft: ArticleDraft, follows: int, by: StaffMember, note: str = "") -> Revision:
        """The draft is kept, right or wrong.

        Raises:
            ConflictError: somebody else has done something to the text since `follows`.
        """
        return await self._add(RevisionKind.DRAFT, draft.place, self.in_use.reader.text_of(draft), follows, by, note)

    async def discard(self, place: Place, follows: int, by: StaffMember) -> Revision:
        """The draft is given up; what citizens get stays. Raises ConflictError as `save`."""
        return await self._add(RevisionKind.DISCARDED, place, "", follows, by)

    async def publish(self, draft: ArticleDraft, follows: int, by: StaffMember, note: str) -> Revision:
        """Citizens get this text from now on.

        Raises:
            FaultyTextError: something grave is wrong with it; nothing is recorded.
            ConflictError: as `save`.
        """
        judged = await self.judge(draft)
        if not judged.may_be_published:
            raise FaultyTextError([fault for fault in judged.faults if fault.grave])
        text = self.in_use.reader.text_of(draft)
        return await self._add(RevisionKind.PUBLISHED, draft.place, text, follows, by, note)

    async def withdraw(self, place: Place, follows: int, by: StaffMember, note: str) -> Revision:
        """Citizens no longer get the article, or the translation.

        Raises:
            NotFoundError: they get nothing of the place now.
            ConflictError: as `save`.
        """
        if place.lang not in await self._texts(place.article):
            raise NotFoundError(f"citizens get nothing of {place.article} in {place.lang}")
        return await self._add(RevisionKind.WITHDRAWN, place, "", follows, by, note)

    async def take_from_file(self, place: Place, follows: int, by: StaffMember, note: str) -> Revision:
        """What the file says holds again. Raises ConflictError as `save`, RefusedError where there is no file."""
        if not self._built(place):
            raise RefusedError(f"there is no file of {place.article} in {place.lang}")
        return await self._add(RevisionKind.FROM_FILE, place, "", follows, by, note)

    async def _texts(self, article: ArticleId) -> Mapping[str, str]:
        """What is in force of an article, by language."""
        return (await self._everything()).get(article, {})

    async def _everything(self) -> Mapping[ArticleId, Mapping[str, str]]:
        """What is in force, by article and language."""
        built = self.in_use.workshop.texts()
        async with self.in_use.records.reading() as unit:
            revisions = await unit.revisions.in_force()
        return {**built, **texts_in_force(built, revisions)}

    def _built(self, place: Place) -> str:
        return self.in_use.workshop.texts().get(place.article, {}).get(place.lang, "")

    def _following(self, article: ArticleId, swedish: str) -> Mapping[str, str]:
        """What a translation of this Swedish text says that it follows."""
        original = self.in_use.reader.draft_of(Place(article, ORIGINAL), swedish)
        return {"reviewed_on": original.reviewed_on, "digest": digest_of(original.title, original.answer)}

    def _changed_original(self, draft: ArticleDraft, swedish: str) -> list[Fault]:
        """A translation must follow the Swedish in force, which its editor may not have seen."""
        if not draft.is_translation or not draft.follows.get("digest"):
            return []
        if draft.follows["digest"] == self._following(draft.place.article, swedish)["digest"]:
            return []
        what = "the Swedish text has changed since this translation was made: compare them, then save"
        return [Fault(draft.place.file, 1, what, {}, "follows")]

    async def _add(
        self, kind: RevisionKind, place: Place, text: str, follows: int, by: StaffMember, note: str = ""
    ) -> Revision:
        over = digest_of_text(self._built(place))
        revision = Revision(place, kind, text, by.id, self.clock.now(), follows, note.strip(), over)
        async with self.in_use.records.unit() as unit:
            latest = await unit.revisions.latest(place)
            if (latest.number if latest else 0) != follows:
                raise ConflictError(f"{place.article} in {place.lang} has been changed since revision {follows}")
            recorded = await unit.revisions.add(revision)
            if kind in _ACTS:
                await unit.audit.add(_entry(recorded))
            return recorded


def _entry(revision: Revision) -> AuditEntry:
    details = {"lang": revision.place.lang, "revision": revision.number}
    subject = f"article:{revision.place.article}"
    return AuditEntry(revision.at, revision.by, _ACTS[revision.kind], subject, revision.note[:LONGEST_REASON], details)


def _last_text(revisions: Sequence[Revision], file: str) -> str:
    """The newest text of these revisions, newest first; the file's where they have none."""
    return next((one.text for one in revisions if one.text), file)
