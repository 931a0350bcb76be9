"""Writing a GeoPackage pool: the actions of ``store.PoolWriter`` as SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date

import numpy as np
import shapely

from ...checks.checked import CheckRun
from ..chain import GENESIS
from ..store import Entry
from .blob import encode
from .connection import transaction
from .filed_writer import FiledWriter
from .reader import GeoPackageReader
from .rows import event_row, finding_rows, parcel_row, waiver_rows
from .statements import ADD_EVENT, ADD_FINDING, ADD_WAIVER

_ADD_RUN = """
    INSERT INTO check_run (run_id, rule_set, rule_set_sha256, system, as_of, stage, county, version, run)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM check_run WHERE run_id = ?)
"""
_ADD_LAYER = """
    INSERT INTO layer_snapshot (role, name, path, data_date, sha256)
    SELECT :role, :name, :path, :data_date, :sha256 WHERE NOT EXISTS (
        SELECT 1 FROM layer_snapshot
        WHERE role = :role AND name = :name AND data_date = :data_date AND sha256 = :sha256
            AND (path = :path OR :path = '')
    )
"""
_ADD_SUBJECT = "INSERT INTO subject (uid, kind, parcel_uid) VALUES (?, 'PARCEL', ?)"
_ADD_CLAIM = """
    INSERT INTO claim (parcel_uid, system, src_year, src_bsm, part_no, state, begun_by)
    VALUES (?, ?, ?, ?, ?, 'ACTIVE', ?)
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
_GROW_EXTENT = """
    UPDATE gpkg_contents SET
        last_change = :day, min_x = min(coalesce(min_x, :low_x), :low_x), min_y = min(coalesce(min_y, :low_y), :low_y),
        max_x = max(coalesce(max_x, :high_x), :high_x), max_y = max(coalesce(max_y, :high_y), :high_y)
    WHERE table_name = 'parcel'
"""


class GeoPackageWriter(GeoPackageReader, FiledWriter):
    """An open pool file that may be changed inside ``writing()``."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction, alone in the pool: all of it is kept, or nothing."""
        return transaction(self._db, self._path, "WRITE")

    def head(self) -> tuple[int, str]:
        """Number and hash of the last event."""
        row = self._db.execute("SELECT event_no, hash FROM event ORDER BY event_no DESC LIMIT 1").fetchone()
        return (0, GENESIS) if row is None else (int(row[0]), str(row[1]))

    def counts(self, system: str, batch: str) -> tuple[int, int]:
        """How many parcels the system and the batch hold so far."""
        sql = "SELECT count(*), coalesce(sum(batch = ?), 0) FROM parcel WHERE system = ?"
        in_system, in_batch = self._db.execute(sql, (batch, system)).fetchone()
        return int(in_system), int(in_batch)

    def add_batch(self, system: str, batch: str, opened_on: date) -> None:
        """Make sure that a batch exists."""
        sql = """
            INSERT INTO batch (system, batch, opened_on)
            SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM batch WHERE system = ? AND batch = ?)
        """
        self._db.execute(sql, (system, batch, opened_on.isoformat(), system, batch))

    def add_rule_sets(self, texts: Mapping[str, bytes]) -> None:
        """Keep the text (YAML) of rule sets by SHA-256."""
        sql = """
            INSERT INTO rule_set (sha256, content)
            SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM rule_set WHERE sha256 = ?)
        """
        for sha256, content in sorted(texts.items()):
            self._db.execute(sql, (sha256, content, sha256))

    def add_runs(self, runs: Mapping[str, CheckRun], paths: Mapping[str, str]) -> None:
        """Keep checks and their layers; ``paths`` tells the file of a role."""
        for run_id, run in sorted(runs.items()):
            row = (run.rule_set, run.rule_set_sha256, run.system, run.as_of.isoformat(), run.stage, run.county)
            self._db.execute(_ADD_RUN, (run_id, *row, run.version, run.as_json(), run_id))
            for layer in run.snapshots:
                self._db.execute(_ADD_LAYER, {**vars(layer), "path": paths.get(layer.role, "")})

    def add_entries(self, entries: Sequence[Entry], as_of: date) -> None:
        """Keep findings, waivers, events, claims and parcels, in the order in which the triggers ask for them."""
        if not entries:
            return
        identity = self.identity
        shapes = np.empty(len(entries), dtype=object)
        shapes[:] = [e.parcel.geometry for e in entries]
        claims = [(e, e.survey_key) for e in entries]
        self._db.executemany(_ADD_SUBJECT, ((e.parcel.parcel_uid, e.parcel.parcel_uid) for e in entries))
        self._db.executemany(ADD_FINDING, (row for e in entries for row in _finding_rows(e)))
        self._db.executemany(ADD_WAIVER, (row for e in entries for row in _waiver_rows(e)))
        self._db.executemany(ADD_EVENT, (event_row(e.event) for e in entries))
        self._db.executemany(
            _ADD_CLAIM,
            (
                (e.parcel.parcel_uid, e.parcel.system, key.year, key.bsm, key.part, e.event.event_no)
                for e, key in claims
            ),
        )
        blobs = encode(shapes, identity.epsg)
        self._db.executemany(
            _ADD_PARCEL, (parcel_row(e.parcel, e.survey_key, blob, identity.county) for e, blob in zip(entries, blobs))
        )
        low_x, low_y, high_x, high_y = shapely.total_bounds(shapes).tolist()
        extent = {"low_x": low_x, "low_y": low_y, "high_x": high_x, "high_y": high_y}
        self._db.execute(_GROW_EXTENT, {**extent, "day": f"{as_of.isoformat()}T00:00:00.000Z"})


def _finding_rows(entry: Entry) -> list[dict[str, object]]:
    return finding_rows(entry.parcel.parcel_uid, entry.parcel.run_id, entry.parcel.findings)


def _waiver_rows(entry: Entry) -> list[dict[str, object]]:
    return waiver_rows(entry.parcel.parcel_uid, entry.parcel.run_id, entry.parcel.waivers)
