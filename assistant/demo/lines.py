"""What people write in the demonstration besides questions and articles: small talk, thanks, an agent's greeting.

Content of the demonstration, not words of ours on any page, so it stands here and not in the catalogues.
"""

from collections.abc import Mapping, Sequence

Lines = Mapping[str, Sequence[str]]
"""By language; what is in neither of them is said in English."""

GREETS: Lines = {
    "sv": (
        "Hej, jag heter {name} och hjälper dig här. Jag läser det du har skrivit.",
        "Hej! {name} här. Ett ögonblick, så ser jag efter.",
        "Hej och välkommen, {name} heter jag. Jag tittar på din fråga.",
    ),
    "en": (
        "Hello, my name is {name}. I am reading what you wrote.",
        "Hi, {name} here. One moment while I check.",
    ),
}
EXPLAINS: Lines = {
    "sv": (
        "Det stämmer att det inte står på webbplatsen. Jag skickar frågan till handläggaren, som svarar dig.",
        "Det är inget jag kan se här, men den som har hand om ditt ärende kan svara. Ring växeln så kopplar de dig.",
        "Då förstår jag. Det är den enheten som avgör, och du kan vända dig direkt dit.",
    ),
    "en": (
        "You are right that the website does not say. I will pass your question on to the person who handles it.",
        "I cannot see that here, but whoever handles your matter can answer. The switchboard will connect you.",
    ),
}
ASKS_ON: Lines = {
    "sv": ("Gäller det även på helgen?", "Behöver jag boka en tid?", "Vad kostar det?", "Hur lång tid tar det?"),
    "en": ("Does that go for weekends too?", "Do I need an appointment?", "What does it cost?"),
}
ANSWERS_ON: Lines = {
    "sv": (
        "Det står på sidan som jag skickade, i stycket längst ned.",
        "Nej, det behöver du inte.",
        "Ja, det stämmer.",
    ),
    "en": ("You find it on the page I sent, in the last paragraph.", "No, you need not.", "Yes, that is right."),
}
THANKS: Lines = {
    "sv": ("Tack!", "Tack så mycket för hjälpen", "Perfekt, tack", "Ok tack", "Toppen"),
    "en": ("Thank you!", "Thanks a lot", "Great, thanks"),
}
YOU_ARE_WELCOME: Lines = {
    "sv": ("Tack själv! Skriv gärna om du undrar något mer.",),
    "en": ("You're welcome! Just write if there is anything else you want to know.",),
}
ASKS_FOR_PERSON: Lines = {
    "sv": ("Jag vill prata med en person", "kan jag få prata med en människa", "vill ha handläggare"),
    "en": ("I want to talk to a person", "Can I talk to a human please"),
}
CALL_ME: Lines = {"sv": ("Ring upp mig", "Kan någon ringa mig?"), "en": ("Call me back",)}
REPORTS_A_FAULT: Lines = {
    "sv": ("Jag vill göra en felanmälan", "Vill anmäla ett fel"),
    "en": ("I want to report a fault",),
}
WRONG: Lines = {
    "sv": ("Det var inte det jag frågade om", "Nej det stämmer inte", "Fel svar"),
    "en": ("That is not what I asked", "No, that is wrong"),
}
NOTES = (
    "Gav länk till sidan och förklarade.",
    "Hänvisad till handläggare.",
    "Frågan besvarad, tackade för sig.",
    "Svaret stod på webben men var svårt att hitta.",
    "",
)
COMMENTS = ("Snabbt och bra.", "Trevlig hjälp!", "Fick inget riktigt svar.", "Lång väntan.", "Roboten förstod direkt.")
FAULTS = (
    ("Gatlampan är trasig", "Drottninggatan"),
    ("Stort hål i cykelbanan", "vid Tornbyvägen"),
    ("Papperskorgen är full", "Trädgårdsföreningen"),
    ("Klotter på elskåp", "Skäggetorp centrum"),
    ("Hal gångväg", "Lambohov"),
)
CALL_ABOUT = ("min ansökan", "en faktura", "skolskjuts", "bygglov för altan", "plats på förskola")


def lines_in(lines: Lines, lang: str) -> Sequence[str]:
    """Those of the language, else English."""
    return lines.get(lang.partition("-")[0], lines["en"])
