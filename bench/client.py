"""What the harness says to a server: the schema, bulk lines, single requests. Anything but 2xx ends the run."""
import http.client
import json
import urllib.parse

NDJSON = "application/x-ndjson"


class Refused(Exception):
    """An answer that makes the run void."""


class Api:
    """One keep-alive connection, on loopback only."""

    def __init__(self, url, token):
        parts = urllib.parse.urlsplit(url)
        if parts.hostname != "127.0.0.1":
            raise ValueError("the harness speaks to 127.0.0.1 only")
        self.connection = http.client.HTTPConnection(parts.netloc, timeout=600)
        self.token = token

    def send(self, method, path, body=None, content_type="application/json"):
        """Returns (headers, bytes)."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            headers["Content-Type"] = content_type
        try:
            self.connection.request(method, path, body, headers)
        except http.client.CannotSendRequest:
            self.connection.close()
            raise
        answer = self.connection.getresponse()
        content = answer.read()
        if not 200 <= answer.status < 300:
            raise Refused(f"{method} {path[:100]}: {answer.status} {content[:400]!r}")
        return answer.headers, content

    def bulk(self, kind, lines):
        """Sends bytes of NDJSON in one request; returns the parsed answer lines, all of them 2xx."""
        _, content = self.send("POST", f"/api/{kind}/bulk?mode=upsert", lines, NDJSON)
        answers = [json.loads(line) for line in content.splitlines() if line]
        bad = next((a for a in answers if not 200 <= a["status"] < 300), None)
        if bad or len(answers) != lines.count(b"\n"):
            raise Refused(f"bulk {kind}: {len(answers)} answers to {lines.count(10)} lines, refused: {bad}")
        return answers


def ndjson(bodies):
    return "".join(json.dumps(b, ensure_ascii=False, separators=(",", ":")) + "\n" for b in bodies).encode()


def document(product, code=None):
    return {"id": code or product["code"], "documentType": {"id": "product"}, "attributes": product["attributes"],
            "classifications": [{"id": c} for c in product["classifications"]]}


def attribute(row):
    return {"id": row["code"], "objectType": "document", "documentType": {"id": "product"}, "type": row["type"],
            "name": {"en_GB": row["code"]}, "isLocalizable": row["localised"], "isSearchable": row["localised"],
            "isFilterable": row["code"] == "name" or not row["localised"], "isInherited": True}


def variant(row):
    return {"id": row["code"], "document": {"id": row["parent"]}, "attributes": row["attributes"]}


def set_up(api, schema):
    """Everything that documents refer to, each kind before those that need it."""
    size = {"code": "size", "type": "select", "localised": False, "options": schema["sizes"]}
    rows = [*schema["attributes"], size]
    variants_only = {**attribute(size), "objectType": "variant", "isInherited": False}
    steps = [
        ("locales", [{"id": c, "name": c, "isData": True, "isActive": True} for c in schema["locales"]]),
        ("document-types", [{"id": "product", "name": {"en_GB": "Product"}, "hasVariants": True}]),
        ("attributes", [*map(attribute, schema["attributes"]), variants_only]),
        ("predefined-values", [{"attribute": {"id": row["code"]}, "code": option, "name": {"en_GB": option}}
                               for row in rows for option in row.get("options", [])]),
        ("classifications", [{"id": c["code"], "parent": {"id": c["parent"] or "root"}, "catalogs": [{"id": "PIM"}]}
                             for c in schema["classifications"]]),
    ]
    for kind, bodies in steps:
        api.bulk(kind, ndjson(bodies))


def load(api, kind, bodies, batch=1000):
    for first in range(0, len(bodies), batch):
        api.bulk(kind, ndjson(bodies[first:first + batch]))
