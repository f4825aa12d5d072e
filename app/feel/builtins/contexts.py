"""Context functions (DMN 1.5, 10.3.4.10, Table 81)."""

from app.feel.builtins.registry import builtin

Context = dict[str, object]


@builtin("get value", "m: context, key: string")
def get_value(context: Context, key: str) -> object:
    """get value(context, string) → any. 10.3.4.10, Table 81. Null where there is no such entry."""
    return context.get(key)


@builtin("get value", "m: context, keys: list")
def get_deep(context: Context, keys: list[object]) -> object:
    """get value(context, list<string>) → any. Beyond the standard: the entry to which the keys lead."""
    found: object = context if keys else None
    for key in keys:
        if not isinstance(found, dict) or not isinstance(key, str):
            return None
        found = found.get(key)
    return found


@builtin("get entries", "m: context")
def get_entries(context: Context) -> list[object]:
    """get entries(context) → list<context<key: string, value: Any>>. 10.3.4.10, Table 81."""
    return [{"key": key, "value": value} for key, value in context.items()]


@builtin("context", "entries: list")
def make_context(entries: list[object]) -> Context | None:
    """context(list<context<key: string, value: Any>>) → context. 10.3.4.10, Table 81.

    Null where an entry lacks its key or value, or a key stands there twice.
    """
    made: Context = {}
    for entry in entries:
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(key, str) or "value" not in entry or key in made:
            return None
        made[key] = entry["value"]
    return made


@builtin("context put", "context: context, key: string, value: any")
def put(context: Context, key: str, value: object) -> Context:
    """context put(context, string, any) → context. 10.3.4.10, Table 81. Keeps the order of the entries."""
    return {**context, key: value}


@builtin("context put", "context: context, keys: list, value: any")
def put_deep(context: Context, keys: list[object], value: object) -> Context | None:
    """context put(context, list<string>, any) → context. 10.3.4.10, Table 81.

    At the place to which the keys lead; contexts on the way are made. Null of no keys, or where another value
    stands on the way.
    """
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
    """context merge(list<context>) → context. 10.3.4.10, Table 81.

    Of entries with the same key the last wins; null of anything else than contexts.
    """
    merged: Context = {}
    for context in contexts:
        if not isinstance(context, dict):
            return None
        merged.update(context)
    return merged
