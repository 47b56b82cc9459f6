"""The knowledge base for others' machines: articles as schema.org's FAQPage, the catalogue as CPSV-AP, both JSON-LD."""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.domain.catalogue import Area, Authority, Catalogue, Channel, ChannelKind, Service, Spoken
from assistant.domain.knowledge import Article, ArticleId
from assistant.domain.opening_hours import OpeningHours
from assistant.ports import Knowledge
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.wording.hours import hours_in_words
from assistant.wording.markdown import to_html

Json = dict[str, Any]

CONTEXT: Mapping[str, str] = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
}
"""Of the terms used here, as in CPSV-AP 3.2's own context (semiceu.github.io/CPSV-AP/releases/3.2.0)."""
SPATIAL = "http://publications.europa.eu/resource/authority/country/SWE"


@dataclass(slots=True)
class _Made:
    """The pages made of one edition, by language; the turnstile lets one at a time make the next."""

    knowledge: Knowledge | None = None
    pages: dict[str, bytes] = field(default_factory=dict)
    turnstile: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class FaqPages:
    """All answers in a language as one FAQPage in JSON-LD, made once for each edition of the knowledge.

    `path_of`: where an article can be read in a language, from the site's root.
    """

    in_use: KnowledgeInUse
    path_of: Callable[[ArticleId, str], str]
    _made: _Made = field(default_factory=_Made)

    async def page(self, lang: str) -> bytes:
        """The page in `lang`, UTF-8, from the knowledge that holds now."""
        knowledge = await self.in_use.now()
        async with self._made.turnstile:
            if self._made.knowledge is not knowledge:
                self._made.knowledge, self._made.pages = knowledge, {}
            if lang not in self._made.pages:
                articles = knowledge.shelf.articles()
                # Some hundred answers made HTML take a tenth of a second, in which other citizens would wait.
                self._made.pages[lang] = await asyncio.to_thread(self._written, articles, lang)
            return self._made.pages[lang]

    def _written(self, articles: Iterable[Article], lang: str) -> bytes:
        spoken = [one for one in (article.spoken(lang) for article in articles) if one.lang == lang]
        page = faq_page(spoken, lang, {one.id: self.path_of(one.id, lang) for one in spoken})
        return json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode()


def faq_page(articles: Iterable[Article], lang: str, address_of: Mapping[ArticleId, str] | None = None) -> Json:
    """The articles in `lang` as one FAQPage (schema.org/FAQPage); those without that language are left out.

    `address_of`: where each article can be read, by id.
    """
    spoken = [article.spoken(lang) for article in articles]
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": lang,
        "mainEntity": [_question(one, (address_of or {}).get(one.id)) for one in spoken if one.lang == lang],
    }


def _question(article: Article, address: str | None) -> Json:
    answer: Json = {
        "@type": "Answer",
        "text": to_html(article.answer),
        "inLanguage": article.lang,
        "dateModified": article.citation.reviewed_on.isoformat(),
        "citation": {"@type": "CreativeWork", "name": article.citation.title, "url": article.citation.url},
    }
    told: Json = {"@type": "Question", "@id": f"urn:kontakt:article:{article.id}", "name": article.title}
    return {**told, **({"url": address} if address else {}), "acceptedAnswer": answer}


def catalogue_graph(catalogue: Catalogue) -> Json:
    """The catalogue in the shape of the EU's Core Public Service Vocabulary, CPSV-AP 3.2."""
    return {
        "@context": dict(CONTEXT),
        "@graph": [
            *(_authority(row) for row in catalogue.authorities.values()),
            *(_area(row) for row in catalogue.areas.values()),
            *(_service(row) for row in catalogue.services.values()),
            *(node for row in catalogue.channels.values() for node in _channel(row)),
            *(_hours(row) for row in catalogue.opening_hours.values()),
        ],
    }


def _authority(row: Authority) -> Json:
    part_of = {"org:unitOf": _at("authority", row.part_of)} if row.part_of else {}
    return {
        "@id": _urn("authority", row.id),
        "@type": "cv:PublicOrganisation",
        "dct:identifier": row.id,
        "skos:prefLabel": _words(row.name),
        "dct:spatial": {"@id": SPATIAL},
        "foaf:homepage": {"@id": row.url},
        **part_of,
    }


def _area(row: Area) -> Json:
    return {
        "@id": _urn("area", row.id),
        "@type": "skos:Concept",
        "dct:identifier": row.id,
        "skos:prefLabel": _words(row.name),
        "skos:definition": _words(row.description),
    }


def _service(row: Service) -> Json:
    return {
        "@id": _urn("service", row.id),
        "@type": "cpsv:PublicService",
        "dct:identifier": row.id,
        "dct:title": _words(row.name),
        "dct:description": _words(row.description),
        "dcat:keyword": [{"@language": "sv", "@value": word} for word in row.keywords],
        "cv:hasCompetentAuthority": _at("authority", row.authority),
        "cv:thematicArea": _at("area", row.area),
        "cv:hasChannel": [_at("channel", channel) for channel in row.channels],
        "dct:spatial": {"@id": SPATIAL},
        "foaf:page": {"@id": row.url},
    }


def _channel(row: Channel) -> tuple[Json, Json]:
    opens = {"cv:openingHours": _at("hours", row.opening_hours)} if row.opening_hours else {}
    modified = {"dct:modified": row.checked.isoformat()} if isinstance(row.checked, date) else {}
    channel = {
        "@id": _urn("channel", row.id),
        "@type": "cv:Channel",
        "dct:identifier": row.id,
        "dct:type": str(row.kind),
        "dct:description": _words(row.name),
        "cv:contactPoint": _at("contact", row.id),
        **opens,
    }
    return channel, {"@id": _urn("contact", row.id), "@type": "cv:ContactPoint", **_reached(row), **modified, **opens}


def _reached(row: Channel) -> Json:
    match row.kind:
        case ChannelKind.PHONE:
            return {"cv:telephone": row.address}
        case ChannelKind.EMAIL:
            return {"cv:email": row.address}
        case ChannelKind.WEB | ChannelKind.E_SERVICE | ChannelKind.CHAT:
            return {"cv:contactPage": {"@id": row.address}}
        case ChannelKind.VISIT | ChannelKind.POST:  # pragma: no branch - the last of all
            return {"dct:description": row.address}


def _hours(row: OpeningHours) -> Json:
    return {
        "@id": _urn("hours", row.id),
        "@type": "time:TemporalEntity",
        "dct:title": _words(row.name),
        "dct:description": _words({lang: hours_in_words(row, lang) for lang in ("sv", "en")}),
    }


def _words(spoken: Spoken) -> list[Json]:
    return [{"@language": lang, "@value": words} for lang, words in spoken.items()]


def _urn(kind: str, name: str) -> str:
    return f"urn:kontakt:{kind}:{name}"


def _at(kind: str, name: str) -> Json:
    return {"@id": _urn(kind, name)}
