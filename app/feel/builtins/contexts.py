"""Context functions (DMN 1.5, 10.3.4.12)."""

from app.feel.builtins.registry import builtin

Context = dict[str, object]


@builtin("get value", "m: context, key: text or list")
def get_value(context: Context, key: str | list[object]) -> object:
    """The entry with the key, or the one that a list of keys leads to."""
    found: object = context
    for step in [key] if isinstance(key, str) else key:
        if not isinstance(found, dict) or not isinstance(step, str):
            return None
        found = found.get(step)
    return None if key == [] else found


@builtin("get entries", "m: context")
def get_entries(context: Context) -> list[object]:
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries: list")
def make_context(entries: list[object]) -> Context | None:
    made: Context = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(key, str) or "value" not in entry or key in made:
            return None
        made[key] = entry["value"]
    return made


@builtin("context put", "context: context, key: text, value: any")
def put(context: Context, key: str, value: object) -> Context:
    return {**context, key: value}


@builtin("context put", "context: context, keys: list, value: any")
def put_deep(context: Context, keys: list[object], value: object) -> Context | None:
    """As `put`, at the place that a list of keys leads to; contexts on the way are made."""
    if not keys or not all(isinstance(key, str) for key in keys):
        return None
    changed = dict(context)
    place = changed
    for key in map(str, keys[:-1]):
        inner = place.get(key)
        if inner is not None and not isinstance(inner, dict):
            return None
        place[key] = place = dict(inner or {})
    place[str(keys[-1])] = value
    return changed


@builtin("context merge", "contexts: list")
def merge(contexts: list[object]) -> Context | None:
    merged: Context = {}
    for context in contexts:
        if not isinstance(context, dict):
            return None
        merged.update(context)
    return merged


@builtin("get or else", "value: any, default: any")
def get_or_else(value: object, default: object) -> object:
    return default if value is None else value
