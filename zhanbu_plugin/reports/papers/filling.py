"""A print layout filled from data (版面填充): its template loaded, maps set, forms and lists filled, texts written.

What is filled is named in the template: a frame ``form:facts`` or ``list:parcels``, a map ``map:parcels``, a picture
``picture:chart``, and texts as ``[% @zb_title %]`` in labels. So a county may move, restyle or leave out any of them.
A label ``text:…`` is as tall as its text; what stands below it on the page moves along.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContextScope,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutRenderContext,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsTextFormat,
)
from qgis.PyQt.QtGui import QFont, QFontDatabase
from qgis.PyQt.QtXml import QDomDocument

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .content import PaperContent
from .line_breaks import Ruler
from .map_layers import map_layers, show
from .page_flow import fit, following, put_behind
from .specs import PaperBook
from .tables import fill_form, fill_list

_BELOW_TEXT = 4.0
"""Millimetres under a text before what follows it."""


@dataclass(frozen=True)
class FilledPaper:
    """A layout ready to print: its pages in the order of printing, and every text that stands on them.

    ``project`` and ``layers`` are held for as long as the layout is.
    """

    layout: QgsPrintLayout
    pages: tuple[int, ...]
    texts: frozenset[str]
    project: QgsProject
    layers: tuple[QgsMapLayer, ...]


def filled_paper(
    content: PaperContent, book: PaperBook, *, family: str, english: bool = False, below: tuple[QgsMapLayer, ...] = ()
) -> FilledPaper:
    """Fill the template of a paper. ``family`` stands in for fonts that aren't installed; ``english`` adds the title in
    English; ``below`` are layers drawn under the parcels. Raises ``InputProblem`` for a template that can't be used.
    """
    project = QgsProject()
    if content.map is not None:
        project.setCrs(QgsCoordinateReferenceSystem.fromEpsgId(content.map.epsg))
    layout = _loaded(project, book.file(f"{content.spec.layout}.qpt"))
    filling = _Filling(content, book, layout, family, english)
    layers = filling.maps(below)
    filling.fonts()
    filling.flowing()
    filling.forms()
    pages = filling.lists()
    filling.pictures()
    pages = [page for page in pages if not filling.is_idle(page)]
    texts = filling.labels(pages)
    return FilledPaper(layout, tuple(pages), frozenset(texts), project, tuple(layers))


@lru_cache(maxsize=32)
def _template(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")


def _loaded(project: QgsProject, path: Path) -> QgsPrintLayout:
    layout = QgsPrintLayout(project)
    document = QDomDocument()
    try:
        read = document.setContent(_template(path, path.stat().st_mtime_ns))
    except UnicodeDecodeError:
        read = False
    loaded = (
        bool(read if isinstance(read, bool) else read[0])
        and layout.loadFromTemplate(document, QgsReadWriteContext())[1]
    )
    if not loaded or layout.pageCollection().pageCount() == 0:
        raise InputProblem(
            translate("zhanbu", "The layout can't be read as a template of QGIS."),
            remedy=translate("zhanbu", "Save it again from the layout designer: Layout → Save as Template."),
            source=str(path),
        )
    return layout


class _Filling:
    """One layout while it is filled."""

    def __init__(
        self, content: PaperContent, book: PaperBook, layout: QgsPrintLayout, family: str, english: bool
    ) -> None:
        self._content, self._book, self._layout, self._family = content, book, layout, family
        self._english = english
        self._values = dict(content.values)
        self._texts: set[str] = set()
        self._empty: set[str] = set()

    def _items(self, kind: type[QgsLayoutItem]) -> list[QgsLayoutItem]:
        """Items of a kind, in the order of their ids: that of the scene isn't always the same."""
        return sorted((i for i in self._layout.items() if isinstance(i, kind)), key=lambda i: (i.id(), i.uuid()))

    def _named(self, kind: type[QgsLayoutItem], prefix: str) -> list[tuple[str, QgsLayoutItem]]:
        return [(i.id()[len(prefix) :], i) for i in self._items(kind) if i.id().startswith(prefix)]

    def maps(self, below: tuple[QgsMapLayer, ...]) -> list[QgsMapLayer]:
        """Show the parcels in every map; its scale becomes a value."""
        content = self._content.map
        if content is None or not content.subjects:
            return []
        layers = map_layers(content, self._family)
        self._texts |= {s.label for part in (content.subjects, content.neighbours, content.points) for s in part}
        for _, item in self._named(QgsLayoutItemMap, "map:"):
            scale = show(item, content, [*layers, *below])
            self._values.setdefault("scale", str(scale))
        return layers

    def fonts(self) -> None:
        """Fonts that aren't installed here give way to the Chinese one."""
        known = set(QFontDatabase().families())
        for item in self._items(QgsLayoutItem):
            if isinstance(item, (QgsLayoutItemLabel, QgsLayoutItemScaleBar)):
                item.setTextFormat(self._settled(item.textFormat(), known))
            elif isinstance(item, QgsLayoutItemMap):
                for grid in item.grids().asList():
                    grid.setAnnotationTextFormat(self._settled(grid.annotationTextFormat(), known))
        for table in self._tables():
            table.setContentTextFormat(self._settled(table.contentTextFormat(), known))
            table.setHeaderTextFormat(self._settled(table.headerTextFormat(), known))

    def _tables(self) -> list[QgsLayoutItemManualTable]:
        return [t for t in self._layout.multiFrames() if isinstance(t, QgsLayoutItemManualTable)]

    def _settled(self, form: QgsTextFormat, known: set[str]) -> QgsTextFormat:
        font = QFont(form.font())
        if font.family() not in known:
            font.setFamily(self._family)
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)  # or digits become glyphs that nobody can copy
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        form.setFont(font)
        return form

    def flowing(self) -> None:
        """Make every label that follows its text as tall as that."""
        variables = self._variables()
        found = self._named(QgsLayoutItemLabel, "text:")
        for _, item in sorted(found, key=lambda found: found[1].pos().y()):
            ruler = Ruler(item.textFormat())
            text = ruler.broken(self._evaluated(item, variables), item.rect().width() - 2 * item.marginX())
            fit(item, (text.count("\n") + 1) * ruler.line_mm + _BELOW_TEXT)

    def forms(self) -> None:
        """Fill every form, from the top of the page down."""
        frames = self._named(QgsLayoutFrame, "form:")
        for name, frame in sorted(frames, key=lambda found: found[1].pos().y()):
            form = self._content.spec.forms.get(name)
            if form is not None:
                cells = [[self._said(cell) for cell in row] for row in form.rows]
                self._texts.update(cell for row in cells for cell in row)
                fill_form(frame, form, cells)

    def lists(self) -> list[int]:
        """Fill every list; the pages in the order of printing, those that were added after the one they continue."""
        order = list(range(self._layout.pageCollection().pageCount()))
        frames = sorted(self._named(QgsLayoutFrame, "list:"), key=lambda found: found[1].pos().y())
        after = [following(frame) for _, frame in frames]
        for (name, frame), behind in zip(frames, after):
            columns = self._content.spec.lists.get(name)
            rows = self._content.lists.get(name, ())
            place = order.index(frame.page()) + 1
            if columns is None:
                frame.setVisibility(False)  # it would show what the template has in it
                order[place:place] = put_behind(frame, behind)
                continue
            if not rows:
                self._empty.add(frame.id())
                rows = [{columns[0].key: self._book.nothing}]
            total = self._content.sums.get(name)
            shown = [*rows, *([total] if total is not None else [])]
            self._texts.update(row.get(column.key, "") for row in shown for column in columns)
            self._texts.update(column.head for column in columns)
            order[place:place] = fill_list(frame, columns, rows, total, behind)
        return order

    def pictures(self) -> None:
        """Pictures by name; those that belong to the template are looked for in the folders of templates."""
        for name, item in self._named(QgsLayoutItemPicture, "picture:"):
            path = self._content.pictures.get(name, "")
            item.setPicturePath(path)
            if not path:
                self._empty.add(item.id())
                item.setVisibility(False)
        for item in self._items(QgsLayoutItemPicture):
            path = item.picturePath()
            if path and not item.id().startswith("picture:") and not Path(path).is_absolute():
                item.setPicturePath(str(self._book.file(Path(path).name)))

    def is_idle(self, page: int) -> bool:
        """Whether a page, not the first, has places for lists or pictures, no form, and nothing for any of them."""
        ids = [item.id() for item in self._layout.pageCollection().itemsOnPage(page)]
        places = [i for i in ids if i.startswith(("list:", "picture:", "form:"))]
        return page > 0 and bool(places) and set(places) <= self._empty

    def labels(self, pages: list[int]) -> set[str]:
        """Write the texts, with each page's number among those that are printed; all texts of the paper."""
        variables = self._variables()
        for number, page in enumerate(pages, 1):
            told = {**variables, "layout_page": str(number), "layout_numpages": str(len(pages))}
            for item in self._layout.pageCollection().itemsOnPage(page):
                if isinstance(item, QgsLayoutItemLabel):
                    text = self._evaluated(item, told)
                    self._texts.add(text)
                    ruler = Ruler(item.textFormat())
                    item.setText(ruler.broken(text, item.rect().width() - 2 * item.marginX()))
        return self._texts

    def _variables(self) -> dict[str, str]:
        spec = self._content.spec
        title = spec.titles.get(self._content.system, spec.title.zh)
        told = {f"zb_{name}": self._said(text) for name, text in spec.texts.items() if name != "photo"}
        captions = {f"zb_{name}": text for name, text in self._values.items() if name.startswith("photo")}
        return {**told, **captions, "zb_title": title, "zb_title_en": spec.title.en if self._english else ""}

    def _evaluated(self, item: QgsLayoutItemLabel, variables: dict[str, str]) -> str:
        context = item.createExpressionContext()
        scope = QgsExpressionContextScope()
        for name, value in variables.items():
            scope.setVariable(name, value)
        context.appendScope(scope)
        return str(QgsExpression.replaceExpressionText(item.text(), context))

    def _said(self, template: str) -> str:
        """A text with its values; one that isn't known yet, such as the scale of a map that isn't there, is a dash."""
        return template.format_map(_Known(self._values))


class _Known(dict[str, str]):
    def __missing__(self, _key: str) -> str:
        return "—"


def set_up_for_print(layout: QgsPrintLayout, resolution: int) -> None:
    """Drawn as vectors with characters as characters, as a file is."""
    context = layout.renderContext()
    context.setDpi(resolution)
    context.setFlag(QgsLayoutRenderContext.Flag.FlagForceVectorOutput, True)
    context.setFlag(QgsLayoutRenderContext.Flag.FlagAntialiasing, True)
    context.setFlag(QgsLayoutRenderContext.Flag.FlagUseAdvancedEffects, False)
    context.setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
