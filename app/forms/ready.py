"""Fields that forms need again and again, ready to be put into one: with their labels in three languages."""

from collections.abc import Mapping, Sequence
from typing import Any

Field = Mapping[str, Any]


def _field(kind: str, key: str, en: str, fi: str, sv: str, check: str = "", **more: Any) -> dict[str, Any]:
    properties = {"label.fi": fi, "label.sv": sv, **({"check": check} if check else {})}
    more = {"validate": {"required": True}, **more}
    return {"type": kind, "key": key, "label": en, "properties": properties, **more}


#: Components of a form by the name of what they ask; a form's author changes them like any other.
READY: Mapping[str, Sequence[Field]] = {
    "name": (
        _field("textfield", "first_name", "First name", "Etunimi", "Förnamn"),
        _field("textfield", "last_name", "Last name", "Sukunimi", "Efternamn"),
    ),
    "identity-code": (
        _field(
            "textfield",
            "identity_code",
            "Finnish personal identity code",
            "Henkilötunnus",
            "Personbeteckning",
            check="identity-code",
        ),
    ),
    "address": (
        _field("textfield", "street_address", "Street address", "Katuosoite", "Gatuadress"),
        _field(
            "textfield",
            "postal_code",
            "Postal code",
            "Postinumero",
            "Postnummer",
            check="postal-code",
        ),
        _field("textfield", "town", "Town", "Postitoimipaikka", "Postort"),
    ),
    "money": (
        _field(
            "number",
            "amount",
            "Amount",
            "Summa",
            "Belopp",
            decimalDigits=2,
            appearance={"suffixAdorner": "€"},
            validate={"required": True, "min": 0},
        ),
    ),
    "consent": (
        _field(
            "checkbox",
            "consent",
            "I agree that my details are used for handling this case",
            "Suostun siihen, että tietojani käytetään asian käsittelyyn",
            "Jag samtycker till att mina uppgifter används för att handlägga ärendet",
        ),
    ),
    "attachments": (
        _field("filepicker", "attachments", "Attachments", "Liitteet", "Bilagor", multiple=True, validate={}),
    ),
}


def with_ready(form: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The form with these fields at its end, under keys that it does not have yet; raises KeyError."""
    components = [*form.get("components", ())]
    taken = {str(each.get("key", "")) for each in components if isinstance(each, Mapping)}
    for field in READY[name]:
        key = next(each for each in _names(str(field["key"])) if each not in taken)
        taken.add(key)
        components.append({**field, "key": key, "id": f"ready_{key}"})
    return {**form, "components": components}


def _names(key: str) -> Sequence[str]:
    return [key, *(f"{key}_{number}" for number in range(2, 1_000))]
