"""Measures the recognition of scans: seconds a page, character errors, numbers and cells right, quotes found.

    python benchmarks/recognition.py [--pages N] [--dots 150] [--report FILE ...]

Two sorts of truth. The text PDFs of corpus/reports are printed and scanned here (askew, with noise, grey or with a
seal), and what recognition reads is compared with their text layers. The scans of the corpus have no text layer;
of them it is counted how many quotes of their gold are found.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageDraw, ImageFilter

from pipeline.loaders import load
from pipeline.model import Document

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "reports"
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*%?")
# How scanners differ: degrees askew, noise, blur, whether a seal stands on the page.
SCANNERS = ((0.3, 4.0, 0.3, False), (-0.8, 8.0, 0.5, True), (1.7, 12.0, 0.7, True))
SEAL_INK = (205, 45, 45)


@dataclass
class Measured:
    """Sums over pages or documents."""

    pages: int = 0
    seconds: float = 0.0
    characters: int = 0
    errors: int = 0
    numbers: int = 0
    numbers_right: int = 0
    numbers_wrong: int = 0
    cells: int = 0
    cells_right: int = 0
    doubtful_wrong: int = 0
    doubtful: int = 0
    examples: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return what to print."""
        return (
            f"{name:<24} {self.pages:>3} pages {self.seconds / max(self.pages, 1):5.2f} s each"
            f"  characters wrong {share(self.errors, self.characters)}"
            f"  numbers right {share(self.numbers_right, self.numbers)} of {self.numbers}"
            f" (+{self.numbers_wrong} not there, {self.doubtful} marked)"
            f"  cells right {share(self.cells_right, self.cells)} of {self.cells}"
        )


def share(part: int, whole: int) -> str:
    """Return a share in per cent."""
    return f"{100 * part / whole:.2f} %" if whole else "-"


def folded(text: str) -> str:
    """Return the text in one width and without spaces; dashes and dots of several sorts are one."""
    plain = unicodedata.normalize("NFKC", text)
    for signs, sign in (("—–―─－", "-"), ("·•・∙", "·"), ("≧", "≥"), ("≦", "≤"), ("⩾", "≥"), ("⩽", "≤")):
        plain = re.sub(f"[{signs}]+", sign, plain)
    return "".join(plain.split())


def distance(one: str, other: str) -> int:
    """Return how many characters must be changed, put in or taken out to make one text of the other."""
    a, b = (np.array([ord(c) for c in text], dtype=np.int32) for text in (one, other))
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for number, character in enumerate(a, 1):
        best = np.minimum(row[:-1] + (b != character), row[1:] + 1)
        new = np.concatenate(([number], best))
        row = np.minimum.accumulate(new - steps) + steps
    return int(row[-1])


def scanned(data: bytes, dots: int, seed: int, pages: int) -> tuple[bytes, int]:
    """Return a PDF of pictures of the first pages of another, as a scanner would make it."""
    askew, noise, blur, seal = SCANNERS[seed % len(SCANNERS)]
    chance = np.random.default_rng(seed)
    done = []
    with pypdfium2.PdfDocument(data) as source:
        for index in range(min(len(source), pages)):
            picture = source[index].render(scale=dots / 72).to_pil().convert("RGB")
            if seal:
                picture = stamped(picture, dots)
            picture = picture.rotate(askew, fillcolor="white", resample=Image.Resampling.BICUBIC)
            spoilt = np.asarray(picture) + chance.normal(0, noise, (*picture.size[::-1], 1))
            picture = Image.fromarray(spoilt.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(blur))
            done.append(picture if seal else picture.convert("L"))
    target = BytesIO()
    done[0].save(target, "PDF", save_all=True, append_images=done[1:], resolution=dots, quality=75)
    return target.getvalue(), len(done)


def stamped(picture: Image.Image, dots: int) -> Image.Image:
    """Return a page with a round seal over its lower right part."""
    ink = Image.new("RGBA", picture.size)
    draw, radius = ImageDraw.Draw(ink), round(0.83 * dots)
    x, y = round(0.62 * picture.width), round(0.55 * picture.height)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(*SEAL_INK, 170), width=max(dots // 25, 3))
    draw.regular_polygon((x, y, radius // 4), 5, rotation=18, fill=(*SEAL_INK, 170))
    return Image.alpha_composite(picture.convert("RGBA"), ink).convert("RGB")


def compared(truth: Document, found: Document, into: Measured) -> None:
    """Count what recognition found of a document's text."""
    owed, read = folded(truth.text), folded(found.text)
    into.characters += len(owed)
    into.errors += distance(owed, read)
    numbers, seen = Counter(NUMBER.findall(owed)), Counter(NUMBER.findall(read))
    right = numbers & seen
    into.numbers += numbers.total()
    into.numbers_right += right.total()
    into.numbers_wrong += (seen - numbers).total()
    into.doubtful += sum(hint.label == "识别存疑" for hint in found.hints)
    into.examples += [f"missed {sorted((numbers - seen).elements())} read {sorted((seen - numbers).elements())}"]
    cells, others = set(cells_of(truth)), set(cells_of(found))
    into.cells += len(cells)
    into.cells_right += len(cells & others)


def cells_of(document: Document) -> Iterator[tuple[int, int, int, int, int, str]]:
    """Yield the cells with text, each with its place and spans."""
    for number, block in enumerate(document.tables()):
        for cell in block.table.cells if block.table else ():
            if cell.text:
                yield number, cell.row, cell.column, cell.row_span, cell.column_span, folded(cell.text)


def printed_reports(pages: int, dots: int, names: Sequence[str], show: bool) -> Iterator[tuple[str, Measured]]:
    """Yield the figures of each text PDF, printed and scanned."""
    scans = set(scan_names())
    for seed, path in enumerate(sorted(CORPUS.glob("*.pdf"))):
        if path.name in scans or (names and path.name not in names):
            continue
        measured = Measured()
        data = path.read_bytes()
        picture, measured.pages = scanned(data, dots, seed, pages)
        with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as part:
            part.import_pages(source, list(range(measured.pages)))
            target = BytesIO()
            part.save(target)
        began = time.perf_counter()
        found = load(picture)
        measured.seconds = time.perf_counter() - began
        compared(load(target.getvalue()), found, measured)
        yield path.name, measured


def scan_names() -> list[str]:
    """Return the names of the corpus's scans."""
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [row["document"] for row in csv.DictReader(file) if row["scan"]]


def quotes_found(name: str) -> tuple[int, int, list[str], Measured]:
    """Return how many quotes of a scan's gold are found, of how many, and those that are not."""
    gold = json.loads((CORPUS / f"{Path(name).stem}.gold.json").read_text(encoding="utf-8"))
    quotes = [entry["quote"] for part in ("scores", "indicators") for entry in gold[part] if entry.get("quote")]
    began = time.perf_counter()
    document = load((CORPUS / name).read_bytes(), name)
    measured = Measured(pages=document.pages or 1, seconds=time.perf_counter() - began)
    text = folded(document.text)
    missing = [quote for quote in quotes if folded(quote) not in text]
    return len(quotes) - len(missing), len(quotes), missing, measured


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2, help="of each report, the first pages")
    parser.add_argument("--dots", type=int, default=150, help="resolution of the scanner")
    parser.add_argument("--report", nargs="*", default=[])
    parser.add_argument("--show", action="store_true", help="print the numbers that were missed")
    options = parser.parse_args()
    load((CORPUS / scan_names()[0]).read_bytes())  # the engine starts once
    whole = Measured()
    for name, measured in printed_reports(options.pages, options.dots, options.report, options.show):
        print(measured.line(name[:24]), *(measured.examples if options.show else ()), flush=True)
        for key, value in vars(measured).items():
            setattr(whole, key, getattr(whole, key) + value)
    print(whole.line("all"))
    for name in () if options.report else scan_names():
        found, owed, missing, measured = quotes_found(name)
        each = measured.seconds / measured.pages
        print(f"{name}: {found} of {owed} quotes, {each:.2f} s a page{f', not {missing}' if missing else ''}")


if __name__ == "__main__":
    main()
