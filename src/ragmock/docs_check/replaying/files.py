"""Files that printed calls upload: made up, of the kind that their names say. None is read."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import Final

_TEXT: Final = "This is a test.\nIt was made up for a printed call.\n"
_HTML: Final = f"<!DOCTYPE html><html><body><p>{_TEXT}</p></body></html>"
_PDF: Final = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R\
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 45>>stream
BT /F1 12 Tf 20 50 Td (This is a test.) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
"""
_RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/{kind}"/></Relationships>'
)
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/{part}" ContentType="application/'
    'vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
)
_WORD: Final = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>This is a test.</w:t></w:r></w:p></w:body></w:document>"
)
_BOOK: Final = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="Test" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET: Final = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>This is a test.</t></is></c></row>'
    "</sheetData></worksheet>"
)


def name_of(path: str) -> str:
    """Give the name that a file is uploaded under; a placeholder is a text."""
    name = PurePosixPath(path.replace("\\", "/")).name.strip("{}<>$ ") or "file"
    return name if PurePosixPath(name).suffix else f"{name}.txt"


def content_of(name: str) -> bytes:
    """Make up what a file of this name holds."""
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    if extension == "pdf":
        return _PDF
    if extension == "docx":
        return _word()
    if extension == "xlsx":
        return _workbook()
    if extension == "csv":
        return b"title,text\nTest,This is a test.\n"
    return (_HTML if extension in ("htm", "html") else _TEXT).encode()


def _word() -> bytes:
    part = "word/document.xml"
    return _zipped(
        {
            "[Content_Types].xml": _TYPES.format(part=part, kind="wordprocessingml.document"),
            "_rels/.rels": _RELATIONS.format(target=part, kind="officeDocument"),
            part: _WORD,
        }
    )


def _workbook() -> bytes:
    part = "xl/workbook.xml"
    return _zipped(
        {
            "[Content_Types].xml": _TYPES.format(part=part, kind="spreadsheetml.sheet"),
            "_rels/.rels": _RELATIONS.format(target=part, kind="officeDocument"),
            part: _BOOK,
            "xl/_rels/workbook.xml.rels": _RELATIONS.format(
                target="worksheets/sheet1.xml", kind="worksheet"
            ),
            "xl/worksheets/sheet1.xml": _SHEET,
        }
    )


def _zipped(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return held.getvalue()
