#!/usr/bin/env python3
"""Makes the catalogue that is measured: schema.json, products.ndjson, variants.ndjson; the same bytes everywhere.

    gen.py --n 120000 --out bench-data/120000

A product fills 22 to 28 of 60 attributes; six texts are localised, each in four locales; about 3.5 kB of JSON.
There are 400 classifications on four levels; a product lies in a leaf, in that leaf's top node (so each top node
holds a quarter of all), and one product in four in a second leaf. One in five has three variants. Product n depends on n and the seed alone,
so a longer file begins with a shorter one.
"""
import argparse
import json
import os
import random

LOCALES = ["en_GB", "fr_FR", "de_DE", "es_ES"]
LENGTHS = {  # characters in each locale, about
    "name": 32, "short_description": 70, "description": 300,
    "seo_title": 50, "seo_description": 110, "care_instructions": 60,
}
COLOURS = "amber black blue bronze cream cyan green grey ochre pink red white".split()
SELECTS = {
    "colour": COLOURS, "material": "bamboo brass cork cotton glass oak steel wool".split(),
    "season": "spring summer autumn winter always".split(), "gender": "women men unisex kids".split(),
    "country_of_origin": "FR PT IT ES TR TN CN IN BD VN".split(), "fit": "slim regular loose".split(),
    "pattern": "plain striped checked floral".split(), "collar": "none round v polo shirt".split(),
    "status": "draft review published".split(), "warranty": "y1 y2 y5".split(),
}
MULTISELECTS = {
    "certifications": "oekotex gots grs fsc bluesign".split(), "outlets": "web print marketplace retail".split(),
    "labels": "new sale bestseller limited gift eco".split(), "washing": "w30 w40 hand dry noiron".split(),
}
NUMBERS = ("price cost weight width height depth volume stock_min pack_size lead_time tax_rate recycled_share "
           "thread_count rank power capacity").split()
BOOLEANS = "is_new is_eco is_returnable is_fragile is_bundle is_online needs_battery is_hazardous".split()
DATES = "launch_date end_date reviewed_on restock_date".split()
TEXTS = ("brand gtin supplier_ref manufacturer model collection designer composition hs_code internal_note "
         "video_ref size_guide_ref").split()
ALWAYS = ["brand", "gtin", "price", "status", "colour", "launch_date"]  # filters on these hit at any size
PLAIN = [*SELECTS, *MULTISELECTS, *NUMBERS, *BOOLEANS, *DATES, *TEXTS]
SOMETIMES = [code for code in PLAIN if code not in ALWAYS]
SIZES = ["S", "M", "L"]  # of variants only, beside the 60
BRANDS = [f"Maker {n:02d}" for n in range(40)]
WORDS = {
    "en_GB": "a lamp of brushed metal with warm even light and a long cable that folds away when the evening is over "
             "its base stands firm on wood or stone".split(),
    "fr_FR": "une lampe en métal brossé à lumière chaude et régulière avec un long câble qui se replie quand la "
             "soirée s’achève son pied tient bien sur bois ou pierre".split(),
    "de_DE": "eine Leuchte aus gebürstetem Metall mit warmem gleichmäßigem Licht und langem Kabel das sich nach dem "
             "Abend verstauen lässt ihr Fuß steht fest auf Holz".split(),
    "es_ES": "una lámpara de metal cepillado con luz cálida y uniforme y un cable largo que se recoge cuando acaba la "
             "noche su base queda firme sobre madera".split(),
}
RARE = 500  # so many needles; each product's name and description hold one


def attributes():
    """All 60: code, type of the API, localised or not, options."""
    rows = [{"code": c, "type": "html" if c == "description" else "text", "localised": True} for c in LENGTHS]
    for kind, codes in (("text", TEXTS), ("decimal", NUMBERS), ("boolean", BOOLEANS), ("date", DATES),
                        ("select", SELECTS), ("multiselect", MULTISELECTS)):
        options = codes if isinstance(codes, dict) else {}
        rows += [{"code": c, "type": kind, "localised": False, "options": options.get(c, [])} for c in codes]
    assert len(rows) == 60
    return rows


def classifications():
    """4 + 16 + 80 + 300 nodes, parents first; a code spells its path."""
    level = [{"code": f"c{n}", "parent": None} for n in range(4)]
    rows = list(level)
    for width in (16, 80, 300):
        above, level = level, []
        for n in range(width):
            parent = above[n % len(above)]["code"]
            level.append({"code": f"{parent}-{n // len(above)}", "parent": parent})
        rows += level
    assert len(rows) == 400
    return rows


LEAVES = [c["code"] for c in classifications() if c["code"].count("-") == 3]


def text(rng, locale, length):
    words, size = [], 0
    while size < length:
        words.append(rng.choice(WORDS[locale]))
        size += len(words[-1]) + 1
    return " ".join(words).capitalize()


def localised(rng, code, needle):
    texts = {locale: text(rng, locale, LENGTHS[code]) for locale in LOCALES}
    if code in ("name", "description"):
        texts = {locale: f"{words} {needle}" for locale, words in texts.items()}
    return {locale: f"<p>{words}</p>" for locale, words in texts.items()} if code == "description" else texts


def plain(rng, code):
    if code in SELECTS:
        return rng.choice(SELECTS[code])
    if code in MULTISELECTS:
        return sorted(rng.sample(MULTISELECTS[code], rng.randint(1, 3)))
    if code in NUMBERS:
        return rng.randint(100, 50_000) / 100
    if code in BOOLEANS:
        return rng.random() < 0.5
    if code in DATES:
        return f"20{rng.randint(24, 27)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    if code == "brand":
        return rng.choice(BRANDS)
    return f"{rng.randrange(10**12, 10**13)}" if code == "gtin" else text(rng, "en_GB", 18)


def product(n, seed):
    rng = random.Random(seed * 1_000_003 + n)
    needle = f"zephyr{n % RARE:03d}"
    values = {code: localised(rng, code, needle) for code in LENGTHS}
    for code in ALWAYS + rng.sample(SOMETIMES, rng.randint(10, 16)):
        values[code] = plain(rng, code)
    leaf = rng.choice(LEAVES)
    nodes = [leaf, leaf.split("-")[0]]
    if rng.random() < 0.25:
        nodes = list(dict.fromkeys([*nodes, rng.choice(LEAVES)]))
    return {"code": f"P{n:07d}", "classifications": nodes, "attributes": values}


def variants(n, seed):
    """Three sizes of every fifth product; colour, gtin and price are their own."""
    rng = random.Random(f"{seed}/{n}")
    for place, size in enumerate(SIZES if n % 5 == 0 else []):
        own = {"size": size, "colour": COLOURS[(n + place) % len(COLOURS)], "gtin": plain(rng, "gtin"),
               "price": plain(rng, "price")}
        yield {"code": f"P{n:07d}-{size}", "parent": f"P{n:07d}", "attributes": own}


def lines(path, rows):
    """The file gets its name only when it is whole."""
    with open(path + ".part", "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    os.replace(path + ".part", path)


def write(folder, n, seed):
    os.makedirs(folder, exist_ok=True)
    schema = {"locales": LOCALES, "attributes": attributes(), "sizes": SIZES,
              "classifications": classifications(), "n": n, "seed": seed}
    with open(f"{folder}/schema.json", "w", encoding="utf-8") as out:
        json.dump(schema, out)
    lines(f"{folder}/variants.ndjson", (v for number in range(n) for v in variants(number, seed)))
    lines(f"{folder}/products.ndjson", (product(number, seed) for number in range(n)))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--n", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--out", required=True)
    options = options.parse_args()
    write(options.out, options.n, options.seed)


if __name__ == "__main__":
    main()
