"""The border with Rasa's forms: its active loop and slots become an OpenForm, and values become events that set slots.

The names, which nlu_data/domain.yml gives: `fault_form` asks for the slots `fault_what` and so on, then for
`fault_confirmed`; `change_fault_form` asks which shall be changed, `change_fault_where_form` for a new text.
"""

import re
from collections.abc import Mapping

from assistant.domain.case import CaseKind
from assistant.domain.errors import UnavailableError
from assistant.domain.form import FIELDS, Field, OpenForm, Step

FILLED = "filled"
"""The intent that tells Rasa to go on with slots that were set from outside (nlu_data/data/rules_forms.yml)."""
_LOOP = re.compile(r"(?P<changes>change_)?(?P<kind>fault|suggestion|callback)(?:_(?P<field>[a-z]+))?_form")


def open_form(tracker: Mapping[str, object]) -> OpenForm | None:
    """The form that the tracker tells of; None where no loop is active. Rasa then sends null or an empty loop.

    Raises:
        UnavailableError: the active loop is no form that we know, or asks for no slot of its own.
    """
    loop = tracker.get("active_loop")
    name = loop.get("name") if isinstance(loop, dict) else None
    if not name:
        return None
    found, slots = _LOOP.fullmatch(str(name)), tracker.get("slots")
    if found is None or not isinstance(slots, dict):
        raise UnavailableError("Rasa's active loop is no form that we know")
    kind = CaseKind(found["kind"])
    filled = {one: slots[_slot(kind, one)] for one in FIELDS[kind] if isinstance(slots.get(_slot(kind, one)), str)}
    if found["changes"]:
        step = Step.CHANGING if found["field"] else Step.CHOOSING
        return OpenForm(kind, step, Field(found["field"]) if found["field"] else None, filled)
    asked = str(slots.get("requested_slot"))
    asks = next((one for one in FIELDS[kind] if _slot(kind, one) == asked), None)
    return OpenForm(kind, Step.CONFIRMING if asks is None else Step.ASKING, asks, filled)


def events_setting(kind: CaseKind, values: Mapping[Field, str]) -> list[dict[str, str]]:
    """The events that set the slots of a form of that kind."""
    return [{"event": "slot", "name": _slot(kind, one), "value": words} for one, words in values.items()]


def _slot(kind: CaseKind, one: Field) -> str:
    return f"{kind}_{one}"
