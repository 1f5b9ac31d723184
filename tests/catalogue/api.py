"""The API v5 as the loader and its check need it: bulk upserts out, whole lists back."""
import http.client
import json
import re
import urllib.parse
from decimal import Decimal

NDJSON = "application/x-ndjson"
LINES = 1000  # lines of one bulk request: large enough to be quick, small enough to read the answer at once
NEXT = re.compile(r'<([^>]*)>\s*;\s*rel="?next"?')


class Refused(Exception):
    """An answer other than 2xx to a whole request."""


class Api:
    """One keep-alive connection to one server."""

    def __init__(self, url, token):
        parts = urllib.parse.urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.netloc, timeout=300)
        self.token = token

    def send(self, method, path, body=None, **headers):
        """Returns (headers, bytes)."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Authorization"] = f"Bearer {self.token}"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if not 200 <= answer.status < 300:
            raise Refused(f"{method} {path}: {answer.status} {content[:500].decode('utf-8', 'replace')}")
        return answer.headers, content

    def upsert(self, resource, bodies):
        """Yields the answer to each body, in order."""
        for first in range(0, len(bodies), LINES):
            part = bodies[first:first + LINES]
            lines = "".join(json.dumps(body, ensure_ascii=False) + "\n" for body in part)
            path = f"/api/{resource}/bulk?mode=upsert"
            _, content = self.send("POST", path, lines.encode(), Content_Type=NDJSON, Accept=NDJSON)
            answers = [json.loads(line) for line in content.splitlines() if line]
            if len(answers) != len(part):
                raise Refused(f"POST {path}: {len(answers)} answers to {len(part)} lines")
            yield from answers

    def all(self, resource, query=""):
        """Yields every member of a list; numbers come as Decimal, so that no digit is lost."""
        path, page, seen = f"/api/{resource}?limit=1000&page=1{query}", 1, 0
        while path:
            headers, content = self.send("GET", path, Accept="application/json")
            members = json.loads(content, parse_int=Decimal, parse_float=Decimal)
            yield from members
            page, seen = page + 1, seen + len(members)
            path = members and next_page(headers, resource, query, page, seen)


def next_page(headers, resource, query, page, seen):
    """The path of the next page: as linked, else by counting; None after the last."""
    found = NEXT.search(headers.get("Link", ""))
    if found:
        target = urllib.parse.urlsplit(found.group(1))
        return f"{target.path}?{target.query}"
    total = int(headers.get("X-Total-Count", 0))
    return f"/api/{resource}?limit=1000&page={page}{query}" if seen < total else None
