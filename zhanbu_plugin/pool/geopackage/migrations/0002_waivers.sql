-- Migration 2: waivers (批准文件): the documents on which failed checks were lifted. Frozen once released.
--
-- A waiver enters with its parcel, after the finding that it lifts and before the event that lets the parcel in. The
-- document itself lies beside the pool, in <pool>.evidence, under its SHA-256.

CREATE TABLE waiver (
    waiver_no INTEGER PRIMARY KEY,
    subject_uid TEXT NOT NULL REFERENCES subject (uid) DEFERRABLE INITIALLY DEFERRED,
    run_id TEXT NOT NULL REFERENCES check_run (run_id),
    ord INTEGER NOT NULL,
    check_id TEXT NOT NULL CONSTRAINT waiver_check_id CHECK (length(check_id) > 0),
    doc_no TEXT NOT NULL CONSTRAINT waiver_doc_no CHECK (length(trim(doc_no)) > 0),
    doc_date DATE NOT NULL
        CONSTRAINT waiver_doc_date CHECK (doc_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    issuer TEXT NOT NULL CONSTRAINT waiver_issuer CHECK (length(trim(issuer)) > 0),
    file_name TEXT NOT NULL CONSTRAINT waiver_file_name CHECK (length(trim(file_name)) > 0),
    file_sha256 TEXT NOT NULL
        CONSTRAINT waiver_file_sha256 CHECK (length(file_sha256) = 64 AND file_sha256 NOT GLOB '*[^0-9a-f]*'),
    entered_by TEXT NOT NULL CONSTRAINT waiver_entered_by CHECK (length(trim(entered_by)) > 0),
    recorded_on DATE NOT NULL
        CONSTRAINT waiver_recorded_on CHECK (recorded_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    CONSTRAINT waiver_after_document CHECK (doc_date <= recorded_on),
    UNIQUE (subject_uid, run_id, ord)
);

CREATE TRIGGER waiver_insert BEFORE INSERT ON waiver
WHEN EXISTS (
    SELECT 1 FROM waiver
    WHERE waiver_no = NEW.waiver_no OR (subject_uid = NEW.subject_uid AND run_id = NEW.run_id AND ord = NEW.ord)
) OR EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.subject_uid AND run_id = NEW.run_id)
BEGIN SELECT RAISE(ABORT, 'WAIVER_LOCKED: waivers are never changed or added later / 批准文件不可更改或补加'); END;
CREATE TRIGGER waiver_for_nothing BEFORE INSERT ON waiver
WHEN NOT EXISTS (
    SELECT 1 FROM finding
    WHERE subject_uid = NEW.subject_uid AND run_id = NEW.run_id AND check_id = NEW.check_id
        AND severity = 'OVERRIDE' AND outcome = 'FAIL'
)
BEGIN SELECT RAISE(ABORT, 'WAIVER_FOR_NOTHING: only a failed check that a document can lift / 仅“须批准”且未通过的检查可附批准文件'); END;
CREATE TRIGGER waiver_date BEFORE INSERT ON waiver
WHEN NEW.recorded_on > (SELECT as_of FROM check_run WHERE run_id = NEW.run_id)
BEGIN SELECT RAISE(ABORT, 'WAIVER_DATE: recorded after the day of the check / 登记日期晚于检查日期'); END;
CREATE TRIGGER waiver_update BEFORE UPDATE ON waiver
BEGIN SELECT RAISE(ABORT, 'WAIVER_LOCKED: waivers are never changed or added later / 批准文件不可更改或补加'); END;
CREATE TRIGGER waiver_delete BEFORE DELETE ON waiver
BEGIN SELECT RAISE(ABORT, 'WAIVER_LOCKED: waivers are never changed or added later / 批准文件不可更改或补加'); END;

-- A failed check with its document no longer keeps a parcel out.

DROP TRIGGER parcel_eligible;
CREATE TRIGGER parcel_eligible BEFORE INSERT ON parcel
WHEN NEW.verdict <> 'ELIGIBLE' OR EXISTS (
    SELECT 1 FROM finding f
    WHERE f.subject_uid = NEW.parcel_uid AND f.run_id = NEW.run_id AND f.severity IN ('BLOCK', 'OVERRIDE')
        AND f.outcome <> 'PASS'
        AND NOT (
            f.severity = 'OVERRIDE' AND f.outcome = 'FAIL' AND EXISTS (
                SELECT 1 FROM waiver w
                WHERE w.subject_uid = f.subject_uid AND w.run_id = f.run_id AND w.check_id = f.check_id
            )
        )
)
BEGIN SELECT RAISE(ABORT, 'PARCEL_NOT_ELIGIBLE: its findings do not allow it / 检查未通过，不得入库'); END;
