"""The same documents in pages of both versions of the API. A generator of rows of the table: (label, figures)."""
import client
import truth as facts

PAGE = 200  # v4's largest
PAGES = 10
CLIENTS = 4
EVERYTHING = ("parent_documents", "target_documents", "medias_included", "media_fields_included", "variants_included",
              "variant_fields_included")


def pages(run):
    """v4 with all that it can include; the limit is v5's page, which has it anyway and is kept rendered."""
    count = min(PAGE * PAGES, run.truth.n // PAGE * PAGE)
    surround(run, count)
    numbers = range(1, count // PAGE + 1)
    options = "&".join(f"{name}=1" for name in EVERYTHING)
    old = [f"/api_1.php/documents?limit={PAGE}&page={number}&{options}" for number in numbers]
    new = [f"/api/documents?limit={PAGE}&page={number}" for number in numbers]
    for place, (by_v4, by_v5) in enumerate(zip(old, new)):
        check(run.api.get(by_v4)["response"], place * PAGE)
        if [member["id"] for member in run.api.get(by_v5)["hydra:member"]] != codes(place * PAGE):
            raise client.Refused(f"{by_v5}: the ids of other documents")
    yield "V4", {**run.reads(old, CLIENTS), "limit": run.reads(new, CLIENTS)["rate"]}


def codes(first):
    return [facts.code(n) for n in range(first, first + PAGE)]


def check(members, first):
    if [member["code"] for member in members] != codes(first):
        raise client.Refused("a page of v4 has other documents")
    for member in members:
        around = [len(member[name]) for name in ("medias", "parent_documents", "target_documents")]
        if around != [1, 1, 1]:
            raise client.Refused(f"{member['code']} has {around} medias, parents and targets")


def surround(run, count):
    """Gives each document an asset, a link to the next one, and one from the last."""
    types = [{"id": "next", "name": {"en_GB": "Next"}, "originType": "document", "targetType": "document"},
             {"id": "media", "name": {"en_GB": "Media"}, "originType": "document", "targetType": "asset"}]
    run.api.bulk("link-types", client.ndjson(types))
    run.api.bulk("assets", client.ndjson({"id": f"M{n}"} for n in range(count)))
    ends = [(kind, facts.code(n), target) for n in range(count)
            for kind, target in (("next", facts.code((n + 1) % count)), ("media", f"M{n}"))]
    links = [{"linkType": {"id": kind}, "origin": {"id": origin}, "target": {"id": target}} for kind, origin, target in ends]
    run.api.bulk("links", client.ndjson(links))
