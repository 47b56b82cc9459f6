"""The smallest service catalogue that the rules allow, for tests with a knowledge base of their own."""

from pathlib import Path

HOURS = """- id: contact_centre_chat
  name: {sv: Chatten, en: The chat}
  week: {mon-fri: "08:00-16:00"}
  closed_on: holidays
  source: Prov
  verified_on: null
- id: contact_centre_phone
  name: {sv: Telefonen, en: The telephone}
  week: {mon-fri: "07:30-17:00"}
  seasons:
    - {from: 06-01, to: 08-31, week: {mon-fri: "07:30-16:00"}}
  closed_on: holidays
  exceptions:
    - {on: 2026-12-23, hours: "07:30-12:00"}
  source: Prov
  verified_on: 2026-11-01
"""
AUTHORITIES = "- {id: town, name: {sv: Kommunen, en: The municipality}, url: https://www.example.se}\n"
CHANNELS = """- id: phone
  kind: phone
  name: {sv: Ring oss, en: Phone us}
  address: 013-20 60 00
  opening_hours: contact_centre_phone
"""


def write_catalogue(folder: Path, *areas: str) -> None:
    """A catalogue of the areas named, with one service in each."""
    folder.mkdir(parents=True)
    (folder / "opening_hours.yml").write_text(HOURS, encoding="utf-8")
    (folder / "authorities.yml").write_text(AUTHORITIES, encoding="utf-8")
    (folder / "channels.yml").write_text(CHANNELS, encoding="utf-8")
    (folder / "areas.yml").write_text("".join(map(_area, areas)), encoding="utf-8")
    (folder / "services.yml").write_text("".join(map(_service, areas)), encoding="utf-8")


def _area(name: str) -> str:
    words = f"{{sv: {name}, en: {name}}}"
    return f"- {{id: {name}, name: {words}, description: {words}, authority: town, autonomy: autonomous}}\n"


def _service(area: str) -> str:
    words = f"{{sv: {area}, en: {area}}}"
    return (
        f"- id: {area}.service\n  area: {area}\n  name: {words}\n  description: {words}\n"
        "  authority: town\n  channels: [phone]\n  url: https://www.example.se\n"
    )
