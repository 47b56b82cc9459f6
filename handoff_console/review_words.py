"""What judgements and standings are called on staff pages: message ids of the catalogue."""

from assistant.domain.earned import Standing
from assistant.domain.review import Judgement
from assistant.services.review_queue import Why

JUDGEMENTS = {
    Judgement.RIGHT: ("Right", "The answer answers the question."),
    Judgement.WRONG: ("Wrong", "Another answer would have been right, or what it says is false."),
    Judgement.SHOULD_HAVE_HANDED_OFF: ("Should have handed off", "No answer of ours helps. A person was needed."),
    Judgement.ARTICLE_NEEDS_WORK: ("Right, but the text needs work", "The right answer, whose text should be better."),
}
"""Name and meaning, in the order of their keys."""

WHYS = {
    Why.DISPUTED: "disputed by citizens",
    Why.OVERRULED: "where a person answered otherwise",
    Why.SECOND: "for a second reviewer",
    Why.DRAWN: "drawn by chance",
}
"""After a number."""

STANDINGS = {
    Standing.MAY_RISE: ("May rise", "success"),
    Standing.HOLDS: ("Stays where it is", "neutral"),
    Standing.MUST_FALL: ("Below what is wanted", "danger"),
}
"""Name, and a colour of Designsystemet's."""
