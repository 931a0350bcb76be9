-- Migration 1 of a pool on PostgreSQL: the same tables, rules and refusals as a GeoPackage's. Frozen once released.
--
-- It runs with the pool's schema in front of the search path, which every function keeps. Dates are ISO text, sorted byte
-- by byte; columns named *_dm2 hold hundredths of a m². Row numbers follow the last one, as SQLite's do. The order of the
-- questions in a function is that in which the GeoPackage's triggers ask them.

-- Whoever writes is alone in the pool until the end of the transaction, by whatever program. Under a frozen view
-- (REPEATABLE READ) the triggers couldn't see what others wrote before they got their turn.

CREATE FUNCTION alone() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'ISOLATION: a pool is written under READ COMMITTED only / 只能在 READ COMMITTED 隔离级别下写入储备库';
    END IF;
    PERFORM pg_advisory_xact_lock(1514818156, hashtext(TG_TABLE_SCHEMA::text));
    RETURN NULL;
END
$body$;

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0];
END
$body$;

CREATE TABLE meta (
    meta_no bigint PRIMARY KEY,
    key text COLLATE "C" NOT NULL UNIQUE,
    value text COLLATE "C" NOT NULL
);

CREATE TABLE migration (
    number bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    sha256 text COLLATE "C" NOT NULL CONSTRAINT migration_sha256 CHECK (length(sha256) = 64)
);

CREATE TABLE layer_snapshot (
    snapshot_no bigint PRIMARY KEY,
    role text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    path text COLLATE "C" NOT NULL,
    data_date text COLLATE "C" NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    UNIQUE (role, name, path, data_date, sha256)
);

CREATE TABLE batch (
    batch_no bigint PRIMARY KEY,
    system text COLLATE "C" NOT NULL CONSTRAINT batch_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    batch text COLLATE "C" NOT NULL
        CONSTRAINT batch_named CHECK (length(batch) > 0 AND batch !~ '["\\\x01-\x1f]'),
    opened_on text COLLATE "C" NOT NULL
        CONSTRAINT batch_opened_on CHECK (opened_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    UNIQUE (system, batch)
);

CREATE TABLE rule_set (
    rule_set_no bigint PRIMARY KEY,
    sha256 text COLLATE "C" NOT NULL UNIQUE CONSTRAINT rule_set_hashed CHECK (length(sha256) = 64),
    content bytea NOT NULL CONSTRAINT rule_set_kept CHECK (length(content) > 0)
);

CREATE TABLE check_run (
    run_no bigint PRIMARY KEY,
    run_id text COLLATE "C" NOT NULL UNIQUE,
    rule_set text COLLATE "C" NOT NULL,
    rule_set_sha256 text COLLATE "C" NOT NULL REFERENCES rule_set (sha256),
    system text COLLATE "C" NOT NULL,
    as_of text COLLATE "C" NOT NULL,
    stage text COLLATE "C" NOT NULL,
    county text COLLATE "C" NOT NULL,
    version text COLLATE "C" NOT NULL,
    run text COLLATE "C" NOT NULL
);

CREATE TABLE parcel (
    fid bigint PRIMARY KEY,
    geom geometry(MultiPolygon) NOT NULL,
    parcel_uid text COLLATE "C" NOT NULL UNIQUE CONSTRAINT parcel_uid_form CHECK (parcel_uid ~ '^[0-9]{6}-.'),
    parcel_no text COLLATE "C" NOT NULL CONSTRAINT parcel_no_given CHECK (length(parcel_no) > 0),
    system text COLLATE "C" NOT NULL CONSTRAINT parcel_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    category text COLLATE "C" NOT NULL,
    batch text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CONSTRAINT parcel_state CHECK (length(state) > 0),
    state_since text COLLATE "C" NOT NULL,
    is_active integer NOT NULL CONSTRAINT parcel_is_active CHECK (is_active IN (0, 1)),
    verdict text COLLATE "C" NOT NULL,
    area_dm2 bigint NOT NULL CONSTRAINT parcel_area CHECK (area_dm2 > 0),
    survey_dm2 bigint CONSTRAINT parcel_survey_area CHECK (survey_dm2 IS NULL OR survey_dm2 >= 0),
    xzqdm text COLLATE "C" NOT NULL CONSTRAINT parcel_xzqdm CHECK (xzqdm ~ '^[0-9]{6}$'),
    zldwdm text COLLATE "C" NOT NULL,
    zldwmc text COLLATE "C" NOT NULL,
    qsdwdm text COLLATE "C" NOT NULL,
    qsdwmc text COLLATE "C" NOT NULL,
    qsxz text COLLATE "C" NOT NULL,
    src_year bigint NOT NULL,
    src_bsm text COLLATE "C" NOT NULL,
    src_tbbh text COLLATE "C" NOT NULL,
    part_no bigint NOT NULL,
    dlbm text COLLATE "C" NOT NULL,
    dlmc text COLLATE "C" NOT NULL,
    tbxhdm text COLLATE "C" NOT NULL,
    zzsxdm text COLLATE "C" NOT NULL,
    gdpdjb text COLLATE "C" NOT NULL,
    slope_deg double precision,
    slope_gr bigint,
    slope_over double precision,
    slope_na double precision,
    source_id text COLLATE "C" NOT NULL,
    geometry_hash text COLLATE "C" NOT NULL CONSTRAINT parcel_geometry_hash CHECK (length(geometry_hash) = 64),
    run_id text COLLATE "C" NOT NULL REFERENCES check_run (run_id),
    survey text COLLATE "C" NOT NULL,
    measures text COLLATE "C" NOT NULL,
    FOREIGN KEY (system, batch) REFERENCES batch (system, batch),
    UNIQUE (system, batch, parcel_no)
);

CREATE UNIQUE INDEX parcel_of_shape ON parcel (geometry_hash) WHERE is_active = 1;
CREATE INDEX parcel_on_ground ON parcel USING gist (geom);

CREATE TABLE subject (
    subject_no bigint PRIMARY KEY,
    uid text COLLATE "C" NOT NULL UNIQUE CONSTRAINT subject_uid CHECK (length(uid) > 0),
    kind text COLLATE "C" NOT NULL
        CONSTRAINT subject_kind CHECK (
            kind IN (
                'PARCEL', 'MATTER', 'BATCH', 'COUNTY', 'EVIDENCE', 'FORM', 'POSTING', 'OCCUPATION', 'FREEZE', 'CAP'
            )
        ),
    parcel_uid text COLLATE "C" REFERENCES parcel (parcel_uid) DEFERRABLE INITIALLY DEFERRED
        CONSTRAINT subject_parcel CHECK (parcel_uid IS NOT DISTINCT FROM CASE kind WHEN 'PARCEL' THEN uid END)
);

CREATE TABLE finding (
    finding_no bigint PRIMARY KEY,
    subject_uid text COLLATE "C" NOT NULL REFERENCES subject (uid) DEFERRABLE INITIALLY DEFERRED,
    run_id text COLLATE "C" NOT NULL REFERENCES check_run (run_id),
    ord bigint NOT NULL,
    check_id text COLLATE "C" NOT NULL,
    clause text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL
        CONSTRAINT finding_severity CHECK (severity IN ('BLOCK', 'OVERRIDE', 'WARN', 'INFO')),
    outcome text COLLATE "C" NOT NULL CONSTRAINT finding_outcome CHECK (outcome IN ('PASS', 'FAIL', 'NOT_CHECKED')),
    measured double precision,
    threshold double precision,
    unit text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    message text COLLATE "C" NOT NULL,
    message_values text COLLATE "C" NOT NULL,
    UNIQUE (subject_uid, run_id, ord)
);

CREATE TABLE event (
    event_no bigint PRIMARY KEY,
    subject_uid text COLLATE "C" NOT NULL REFERENCES subject (uid) DEFERRABLE INITIALLY DEFERRED,
    from_state text COLLATE "C" NOT NULL,
    to_state text COLLATE "C" NOT NULL CONSTRAINT event_to_state CHECK (length(to_state) > 0),
    action text COLLATE "C" NOT NULL CONSTRAINT event_action CHECK (length(action) > 0),
    role text COLLATE "C" NOT NULL CONSTRAINT event_role CHECK (length(role) > 0),
    occurred_on text COLLATE "C" NOT NULL
        CONSTRAINT event_occurred_on CHECK (occurred_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    recorded_at text COLLATE "C" NOT NULL,
    clause text COLLATE "C" NOT NULL,
    rule_set text COLLATE "C" NOT NULL,
    run_id text COLLATE "C" NOT NULL,
    ends_claim integer NOT NULL CONSTRAINT event_ends_claim CHECK (ends_claim IN (0, 1)),
    facts text COLLATE "C" NOT NULL,
    prev_hash text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL UNIQUE CONSTRAINT event_hash CHECK (length(hash) = 64)
);

CREATE INDEX event_of_subject ON event (subject_uid, event_no);

CREATE TABLE claim (
    claim_no bigint PRIMARY KEY,
    parcel_uid text COLLATE "C" NOT NULL REFERENCES parcel (parcel_uid) DEFERRABLE INITIALLY DEFERRED,
    system text COLLATE "C" NOT NULL,
    src_year bigint NOT NULL,
    src_bsm text COLLATE "C" NOT NULL,
    part_no bigint NOT NULL,
    state text COLLATE "C" NOT NULL CONSTRAINT claim_state CHECK (state IN ('ACTIVE', 'ENDED')),
    begun_by bigint NOT NULL REFERENCES event (event_no),
    ended_by bigint REFERENCES event (event_no),
    CONSTRAINT claim_end CHECK ((state = 'ENDED') = (ended_by IS NOT NULL))
);

CREATE INDEX subject_of_parcel ON subject (parcel_uid);
CREATE INDEX claim_by_parcel ON claim (parcel_uid);
CREATE UNIQUE INDEX claim_of_parcel ON claim (parcel_uid) WHERE state = 'ACTIVE';
CREATE UNIQUE INDEX claim_of_survey_parcel ON claim (src_year, src_bsm, part_no)
    WHERE state = 'ACTIVE' AND src_bsm <> '';
