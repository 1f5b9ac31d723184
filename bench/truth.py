"""What the right answers are, counted from the generated lines: nothing of the server's has a part in it."""
import collections
import itertools
import json
import re
import unicodedata
from array import array
from functools import reduce
from operator import and_, or_

COUNTED = ["brand", "colour", "status"]  # every product has one of each


def code(number):
    return f"P{number:07d}"


def words(text):
    """Folded: neither case nor accents count, tags are gone, everything but letters and digits parts words."""
    decomposed = unicodedata.normalize("NFKD", re.sub("<[^>]*>", " ", text))
    return re.findall(r"[^\W_]+", "".join(c for c in decomposed if not unicodedata.combining(c)).casefold())


class Truth:
    """The first n products. A set of products is an int: bit i is product i."""

    def __init__(self, lines, n):
        self.n = n
        self.price, self.launched, self.name = array("d"), [], []
        self.nodes = collections.defaultdict(lambda: array("I"))  # node -> the products placed in it, in order
        self.groups = collections.defaultdict(lambda: array("I"))  # (brand, colour) -> products, in order
        values, anywhere, titles = Marks(n), Marks(n), Marks(n)
        for number, line in enumerate(itertools.islice(lines, n)):
            product = json.loads(line)
            has = product["attributes"]
            self.price.append(has["price"])
            self.launched.append(has["launch_date"])
            self.name.append(has["name"]["en_GB"].casefold())
            self.groups[has["brand"], has["colour"]].append(number)
            for node in product["classifications"]:
                self.nodes[node].append(number)
            values.add(number, ((attribute, has[attribute]) for attribute in COUNTED))
            titles.add_text(number, has["name"].values())
            anywhere.add_text(number, (text for value in has.values() if isinstance(value, dict)
                                       for text in value.values()))
        if len(self.price) < n:
            raise ValueError(f"{n} products wanted, the file has {len(self.price)}")
        self.values, self.words, self.titles = values.sets(), anywhere.sets(), titles.sets()

    def below(self, node):
        """The products placed in a node or below, in order."""
        inside = [numbers for other, numbers in self.nodes.items() if f"{other}-".startswith(f"{node}-")]
        return sorted(set(itertools.chain(*inside)))

    def found(self, text, places=None):
        """Those that hold all words of a text, the last as the beginning of one; `places`: `words` or `titles`."""
        places = self.words if places is None else places
        *whole, last = words(text)
        begun = reduce(or_, (found for word, found in places.items() if word.startswith(last)), 0)
        return reduce(and_, (places.get(word, 0) for word in whole), begun)

    def ranked(self, text, count):
        """The first of those found: a title that holds all words comes before the rest, then the number rules."""
        found, titled = self.found(text), self.found(text, self.titles)
        return [code(n) for n in [*lowest(titled, count), *lowest(found & ~titled, count)][:count]]

    def coded(self, prefix):
        """Those whose code begins so: P and at most 7 digits."""
        width = 10 ** (7 - len(prefix[1:]))
        first = int(prefix[1:] or "0") * width
        count = max(0, min(width, self.n - first))
        return ((1 << count) - 1) << first

    def counts(self, found):
        """How often each value of the counted attributes occurs among these."""
        counts = {attribute: {} for attribute in COUNTED}
        for (attribute, value), having in self.values.items():
            if count := (found & having).bit_count():
                counts[attribute][value] = count
        return counts


def lowest(found, count):
    """The first so many numbers of a set."""
    while found and count:
        first = found & -found
        yield first.bit_length() - 1
        found, count = found ^ first, count - 1


def members(found):
    """All numbers of a set, in order."""
    return itertools.compress(itertools.count(), map(int, reversed(f"{found:b}")))


class Marks(collections.defaultdict):
    """Sets in the making, by key."""

    def __init__(self, n):
        super().__init__(lambda: bytearray(n // 8 + 1))
        self.known = {}  # a written word -> the sets of its folded words

    def add(self, number, keys):
        for key in keys:
            self[key][number >> 3] |= 1 << (number & 7)

    def add_text(self, number, texts):
        byte, bit = number >> 3, 1 << (number & 7)
        for written in set(" ".join(texts).split()):
            if written not in self.known:
                self.known[written] = [self[word] for word in words(written)]
            for marks in self.known[written]:
                marks[byte] |= bit

    def sets(self):
        return {key: int.from_bytes(marks, "little") for key, marks in self.items()}
