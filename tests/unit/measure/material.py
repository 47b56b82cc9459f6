"""Three small articles, and questions to fit on and to ask."""

from dataclasses import replace

from assistant.domain.knowledge import ArticleId, FactId
from assistant.domain.labelled import LabelledQuestion, QuestionKind
from assistant.measure.systems import Material
from tests.centre import WASTE

PARKING = replace(
    WASTE,
    id=ArticleId("trafik.parkering"),
    area="trafik",
    title="Var får jag parkera?",
    answer="Du parkerar på gator där det inte är förbjudet.",
    variants=("parkering", "p-plats", "ställa bilen"),
    covers=(FactId("trafik.parkera"),),
)
LIBRARY = replace(
    WASTE,
    id=ArticleId("kultur.bibliotek"),
    area="kultur",
    title="Hur lånar jag böcker?",
    answer="Du lånar böcker på biblioteket med ett lånekort.",
    variants=("bibliotek", "lånekort", "låna böcker"),
    covers=(FactId("kultur.lana"), FactId("kultur.lanekort")),
)
ARTICLES = (WASTE, PARKING, LIBRARY)
COVERS = {article.id: article.covers for article in ARTICLES}
ASKED = (
    ("när kommer sopbilen", 0),
    ("var ställer jag bilen i stan", 1),
    ("får man parkera på gatan", 1),
    ("jag vill låna en bok", 2),
    ("hur lånar man böcker", 2),
    ("jag behöver ett lånekort", 2),
    ("vad är meningen med livet", 3),
    ("vem vinner matchen", 3),
)
MATERIAL = Material(ARTICLES, ASKED)


def question(key: str, text: str, *covers: str, lang: str = "sv", voice: str = "everyday") -> LabelledQuestion:
    kind = QuestionKind.ANSWERABLE if covers else QuestionKind.OUT_OF_SCOPE
    return LabelledQuestion(key, (text,), lang, kind, frozenset(FactId(fact) for fact in covers), voice, "t")


QUESTIONS = (
    question("q1", "vilken dag hämtar ni sopor hos mig", "avfall.hamtdag"),
    question("q2", "var kan jag parkera min bil", "trafik.parkera", voice="keyword"),
    question("q3", "hur lånar man böcker på biblioteket", "kultur.lana"),
    question("q4", "hur skaffar jag lånekort", "kultur.lanekort"),
    question("q5", "vad är klockan i new york"),
    question("q6", "where can I park", "trafik.parkera", lang="en"),
)
