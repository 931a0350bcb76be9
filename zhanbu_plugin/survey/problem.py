"""The one error that lower floors raise for what a user can mend."""

from __future__ import annotations

from .wording import Wording, translate


class InputProblem(Exception):
    """What is wrong with an input, where it is, and the way out.

    Faces show it as it stands; it never carries a traceback to the user.
    """

    def __init__(
        self,
        what: Wording,
        *,
        remedy: Wording,
        source: str = "",
        parcel: str = "",
        field: str = "",
    ) -> None:
        self.what = what
        self.remedy = remedy
        self.source = source
        self.parcel = parcel
        self.field = field
        super().__init__(str(self.wording()))

    def wording(self) -> Wording:
        """The whole message: place, what is wrong, what to do."""
        place = [
            translate("zhanbu", "File {name}", name=self.source) if self.source else None,
            translate("zhanbu", "parcel {name}", name=self.parcel) if self.parcel else None,
            translate("zhanbu", "field {name}", name=self.field) if self.field else None,
        ]
        named = [p for p in place if p is not None]
        if not named:
            return translate("zhanbu", "{what} {remedy}", what=self.what, remedy=self.remedy)
        where = named[0]
        for inner in named[1:]:
            where = translate("zhanbu", "{outer}, {inner}", outer=where, inner=inner)
        return translate("zhanbu", "{where}: {what} {remedy}", where=where, what=self.what, remedy=self.remedy)
