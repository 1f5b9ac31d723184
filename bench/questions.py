"""The lists that are asked for, each with its right answer."""
import collections
import itertools
import random
import re
import urllib.parse

import client
import truth as facts

ROWS = 30  # of a page, where nothing else is said: the API's default
LONG = 100  # of a page of the lists
COUNTED = [f"attributes.{attribute}" for attribute in facts.COUNTED]
ORDERS = {  # parameter -> the key that it goes by; ties follow the number, in the same direction
    "attributes.price": lambda truth: truth.price.__getitem__,
    "attributes.launch_date": lambda truth: truth.launched.__getitem__,
    "attributes.name.en_GB": lambda truth: truth.name.__getitem__,
}


class Question(collections.namedtuple("Question", "path total codes counts", defaults=(None, None))):
    """A path, how many match, and where they were counted the codes of the page and the facets."""

    def check(self, answer):
        self.expect("total", self.total, answer["hydra:totalItems"])
        if self.codes is not None:
            self.expect("ids", self.codes, [member["id"] for member in answer["hydra:member"]])
        if self.counts is not None:
            self.expect("facets", self.counts, client.facets(answer))

    def expect(self, what, right, got):
        if right != got:
            raise client.Refused(f"{urllib.parse.unquote(self.path)}: {what} {got}, not {right}")


def documents(**parameters):
    return "/api/documents?" + urllib.parse.urlencode(parameters, doseq=True)


def filters(truth, rows=ROWS):
    """Brand x colour x order."""
    for (brand, colour), group in truth.groups.items():
        for name, key in ORDERS.items():
            for direction in ("asc", "desc"):
                path = documents(**{"attributes.brand": brand, "attributes.colour": colour,
                                    f"order[{name}]": direction, "limit": rows})
                ordered = sorted(group, key=key(truth))
                if direction == "desc":
                    ordered.reverse()
                yield Question(path, len(group), [facts.code(n) for n in ordered[:rows]])


def searches(truth, count, counted):
    """So many different words, pairs, prefixes and codes; of every tenth answer each id and facet is checked."""
    rng = random.Random(4)
    common = sorted(word for word in truth.words if not word.startswith("zephyr"))
    needles = sorted(set(truth.words) - set(common))
    begun = sorted({word[:length] for word in common for length in range(2, len(word))} - set(common))
    texts = [*common, *needles, *begun, *(f"zephyr{n}" for n in range(10)), *(f"zephyr{n:02d}" for n in range(50))]
    texts += [facts.code(n) for n in rng.sample(range(truth.n), min(truth.n, count // 20))]
    texts += [facts.code(n)[:-1] for n in rng.sample(range(0, truth.n, 10), min(truth.n // 10, count // 20))]
    texts += pairs(rng, common, common, count // 4) + pairs(rng, common, needles, count)
    texts = list(dict.fromkeys(texts))[:count + count // 50]
    rng.shuffle(texts)
    made = (search(truth, text, counted, fully=place % 10 == 0) for place, text in enumerate(texts))
    return itertools.islice(filter(None, made), count)


def search(truth, text, counted, fully):
    """None if nothing holds all of the words: then the server looks inside of words, which isn't counted here."""
    path = documents(search=text, limit=ROWS, **({"facets[]": COUNTED} if counted else {}))
    if text.startswith("P"):
        found = truth.coded(text)
        first = [facts.code(n) for n in facts.lowest(found, ROWS)]
    else:
        found, first = truth.found(text), truth.ranked(text, ROWS) if fully else None
    counts = truth.counts(found) if counted and fully else None
    return Question(path, found.bit_count(), first, counts) if found else None


def pairs(rng, left, right, count):
    return [f"{a} {b}" for a, b in rng.sample(list(itertools.product(left, right)), count)]


def pages(truth):
    """500 lists of all 400 nodes: the first page of each leaf, 25 of each top, the first of all below the others."""
    for node, numbers in sorted(truth.nodes.items()):
        for number in range(1, min(1 if "-" in node else 25, last_page(numbers)) + 1):
            yield page(numbers, number, {"classifications.id[]": node})
    for node in sorted({node[:end.start()] for node in truth.nodes for end in re.finditer("-", node)}):
        yield page(truth.below(node), 1, {"classifications[descendants]": node})


def deep_pages(truth, count=400):
    """Pages of all documents and of the four trees, up to the last ones."""
    tops = [node for node in truth.nodes if "-" not in node]
    lists = [({}, range(truth.n)), *(({"classifications.id[]": node}, truth.nodes[node]) for node in tops)]
    rng = random.Random(3)
    for where, numbers in rng.choices(lists, k=count):
        yield page(numbers, rng.randint(1, last_page(numbers)), where)


def last_page(numbers):
    return -(-len(numbers) // LONG)


def page(numbers, number, where):
    first = (number - 1) * LONG
    codes = [facts.code(n) for n in numbers[first:first + LONG]]
    return Question(documents(**where, limit=LONG, page=number), len(numbers), codes)


def broad(truth):
    """Of each kind one that a third of all or more match."""
    where, published = {"attributes.status": "published"}, truth.values["status", "published"]
    count, counts = published.bit_count(), truth.counts(published)
    by_price = sorted(facts.members(published), key=truth.price.__getitem__)[:ROWS]
    found = truth.found("lampe")
    yield "total", Question(documents(**where, limit=0), count)
    yield "facets", Question(documents(**where, **{"facets[]": COUNTED}, limit=0), count, None, counts)
    yield "order", Question(documents(**where, **{"order[attributes.price]": "asc"}, limit=ROWS), count,
                            [facts.code(n) for n in by_price])
    yield "search, facets", Question(documents(search="lampe", **{"facets[]": COUNTED}, limit=ROWS),
                                     found.bit_count(), truth.ranked("lampe", ROWS), truth.counts(found))
