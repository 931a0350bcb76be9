"""The parts of an XLSX file that hold no data: types, relations, names, and the styles of an official table (表样)."""

from __future__ import annotations

from collections.abc import Sequence

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
MAIN = f"{_OPEN}/spreadsheetml/2006/main"
_RELATION = f"{_OPEN}/officeDocument/2006/relationships"
_PACKAGE = f"{_OPEN}/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook_part(names: Sequence[str], head_rows: int) -> bytes:
    """``xl/workbook.xml``: names of the sheets (as XML text), and the head rows repeated on every printed page."""
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{i}">\'{n}\'!$1:${head_rows}</definedName>'
        for i, n in enumerate(names)
    )
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{_RELATION}"><sheets>{listed}</sheets>'
        f"<definedNames>{repeated}</definedNames></workbook>"
    ).encode()


def strings_part(texts: Sequence[str]) -> bytes:
    """``xl/sharedStrings.xml``: the texts (as XML text) that cells name by number."""
    listed = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    return f'{XML}<sst xmlns="{MAIN}" uniqueCount="{len(texts)}">{listed}</sst>'.encode()


def fixed_parts(sheet_count: int) -> dict[str, bytes]:
    """The parts that depend on nothing but the number of sheets."""
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for i in range(1, sheet_count + 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_RELATION}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, sheet_count + 1)
    )
    return {
        "[Content_Types].xml": (
            f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/>{overrides}</Types>'
        ).encode(),
        "_rels/.rels": (
            f'{XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}<Relationship'
            f' Id="rId{sheet_count + 1}" Type="{_RELATION}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId{sheet_count + 2}" Type="{_RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>"
        ).encode(),
        "xl/styles.xml": _styles().encode(),
    }


def _styles() -> str:
    """Formats in the order that ``workbook.Kind`` counts on: body styles, then the same in bold for totals."""
    edge = "".join(
        f'<{side} style="thin"><color rgb="FFB0B0B0"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    wrap = '<alignment vertical="center" wrapText="1"/>'
    level = '<alignment vertical="center"/>'
    middle = '<alignment horizontal="center" vertical="center"/>'
    formats = (
        (1, middle),
        (0, level),
        (164, level),
        (164, level),
        (165, level),
        (166, middle),
    )  # whole, number, m², 亩, 公顷, date

    def body(font: int) -> str:
        text = f'<xf numFmtId="49" fontId="{font}" fillId="0" borderId="1" xfId="0" applyAlignment="1">{wrap}</xf>'
        quoted = text.replace(" applyAlignment", ' quotePrefix="1" applyAlignment')
        numbers = "".join(
            f'<xf numFmtId="{n}" fontId="{font}" fillId="0" borderId="1" xfId="0" applyNumberFormat="1"'
            f' applyAlignment="1">{place}</xf>'
            for n, place in formats
        )
        return text + quoted + numbers

    centred = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.00"/>'
        '<numFmt numFmtId="165" formatCode="0.0000"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<fonts count="3"><font><sz val="10"/><name val="宋体"/></font>'
        '<font><b/><sz val="10"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="宋体"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE7EFE3"/></patternFill></fill></fills>'
        f'<borders count="2"><border/><border>{edge}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="20"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        f'<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyAlignment="1">{centred}</xf>'
        f'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">{wrap}</xf>'
        f'<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyAlignment="1">{centred}</xf>'
        f"{body(0)}{body(1)}</cellXfs>"
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
