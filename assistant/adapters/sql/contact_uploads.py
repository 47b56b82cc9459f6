"""Files of contacts on their way, and keys to the API, in SQL."""

import asyncio
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import islice

from sqlalchemy import RowMapping, delete, select, update

from assistant.adapters.sql.tables import contact_keys as keys
from assistant.adapters.sql.tables import contact_layouts as layouts
from assistant.adapters.sql.tables import contact_uploads as uploads
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.contact_upload import ContactKey, ContactUpload, KeyId, UploadId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.sheet import Encoding, Row, Sheet, Writing
from assistant.domain.sheet_layout import Layout


class SqlContactUploads:
    """Implements `ContactUploads`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put(self, upload: ContactUpload) -> None:
        values = {
            "id": upload.id,
            "by": upload.by,
            "at": upload.at,
            "file_name": upload.file_name,
            "digest": upload.digest,
            "source": upload.source,
            "layout": upload.layout.as_json(),
            "sheet": await asyncio.to_thread(_packed, upload.sheet),
            "content": await asyncio.to_thread(zlib.compress, upload.text, 1),
        }
        await self._transaction.put(uploads, values)

    async def get(self, upload_id: UploadId) -> ContactUpload:
        row = await self._transaction.first(select(uploads).where(uploads.c.id == upload_id))
        if row is None:
            raise NotFoundError(f"no upload {upload_id}")
        told = dict(row)
        text = zlib.decompress(told.pop("content"))
        sheet = await asyncio.to_thread(_unpacked, told.pop("sheet"))
        return ContactUpload(**{**told, "layout": Layout.from_json(told["layout"])}, sheet=sheet, text=text)

    async def take(self, upload_id: UploadId) -> Layout:
        taken = delete(uploads).where(uploads.c.id == upload_id).returning(uploads.c.layout)
        row = await self._transaction.first(taken)
        if row is None:
            raise NotFoundError(f"no upload {upload_id}")
        return Layout.from_json(row["layout"])

    async def remove(self, upload_id: UploadId) -> bool:
        return await self._transaction.change(delete(uploads).where(uploads.c.id == upload_id)) > 0

    async def remove_before(self, moment: datetime) -> None:
        await self._transaction.change(delete(uploads).where(uploads.c.at < moment))

    async def remember(self, source: str, layout: Layout) -> None:
        await self._transaction.put(layouts, {"source": source, "layout": layout.as_json()})

    async def layouts(self) -> Mapping[str, Layout]:
        rows = await self._transaction.all(select(layouts).order_by(layouts.c.source))
        return {row["source"]: Layout.from_json(row["layout"]) for row in rows}


class SqlContactKeys:
    """Implements `ContactKeys`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, key: ContactKey) -> None:
        await self._transaction.put(keys, asdict(key))

    async def all(self) -> Sequence[ContactKey]:
        rows = await self._transaction.all(select(keys).order_by(keys.c.made_at.desc(), keys.c.id.desc()))
        return [_key(row) for row in rows]

    async def with_digest(self, digest: str) -> ContactKey:
        row = await self._transaction.first(select(keys).where(keys.c.digest == digest))
        if row is None:
            raise NotFoundError("no such key")
        return _key(row)

    async def revoke(self, key_id: KeyId, at: datetime) -> ContactKey:
        one = update(keys).where(keys.c.id == key_id, keys.c.revoked_at.is_(None)).values(revoked_at=at)
        found = await self._transaction.change(one)
        row = await self._transaction.first(select(keys).where(keys.c.id == key_id))
        if row is None:
            raise NotFoundError(f"no key {key_id}")
        if not found:
            raise ConflictError(f"key {key_id} is revoked already")
        return _key(row)

    async def used(self, key_id: KeyId, at: datetime) -> None:
        await self._transaction.change(update(keys).where(keys.c.id == key_id).values(used_at=at))


def _key(row: RowMapping) -> ContactKey:
    return ContactKey(**row)


def _packed(sheet: Sheet) -> bytes:
    """Read once when it was sent: a year in a workbook takes a second, this a tenth.

    A year's cells are the same few days, times, names and numbers: each text is told once, and cells by its place.
    Flat lists, for every list of its own is work for Python's collector.
    """
    places: dict[str, int] = {}
    told = {
        "name": sheet.name,
        "writing": sheet.writing,
        "lines": [row.line for row in sheet.rows],
        "widths": [len(row.cells) for row in sheet.rows],
        "cells": [places.setdefault(text, len(places)) for row in sheet.rows for text in row.cells],
        "texts": list(places),
    }
    return zlib.compress(json.dumps(told, ensure_ascii=False).encode(), level=1)


def _unpacked(packed: bytes) -> Sheet:
    told = json.loads(zlib.decompress(packed))
    cells = map(told["texts"].__getitem__, told["cells"])
    rows = tuple(
        Row(line, tuple(islice(cells, width))) for line, width in zip(told["lines"], told["widths"], strict=True)
    )
    encoding, delimiter = told["writing"] or (None, None)
    return Sheet(rows, told["name"], Writing(Encoding(encoding), delimiter) if encoding else None)
