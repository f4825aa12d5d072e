"""Values of other products as values of the dialect: fixed text, or FEEL after "="."""

from app.bpmn.repairing.languages import juel


def translated(text: str) -> str:
    """A value with ${…} in it as one with FEEL; raises Untranslatable."""
    text = text.strip()
    if juel.is_juel(text):
        return f"={juel.value(text)}"
    # Here a text that begins with "=" would be an expression.
    return f'="{text}"' if text.startswith("=") else text
