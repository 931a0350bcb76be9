"""What every page is made of: frame, headings and tables, with everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_STYLE = (
    "body{font-family:'Noto Sans CJK SC','Microsoft YaHei',sans-serif;margin:2em;color:#222}"
    "table{border-collapse:collapse;margin:.6em 0 1.6em}td,th{border:1px solid #bbb;padding:.25em .6em;text-align:left;"
    "vertical-align:top}th{background:#eef2ee}td.n{text-align:right;font-variant-numeric:tabular-nums}h2{margin-top:1.4em}"
)


def page(title: str, parts: Iterable[str]) -> str:
    """A whole page."""
    head = f"<meta charset='utf-8'><title>{escape(title)}</title><style>{_STYLE}</style>"
    body = f"<h1>{escape(title)}</h1>{''.join(parts)}"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>\n"


def section(title: str, content: str) -> str:
    """A heading with what belongs under it."""
    return f"<h2>{escape(title)}</h2>{content}"


def paragraph(text: str) -> str:
    """A paragraph."""
    return f"<p>{escape(text)}</p>"


def table(head: list[str], rows: Iterable[list[str]], numbers: tuple[int, ...] = ()) -> str:
    """A table; the columns ``numbers`` are aligned to the right."""
    top = f"<tr>{''.join(f'<th>{escape(h)}</th>' for h in head)}</tr>" if head else ""
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' class=n' if i in numbers else ''}>{escape(cell).replace(chr(10), '<br>')}</td>"
            for i, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table>{top}{body}</table>"
