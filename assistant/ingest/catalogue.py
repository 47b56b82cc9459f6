"""The service catalogue, from the YAML files in `knowledge_base/catalogue/`."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.catalogue import (
    CONTACT_CENTRE_CHAT,
    Area,
    AreaId,
    Authority,
    AuthorityId,
    Catalogue,
    Channel,
    ChannelKind,
    Service,
    ServiceId,
    Spoken,
    Unconfirmed,
)
from assistant.domain.knowledge import TRANSLATED_INTO
from assistant.ingest.opening_hours import read_opening_hours
from assistant.ingest.yaml_field import YamlField, open_yaml

NEEDED = ("sv", "en")
ALLOWED = (*NEEDED, *(lang for lang in TRANSLATED_INTO if lang not in NEEDED))
_YEAR = re.compile(r"20[0-9]{2}")
_ID = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
_Row = TypeVar("_Row", Authority, Channel, Area, Service)


def read_catalogue(folder: Path) -> Catalogue:
    """Everything the files in `folder` say.

    Raises:
        FileRefusedError: a file is missing, or a row is not as it should be; the message names file, line and field.
    """
    hours_field = open_yaml(folder / "opening_hours.yml", "opening_hours")
    hours = read_opening_hours(hours_field)
    if CONTACT_CENTRE_CHAT not in hours:
        hours_field.refuse(f"the hours {CONTACT_CENTRE_CHAT} are missing: the queue goes by them")
    authorities = _rows(folder / "authorities.yml", _authority)
    for authority in authorities.values():
        if authority.part_of is not None and authority.part_of not in authorities:
            open_yaml(folder / "authorities.yml", "authorities").refuse(
                f"{authority.id} is part of {authority.part_of}, which is not there"
            )
    channels = _rows(folder / "channels.yml", lambda row: _channel(row, hours.keys()))
    areas = _rows(folder / "areas.yml", lambda row: _area(row, authorities.keys()))
    return Catalogue(
        authorities={AuthorityId(key): row for key, row in authorities.items()},
        channels=channels,
        areas={AreaId(key): row for key, row in areas.items()},
        services={
            ServiceId(key): row
            for key, row in _rows(
                folder / "services.yml", lambda row: _service(row, areas.keys(), authorities.keys(), channels.keys())
            ).items()
        },
        opening_hours=hours,
    )


def _rows(file: Path, read: Callable[[YamlField], _Row]) -> Mapping[str, _Row]:
    found: dict[str, _Row] = {}
    for item in open_yaml(file, file.stem).items():
        row = read(item)
        if row.id in found:
            item.refuse(f"id {row.id} is given twice; allowed: once")
        found[row.id] = row
    return found


def _authority(row: YamlField) -> Authority:
    fields = row.fields(("id", "name", "url", "part_of"), required=("id", "name", "url"))
    part_of = AuthorityId(fields["part_of"].text()) if "part_of" in fields else None
    return Authority(AuthorityId(_id(fields["id"])), _spoken(fields["name"]), _web(fields["url"]), part_of)


def _channel(row: YamlField, hours: Collection[str]) -> Channel:
    needed = ("id", "kind", "name", "address")
    fields = row.fields((*needed, "opening_hours", "verified_on", "as_of"), required=needed)
    kind = ChannelKind(fields["kind"].one_of(tuple(ChannelKind)))
    is_web = kind in {ChannelKind.WEB, ChannelKind.E_SERVICE}
    address = _web(fields["address"]) if is_web else fields["address"].text()
    opens = fields["opening_hours"].one_of(hours) if "opening_hours" in fields else None
    return Channel(_id(fields["id"]), kind, _spoken(fields["name"]), address, opens, _checked(fields))


def _checked(fields: Mapping[str, YamlField]) -> date | Unconfirmed | None:
    """`verified_on` is a day, or null while nobody has confirmed the address; then `as_of` is the year it is from."""
    verified_on = fields["verified_on"].day_or_none() if "verified_on" in fields else None
    if "as_of" in fields:
        as_of = fields["as_of"]
        if "verified_on" not in fields or verified_on is not None:
            as_of.refuse("is for an address that nobody has confirmed; allowed: beside verified_on: null")
        if not _YEAR.fullmatch(as_of.text()):
            as_of.refuse(f"is {as_of.text()!r}; must be the year, or about, that the address is from, as 2021")
        return Unconfirmed(int(as_of.text()))
    return Unconfirmed() if "verified_on" in fields and verified_on is None else verified_on


def _area(row: YamlField, authorities: Collection[str]) -> Area:
    needed = ("id", "name", "description", "authority", "autonomy")
    fields = row.fields(needed, required=needed)
    return Area(
        AreaId(_id(fields["id"])),
        _spoken(fields["name"]),
        _spoken(fields["description"]),
        AuthorityId(fields["authority"].one_of(authorities)),
        AutonomyLevel(fields["autonomy"].one_of(tuple(AutonomyLevel))),
    )


def _service(
    row: YamlField, areas: Collection[str], authorities: Collection[str], channels: Collection[str]
) -> Service:
    needed = ("id", "area", "name", "description", "authority", "channels", "url")
    fields = row.fields((*needed, "keywords"), required=needed)
    return Service(
        ServiceId(_id(fields["id"])),
        AreaId(fields["area"].one_of(areas)),
        _spoken(fields["name"]),
        _spoken(fields["description"]),
        AuthorityId(fields["authority"].one_of(authorities)),
        tuple(item.one_of(channels) for item in fields["channels"].items()),
        _web(fields["url"]),
        tuple(item.text() for item in fields["keywords"].items()) if "keywords" in fields else (),
    )


def _id(field: YamlField) -> str:
    if not _ID.fullmatch(field.text()):
        field.refuse(f"is {field.text()!r}; allowed: small letters a-z, digits and _, two parts with a point at most")
    return field.text()


def _spoken(field: YamlField) -> Spoken:
    return {lang: words.text() for lang, words in field.fields(ALLOWED, required=NEEDED).items()}


def _web(field: YamlField) -> str:
    if not field.text().startswith("https://"):
        field.refuse("must begin with https://")
    return field.text()
