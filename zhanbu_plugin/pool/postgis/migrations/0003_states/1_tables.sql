-- Migration 3: what is on file (卷宗) and how it moves: evidence, form records, matters, versions of a parcel. Frozen once
-- released.

CREATE TABLE evidence (
    evidence_no bigint PRIMARY KEY,
    evidence_uid text COLLATE "C" NOT NULL UNIQUE,
    kind text COLLATE "C" NOT NULL CONSTRAINT evidence_kind CHECK (length(kind) > 0),
    title text COLLATE "C" NOT NULL,
    doc_no text COLLATE "C" NOT NULL,
    doc_date text COLLATE "C"
        CONSTRAINT evidence_doc_date CHECK (doc_date IS NULL OR doc_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    issuer text COLLATE "C" NOT NULL,
    file_name text COLLATE "C" NOT NULL CONSTRAINT evidence_file_name CHECK (length(file_name) > 0),
    sha256 text COLLATE "C" NOT NULL CONSTRAINT evidence_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    taken_on text COLLATE "C"
        CONSTRAINT evidence_taken_on CHECK (taken_on IS NULL OR taken_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    lon double precision CONSTRAINT evidence_lon CHECK (lon IS NULL OR lon BETWEEN -180 AND 180),
    lat double precision CONSTRAINT evidence_lat CHECK (lat IS NULL OR lat BETWEEN -90 AND 90),
    azimuth double precision CONSTRAINT evidence_azimuth CHECK (azimuth IS NULL OR (azimuth >= 0 AND azimuth < 360)),
    recorded_at text COLLATE "C" NOT NULL,
    event_no bigint NOT NULL REFERENCES event (event_no),
    CONSTRAINT evidence_place CHECK ((lon IS NULL) = (lat IS NULL))
);

CREATE INDEX evidence_of_file ON evidence (sha256, kind);

CREATE TABLE evidence_link (
    link_no bigint PRIMARY KEY,
    evidence_uid text COLLATE "C" NOT NULL REFERENCES evidence (evidence_uid),
    subject_uid text COLLATE "C" NOT NULL REFERENCES subject (uid),
    event_no bigint NOT NULL REFERENCES event (event_no),
    UNIQUE (evidence_uid, subject_uid)
);

CREATE INDEX evidence_link_of_subject ON evidence_link (subject_uid);
CREATE INDEX evidence_link_of_event ON evidence_link (event_no);

CREATE TABLE form_record (
    record_no bigint PRIMARY KEY,
    record_uid text COLLATE "C" NOT NULL UNIQUE,
    subject_uid text COLLATE "C" NOT NULL REFERENCES subject (uid),
    form text COLLATE "C" NOT NULL CONSTRAINT form_record_form CHECK (length(form) > 0),
    answers text COLLATE "C" NOT NULL,
    answered_by text COLLATE "C" NOT NULL CONSTRAINT form_record_answered_by CHECK (length(answered_by) > 0),
    answered_on text COLLATE "C" NOT NULL
        CONSTRAINT form_record_answered_on CHECK (answered_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    doc_no text COLLATE "C" NOT NULL,
    recorded_at text COLLATE "C" NOT NULL,
    event_no bigint NOT NULL UNIQUE REFERENCES event (event_no)
);

CREATE INDEX form_record_of_subject ON form_record (subject_uid);

CREATE TABLE matter (
    matter_no bigint PRIMARY KEY,
    matter_uid text COLLATE "C" NOT NULL UNIQUE,
    subject text COLLATE "C" NOT NULL CONSTRAINT matter_subject CHECK (length(subject) > 0 AND subject <> 'PARCEL'),
    system text COLLATE "C" NOT NULL CONSTRAINT matter_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    county text COLLATE "C" NOT NULL CONSTRAINT matter_county CHECK (county ~ '^[0-9]{6}$'),
    year bigint NOT NULL CONSTRAINT matter_year CHECK (year BETWEEN 1900 AND 2999),
    title text COLLATE "C" NOT NULL CONSTRAINT matter_title CHECK (length(trim(title)) > 0),
    state text COLLATE "C" NOT NULL CONSTRAINT matter_state CHECK (length(state) > 0),
    state_since text COLLATE "C" NOT NULL,
    is_active integer NOT NULL CONSTRAINT matter_is_active CHECK (is_active IN (0, 1)),
    area_dm2 bigint CONSTRAINT matter_area CHECK (area_dm2 IS NULL OR area_dm2 > 0),
    wkb bytea,
    crs text COLLATE "C" NOT NULL,
    rule_set text COLLATE "C" NOT NULL CONSTRAINT matter_rule_set CHECK (length(rule_set) > 0),
    event_no bigint NOT NULL UNIQUE REFERENCES event (event_no),
    CONSTRAINT matter_place CHECK ((wkb IS NULL) = (area_dm2 IS NULL) AND (wkb IS NULL) = (crs = ''))
);

CREATE TABLE matter_link (
    link_no bigint PRIMARY KEY,
    matter_uid text COLLATE "C" NOT NULL REFERENCES matter (matter_uid),
    subject_uid text COLLATE "C" NOT NULL REFERENCES subject (uid)
        CONSTRAINT matter_link_other CHECK (subject_uid <> matter_uid),
    event_no bigint NOT NULL REFERENCES event (event_no),
    UNIQUE (matter_uid, subject_uid)
);

CREATE INDEX matter_link_of_subject ON matter_link (subject_uid);
CREATE INDEX matter_link_of_event ON matter_link (event_no);

-- A parcel as it was before its shape changed. The present one stands in parcel.

CREATE TABLE parcel_version (
    version_no bigint PRIMARY KEY,
    parcel_uid text COLLATE "C" NOT NULL REFERENCES parcel (parcel_uid),
    version bigint NOT NULL CONSTRAINT parcel_version_number CHECK (version >= 1),
    reason text COLLATE "C" NOT NULL CONSTRAINT parcel_version_reason CHECK (length(trim(reason)) > 0),
    geom geometry(MultiPolygon) NOT NULL,
    geometry_hash text COLLATE "C" NOT NULL,
    area_dm2 bigint NOT NULL,
    verdict text COLLATE "C" NOT NULL,
    run_id text COLLATE "C" NOT NULL REFERENCES check_run (run_id),
    survey text COLLATE "C" NOT NULL,
    measures text COLLATE "C" NOT NULL,
    event_no bigint NOT NULL UNIQUE REFERENCES event (event_no),
    UNIQUE (parcel_uid, version)
);

-- The history is about these too: no entry without the thing that it is about.

ALTER TABLE subject ADD COLUMN matter_uid text COLLATE "C" REFERENCES matter (matter_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_matter CHECK (matter_uid IS NOT DISTINCT FROM CASE kind WHEN 'MATTER' THEN uid END);
ALTER TABLE subject ADD COLUMN evidence_uid text COLLATE "C"
    REFERENCES evidence (evidence_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_evidence CHECK (evidence_uid IS NOT DISTINCT FROM CASE kind WHEN 'EVIDENCE' THEN uid END);
ALTER TABLE subject ADD COLUMN record_uid text COLLATE "C"
    REFERENCES form_record (record_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_record CHECK (record_uid IS NOT DISTINCT FROM CASE kind WHEN 'FORM' THEN uid END);

CREATE INDEX subject_of_matter ON subject (matter_uid);
CREATE INDEX subject_of_evidence ON subject (evidence_uid);
CREATE INDEX subject_of_record ON subject (record_uid);
