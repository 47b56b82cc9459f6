"""The way home of what editors published: into the repository's files, and from there back into force."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from assistant.domain.errors import ConflictError
from assistant.domain.knowledge import ORIGINAL, ArticleId
from assistant.domain.revision import Place, Revision, RevisionKind, digest_of_text
from assistant.ports import Clock
from assistant.services.knowledge_in_use import KnowledgeInUse, texts_in_force


@dataclass(frozen=True, slots=True)
class TextsToExport:
    """What is to be written into files, None where one should go.

    `outrun` are places whose file has been changed since something else was published of them in the console: a person
    has to choose.
    """

    texts: Mapping[Place, str | None]
    outrun: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class BringHome:
    """Tells what the files lack, and gives the word back to them once they have it."""

    in_use: KnowledgeInUse
    clock: Clock

    async def texts_to_export(self) -> TextsToExport:
        """What citizens get wherever it is not what the files say.

        Raises:
            UnavailableError: the record is away.
        """
        built = self.in_use.workshop.texts()
        async with self.in_use.records.reading() as unit:
            revisions = await unit.revisions.in_force()
        outrun = [one.place for one in revisions if one.is_outrun_by(_built(built, one.place))]
        texts: dict[Place, str | None] = {}
        for article, of_one in texts_in_force(built, revisions).items():
            files = built.get(article, {})
            # Without the Swedish there is no article, and a translation by itself would break the next build.
            holding = of_one if ORIGINAL in of_one else {}
            for lang in {*files, *holding}:
                if holding.get(lang, "").strip() != files.get(lang, "").strip():
                    texts[Place(article, lang)] = holding.get(lang)
        return TextsToExport({place: text for place, text in texts.items() if place not in outrun}, tuple(outrun))

    async def give_back_to_files(self) -> int:
        """Texts that the files, as built, say as well hold as the files' from now on; how many there were.

        So that a later change of the file reaches citizens. Raises UnavailableError: the record is away.
        """
        built = self.in_use.workshop.texts()
        if not built:
            return 0
        async with self.in_use.records.reading() as unit:
            home = [one for one in await unit.revisions.in_force() if one.has_come_home(_built(built, one.place))]
            latest = {one.place: await unit.revisions.latest(one.place) for one in home}
        # A place with a draft under way waits: its editor has the number of the last revision before the eyes.
        settled = [one for one in home if latest[one.place] == one]
        for one in settled:
            over = digest_of_text(_built(built, one.place))
            came = Revision(one.place, RevisionKind.CAME_HOME, "", one.by, self.clock.now(), one.number, over=over)
            with suppress(ConflictError):  # an editor, or another sweeper, was there first
                async with self.in_use.records.unit() as unit:
                    await unit.revisions.add(came)
        return len(settled)


def _built(built: Mapping[ArticleId, Mapping[str, str]], place: Place) -> str:
    return built.get(place.article, {}).get(place.lang, "")
