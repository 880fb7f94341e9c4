"""What a Word file has beside its text: language, styles, lists, links, and its packing.

python-docx has no words for some of it; these functions write the elements of
the format (ECMA-376, part 1, chapter 17) themselves.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LANGUAGE = "da-DK"
FONT = "Arial"
#: The paragraphs of the side column.
SIDE = "Letter side"
#: Paragraphs of a list item after its first.
CONTINUED = "List Continue"
#: The ids of our two kinds of list among the template's own.
BULLETS, NUMBERS = 90, 91
#: By depth, in turn.
BULLET_MARKS = ("\u2022", "\u2013")
#: Millimetres: top, right, bottom, left; as in print.
MARGINS = (30, 70, 25, 25)
INDENT = 360
#: The last level of a list that the format has.
DEEPEST = 8
#: The first moment that a zip file can tell.
BEFORE_ALL = (1980, 1, 1, 0, 0, 0)
#: Parts of the template that say something of another document.
NOT_OURS = ("/thumbnail", "/stylesWithEffects", "/customXml")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Place:
    """A list that paragraphs stand in: their style, the list's number, and its depth."""

    style: str
    number: int
    depth: int


def clean(text: str) -> str:
    """Without the control characters that no XML can hold."""
    return _NOT_IN_XML.sub("", text)


def prepare(docx: Any, word: Any) -> None:
    """A4, Danish and one typeface; the styles that a letter needs."""
    for rels in (word.part.rels, word.part.package.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(NOT_OURS)]:
            del rels[name]
    _speak_danish(docx, word)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        _set_type(docx, word.styles[name])
    _set_spacing(docx, word)
    _add_side_style(docx, word)
    _add_list_kinds(docx, word)


def _speak_danish(docx: Any, word: Any) -> None:
    for element in word.styles.element.iter(docx.oxml.ns.qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            element.set(docx.oxml.ns.qn(name), LANGUAGE)
    for element in word.settings.element.iter(docx.oxml.ns.qn("w:themeFontLang")):
        element.attrib.clear()
        element.set(docx.oxml.ns.qn("w:val"), LANGUAGE)


def _set_type(docx: Any, style: Any) -> None:
    style.font.name = FONT
    style.font.size = docx.shared.Pt(10.5 if style.name == "Heading 1" else 10)
    style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    fonts.attrib.clear()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(docx.oxml.ns.qn(name), FONT)


def _set_spacing(docx: Any, word: Any) -> None:
    points = {"Normal": (0, 7), "Heading 1": (24, 14), "Heading 2": (14, 4), "Heading 3": (10, 3)}
    points |= {"List Bullet": (0, 4), "List Number": (0, 4), CONTINUED: (0, 4)}
    for name, (before, after) in points.items():
        form = word.styles[name].paragraph_format
        form.space_before, form.space_after = docx.shared.Pt(before), docx.shared.Pt(after)
        form.line_spacing = 1.2
        for tight in word.styles[name].element.findall(
            f".//{docx.oxml.ns.qn('w:contextualSpacing')}"
        ):
            tight.getparent().remove(tight)


def _add_side_style(docx: Any, word: Any) -> None:
    """A text frame in the margin, 52 mm wide, as a style: its paragraphs stay in the text.

    Programs that do not look for a frame in a style, such as LibreOffice, show the
    lines where they are read. A frame of each paragraph's own they leave out of plain text.
    """
    style = word.styles.add_style(SIDE, docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.font.size = docx.shared.Pt(9)
    style.paragraph_format.space_after = docx.shared.Pt(10)
    mm = 1440 / 25.4
    place = f'w:w="{52 * mm:.0f}" w:x="{148 * mm:.0f}" w:y="{MARGINS[0] * mm:.0f}"'
    frame = f'<w:framePr {place} w:hAnchor="page" w:vAnchor="page" w:wrap="around" w:hSpace="142"/>'
    style.element.get_or_add_pPr().insert(0, _element(docx, frame))


def _add_list_kinds(docx: Any, word: Any) -> None:
    """Two kinds of nine levels; they stand before the lists themselves, as the format asks."""
    numbering = word.part.numbering_part.element
    for kind in (BULLETS, NUMBERS):
        levels = "".join(_level(kind, depth) for depth in range(DEEPEST + 1))
        xml = (
            f'<w:abstractNum w:abstractNumId="{kind}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        numbering.insert(0, _element(docx, xml))


def _level(kind: int, depth: int) -> str:
    mark = f"%{depth + 1}." if kind == NUMBERS else BULLET_MARKS[depth % 2]
    form = "decimal" if kind == NUMBERS else "bullet"
    left = INDENT * (depth + 1)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{INDENT}"/></w:pPr></w:lvl>'
    )


def new_list(docx: Any, word: Any, *, ordered: bool, depth: int) -> int:
    """A list that begins anew; its number."""
    numbering = word.part.numbering_part.element
    made = numbering.add_num(NUMBERS if ordered else BULLETS)
    made.add_lvlOverride(ilvl=min(depth, DEEPEST)).add_startOverride(1)
    return made.numId


def put_in_list(docx: Any, paragraph: Any, place: Place, *, is_marked: bool) -> None:
    """Give the paragraph its place in the list; one that goes on has the indent alone."""
    if not is_marked:
        paragraph.paragraph_format.left_indent = docx.shared.Twips(INDENT * (place.depth + 1))
        return
    numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbered.get_or_add_ilvl().val = min(place.depth, DEEPEST)
    numbered.get_or_add_numId().val = place.number


def make_link(docx: Any, paragraph: Any, run: Any, href: str) -> None:
    """Put the run into a link to an address outside."""
    kind = docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK
    link = docx.oxml.OxmlElement("w:hyperlink")
    link.set(docx.oxml.ns.qn("r:id"), paragraph.part.relate_to(href, kind, is_external=True))
    run._r.addprevious(link)
    link.append(run._r)


def write_margins(docx: Any, section: Any, mark: str) -> None:
    """The page, the draft's mark at its top and its number at its foot."""
    mm = docx.shared.Mm
    section.page_width, section.page_height = mm(210), mm(297)
    top, right, bottom, left = map(mm, MARGINS)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    if mark:
        section.header.paragraphs[0].add_run(mark).bold = True
    number = section.footer.paragraphs[0]
    number.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    for field in ("PAGE", "NUMPAGES"):
        if field == "NUMPAGES":
            number.add_run(" / ")
        xml = f'<w:fldSimple w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        number._p.append(_element(docx, xml))


def _element(docx: Any, xml: str) -> Any:
    """An element of the format, with its namespace."""
    first = re.compile(r"^<([\w:]+)")
    named = first.sub(lambda match: f"{match[0]} {docx.oxml.ns.nsdecls('w')}", xml)
    return docx.oxml.parse_xml(named)


def packed(word: Any) -> bytes:
    """The file, without the time of its making."""
    written, plain = BytesIO(), BytesIO()
    word.save(written)
    with ZipFile(written) as source, ZipFile(plain, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            told = ZipInfo(name, BEFORE_ALL)
            told.compress_type = ZIP_DEFLATED
            target.writestr(told, source.read(name))
    return plain.getvalue()
