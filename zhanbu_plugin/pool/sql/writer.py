"""Writing a pool: the actions of ``store.PoolWriter`` as SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from itertools import count

import numpy as np
import shapely

from ...checks.checked import CheckRun
from ..store import Entry
from .filed_writer import FiledSqlWriter
from .ledger_writer import LedgerSqlWriter
from .reader import SqlReader
from .rows import event_row, finding_rows, parcel_row, waiver_rows
from .statements import ADD_EVENT, ADD_FINDING, ADD_WAIVER

_ADD_BATCH = """
    INSERT INTO batch (system, batch, opened_on)
    SELECT :system, :batch, :opened_on
    WHERE NOT EXISTS (SELECT 1 FROM batch WHERE system = :system AND batch = :batch)
"""
_ADD_RULE_SET = """
    INSERT INTO rule_set (sha256, content) VALUES (:sha256, :content)
"""
_ADD_RUN = """
    INSERT INTO check_run (run_id, rule_set, rule_set_sha256, system, as_of, stage, county, version, run)
    SELECT :run_id, :rule_set, :rule_set_sha256, :system, :as_of, :stage, :county, :version, :run
    WHERE NOT EXISTS (SELECT 1 FROM check_run WHERE run_id = :run_id)
"""
_ADD_LAYER = """
    INSERT INTO layer_snapshot (role, name, path, data_date, sha256)
    SELECT :role, :name, :path, :data_date, :sha256 WHERE NOT EXISTS (
        SELECT 1 FROM layer_snapshot
        WHERE role = :role AND name = :name AND data_date = :data_date AND sha256 = :sha256
            AND (path = :path OR :path = '')
    )
"""
_ADD_SUBJECT = "INSERT INTO subject (uid, kind, parcel_uid) VALUES (:uid, 'PARCEL', :uid)"
_ADD_CLAIM = """
    INSERT INTO claim (parcel_uid, system, src_year, src_bsm, part_no, state, begun_by)
    VALUES (:parcel_uid, :system, :year, :bsm, :part, 'ACTIVE', :begun_by)
"""
_COUNTS = """
    SELECT count(*) AS in_system, coalesce(sum(CASE WHEN batch = :batch THEN 1 ELSE 0 END), 0) AS in_batch
    FROM parcel WHERE system = :system
"""
_ADD_PARCEL = """
    INSERT INTO parcel (
        geom, parcel_uid, parcel_no, system, category, batch, state, state_since, is_active, verdict, area_dm2,
        survey_dm2, xzqdm, zldwdm, zldwmc, qsdwdm, qsdwmc, qsxz, src_year, src_bsm, src_tbbh, part_no, dlbm, dlmc,
        tbxhdm, zzsxdm, gdpdjb, slope_deg, slope_gr, slope_over, slope_na, source_id, geometry_hash, run_id, survey,
        measures
    ) VALUES (
        :geom, :parcel_uid, :parcel_no, :system, :category, :batch, :state, :state_since, 1, :verdict, :area_dm2,
        :survey_dm2, :xzqdm, :zldwdm, :zldwmc, :qsdwdm, :qsdwmc, :qsxz, :src_year, :src_bsm, :src_tbbh, :part_no, :dlbm,
        :dlmc, :tbxhdm, :zzsxdm, :gdpdjb, :slope_deg, :slope_gr, :slope_over, :slope_na, :source_id, :geometry_hash,
        :run_id, :survey, :measures
    )
"""


class SqlWriter(SqlReader, FiledSqlWriter, LedgerSqlWriter):
    """An open pool of any engine that may be changed inside ``writing()``."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction, alone in the pool: all of it is kept, or nothing."""
        return self._session.transaction("WRITE")

    def counts(self, system: str, batch: str) -> tuple[int, int]:
        """How many parcels the system and the batch hold so far."""
        (row,) = self._session.rows(_COUNTS, {"system": system, "batch": batch})
        return int(row["in_system"]), int(row["in_batch"])

    def add_batch(self, system: str, batch: str, opened_on: date) -> None:
        """Make sure that a batch exists."""
        self._session.run(_ADD_BATCH, {"system": system, "batch": batch, "opened_on": opened_on.isoformat()})

    def add_rule_sets(self, texts: Mapping[str, bytes]) -> None:
        """Keep the text (YAML) of rule sets by SHA-256."""
        for sha256, content in sorted(texts.items()):
            if not self._session.rows("SELECT 1 AS kept FROM rule_set WHERE sha256 = :sha256", {"sha256": sha256}):
                self._session.run(_ADD_RULE_SET, {"sha256": sha256, "content": content})

    def add_runs(self, runs: Mapping[str, CheckRun], paths: Mapping[str, str]) -> None:
        """Keep checks and their layers; ``paths`` tells the file of a role."""
        for run_id, run in sorted(runs.items()):
            told = {name: getattr(run, name) for name in ("rule_set", "rule_set_sha256", "system", "stage", "county")}
            row = {**told, "run_id": run_id, "as_of": run.as_of.isoformat(), "version": run.version}
            self._session.run(_ADD_RUN, {**row, "run": run.as_json()})
            layers = [{**vars(layer), "path": paths.get(layer.role, "")} for layer in run.snapshots]
            self._session.run_many(_ADD_LAYER, layers)

    def add_entries(self, entries: Sequence[Entry], as_of: date) -> None:
        """Keep findings, waivers, events, claims and parcels, in the order in which the triggers ask for them."""
        if not entries:
            return
        identity, session = self.identity, self._session
        shapes = np.empty(len(entries), dtype=object)
        shapes[:] = [e.parcel.geometry for e in entries]
        session.run_many(_ADD_SUBJECT, ({"uid": e.parcel.parcel_uid} for e in entries))
        session.run_many(ADD_FINDING, _finding_rows(entries, self._last_finding()))
        session.run_many(ADD_WAIVER, (row for e in entries for row in _waiver_rows(e)))
        session.run_many(ADD_EVENT, (event_row(e.event) for e in entries))
        session.run_many(_ADD_CLAIM, (_claim_row(e) for e in entries))
        stored = session.stored(shapes, identity.epsg)
        rows = (parcel_row(e.parcel, e.survey_key, shape, identity.county) for e, shape in zip(entries, stored))
        session.run_many(_ADD_PARCEL, rows)
        low_x, low_y, high_x, high_y = shapely.total_bounds(shapes).tolist()
        session.entered((low_x, low_y, high_x, high_y), as_of)

    def _last_finding(self) -> int:
        """Number of the last finding. Asked once, because nobody else writes now; a trigger would ask for each row."""
        return int(self._session.rows("SELECT coalesce(max(finding_no), 0) AS last FROM finding")[0]["last"])


def _claim_row(entry: Entry) -> dict[str, object]:
    subject = {"parcel_uid": entry.parcel.parcel_uid, "system": entry.parcel.system}
    return {**subject, **vars(entry.survey_key), "begun_by": entry.event.event_no}


def _finding_rows(entries: Sequence[Entry], last: int) -> Iterator[dict[str, object]]:
    """Findings of all entries, numbered on from the last one."""
    numbers = count(last + 1)
    for entry in entries:
        for row in finding_rows(entry.parcel.parcel_uid, entry.parcel.run_id, entry.parcel.findings):
            row["finding_no"] = next(numbers)
            yield row


def _waiver_rows(entry: Entry) -> list[dict[str, object]]:
    return waiver_rows(entry.parcel.parcel_uid, entry.parcel.run_id, entry.parcel.waivers)
