#!/usr/bin/env python3
"""Measures renditions beside those of vipsthumbnail, of the same files in the same run.

    renditions.py [--files 24] [--size 600x600] [--no-build]

photos   JPEG of 12 million pixels, made here
masters  the same in 2,048 pixels, as they are kept: what a size that was asked for is made from
clips    PNG with transparency of 2 million pixels
mixed    what VITRINE_CATALOGUE holds of pictures that both can read; nothing without it

Of each set come the pictures per second and the peak of memory (maximum resident set) of one process of either, both
with all cores; vipsthumbnail shrinks JPEG while it decodes. A process that fails makes the exit code 1.
"""
import argparse
import glob
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
GOOD = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=24)
    parser.add_argument("--size", default="600x600")
    parser.add_argument("--no-build", action="store_true")
    options = parser.parse_args()
    if not options.no_build:
        subprocess.run(["cargo", "build", "--release", "--locked", "-p", "media", "--example", "renditions"], cwd=ROOT,
                       check=True)
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    ours = os.path.join(target, "release", "examples", "renditions")
    print("| set | files | ours /s | vipsthumbnail /s | ratio | ours MB | vipsthumbnail MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, files in sets(folder, options.files, ours):
            out = os.path.join(folder, "out")
            os.makedirs(out, exist_ok=True)
            runs = [timed([ours, options.size, "jpg", out, *files]),
                    timed(["vipsthumbnail", *files, "--size", f"{options.size}>", "--export-profile", "srgb",
                           "-o", f"{out}/%s.jpg[Q=85]"])]
            failed |= any(code for _, _, code in runs)
            (our_time, our_peak, _), (their_time, their_peak, _) = runs
            print(f"| {name} | {len(files)} | {len(files) / our_time:.1f} | {len(files) / their_time:.1f} | "
                  f"{their_time / our_time:.2f} | {our_peak:.0f} | {their_peak:.0f} |", flush=True)
    sys.exit(failed)


def sets(folder, count, ours):
    """Names of sets and their files."""
    photos = [made(folder, f"photo-{n}.jpg", 4000, 3000, n) for n in range(count)]
    yield "photos", photos
    masters = os.path.join(folder, "masters")
    os.makedirs(masters)
    timed([ours, "2048x2048", "jpg", masters, *photos])
    yield "masters", [os.path.join(masters, str(n)) for n in range(count)]
    yield "clips", [made(folder, f"clip-{n}.png", 1600, 1250, n) for n in range(count)]
    if "VITRINE_CATALOGUE" in os.environ:
        found = sorted(glob.glob(os.environ["VITRINE_CATALOGUE"] + "/images/**", recursive=True))
        both = [path for path in found if path.lower().endswith(GOOD)
                and timed([ours, "100x100", "jpg", folder, path])[2] == 0
                and timed(["timeout", "10", "vipsthumbnail", path, "-o", f"{folder}/probe.jpg"])[2] == 0]
        yield "mixed", both


def made(folder, name, width, height, seed):
    """A picture with shapes of all sizes, as photographs have them."""
    path = os.path.join(folder, name)
    bands = []
    for band in range(3 if name.endswith("jpg") else 4):
        surface, band_path = f"{path}.{band}.v", f"{path}.{band}.b.v"
        vips("fractsurf", surface, width, height, 2.2 + (seed + band) % 5 / 10)
        vips("scale", surface, band_path)
        bands.append(band_path)
        os.remove(surface)
    joined = f"{path}.v"
    vips("bandjoin", " ".join(bands), joined)
    vips("copy", joined, path + ("[Q=90]" if name.endswith("jpg") else ""), "--interpretation", "srgb")
    for path_of_band in [*bands, joined]:
        os.remove(path_of_band)
    return path


def vips(*arguments):
    subprocess.run(["vips", *map(str, arguments)], check=True)


def timed(command):
    """Seconds, peak in MB and exit code of a process."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return time.monotonic() - begin, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    main()
