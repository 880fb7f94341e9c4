"""Make the web fonts in static/fonts/ from IBM Plex Sans.

Needs: pip install fonttools brotli fontpkg-ibm-plex-sans
Run:   python scripts/make_fonts.py

Each file keeps the weight axis (400 to 700), drops the width axis, and keeps only the
characters that Danish and its neighbours use. "Plex" is a reserved font name under the
OFL, so the subset is called "Partner Sans" and the licence is copied beside it.
"""

from pathlib import Path
from shutil import copyfile

import fontpkg_ibm_plex_sans
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Partner Sans"
TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
SOURCE = Path(fontpkg_ibm_plex_sans.__file__).resolve().parent
STYLES = {
    "partner-sans.woff2": ("IBMPlexSans[wdth,wght].ttf", "Regular"),
    "partner-sans-italic.woff2": ("IBMPlexSans-Italic[wdth,wght].ttf", "Italic"),
}

# Latin-1, the rest of the Nordic, German, Polish and Turkish letters that names may
# hold, and the punctuation and signs that the pages use.
CHARACTERS = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x218, 0x21C),  # S and T with comma below
    *range(0x2010, 0x2015),  # hyphens and dashes
    *range(0x2018, 0x2023),  # quotation marks, daggers, bullet
    *(0x1E9E, 0x2009, 0x2026, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122),
    *(0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265),  # minus, root, comparisons
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2194, 0x2195, 0x2197, 0x2198, 0x2713),  # arrows, tick
}
# Family, style and their kin (rewritten below), and whom to thank: maker, licence, addresses.
NAMES_KEPT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 256]


def rename(font: TTFont, style: str) -> None:
    """Give the font its own family name, in every name record that carries one."""
    table = font["name"]
    ps_name = f"{FAMILY.replace(' ', '')}-{style}"
    version = table.getDebugName(5) or "Version 1"
    values = {
        1: FAMILY,
        2: style,
        3: f"{version.removeprefix('Version ')};{ps_name}",
        4: f"{FAMILY} {style}",
        6: ps_name,
    }
    for name_id in (16, 17, 21, 22, 25):
        table.removeNames(nameID=name_id)
    for name_id, value in values.items():
        table.removeNames(nameID=name_id)
        table.setName(value, name_id, 3, 1, 0x409)
    # The names of the instances and axes repeat the reserved name; none of them is needed.
    font["fvar"].instances = []
    for record in list(table.names):
        if "plex" in record.toUnicode().lower() and record.nameID not in (0, 7, 13):
            table.removeNames(nameID=record.nameID)


def make(source: Path, target: Path, style: str) -> None:
    """Cut one font down and write it as WOFF2."""
    font = TTFont(source)
    options = Options()
    options.layout_features = ["ccmp", "locl", "kern", "mark", "mkmk", "sups", "subs", "frac"]
    options.name_IDs = NAMES_KEPT
    options.name_languages = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.flavor = "woff2"
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wdth": 100, "wght": (400, 700)})
    rename(font, style)
    font.flavor = "woff2"
    font.save(target)
    size = target.stat().st_size / 1024
    print(f"{target.name}: {size:.1f} KB, {len(font.getGlyphOrder())} glyphs")


def main() -> None:
    """Make every style and copy the licence."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, (source, style) in STYLES.items():
        make(SOURCE / "files" / source, TARGET / name, style)
    copyfile(SOURCE / "LICENSE", TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
