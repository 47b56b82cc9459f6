"""Editors' texts as an archive of files, to be unpacked over the repository's `knowledge_base/`."""

import io
import zipfile

from assistant.services.bring_home import TextsToExport

TO_BE_REMOVED, CHANGED_SINCE = "to-be-removed.txt", "changed-since.txt"
"""Lists beside the files: those that are to go, and those left out since the repository's have changed meanwhile."""


def zipped(export: TextsToExport) -> bytes:
    """The archive: a file for each text, and lists of what files cannot say."""
    packed = io.BytesIO()
    gone = [str(place.file) for place, text in export.texts.items() if text is None]
    outrun = [str(place.file) for place in export.outrun]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, text in export.texts.items():
            if text is not None:
                archive.writestr(str(place.file), text)
        for name, rows in ((TO_BE_REMOVED, gone), (CHANGED_SINCE, outrun)):
            if rows:
                archive.writestr(name, "\n".join([*rows, ""]))
    return packed.getvalue()
