-- Migration 3: what is on file (卷宗) and how it moves: evidence, form records, matters, versions of a parcel. Frozen once
-- released.
--
-- Each row enters after the event that testifies to it. The facts of that event name what it links, so that nothing can
-- be linked later; hashes of whole records stand in the facts too and are compared when the pool is verified.

CREATE TABLE evidence (
    evidence_no INTEGER PRIMARY KEY,
    evidence_uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CONSTRAINT evidence_kind CHECK (length(kind) > 0),
    title TEXT NOT NULL,
    doc_no TEXT NOT NULL,
    doc_date DATE
        CONSTRAINT evidence_doc_date CHECK (doc_date IS NULL OR doc_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    issuer TEXT NOT NULL,
    file_name TEXT NOT NULL CONSTRAINT evidence_file_name CHECK (length(file_name) > 0),
    sha256 TEXT NOT NULL CONSTRAINT evidence_sha256 CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
    taken_on DATE
        CONSTRAINT evidence_taken_on CHECK (taken_on IS NULL OR taken_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    lon REAL CONSTRAINT evidence_lon CHECK (lon IS NULL OR lon BETWEEN -180 AND 180),
    lat REAL CONSTRAINT evidence_lat CHECK (lat IS NULL OR lat BETWEEN -90 AND 90),
    azimuth REAL CONSTRAINT evidence_azimuth CHECK (azimuth IS NULL OR (azimuth >= 0 AND azimuth < 360)),
    recorded_at TEXT NOT NULL,
    event_no INTEGER NOT NULL REFERENCES event (event_no),
    CONSTRAINT evidence_place CHECK ((lon IS NULL) = (lat IS NULL))
);

CREATE INDEX evidence_of_file ON evidence (sha256, kind);

CREATE TABLE evidence_link (
    link_no INTEGER PRIMARY KEY,
    evidence_uid TEXT NOT NULL REFERENCES evidence (evidence_uid),
    subject_uid TEXT NOT NULL REFERENCES subject (uid),
    event_no INTEGER NOT NULL REFERENCES event (event_no),
    UNIQUE (evidence_uid, subject_uid)
);

CREATE INDEX evidence_link_of_subject ON evidence_link (subject_uid);
CREATE INDEX evidence_link_of_event ON evidence_link (event_no);

CREATE TABLE form_record (
    record_no INTEGER PRIMARY KEY,
    record_uid TEXT NOT NULL UNIQUE,
    subject_uid TEXT NOT NULL REFERENCES subject (uid),
    form TEXT NOT NULL CONSTRAINT form_record_form CHECK (length(form) > 0),
    answers TEXT NOT NULL,
    answered_by TEXT NOT NULL CONSTRAINT form_record_answered_by CHECK (length(answered_by) > 0),
    answered_on DATE NOT NULL
        CONSTRAINT form_record_answered_on CHECK (answered_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    doc_no TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    event_no INTEGER NOT NULL UNIQUE REFERENCES event (event_no)
);

CREATE INDEX form_record_of_subject ON form_record (subject_uid);

CREATE TABLE matter (
    matter_no INTEGER PRIMARY KEY,
    matter_uid TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL CONSTRAINT matter_subject CHECK (length(subject) > 0 AND subject <> 'PARCEL'),
    system TEXT NOT NULL CONSTRAINT matter_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    county TEXT NOT NULL CONSTRAINT matter_county CHECK (county GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
    year INTEGER NOT NULL CONSTRAINT matter_year CHECK (typeof(year) = 'integer' AND year BETWEEN 1900 AND 2999),
    title TEXT NOT NULL CONSTRAINT matter_title CHECK (length(trim(title)) > 0),
    state TEXT NOT NULL CONSTRAINT matter_state CHECK (length(state) > 0),
    state_since DATE NOT NULL,
    is_active BOOLEAN NOT NULL CONSTRAINT matter_is_active CHECK (is_active IN (0, 1)),
    area_dm2 INTEGER CONSTRAINT matter_area CHECK (area_dm2 IS NULL OR (typeof(area_dm2) = 'integer' AND area_dm2 > 0)),
    wkb BLOB,
    crs TEXT NOT NULL,
    rule_set TEXT NOT NULL CONSTRAINT matter_rule_set CHECK (length(rule_set) > 0),
    event_no INTEGER NOT NULL UNIQUE REFERENCES event (event_no),
    CONSTRAINT matter_place CHECK ((wkb IS NULL) = (area_dm2 IS NULL) AND (wkb IS NULL) = (crs = ''))
);

CREATE TABLE matter_link (
    link_no INTEGER PRIMARY KEY,
    matter_uid TEXT NOT NULL REFERENCES matter (matter_uid),
    subject_uid TEXT NOT NULL REFERENCES subject (uid) CONSTRAINT matter_link_other CHECK (subject_uid <> matter_uid),
    event_no INTEGER NOT NULL REFERENCES event (event_no),
    UNIQUE (matter_uid, subject_uid)
);

CREATE INDEX matter_link_of_subject ON matter_link (subject_uid);
CREATE INDEX matter_link_of_event ON matter_link (event_no);

-- A parcel as it was before its shape changed. The present one stands in parcel.

CREATE TABLE parcel_version (
    version_no INTEGER PRIMARY KEY,
    parcel_uid TEXT NOT NULL REFERENCES parcel (parcel_uid),
    version INTEGER NOT NULL CONSTRAINT parcel_version_number CHECK (version >= 1),
    reason TEXT NOT NULL CONSTRAINT parcel_version_reason CHECK (length(trim(reason)) > 0),
    geom BLOB NOT NULL,
    geometry_hash TEXT NOT NULL,
    area_dm2 INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    run_id TEXT NOT NULL REFERENCES check_run (run_id),
    survey TEXT NOT NULL,
    measures TEXT NOT NULL,
    event_no INTEGER NOT NULL UNIQUE REFERENCES event (event_no),
    UNIQUE (parcel_uid, version)
);

-- The history is about these too: no entry without the thing that it is about.

ALTER TABLE subject ADD COLUMN matter_uid TEXT REFERENCES matter (matter_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_matter CHECK (matter_uid IS CASE kind WHEN 'MATTER' THEN uid END);
ALTER TABLE subject ADD COLUMN evidence_uid TEXT REFERENCES evidence (evidence_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_evidence CHECK (evidence_uid IS CASE kind WHEN 'EVIDENCE' THEN uid END);
ALTER TABLE subject ADD COLUMN record_uid TEXT REFERENCES form_record (record_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_record CHECK (record_uid IS CASE kind WHEN 'FORM' THEN uid END);

CREATE INDEX subject_of_matter ON subject (matter_uid);
CREATE INDEX subject_of_evidence ON subject (evidence_uid);
CREATE INDEX subject_of_record ON subject (record_uid);

CREATE TRIGGER evidence_insert BEFORE INSERT ON evidence
WHEN EXISTS (SELECT 1 FROM evidence WHERE evidence_no = NEW.evidence_no OR evidence_uid = NEW.evidence_uid)
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.evidence_uid AND from_state = ''
            AND instr(facts, '"' || NEW.sha256 || '"') > 0
    )
BEGIN SELECT RAISE(ABORT, 'EVIDENCE_LOCKED: evidence enters with its event and is never changed / 佐证材料随事件登记，不可更改'); END;
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'EVIDENCE_LOCKED: evidence enters with its event and is never changed / 佐证材料随事件登记，不可更改'); END;
CREATE TRIGGER evidence_delete BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'EVIDENCE_LOCKED: evidence enters with its event and is never changed / 佐证材料随事件登记，不可更改'); END;

CREATE TRIGGER evidence_link_insert BEFORE INSERT ON evidence_link
WHEN EXISTS (
    SELECT 1 FROM evidence_link
    WHERE link_no = NEW.link_no OR (evidence_uid = NEW.evidence_uid AND subject_uid = NEW.subject_uid)
) OR NOT EXISTS (
    SELECT 1 FROM event
    WHERE event_no = NEW.event_no AND subject_uid = NEW.evidence_uid AND instr(facts, '"' || NEW.subject_uid || '"') > 0
)
BEGIN SELECT RAISE(ABORT, 'EVIDENCE_LOCKED: evidence is linked by its event only / 佐证材料只能随事件关联'); END;
CREATE TRIGGER evidence_link_update BEFORE UPDATE ON evidence_link
BEGIN SELECT RAISE(ABORT, 'EVIDENCE_LOCKED: evidence is linked by its event only / 佐证材料只能随事件关联'); END;
CREATE TRIGGER evidence_link_delete BEFORE DELETE ON evidence_link
BEGIN SELECT RAISE(ABORT, 'EVIDENCE_LOCKED: evidence is linked by its event only / 佐证材料只能随事件关联'); END;

CREATE TRIGGER form_record_insert BEFORE INSERT ON form_record
WHEN EXISTS (
    SELECT 1 FROM form_record
    WHERE record_no = NEW.record_no OR record_uid = NEW.record_uid OR event_no = NEW.event_no
) OR NOT EXISTS (
    SELECT 1 FROM event
    WHERE event_no = NEW.event_no AND subject_uid = NEW.record_uid AND from_state = ''
        AND instr(facts, '"' || NEW.subject_uid || '"') > 0
)
BEGIN SELECT RAISE(ABORT, 'FORM_LOCKED: a form is recorded with its event and never changed / 表单随事件登记，不可更改'); END;
CREATE TRIGGER form_record_update BEFORE UPDATE ON form_record
BEGIN SELECT RAISE(ABORT, 'FORM_LOCKED: a form is recorded with its event and never changed / 表单随事件登记，不可更改'); END;
CREATE TRIGGER form_record_delete BEFORE DELETE ON form_record
BEGIN SELECT RAISE(ABORT, 'FORM_LOCKED: a form is recorded with its event and never changed / 表单随事件登记，不可更改'); END;

CREATE TRIGGER matter_insert BEFORE INSERT ON matter
WHEN EXISTS (
    SELECT 1 FROM matter WHERE matter_no = NEW.matter_no OR matter_uid = NEW.matter_uid OR event_no = NEW.event_no
) OR NEW.county IS NOT (SELECT value FROM meta WHERE key = 'county')
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.matter_uid AND from_state = '' AND to_state = NEW.state
            AND occurred_on = NEW.state_since AND ends_claim = 1 - NEW.is_active
    )
BEGIN SELECT RAISE(ABORT, 'MATTER_LOCKED: a matter is opened by its event / 事项只能随事件设立'); END;
CREATE TRIGGER matter_update BEFORE UPDATE ON matter
WHEN NEW.matter_no IS NOT OLD.matter_no OR NEW.matter_uid IS NOT OLD.matter_uid OR NEW.subject IS NOT OLD.subject
    OR NEW.system IS NOT OLD.system OR NEW.county IS NOT OLD.county OR NEW.year IS NOT OLD.year
    OR NEW.title IS NOT OLD.title OR NEW.area_dm2 IS NOT OLD.area_dm2 OR NEW.wkb IS NOT OLD.wkb
    OR NEW.crs IS NOT OLD.crs OR NEW.rule_set IS NOT OLD.rule_set OR NEW.event_no IS NOT OLD.event_no
BEGIN SELECT RAISE(ABORT, 'MATTER_LOCKED: a matter is never edited by hand / 事项不可手工修改'); END;
CREATE TRIGGER matter_state BEFORE UPDATE OF state, state_since, is_active ON matter
WHEN (
    NEW.state IS NOT OLD.state OR NEW.state_since IS NOT OLD.state_since OR NEW.is_active IS NOT OLD.is_active
) AND NOT EXISTS (
    SELECT 1 FROM event
    WHERE event_no = (SELECT max(event_no) FROM event WHERE subject_uid = NEW.matter_uid)
        AND to_state = NEW.state AND occurred_on = NEW.state_since AND ends_claim = 1 - NEW.is_active
)
BEGIN SELECT RAISE(ABORT, 'STATE_WITHOUT_EVENT: a state changes by an event only / 状态只能由事件改变'); END;
CREATE TRIGGER matter_delete BEFORE DELETE ON matter
BEGIN SELECT RAISE(ABORT, 'MATTER_LOCKED: a matter is never deleted / 事项不可删除'); END;
CREATE TRIGGER event_moves_matter AFTER INSERT ON event
WHEN EXISTS (SELECT 1 FROM matter WHERE matter_uid = NEW.subject_uid)
BEGIN
    UPDATE matter SET state = NEW.to_state, state_since = NEW.occurred_on, is_active = 1 - NEW.ends_claim
    WHERE matter_uid = NEW.subject_uid;
END;

CREATE TRIGGER matter_link_insert BEFORE INSERT ON matter_link
WHEN EXISTS (
    SELECT 1 FROM matter_link
    WHERE link_no = NEW.link_no OR (matter_uid = NEW.matter_uid AND subject_uid = NEW.subject_uid)
) OR NOT EXISTS (
    SELECT 1 FROM event
    WHERE event_no = NEW.event_no AND subject_uid = NEW.matter_uid AND instr(facts, '"' || NEW.subject_uid || '"') > 0
)
BEGIN SELECT RAISE(ABORT, 'MATTER_LOCKED: a matter is linked by its event only / 事项只能随事件关联'); END;
CREATE TRIGGER matter_link_update BEFORE UPDATE ON matter_link
BEGIN SELECT RAISE(ABORT, 'MATTER_LOCKED: a matter is linked by its event only / 事项只能随事件关联'); END;
CREATE TRIGGER matter_link_delete BEFORE DELETE ON matter_link
BEGIN SELECT RAISE(ABORT, 'MATTER_LOCKED: a matter is linked by its event only / 事项只能随事件关联'); END;

-- A shape changes once per event that says so, and the shape that it replaces is kept first.

CREATE TRIGGER parcel_version_insert BEFORE INSERT ON parcel_version
WHEN EXISTS (
    SELECT 1 FROM parcel_version
    WHERE version_no = NEW.version_no OR event_no = NEW.event_no
        OR (parcel_uid = NEW.parcel_uid AND version = NEW.version)
) OR NOT EXISTS (
    SELECT 1 FROM parcel p
    WHERE p.parcel_uid = NEW.parcel_uid AND p.geom = NEW.geom AND p.geometry_hash = NEW.geometry_hash
        AND p.area_dm2 = NEW.area_dm2 AND p.verdict = NEW.verdict AND p.run_id = NEW.run_id
        AND p.survey = NEW.survey AND p.measures = NEW.measures
) OR NOT EXISTS (
    SELECT 1 FROM event
    WHERE event_no = NEW.event_no AND subject_uid = NEW.parcel_uid AND action = 'VERSION'
        AND event_no = (SELECT max(event_no) FROM event WHERE subject_uid = NEW.parcel_uid)
)
BEGIN SELECT RAISE(ABORT, 'VERSION_LOCKED: a former shape is kept as it was, by its event / 历史图形随事件保存，不可更改'); END;
CREATE TRIGGER parcel_version_update BEFORE UPDATE ON parcel_version
BEGIN SELECT RAISE(ABORT, 'VERSION_LOCKED: a former shape is kept as it was, by its event / 历史图形随事件保存，不可更改'); END;
CREATE TRIGGER parcel_version_delete BEFORE DELETE ON parcel_version
BEGIN SELECT RAISE(ABORT, 'VERSION_LOCKED: a former shape is kept as it was, by its event / 历史图形随事件保存，不可更改'); END;

DROP TRIGGER parcel_update;
CREATE TRIGGER parcel_update BEFORE UPDATE ON parcel
WHEN NEW.fid IS NOT OLD.fid OR NEW.parcel_uid IS NOT OLD.parcel_uid OR NEW.parcel_no IS NOT OLD.parcel_no
    OR NEW.system IS NOT OLD.system OR NEW.category IS NOT OLD.category OR NEW.batch IS NOT OLD.batch
    OR NEW.xzqdm IS NOT OLD.xzqdm OR NEW.src_year IS NOT OLD.src_year OR NEW.src_bsm IS NOT OLD.src_bsm
    OR NEW.part_no IS NOT OLD.part_no OR NEW.source_id IS NOT OLD.source_id
BEGIN SELECT RAISE(ABORT, 'PARCEL_LOCKED: a parcel in the pool is never edited by hand / 库内图斑不可手工修改'); END;
CREATE TRIGGER parcel_new_version BEFORE UPDATE ON parcel
WHEN (
    NEW.geom IS NOT OLD.geom OR NEW.verdict IS NOT OLD.verdict OR NEW.area_dm2 IS NOT OLD.area_dm2
    OR NEW.survey_dm2 IS NOT OLD.survey_dm2 OR NEW.zldwdm IS NOT OLD.zldwdm OR NEW.zldwmc IS NOT OLD.zldwmc
    OR NEW.qsdwdm IS NOT OLD.qsdwdm OR NEW.qsdwmc IS NOT OLD.qsdwmc OR NEW.qsxz IS NOT OLD.qsxz
    OR NEW.src_tbbh IS NOT OLD.src_tbbh OR NEW.dlbm IS NOT OLD.dlbm OR NEW.dlmc IS NOT OLD.dlmc
    OR NEW.tbxhdm IS NOT OLD.tbxhdm OR NEW.zzsxdm IS NOT OLD.zzsxdm OR NEW.gdpdjb IS NOT OLD.gdpdjb
    OR NEW.slope_deg IS NOT OLD.slope_deg OR NEW.slope_gr IS NOT OLD.slope_gr OR NEW.slope_over IS NOT OLD.slope_over
    OR NEW.slope_na IS NOT OLD.slope_na OR NEW.geometry_hash IS NOT OLD.geometry_hash OR NEW.run_id IS NOT OLD.run_id
    OR NEW.survey IS NOT OLD.survey OR NEW.measures IS NOT OLD.measures
) AND (
    NEW.verdict <> 'ELIGIBLE' OR NEW.geometry_hash IS OLD.geometry_hash OR NOT EXISTS (
        SELECT 1 FROM event e JOIN parcel_version v ON v.event_no = e.event_no AND v.parcel_uid = e.subject_uid
        WHERE e.event_no = (SELECT max(event_no) FROM event WHERE subject_uid = NEW.parcel_uid)
            AND e.subject_uid = NEW.parcel_uid AND e.action = 'VERSION' AND e.run_id = NEW.run_id
            AND instr(e.facts, '"' || NEW.geometry_hash || '"') > 0
            AND instr(e.facts, '"area_dm2":' || NEW.area_dm2 || ',') > 0
    )
)
BEGIN SELECT RAISE(ABORT, 'PARCEL_LOCKED: a parcel in the pool is never edited by hand / 库内图斑不可手工修改'); END;
