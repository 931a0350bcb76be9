"""Writing a parcel-coordinate TXT (导出报盘坐标; standards section 7).

Conventions: CRLF; X is north, Y is east with the zone prefix; each ring is closed by its first point under the same
name; shells run clockwise on the map and are ring 1, holes run the other way and are rings 2, 3 …; a parcel of several
parts gets one head line per part with the same number, and reading joins them again. The file is read back and
compared before it is given out, and the same parcels give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import shapely

from ...checks.findings import Severity
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ...survey.zones import zone_of_easting
from .document import CoordinateDocument, CoordinateFile, CoordinateParcel, Remark
from .lines import DEFAULT_ENCODING, DEFAULT_TEMPLATE, TxtOptions, all_encoded, header_values, parcel_lines
from .preparing import PreparedParcel, all_prepared, lost_items
from .reading import read_coordinates
from .templates import END_MARK, HeadTemplate, head_template

ENCODINGS = ("GBK", "UTF-8", "UTF-8-SIG", "GB18030")


def write_coordinates(
    parcels: CoordinateDocument | Iterable[CoordinateParcel],
    *,
    template: str | None = None,
    encoding: str | None = None,
    decimals: int = 4,
    producer: str = "",
    produced_on: date | None = None,
    header: Mapping[str, str] | None = None,
) -> bytes:
    """Bytes of a coordinate TXT; ``coordinate_file`` also tells what had to be changed to write it.

    ``template`` and ``encoding`` default to a document's own, else to ``standard9`` and ``GBK``.
    Raises ``InputProblem`` as ``coordinate_file`` does.
    """
    known = parcels if isinstance(parcels, CoordinateDocument) else None
    options = TxtOptions(
        template or (known.template if known else DEFAULT_TEMPLATE),
        encoding or (known.encoding if known else DEFAULT_ENCODING),
        decimals,
        producer,
        produced_on,
        header or {},
    )
    return coordinate_file(parcels, options).content


def coordinate_file(
    parcels: CoordinateDocument | Iterable[CoordinateParcel], options: TxtOptions | None = None
) -> CoordinateFile:
    """A coordinate TXT and remarks on replaced characters and items without a place.

    Raises ``InputProblem`` naming the parcel for an invalid polygon, a character that the encoding lacks, a number
    that occurs twice, and coordinates without zone prefix or in more than one zone.
    """
    file, ready = composed_file(parcels, options or TxtOptions())
    _check_by_reading(file.content, [item.parcel for item in ready])
    return file


def composed_file(
    parcels: CoordinateDocument | Iterable[CoordinateParcel], options: TxtOptions
) -> tuple[CoordinateFile, list[PreparedParcel]]:
    """As ``coordinate_file``, but not read back: to be compared with a file that is there. And the parcels in it."""
    own_header = parcels.header if isinstance(parcels, CoordinateDocument) else {}
    given = list(parcels.parcels if isinstance(parcels, CoordinateDocument) else parcels)
    template = head_template(options.template)
    _check_options(options)
    ready = all_prepared(given, template, options.decimals)
    _check_numbers(ready)
    width, zone = _zone(ready)
    header = header_values({**own_header, **options.header}, options, width, zone)
    lines = ["[属性描述]", *(f"{key}={value}" for key, value in header.items()), "[地块坐标]"]
    if options.field_line:
        lines.append("【" + ",".join([*template.items.values(), END_MARK]) + "】")
    content, count = [all_encoded(lines, "", options.encoding)], len(lines)
    remarks = []
    for item, own in zip(ready, parcel_lines([item.parcel for item in ready], template, options)):
        if item.changed:
            remarks.append(_replaced(count + 1, item.parcel))
        count += len(own)
        content.append(all_encoded(own, item.parcel.number or item.parcel.name, options.encoding))
    lost = lost_items(given, template)
    if lost:
        remarks.insert(0, _lost(lost, template))
    mark = b"\xef\xbb\xbf" if options.encoding == "UTF-8-SIG" else b""
    return CoordinateFile(mark + b"".join(content), tuple(remarks)), ready


def _check_options(options: TxtOptions) -> None:
    if options.encoding not in ENCODINGS:
        raise InputProblem(
            translate("zhanbu", "Coordinate TXT isn't written in {encoding}.", encoding=options.encoding),
            remedy=translate("zhanbu", "Choose one of: {encodings}.", encodings=", ".join(ENCODINGS)),
        )
    if not 1 <= options.decimals <= 4:
        raise InputProblem(
            translate("zhanbu", "{decimals} decimals can't be written.", decimals=options.decimals),
            remedy=translate("zhanbu", "Choose 1 to 4 decimals; 3 or 4 are usual."),
        )


def _check_numbers(ready: Sequence[PreparedParcel]) -> None:
    if not ready:
        raise InputProblem(
            translate("zhanbu", "There is no parcel to write."),
            remedy=translate("zhanbu", "Choose a layer or a selection with parcels."),
        )
    seen: set[str] = set()
    for number in (item.parcel.number for item in ready):
        if number and number in seen:
            raise InputProblem(
                translate("zhanbu", "The parcel number {number} occurs more than once.", number=number),
                remedy=translate("zhanbu", "Give every parcel its own number; several parts belong in one feature."),
                parcel=number,
            )
        seen.add(number)


def _zone(ready: Sequence[PreparedParcel]) -> tuple[int, int]:
    """Width and number that all eastings state."""
    common: tuple[int, int] | None = None
    bounds = shapely.bounds([item.parcel.geometry for item in ready]).tolist()
    for item, (low, _, high, _) in zip(ready, bounds):
        found = {zone_of_easting(low), zone_of_easting(high)}
        zone = found.pop()
        label = item.parcel.number or item.parcel.name
        if zone is None or found:
            raise InputProblem(
                translate("zhanbu", "Easting {easting} carries no zone prefix.", easting=f"{low:.3f}"),
                remedy=translate("zhanbu", "Project the parcels to a CGCS2000 Gauss-Krüger zone first."),
                parcel=label,
            )
        if common not in (None, zone):
            raise InputProblem(
                translate(
                    "zhanbu",
                    "The parcel lies in zone {zone}, others in zone {other}.",
                    zone=zone[1],
                    other=common[1] if common else "",
                ),
                remedy=translate("zhanbu", "Write one file for each zone, or project all parcels to one zone."),
                parcel=label,
            )
        common = zone
    return common or (3, 0)


def _replaced(line: int, parcel: CoordinateParcel) -> Remark:
    said = translate(
        "zhanbu",
        "Commas and line breaks in the texts of parcel {parcel} were replaced by full-width characters.",
        parcel=parcel.number or parcel.name,
    )
    return Remark(line, Severity.WARN, said)


def _lost(lost: Sequence[str], template: HeadTemplate) -> Remark:
    said = translate(
        "zhanbu",
        "The template {template} has no place for: {items}.",
        template=template.template_id,
        items=", ".join(lost),
    )
    return Remark(0, Severity.WARN, said)


def _check_by_reading(content: bytes, parcels: Sequence[CoordinateParcel]) -> None:
    """What a receiver reads must be what was meant, to the last digit."""
    found = read_coordinates(content).document.parcels
    for meant, read, alike in zip(parcels, found, _same_shapes(parcels, found)):
        if not alike or _told(meant) != _told(read):
            raise _misread(meant.number or meant.name)
    if len(found) != len(parcels):
        raise _misread("")


def _same_shapes(meant: Sequence[CoordinateParcel], read: Sequence[CoordinateParcel]) -> list[bool]:
    """Whether the shapes of each pair are one to the last bit, points in the same order."""
    one, other = (shapely.to_wkb([p.geometry for p in parcels], byte_order=1) for parcels in (meant, read))
    return [a == b for a, b in zip(one, other)]


def _told(parcel: CoordinateParcel) -> tuple[object, ...]:
    return parcel.number, parcel.name, parcel.stated_area_ha, parcel.attributes


def _misread(label: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "The written coordinates don't read back as the same parcel."),
        remedy=translate("zhanbu", "Export the parcel to GeoPackage and report it with the plugin's issue tracker."),
        parcel=label,
    )
