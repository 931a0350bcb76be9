-- Migration 1: the reserve pool (储备库). Frozen once released: its hash is kept in every pool.
--
-- Table parcel is the feature table of a GeoPackage made by GDAL; the other tables are plain. Texts of RAISE reach the
-- user through QGIS's commitErrors, so each has a code, English and Chinese. Columns named *_dm2 hold hundredths of a m².
-- Every BEFORE INSERT trigger also refuses a key that is there already, because INSERT OR REPLACE deletes the old row
-- without asking the triggers on DELETE.

CREATE TABLE meta (
    meta_no INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
);

CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL CONSTRAINT migration_sha256 CHECK (length(sha256) = 64)
);

CREATE TABLE layer_snapshot (
    snapshot_no INTEGER PRIMARY KEY,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    data_date TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    UNIQUE (role, name, path, data_date, sha256)
);

CREATE TABLE batch (
    batch_no INTEGER PRIMARY KEY,
    system TEXT NOT NULL CONSTRAINT batch_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    batch TEXT NOT NULL
        CONSTRAINT batch_named CHECK (
            length(batch) > 0 AND instr(batch, '"') = 0 AND instr(batch, '\') = 0
            AND batch NOT GLOB '*[' || char(1) || '-' || char(31) || ']*'
        ),
    opened_on DATE NOT NULL
        CONSTRAINT batch_opened_on CHECK (opened_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    UNIQUE (system, batch)
);

CREATE TABLE rule_set (
    rule_set_no INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CONSTRAINT rule_set_hashed CHECK (length(sha256) = 64),
    content BLOB NOT NULL CONSTRAINT rule_set_kept CHECK (length(content) > 0)
);

CREATE TABLE check_run (
    run_no INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    rule_set TEXT NOT NULL,
    rule_set_sha256 TEXT NOT NULL REFERENCES rule_set (sha256),
    system TEXT NOT NULL,
    as_of DATE NOT NULL,
    stage TEXT NOT NULL,
    county TEXT NOT NULL,
    version TEXT NOT NULL,
    run TEXT NOT NULL
);

-- What the history is about. Its uid is that of a parcel here; later migrations add other kinds.

CREATE TABLE subject (
    subject_no INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE CONSTRAINT subject_uid CHECK (length(uid) > 0),
    kind TEXT NOT NULL
        CONSTRAINT subject_kind CHECK (
            kind IN (
                'PARCEL', 'MATTER', 'BATCH', 'COUNTY', 'EVIDENCE', 'FORM', 'POSTING', 'OCCUPATION', 'FREEZE', 'CAP'
            )
        ),
    parcel_uid TEXT REFERENCES parcel (parcel_uid) DEFERRABLE INITIALLY DEFERRED
        CONSTRAINT subject_parcel CHECK (parcel_uid IS CASE kind WHEN 'PARCEL' THEN uid END)
);

CREATE TABLE finding (
    finding_no INTEGER PRIMARY KEY,
    subject_uid TEXT NOT NULL REFERENCES subject (uid) DEFERRABLE INITIALLY DEFERRED,
    run_id TEXT NOT NULL REFERENCES check_run (run_id),
    ord INTEGER NOT NULL,
    check_id TEXT NOT NULL,
    clause TEXT NOT NULL,
    severity TEXT NOT NULL CONSTRAINT finding_severity CHECK (severity IN ('BLOCK', 'OVERRIDE', 'WARN', 'INFO')),
    outcome TEXT NOT NULL CONSTRAINT finding_outcome CHECK (outcome IN ('PASS', 'FAIL', 'NOT_CHECKED')),
    measured REAL,
    threshold REAL,
    unit TEXT NOT NULL,
    source TEXT NOT NULL,
    message TEXT NOT NULL,
    message_values TEXT NOT NULL,
    UNIQUE (subject_uid, run_id, ord)
);

CREATE TABLE event (
    event_no INTEGER PRIMARY KEY,
    subject_uid TEXT NOT NULL REFERENCES subject (uid) DEFERRABLE INITIALLY DEFERRED,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL CONSTRAINT event_to_state CHECK (length(to_state) > 0),
    action TEXT NOT NULL CONSTRAINT event_action CHECK (length(action) > 0),
    role TEXT NOT NULL CONSTRAINT event_role CHECK (length(role) > 0),
    occurred_on DATE NOT NULL
        CONSTRAINT event_occurred_on CHECK (occurred_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    recorded_at TEXT NOT NULL,
    clause TEXT NOT NULL,
    rule_set TEXT NOT NULL,
    run_id TEXT NOT NULL,
    ends_claim INTEGER NOT NULL CONSTRAINT event_ends_claim CHECK (ends_claim IN (0, 1)),
    facts TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE CONSTRAINT event_hash CHECK (length(hash) = 64)
);

CREATE INDEX event_of_subject ON event (subject_uid, event_no);

CREATE TABLE claim (
    claim_no INTEGER PRIMARY KEY,
    parcel_uid TEXT NOT NULL REFERENCES parcel (parcel_uid) DEFERRABLE INITIALLY DEFERRED,
    system TEXT NOT NULL,
    src_year INTEGER NOT NULL,
    src_bsm TEXT NOT NULL,
    part_no INTEGER NOT NULL,
    state TEXT NOT NULL CONSTRAINT claim_state CHECK (state IN ('ACTIVE', 'ENDED')),
    begun_by INTEGER NOT NULL REFERENCES event (event_no),
    ended_by INTEGER REFERENCES event (event_no),
    CONSTRAINT claim_end CHECK ((state = 'ENDED') = (ended_by IS NOT NULL))
);

-- SQLite looks for rows that wait for a new parcel (deferred keys): without these, through the whole of both tables.

CREATE INDEX subject_of_parcel ON subject (parcel_uid);
CREATE INDEX claim_by_parcel ON claim (parcel_uid);

CREATE UNIQUE INDEX claim_of_parcel ON claim (parcel_uid) WHERE state = 'ACTIVE';
CREATE UNIQUE INDEX claim_of_survey_parcel ON claim (src_year, src_bsm, part_no)
    WHERE state = 'ACTIVE' AND src_bsm <> '';

CREATE TABLE parcel (
    fid INTEGER PRIMARY KEY NOT NULL,
    geom MULTIPOLYGON NOT NULL,
    parcel_uid TEXT NOT NULL UNIQUE CONSTRAINT parcel_uid_form CHECK (parcel_uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-?*'),
    parcel_no TEXT NOT NULL CONSTRAINT parcel_no_given CHECK (length(parcel_no) > 0),
    system TEXT NOT NULL CONSTRAINT parcel_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    category TEXT NOT NULL,
    batch TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT parcel_state CHECK (length(state) > 0),
    state_since DATE NOT NULL,
    is_active BOOLEAN NOT NULL CONSTRAINT parcel_is_active CHECK (is_active IN (0, 1)),
    verdict TEXT NOT NULL,
    area_dm2 INTEGER NOT NULL CONSTRAINT parcel_area CHECK (typeof(area_dm2) = 'integer' AND area_dm2 > 0),
    survey_dm2 INTEGER
        CONSTRAINT parcel_survey_area CHECK (survey_dm2 IS NULL OR (typeof(survey_dm2) = 'integer' AND survey_dm2 >= 0)),
    xzqdm TEXT NOT NULL CONSTRAINT parcel_xzqdm CHECK (xzqdm GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
    zldwdm TEXT NOT NULL,
    zldwmc TEXT NOT NULL,
    qsdwdm TEXT NOT NULL,
    qsdwmc TEXT NOT NULL,
    qsxz TEXT NOT NULL,
    src_year INTEGER NOT NULL,
    src_bsm TEXT NOT NULL,
    src_tbbh TEXT NOT NULL,
    part_no INTEGER NOT NULL,
    dlbm TEXT NOT NULL,
    dlmc TEXT NOT NULL,
    tbxhdm TEXT NOT NULL,
    zzsxdm TEXT NOT NULL,
    gdpdjb TEXT NOT NULL,
    slope_deg REAL,
    slope_gr INTEGER,
    slope_over REAL,
    slope_na REAL,
    source_id TEXT NOT NULL,
    geometry_hash TEXT NOT NULL CONSTRAINT parcel_geometry_hash CHECK (length(geometry_hash) = 64),
    run_id TEXT NOT NULL REFERENCES check_run (run_id),
    survey TEXT NOT NULL,
    measures TEXT NOT NULL,
    FOREIGN KEY (system, batch) REFERENCES batch (system, batch),
    UNIQUE (system, batch, parcel_no)
);

CREATE UNIQUE INDEX parcel_of_shape ON parcel (geometry_hash) WHERE is_active = 1;

-- What is written once.

CREATE TRIGGER meta_insert BEFORE INSERT ON meta
WHEN EXISTS (SELECT 1 FROM meta WHERE key = NEW.key OR meta_no = NEW.meta_no)
BEGIN SELECT RAISE(ABORT, 'META_LOCKED: the pool''s identity is written once / 储备库标识只写一次，不可更改'); END;
CREATE TRIGGER meta_update BEFORE UPDATE ON meta
BEGIN SELECT RAISE(ABORT, 'META_LOCKED: the pool''s identity is written once / 储备库标识只写一次，不可更改'); END;
CREATE TRIGGER meta_delete BEFORE DELETE ON meta
BEGIN SELECT RAISE(ABORT, 'META_LOCKED: the pool''s identity is written once / 储备库标识只写一次，不可更改'); END;

CREATE TRIGGER migration_insert BEFORE INSERT ON migration
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM migration)
    OR EXISTS (SELECT 1 FROM migration WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'MIGRATION_LOCKED: migrations are applied once and in order / 数据库升级记录不可更改'); END;
CREATE TRIGGER migration_update BEFORE UPDATE ON migration
BEGIN SELECT RAISE(ABORT, 'MIGRATION_LOCKED: migrations are applied once and in order / 数据库升级记录不可更改'); END;
CREATE TRIGGER migration_delete BEFORE DELETE ON migration
BEGIN SELECT RAISE(ABORT, 'MIGRATION_LOCKED: migrations are applied once and in order / 数据库升级记录不可更改'); END;

CREATE TRIGGER layer_snapshot_insert BEFORE INSERT ON layer_snapshot
WHEN EXISTS (
    SELECT 1 FROM layer_snapshot
    WHERE snapshot_no = NEW.snapshot_no
        OR (role = NEW.role AND name = NEW.name AND path = NEW.path AND data_date = NEW.data_date AND sha256 = NEW.sha256)
)
BEGIN SELECT RAISE(ABORT, 'SNAPSHOT_LOCKED: a layer snapshot is never changed / 图层快照不可更改'); END;
CREATE TRIGGER layer_snapshot_update BEFORE UPDATE ON layer_snapshot
BEGIN SELECT RAISE(ABORT, 'SNAPSHOT_LOCKED: a layer snapshot is never changed / 图层快照不可更改'); END;
CREATE TRIGGER layer_snapshot_delete BEFORE DELETE ON layer_snapshot
BEGIN SELECT RAISE(ABORT, 'SNAPSHOT_LOCKED: a layer snapshot is never changed / 图层快照不可更改'); END;

CREATE TRIGGER batch_insert BEFORE INSERT ON batch
WHEN EXISTS (SELECT 1 FROM batch WHERE batch_no = NEW.batch_no OR (system = NEW.system AND batch = NEW.batch))
BEGIN SELECT RAISE(ABORT, 'BATCH_LOCKED: a batch is never changed / 批次不可更改'); END;
CREATE TRIGGER batch_update BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'BATCH_LOCKED: a batch is never changed / 批次不可更改'); END;
CREATE TRIGGER batch_delete BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'BATCH_LOCKED: a batch is never changed / 批次不可更改'); END;

CREATE TRIGGER rule_set_insert BEFORE INSERT ON rule_set
WHEN EXISTS (SELECT 1 FROM rule_set WHERE rule_set_no = NEW.rule_set_no OR sha256 = NEW.sha256)
BEGIN SELECT RAISE(ABORT, 'RULES_LOCKED: the text of the rules that were applied is never changed / 所依据的规则文本不可更改'); END;
CREATE TRIGGER rule_set_update BEFORE UPDATE ON rule_set
BEGIN SELECT RAISE(ABORT, 'RULES_LOCKED: the text of the rules that were applied is never changed / 所依据的规则文本不可更改'); END;
CREATE TRIGGER rule_set_delete BEFORE DELETE ON rule_set
BEGIN SELECT RAISE(ABORT, 'RULES_LOCKED: the text of the rules that were applied is never changed / 所依据的规则文本不可更改'); END;

CREATE TRIGGER check_run_insert BEFORE INSERT ON check_run
WHEN EXISTS (SELECT 1 FROM check_run WHERE run_no = NEW.run_no OR run_id = NEW.run_id)
BEGIN SELECT RAISE(ABORT, 'CHECK_LOCKED: a check is never changed / 检查记录不可更改'); END;
CREATE TRIGGER check_run_update BEFORE UPDATE ON check_run
BEGIN SELECT RAISE(ABORT, 'CHECK_LOCKED: a check is never changed / 检查记录不可更改'); END;
CREATE TRIGGER check_run_delete BEFORE DELETE ON check_run
BEGIN SELECT RAISE(ABORT, 'CHECK_LOCKED: a check is never changed / 检查记录不可更改'); END;

CREATE TRIGGER subject_insert BEFORE INSERT ON subject
WHEN EXISTS (SELECT 1 FROM subject WHERE subject_no = NEW.subject_no OR uid = NEW.uid)
BEGIN SELECT RAISE(ABORT, 'SUBJECT_LOCKED: what the history is about is never changed / 历史所涉对象不可更改'); END;
CREATE TRIGGER subject_unknown BEFORE INSERT ON subject
WHEN NOT EXISTS (SELECT 1 FROM subject WHERE subject_no = NEW.subject_no OR uid = NEW.uid) AND CASE NEW.kind
    WHEN 'PARCEL' THEN 0
    WHEN 'COUNTY' THEN NEW.uid IS NOT (SELECT value FROM meta WHERE key = 'county')
    WHEN 'BATCH' THEN NOT EXISTS (SELECT 1 FROM batch WHERE system || '/' || batch = NEW.uid)
    ELSE NEW.uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-FOREST-[0-9]*'
        OR NEW.uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-INOUT-[0-9]*'
        OR NEW.uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-CROP-[0-9]*'
END
BEGIN SELECT RAISE(ABORT, 'SUBJECT_UNKNOWN: the pool holds no such batch or county, or the id is a parcel''s / 库内无此批次或县，或编号属于图斑'); END;
CREATE TRIGGER subject_update BEFORE UPDATE ON subject
BEGIN SELECT RAISE(ABORT, 'SUBJECT_LOCKED: what the history is about is never changed / 历史所涉对象不可更改'); END;
CREATE TRIGGER subject_delete BEFORE DELETE ON subject
BEGIN SELECT RAISE(ABORT, 'SUBJECT_LOCKED: what the history is about is never changed / 历史所涉对象不可更改'); END;

CREATE TRIGGER finding_insert BEFORE INSERT ON finding
WHEN EXISTS (
    SELECT 1 FROM finding
    WHERE finding_no = NEW.finding_no OR (subject_uid = NEW.subject_uid AND run_id = NEW.run_id AND ord = NEW.ord)
) OR EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.subject_uid AND run_id = NEW.run_id)
BEGIN SELECT RAISE(ABORT, 'FINDING_LOCKED: findings are never changed or added later / 检查结论不可更改或补加'); END;
CREATE TRIGGER finding_update BEFORE UPDATE ON finding
BEGIN SELECT RAISE(ABORT, 'FINDING_LOCKED: findings are never changed or added later / 检查结论不可更改或补加'); END;
CREATE TRIGGER finding_delete BEFORE DELETE ON finding
BEGIN SELECT RAISE(ABORT, 'FINDING_LOCKED: findings are never changed or added later / 检查结论不可更改或补加'); END;

-- The history: appended in order, each entry naming the one before it; it alone moves a parcel.

CREATE TRIGGER event_chain BEFORE INSERT ON event
WHEN NEW.event_no IS NOT (SELECT coalesce(max(event_no), 0) + 1 FROM event)
    OR NEW.prev_hash IS NOT coalesce(
        (SELECT hash FROM event WHERE event_no = NEW.event_no - 1),
        '0000000000000000000000000000000000000000000000000000000000000000'
    )
    OR EXISTS (SELECT 1 FROM event WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'EVENT_CHAIN: an entry follows the last one and names its hash / 事件须接续上一条记录的哈希'); END;
CREATE TRIGGER event_from_state BEFORE INSERT ON event
WHEN NEW.from_state IS NOT coalesce(
    (SELECT to_state FROM event WHERE subject_uid = NEW.subject_uid ORDER BY event_no DESC LIMIT 1), ''
) OR EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.subject_uid AND ends_claim = 1)
BEGIN SELECT RAISE(ABORT, 'EVENT_FROM_STATE: the subject is not in that state / 对象当前状态与事件不符'); END;
CREATE TRIGGER event_date BEFORE INSERT ON event
WHEN NEW.occurred_on < (SELECT max(occurred_on) FROM event WHERE subject_uid = NEW.subject_uid)
BEGIN SELECT RAISE(ABORT, 'EVENT_DATE: earlier than the subject''s last event / 日期早于该对象上一事件'); END;
CREATE TRIGGER event_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'EVENT_LOCKED: history is never changed / 历史记录不可更改'); END;
CREATE TRIGGER event_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'EVENT_LOCKED: history is never changed / 历史记录不可更改'); END;
CREATE TRIGGER event_moves_parcel AFTER INSERT ON event
WHEN EXISTS (SELECT 1 FROM parcel WHERE parcel_uid = NEW.subject_uid)
BEGIN
    UPDATE claim SET state = 'ENDED', ended_by = NEW.event_no
    WHERE parcel_uid = NEW.subject_uid AND state = 'ACTIVE' AND NEW.ends_claim = 1;
    UPDATE parcel SET state = NEW.to_state, state_since = NEW.occurred_on, is_active = 1 - NEW.ends_claim
    WHERE parcel_uid = NEW.subject_uid;
END;

-- One active claim per parcel and per survey parcel; it begins with the parcel and ends with an event.

CREATE TRIGGER claim_insert BEFORE INSERT ON claim
WHEN NEW.state <> 'ACTIVE'
    OR EXISTS (SELECT 1 FROM parcel WHERE parcel_uid = NEW.parcel_uid)
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.begun_by AND subject_uid = NEW.parcel_uid AND from_state = '' AND ends_claim = 0
    )
BEGIN SELECT RAISE(ABORT, 'CLAIM_WITHOUT_EVENT: a claim begins with a push / 占用登记只能随入库产生'); END;
CREATE TRIGGER claim_taken BEFORE INSERT ON claim
WHEN EXISTS (
    SELECT 1 FROM claim
    WHERE claim_no = NEW.claim_no
        OR (state = 'ACTIVE' AND parcel_uid = NEW.parcel_uid)
        OR (
            state = 'ACTIVE' AND src_bsm <> '' AND src_year = NEW.src_year AND src_bsm = NEW.src_bsm
            AND part_no = NEW.part_no
        )
)
BEGIN SELECT RAISE(ABORT, 'CLAIM_TAKEN: this parcel or survey parcel is claimed already / 该图斑已被占用登记'); END;
CREATE TRIGGER claim_update BEFORE UPDATE ON claim
WHEN NEW.claim_no IS NOT OLD.claim_no OR NEW.parcel_uid IS NOT OLD.parcel_uid OR NEW.system IS NOT OLD.system
    OR NEW.src_year IS NOT OLD.src_year OR NEW.src_bsm IS NOT OLD.src_bsm OR NEW.part_no IS NOT OLD.part_no
    OR NEW.begun_by IS NOT OLD.begun_by
    OR (
        (NEW.state IS NOT OLD.state OR NEW.ended_by IS NOT OLD.ended_by) AND NOT (
            OLD.state = 'ACTIVE' AND NEW.state = 'ENDED' AND EXISTS (
                SELECT 1 FROM event
                WHERE event_no = NEW.ended_by AND subject_uid = NEW.parcel_uid AND ends_claim = 1
            )
        )
    )
BEGIN SELECT RAISE(ABORT, 'CLAIM_LOCKED: a claim only ends, and only by an event / 占用登记只能由事件终止'); END;
CREATE TRIGGER claim_delete BEFORE DELETE ON claim
BEGIN SELECT RAISE(ABORT, 'CLAIM_LOCKED: a claim only ends, and only by an event / 占用登记只能由事件终止'); END;

-- A parcel enters with its event, claim, check and findings, and is never edited by hand.

CREATE TRIGGER parcel_taken BEFORE INSERT ON parcel
WHEN EXISTS (
    SELECT 1 FROM parcel
    WHERE fid = NEW.fid OR parcel_uid = NEW.parcel_uid
        OR (system = NEW.system AND batch = NEW.batch AND parcel_no = NEW.parcel_no)
        OR (is_active = 1 AND geometry_hash = NEW.geometry_hash)
)
BEGIN SELECT RAISE(ABORT, 'PARCEL_TAKEN: the pool holds this parcel already / 储备库中已有该图斑'); END;
CREATE TRIGGER parcel_insert BEFORE INSERT ON parcel
WHEN NEW.is_active IS NOT 1
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
    OR NEW.xzqdm IS NOT (SELECT value FROM meta WHERE key = 'county')
BEGIN SELECT RAISE(ABORT, 'PARCEL_BY_HAND: parcels enter the pool by a push only / 图斑只能通过入库操作进入储备库'); END;
CREATE TRIGGER parcel_eligible BEFORE INSERT ON parcel
WHEN NEW.verdict <> 'ELIGIBLE' OR EXISTS (
    SELECT 1 FROM finding
    WHERE subject_uid = NEW.parcel_uid AND run_id = NEW.run_id AND severity IN ('BLOCK', 'OVERRIDE') AND outcome <> 'PASS'
)
BEGIN SELECT RAISE(ABORT, 'PARCEL_NOT_ELIGIBLE: its findings do not allow it / 检查未通过，不得入库'); END;
CREATE TRIGGER parcel_update BEFORE UPDATE ON parcel
WHEN NEW.fid IS NOT OLD.fid OR NEW.geom IS NOT OLD.geom OR NEW.parcel_uid IS NOT OLD.parcel_uid
    OR NEW.parcel_no IS NOT OLD.parcel_no OR NEW.system IS NOT OLD.system OR NEW.category IS NOT OLD.category
    OR NEW.batch IS NOT OLD.batch OR NEW.verdict IS NOT OLD.verdict OR NEW.area_dm2 IS NOT OLD.area_dm2
    OR NEW.survey_dm2 IS NOT OLD.survey_dm2 OR NEW.xzqdm IS NOT OLD.xzqdm OR NEW.zldwdm IS NOT OLD.zldwdm
    OR NEW.zldwmc IS NOT OLD.zldwmc OR NEW.qsdwdm IS NOT OLD.qsdwdm OR NEW.qsdwmc IS NOT OLD.qsdwmc
    OR NEW.qsxz IS NOT OLD.qsxz OR NEW.src_year IS NOT OLD.src_year OR NEW.src_bsm IS NOT OLD.src_bsm
    OR NEW.src_tbbh IS NOT OLD.src_tbbh OR NEW.part_no IS NOT OLD.part_no OR NEW.dlbm IS NOT OLD.dlbm
    OR NEW.dlmc IS NOT OLD.dlmc OR NEW.tbxhdm IS NOT OLD.tbxhdm OR NEW.zzsxdm IS NOT OLD.zzsxdm
    OR NEW.gdpdjb IS NOT OLD.gdpdjb OR NEW.slope_deg IS NOT OLD.slope_deg OR NEW.slope_gr IS NOT OLD.slope_gr
    OR NEW.slope_over IS NOT OLD.slope_over OR NEW.slope_na IS NOT OLD.slope_na OR NEW.source_id IS NOT OLD.source_id
    OR NEW.geometry_hash IS NOT OLD.geometry_hash OR NEW.run_id IS NOT OLD.run_id OR NEW.survey IS NOT OLD.survey
    OR NEW.measures IS NOT OLD.measures
BEGIN SELECT RAISE(ABORT, 'PARCEL_LOCKED: a parcel in the pool is never edited by hand / 库内图斑不可手工修改'); END;
CREATE TRIGGER parcel_state BEFORE UPDATE OF state, state_since, is_active ON parcel
WHEN (
    NEW.state IS NOT OLD.state OR NEW.state_since IS NOT OLD.state_since OR NEW.is_active IS NOT OLD.is_active
) AND NOT EXISTS (
    SELECT 1 FROM event
    WHERE event_no = (SELECT max(event_no) FROM event WHERE subject_uid = NEW.parcel_uid)
        AND to_state = NEW.state AND occurred_on = NEW.state_since AND ends_claim = 1 - NEW.is_active
)
BEGIN SELECT RAISE(ABORT, 'STATE_WITHOUT_EVENT: a state changes by an event only / 状态只能由事件改变'); END;
CREATE TRIGGER parcel_delete BEFORE DELETE ON parcel
BEGIN SELECT RAISE(ABORT, 'PARCEL_LOCKED: a parcel in the pool is never deleted / 库内图斑不可删除'); END;
