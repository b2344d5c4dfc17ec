"""Writing XML so that the same content gives the same bytes, and any text is well formed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def root(tag: str, namespace: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Return the outermost element; what is added to it belongs to the same namespace."""
    return Element(tag, {"xmlns": namespace, **(attributes or {})})


def add(parent: Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None) -> Element:
    """Add an element with text and attributes; characters that XML cannot have are left out."""
    clean = {name: _NO_XML.sub("", value) for name, value in (attributes or {}).items()}
    child = SubElement(parent, tag, clean)
    child.text = _NO_XML.sub("", text) or None
    return child


def as_bytes(element: Element) -> bytes:
    """Return a document as UTF-8."""
    indent(element, " ")
    text: str = tostring(element, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
