"""What the harness says to a server: the schema, bulk lines, single requests. Anything but 2xx ends the run."""
import http.client
import itertools
import json
import re
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
        answer = self.ask(method, path, body, {} if body is None else {"Content-Type": content_type})
        return answer.headers, answer.read()

    def ask(self, method, path, body, headers):
        """Returns the answer, to be read to its end."""
        try:
            self.connection.request(method, path, body, {"Authorization": f"Bearer {self.token}", **headers})
        except http.client.CannotSendRequest:
            self.connection.close()
            raise
        answer = self.connection.getresponse()
        if not 200 <= answer.status < 300:
            raise Refused(f"{method} {path[:100]}: {answer.status} {answer.read()[:400]!r}")
        return answer

    def stream(self, path, accept):
        """The pieces of a long answer."""
        answer = self.ask("GET", path, None, {"Accept": accept})
        while piece := answer.read(1 << 20):
            yield piece

    def get(self, path):
        """Returns the parsed body."""
        return json.loads(self.send("GET", path)[1])

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


def document(line, code=None, price=None):
    """The API's line for a generated product, spliced as text: to parse and print a million takes minutes."""
    head, attributes = line.split(',"attributes":', 1)
    product = json.loads(head + "}")
    if price is not None:
        attributes = re.sub(r'"price":[\d.]+', f'"price":{price}', attributes, count=1)
    head = {"id": code or product["code"], "documentType": {"id": "product"},
            "classifications": [{"id": node} for node in product["classifications"]]}
    return f'{json.dumps(head)[:-1]},"attributes":{attributes}'.encode()


def attribute(row):
    return {"id": row["code"], "objectType": "document", "documentType": {"id": "product"}, "type": row["type"],
            "name": {"en_GB": row["code"]}, "isLocalizable": row["localised"], "isSearchable": row["localised"],
            "isFilterable": row["code"] == "name" or not row["localised"], "isInherited": True}


def variant(line):
    row = json.loads(line)
    return ndjson([{"id": row["code"], "document": {"id": row["parent"]}, "attributes": row["attributes"]}])


def facets(answer):
    """attribute -> value -> count, of the answer to a list."""
    def plain(value):
        return value[0]["code"] if isinstance(value, list) else value
    return {facet["attribute"]: {plain(entry["value"]): entry["count"] for entry in facet["values"]}
            for facet in answer["facets"]}


def set_up(api, schema):
    """Everything that documents refer to, each kind before those that need it."""
    size = {"code": "size", "type": "select", "localised": False, "options": schema["sizes"]}
    rows = [*schema["attributes"], size]
    variants_only = {**attribute(size), "objectType": "variant", "isInherited": False}
    steps = [
        ("locales", [{"id": c, "name": c, "isData": True, "isActive": True} for c in schema["locales"]]),
        ("document-types", [{"id": "product", "name": {"en_GB": "Product"}, "hasVariants": True}]),
        ("attributes", [*map(attribute, schema["attributes"]), variants_only]),
        # Only now: an attribute belongs to its type.
        ("document-types", [{"id": "product", "titleAttribute": {"id": "name"}}]),
        ("predefined-values", [{"attribute": {"id": row["code"]}, "code": option, "name": {"en_GB": option}}
                               for row in rows for option in row.get("options", [])]),
        ("classifications", [{"id": c["code"], "parent": {"id": c["parent"] or "root"}, "catalogs": [{"id": "PIM"}]}
                             for c in schema["classifications"]]),
    ]
    for kind, bodies in steps:
        api.bulk(kind, ndjson(bodies))


def load(api, kind, lines, batch=5000):
    """Loads all lines, a request for each batch; returns how many."""
    lines, count = iter(lines), 0
    while some := list(itertools.islice(lines, batch)):
        api.bulk(kind, b"".join(some))
        count += len(some)
    return count
