-- Migration 2: waivers (批准文件): the documents on which failed checks were lifted. Frozen once released.

CREATE TABLE waiver (
    waiver_no bigint PRIMARY KEY,
    subject_uid text COLLATE "C" NOT NULL REFERENCES subject (uid) DEFERRABLE INITIALLY DEFERRED,
    run_id text COLLATE "C" NOT NULL REFERENCES check_run (run_id),
    ord bigint NOT NULL,
    check_id text COLLATE "C" NOT NULL CONSTRAINT waiver_check_id CHECK (length(check_id) > 0),
    doc_no text COLLATE "C" NOT NULL CONSTRAINT waiver_doc_no CHECK (length(trim(doc_no)) > 0),
    doc_date text COLLATE "C" NOT NULL CONSTRAINT waiver_doc_date CHECK (doc_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    issuer text COLLATE "C" NOT NULL CONSTRAINT waiver_issuer CHECK (length(trim(issuer)) > 0),
    file_name text COLLATE "C" NOT NULL CONSTRAINT waiver_file_name CHECK (length(trim(file_name)) > 0),
    file_sha256 text COLLATE "C" NOT NULL CONSTRAINT waiver_file_sha256 CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
    entered_by text COLLATE "C" NOT NULL CONSTRAINT waiver_entered_by CHECK (length(trim(entered_by)) > 0),
    recorded_on text COLLATE "C" NOT NULL
        CONSTRAINT waiver_recorded_on CHECK (recorded_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    CONSTRAINT waiver_after_document CHECK (doc_date <= recorded_on),
    UNIQUE (subject_uid, run_id, ord)
);

CREATE FUNCTION waiver_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.waiver_no := coalesce(NEW.waiver_no, (SELECT coalesce(max(waiver_no), 0) + 1 FROM waiver));
    IF NEW.recorded_on > (SELECT as_of FROM check_run WHERE run_id = NEW.run_id) THEN
        RAISE EXCEPTION 'WAIVER_DATE: recorded after the day of the check / 登记日期晚于检查日期';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM finding
        WHERE subject_uid = NEW.subject_uid AND run_id = NEW.run_id AND check_id = NEW.check_id
            AND severity = 'OVERRIDE' AND outcome = 'FAIL'
    ) THEN
        RAISE EXCEPTION 'WAIVER_FOR_NOTHING: only a failed check that a document can lift / 仅“须批准”且未通过的检查可附批准文件';
    END IF;
    IF EXISTS (
        SELECT 1 FROM waiver
        WHERE waiver_no = NEW.waiver_no OR (subject_uid = NEW.subject_uid AND run_id = NEW.run_id AND ord = NEW.ord)
    ) OR EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.subject_uid AND run_id = NEW.run_id) THEN
        RAISE EXCEPTION 'WAIVER_LOCKED: waivers are never changed or added later / 批准文件不可更改或补加';
    END IF;
    RETURN NEW;
END
$body$;

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON waiver EXECUTE FUNCTION alone();
CREATE TRIGGER waiver_insert BEFORE INSERT ON waiver FOR EACH ROW EXECUTE FUNCTION waiver_insert();
CREATE TRIGGER waiver_update BEFORE UPDATE OR DELETE ON waiver FOR EACH ROW
    EXECUTE FUNCTION refuse('WAIVER_LOCKED: waivers are never changed or added later / 批准文件不可更改或补加');
CREATE TRIGGER waiver_emptied BEFORE TRUNCATE ON waiver
    EXECUTE FUNCTION refuse('WAIVER_LOCKED: waivers are never changed or added later / 批准文件不可更改或补加');

-- A failed check with its document no longer keeps a parcel out.

CREATE OR REPLACE FUNCTION parcel_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.fid := coalesce(NEW.fid, (SELECT coalesce(max(fid), 0) + 1 FROM parcel));
    IF NEW.verdict <> 'ELIGIBLE' OR EXISTS (
        SELECT 1 FROM finding f
        WHERE f.subject_uid = NEW.parcel_uid AND f.run_id = NEW.run_id AND f.severity IN ('BLOCK', 'OVERRIDE')
            AND f.outcome <> 'PASS'
            AND NOT (
                f.severity = 'OVERRIDE' AND f.outcome = 'FAIL' AND EXISTS (
                    SELECT 1 FROM waiver w
                    WHERE w.subject_uid = f.subject_uid AND w.run_id = f.run_id AND w.check_id = f.check_id
                )
            )
    ) THEN
        RAISE EXCEPTION 'PARCEL_NOT_ELIGIBLE: its findings do not allow it / 检查未通过，不得入库';
    END IF;
    IF NEW.is_active IS DISTINCT FROM 1
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE subject_uid = NEW.parcel_uid AND from_state = '' AND to_state = NEW.state
                AND occurred_on = NEW.state_since AND run_id = NEW.run_id
        )
        OR NOT EXISTS (
            SELECT 1 FROM claim
            WHERE parcel_uid = NEW.parcel_uid AND state = 'ACTIVE' AND system = NEW.system
                AND src_year = NEW.src_year AND src_bsm = NEW.src_bsm AND part_no = NEW.part_no
        )
        OR NOT EXISTS (SELECT 1 FROM check_run WHERE run_id = NEW.run_id AND system = NEW.system)
        OR NOT EXISTS (SELECT 1 FROM finding WHERE subject_uid = NEW.parcel_uid AND run_id = NEW.run_id)
        OR NEW.xzqdm IS DISTINCT FROM (SELECT value FROM meta WHERE key = 'county')
    THEN
        RAISE EXCEPTION 'PARCEL_BY_HAND: parcels enter the pool by a push only / 图斑只能通过入库操作进入储备库';
    END IF;
    IF EXISTS (SELECT 1 FROM parcel WHERE fid = NEW.fid)
        OR EXISTS (SELECT 1 FROM parcel WHERE parcel_uid = NEW.parcel_uid)
        OR EXISTS (SELECT 1 FROM parcel WHERE system = NEW.system AND batch = NEW.batch AND parcel_no = NEW.parcel_no)
        OR EXISTS (SELECT 1 FROM parcel WHERE is_active = 1 AND geometry_hash = NEW.geometry_hash)
    THEN
        RAISE EXCEPTION 'PARCEL_TAKEN: the pool holds this parcel already / 储备库中已有该图斑';
    END IF;
    RETURN NEW;
END
$body$;
