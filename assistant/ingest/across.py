"""What can only be seen of articles side by side, without an encoder."""

from collections.abc import Iterator, Sequence

from assistant.domain.catalogue import Catalogue
from assistant.domain.fault import Fault
from assistant.ingest.alike import same_questions
from assistant.ingest.articles import Shelved
from assistant.ingest.contradictions import (
    measure_contradictions,
    number_contradictions,
    telephone_contradictions,
)
from assistant.ingest.links import link_faults


def faults_across(shelved: Sequence[Shelved], catalogue: Catalogue) -> Iterator[Fault]:
    """Links astray, questions asked of two, numbers and telephones that do not agree: each told of the later one."""
    yield from link_faults(shelved)
    yield from same_questions(shelved)
    yield from telephone_contradictions(shelved, catalogue)
    yield from number_contradictions(shelved)
    yield from measure_contradictions(shelved)
