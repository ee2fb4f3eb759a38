"""Pack arrays and plain values into bytes, and read them back; nothing in them can run."""

import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
_TEXT = "document"


def pack(arrays: Mapping[str, NDArray[Any]], document: object) -> bytes:
    """Return compressed bytes of named arrays and one JSON document."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    stream = io.BytesIO()
    stored: dict[str, Any] = {**arrays, _TEXT: np.frombuffer(text, dtype=np.uint8)}
    np.savez_compressed(stream, **stored)
    return stream.getvalue()


def unpack(content: bytes) -> tuple[Arrays, Any]:
    """Return what was packed; Python objects are refused.

    >>> arrays, document = unpack(pack({"a": np.arange(2)}, {"b": 1}))
    >>> arrays["a"].tolist(), document
    ([0, 1], {'b': 1})
    """
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files if name != _TEXT}
        return arrays, json.loads(stored[_TEXT].tobytes())


def columns(prefix: str, value: Any) -> Arrays:
    """Return the arrays in a dataclass, nested ones included, under dotted names."""
    found: Arrays = {}
    for field in fields(value):
        entry = getattr(value, field.name)
        name = f"{prefix}.{field.name}"
        if is_dataclass(entry):
            found |= columns(name, entry)
        else:
            found[name] = np.asarray(entry)
    return found


def within(arrays: Mapping[str, NDArray[Any]], prefix: str) -> Arrays:
    """Return the arrays directly under a prefix, by the rest of their names."""
    start = f"{prefix}."
    return {
        name.removeprefix(start): array
        for name, array in arrays.items()
        if name.startswith(start) and "." not in name.removeprefix(start)
    }
