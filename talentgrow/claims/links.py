"""Which addresses may stand on a page as an example."""

import re
from urllib.parse import urlsplit


def is_safe_link(link: str) -> bool:
    """Tell whether an address may stand on a page: https, a host, no name or password.

    >>> is_safe_link("https://wiki.example/page"), is_safe_link("javascript:alert(1)")
    (True, False)
    """
    if re.search(r"[\s\\<>\"'`\x00-\x1f\x7f]", link):
        return False
    try:
        parts = urlsplit(link)
        has_port_or_none = parts.port is None or parts.port > 0
    except ValueError:
        return False
    is_https = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    return is_https and has_port_or_none
