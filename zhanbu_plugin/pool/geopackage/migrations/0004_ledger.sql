-- Migration 4: the ledger (台账): lots, postings and what they add up to. Frozen once released.
--
-- Double entry. The entries of a posting are written first; its row in txn closes them, and the triggers on txn ask all
-- that a posting has to keep, book it into account and holding, and let nothing be added to it afterwards. Its event
-- (subject of kind POSTING) comes before both and spells the entries out, so the hash chain covers every amount.
-- account and holding are sums that only a posting changes; each row names the posting that changed it last.

CREATE TABLE lot (
    lot_no INTEGER PRIMARY KEY,
    lot_uid TEXT NOT NULL UNIQUE
        CONSTRAINT lot_uid_form CHECK (lot_uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-' || system || '-L[0-9]*'),
    system TEXT NOT NULL CONSTRAINT lot_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    holder TEXT NOT NULL CONSTRAINT lot_holder CHECK (holder GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
    parcel_uid TEXT REFERENCES parcel (parcel_uid),
    from_lot TEXT REFERENCES lot (lot_uid),
    legacy INTEGER NOT NULL CONSTRAINT lot_legacy CHECK (legacy IN (0, 1)),
    fifo_seq INTEGER NOT NULL CONSTRAINT lot_fifo_seq CHECK (typeof(fifo_seq) = 'integer' AND fifo_seq BETWEEN 1 AND 999999999),
    queue INTEGER NOT NULL,
    amount_dm2 INTEGER NOT NULL CONSTRAINT lot_amount CHECK (typeof(amount_dm2) = 'integer' AND amount_dm2 BETWEEN 1 AND 1000000000000000),
    paddy_dm2 INTEGER NOT NULL
        CONSTRAINT lot_paddy CHECK (typeof(paddy_dm2) = 'integer' AND paddy_dm2 BETWEEN 0 AND amount_dm2),
    grade REAL CONSTRAINT lot_grade CHECK (grade IS NULL OR (typeof(grade) = 'real' AND grade BETWEEN 1 AND 15)),
    grade_scheme TEXT NOT NULL,
    admitted_on DATE NOT NULL
        CONSTRAINT lot_admitted_on CHECK (admitted_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    usable_from DATE NOT NULL
        CONSTRAINT lot_usable_from CHECK (usable_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND usable_from >= admitted_on),
    expires_on DATE
        CONSTRAINT lot_expires_on CHECK (
            expires_on IS NULL OR (expires_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND expires_on >= admitted_on)
        ),
    title TEXT NOT NULL,
    txn_uid TEXT NOT NULL REFERENCES txn (txn_uid) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT lot_grade_scheme CHECK ((grade IS NULL) = (grade_scheme = '')),
    CONSTRAINT lot_origin CHECK ((parcel_uid IS NOT NULL) + (from_lot IS NOT NULL) + legacy <= 1),
    CONSTRAINT lot_queue CHECK (queue = fifo_seq + CASE legacy WHEN 1 THEN 0 ELSE 1000000000 END),
    UNIQUE (system, holder, fifo_seq),
    UNIQUE (system, holder, queue)
);

CREATE INDEX lot_of_parcel ON lot (parcel_uid);
CREATE INDEX lot_of_origin ON lot (from_lot);
CREATE INDEX lot_of_txn ON lot (txn_uid);
CREATE INDEX lot_of_year ON lot (system, holder, admitted_on, amount_dm2);

CREATE TABLE txn (
    txn_no INTEGER PRIMARY KEY,
    txn_uid TEXT NOT NULL UNIQUE
        CONSTRAINT txn_uid_form CHECK (txn_uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-' || system || '-T[0-9]*'),
    system TEXT NOT NULL CONSTRAINT txn_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    kind TEXT NOT NULL
        CONSTRAINT txn_kind CHECK (
            kind IN (
                'ADMIT', 'ISSUE', 'LINK', 'RELEASE', 'WRITEOFF', 'RELINK', 'FREEZE', 'LIFT', 'CONVERT', 'DEDUCT',
                'OFFSET', 'VOID', 'CARRY', 'TRANSFER', 'CORRECT', 'OPENING'
            )
        ),
    occurred_on DATE NOT NULL
        CONSTRAINT txn_occurred_on CHECK (occurred_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    doc_no TEXT NOT NULL,
    clause TEXT NOT NULL,
    role TEXT NOT NULL,
    ref TEXT NOT NULL,
    reverses TEXT UNIQUE REFERENCES txn (txn_uid)
        CONSTRAINT txn_reverses CHECK ((kind = 'CORRECT') = (reverses IS NOT NULL)),
    event_no INTEGER NOT NULL UNIQUE REFERENCES event (event_no)
);

CREATE INDEX txn_of_day ON txn (system, occurred_on);
CREATE INDEX txn_of_ref ON txn (system, ref) WHERE ref <> '';

CREATE TABLE entry (
    entry_no INTEGER PRIMARY KEY,
    txn_uid TEXT NOT NULL REFERENCES txn (txn_uid) DEFERRABLE INITIALLY DEFERRED,
    ord INTEGER NOT NULL CONSTRAINT entry_ord CHECK (typeof(ord) = 'integer' AND ord >= 1),
    holder TEXT NOT NULL CONSTRAINT entry_holder CHECK (holder GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
    indicator TEXT NOT NULL CONSTRAINT entry_indicator CHECK (indicator IN ('AREA', 'PADDY')),
    bucket TEXT NOT NULL
        CONSTRAINT entry_bucket CHECK (
            bucket IN ('SOURCE', 'OUTSIDE', 'AVAILABLE', 'LINKED', 'FROZEN', 'USED', 'DEDUCTED', 'VOID', 'LIABILITY')
        ),
    year INTEGER NOT NULL CONSTRAINT entry_year CHECK (typeof(year) = 'integer' AND year BETWEEN 1900 AND 2999),
    lot_uid TEXT NOT NULL,
    ref TEXT NOT NULL
        CONSTRAINT entry_ref CHECK (
            instr(ref, '"') = 0 AND instr(ref, '\') = 0 AND instr(ref, '|') = 0
            AND ref NOT GLOB '*[' || char(1) || '-' || char(31) || ']*'
        ),
    amount_dm2 INTEGER NOT NULL CONSTRAINT entry_amount CHECK (
        typeof(amount_dm2) = 'integer' AND amount_dm2 <> 0 AND abs(amount_dm2) <= 1000000000000000
    ),
    CONSTRAINT entry_of_bucket CHECK (
        CASE bucket
            WHEN 'AVAILABLE' THEN ref = ''
            WHEN 'LINKED' THEN lot_uid <> '' AND ref <> ''
            WHEN 'USED' THEN lot_uid <> '' AND ref <> ''
            WHEN 'FROZEN' THEN lot_uid = '' AND ref <> '' AND indicator = 'AREA'
            WHEN 'VOID' THEN lot_uid <> ''
            WHEN 'DEDUCTED' THEN 1
            ELSE lot_uid = '' AND ref = ''
        END
    ),
    UNIQUE (txn_uid, ord),
    UNIQUE (txn_uid, lot_uid, bucket, indicator, holder, ref, year)
);

CREATE INDEX entry_of_lot ON entry (lot_uid) WHERE lot_uid <> '';

CREATE TABLE account (
    account_no INTEGER PRIMARY KEY,
    system TEXT NOT NULL,
    holder TEXT NOT NULL,
    indicator TEXT NOT NULL,
    bucket TEXT NOT NULL,
    balance_dm2 INTEGER NOT NULL,
    last_txn INTEGER NOT NULL,
    CONSTRAINT account_not_negative CHECK (
        CASE bucket WHEN 'SOURCE' THEN 1 WHEN 'OUTSIDE' THEN 1 WHEN 'LIABILITY' THEN balance_dm2 <= 0 ELSE balance_dm2 >= 0 END
    ),
    UNIQUE (system, holder, indicator, bucket)
);

CREATE TABLE holding (
    holding_no INTEGER PRIMARY KEY,
    system TEXT NOT NULL,
    holder TEXT NOT NULL,
    indicator TEXT NOT NULL,
    bucket TEXT NOT NULL,
    lot_uid TEXT NOT NULL,
    ref TEXT NOT NULL,
    year INTEGER NOT NULL,
    balance_dm2 INTEGER NOT NULL,
    last_txn INTEGER NOT NULL,
    CONSTRAINT holding_not_negative CHECK (
        CASE
            WHEN bucket IN ('SOURCE', 'OUTSIDE', 'LIABILITY') THEN 1
            WHEN bucket = 'AVAILABLE' AND lot_uid = '' THEN balance_dm2 <= 0
            ELSE balance_dm2 >= 0
        END
    ),
    UNIQUE (lot_uid, bucket, indicator, holder, ref, year, system)
);

CREATE INDEX holding_of_bucket ON holding (system, bucket, holder, indicator) WHERE balance_dm2 <> 0;
CREATE INDEX holding_of_ref ON holding (system, ref, bucket) WHERE ref <> '';

-- Which bucket a kind of posting may lower (-1) or raise (1), with a lot (1) or without one (0). A CORRECT mirrors.

CREATE TABLE posting_rule (
    rule_no INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    bucket TEXT NOT NULL,
    sign INTEGER NOT NULL,
    with_lot INTEGER NOT NULL,
    UNIQUE (kind, bucket, sign, with_lot)
);

INSERT INTO posting_rule (kind, bucket, sign, with_lot) VALUES
    ('ADMIT', 'SOURCE', -1, 0), ('ADMIT', 'AVAILABLE', 1, 1), ('ADMIT', 'DEDUCTED', 1, 1),
    ('ISSUE', 'SOURCE', -1, 0), ('ISSUE', 'AVAILABLE', 1, 1),
    ('OPENING', 'SOURCE', -1, 0), ('OPENING', 'SOURCE', 1, 0), ('OPENING', 'AVAILABLE', 1, 1), ('OPENING', 'LIABILITY', -1, 0),
    ('LINK', 'AVAILABLE', -1, 1), ('LINK', 'LINKED', 1, 1),
    ('RELEASE', 'LINKED', -1, 1), ('RELEASE', 'AVAILABLE', 1, 1),
    ('WRITEOFF', 'LINKED', -1, 1), ('WRITEOFF', 'USED', 1, 1),
    ('RELINK', 'USED', -1, 1), ('RELINK', 'LINKED', -1, 1), ('RELINK', 'DEDUCTED', 1, 1), ('RELINK', 'AVAILABLE', -1, 1),
    ('RELINK', 'USED', 1, 1), ('RELINK', 'LINKED', 1, 1),
    ('FREEZE', 'AVAILABLE', -1, 0), ('FREEZE', 'FROZEN', 1, 0),
    ('LIFT', 'FROZEN', -1, 0), ('LIFT', 'AVAILABLE', 1, 0),
    ('CONVERT', 'FROZEN', -1, 0), ('CONVERT', 'AVAILABLE', 1, 0), ('CONVERT', 'AVAILABLE', -1, 1), ('CONVERT', 'USED', 1, 1),
    ('DEDUCT', 'AVAILABLE', -1, 1), ('DEDUCT', 'DEDUCTED', 1, 1), ('DEDUCT', 'DEDUCTED', 1, 0), ('DEDUCT', 'LIABILITY', -1, 0),
    ('DEDUCT', 'FROZEN', -1, 0), ('DEDUCT', 'AVAILABLE', 1, 0),
    ('OFFSET', 'AVAILABLE', -1, 1), ('OFFSET', 'LIABILITY', 1, 0),
    ('VOID', 'AVAILABLE', -1, 1), ('VOID', 'LINKED', -1, 1), ('VOID', 'VOID', 1, 1),
    ('CARRY', 'AVAILABLE', -1, 1), ('CARRY', 'AVAILABLE', 1, 1),
    ('TRANSFER', 'AVAILABLE', -1, 1), ('TRANSFER', 'AVAILABLE', 1, 1), ('TRANSFER', 'OUTSIDE', -1, 0),
    ('TRANSFER', 'OUTSIDE', 1, 0);

CREATE TABLE occupation (
    occupation_no INTEGER PRIMARY KEY,
    occupation_uid TEXT NOT NULL UNIQUE
        CONSTRAINT occupation_uid_form CHECK (occupation_uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-' || system || '-K[0-9]*'),
    system TEXT NOT NULL CONSTRAINT occupation_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    holder TEXT NOT NULL CONSTRAINT occupation_holder CHECK (holder GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
    project_no TEXT NOT NULL CONSTRAINT occupation_project CHECK (length(trim(project_no)) > 0),
    round INTEGER NOT NULL CONSTRAINT occupation_round CHECK (typeof(round) = 'integer' AND round >= 1),
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    area_dm2 INTEGER NOT NULL CONSTRAINT occupation_area CHECK (typeof(area_dm2) = 'integer' AND area_dm2 BETWEEN 1 AND 1000000000000000),
    paddy_dm2 INTEGER NOT NULL
        CONSTRAINT occupation_paddy CHECK (typeof(paddy_dm2) = 'integer' AND paddy_dm2 BETWEEN 0 AND area_dm2),
    grade REAL CONSTRAINT occupation_grade CHECK (grade IS NULL OR (typeof(grade) = 'real' AND grade BETWEEN 1 AND 15)),
    grade_scheme TEXT NOT NULL,
    matter_uid TEXT REFERENCES matter (matter_uid),
    event_no INTEGER NOT NULL UNIQUE REFERENCES event (event_no),
    CONSTRAINT occupation_grade_scheme CHECK ((grade IS NULL) = (grade_scheme = '')),
    UNIQUE (system, project_no, round)
);

CREATE INDEX occupation_of_matter ON occupation (matter_uid);

CREATE TABLE freeze (
    freeze_no INTEGER PRIMARY KEY,
    freeze_uid TEXT NOT NULL UNIQUE
        CONSTRAINT freeze_uid_form CHECK (freeze_uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-' || system || '-F[0-9]*'),
    system TEXT NOT NULL CONSTRAINT freeze_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    holder TEXT NOT NULL CONSTRAINT freeze_holder CHECK (holder GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
    reason TEXT NOT NULL CONSTRAINT freeze_reason CHECK (length(reason) > 0),
    need_dm2 INTEGER NOT NULL CONSTRAINT freeze_need CHECK (typeof(need_dm2) = 'integer' AND need_dm2 BETWEEN 1 AND 1000000000000000),
    county_dm2 INTEGER NOT NULL CONSTRAINT freeze_county CHECK (typeof(county_dm2) = 'integer' AND county_dm2 >= 0),
    city_dm2 INTEGER NOT NULL CONSTRAINT freeze_city CHECK (typeof(city_dm2) = 'integer' AND city_dm2 >= 0),
    uncovered_dm2 INTEGER NOT NULL CONSTRAINT freeze_uncovered CHECK (typeof(uncovered_dm2) = 'integer' AND uncovered_dm2 >= 0),
    due DATE CONSTRAINT freeze_due CHECK (due IS NULL OR due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    event_no INTEGER NOT NULL UNIQUE REFERENCES event (event_no),
    CONSTRAINT freeze_parts CHECK (need_dm2 = county_dm2 + city_dm2 + uncovered_dm2)
);

CREATE TABLE freeze_exit (
    exit_no INTEGER PRIMARY KEY,
    freeze_uid TEXT NOT NULL REFERENCES freeze (freeze_uid),
    mode TEXT NOT NULL CONSTRAINT freeze_exit_mode CHECK (mode IN ('LIFT', 'CONVERT', 'DEDUCT')),
    county_dm2 INTEGER NOT NULL CONSTRAINT freeze_exit_county CHECK (typeof(county_dm2) = 'integer' AND county_dm2 >= 0),
    city_dm2 INTEGER NOT NULL CONSTRAINT freeze_exit_city CHECK (typeof(city_dm2) = 'integer' AND city_dm2 >= 0),
    uncovered_dm2 INTEGER NOT NULL
        CONSTRAINT freeze_exit_uncovered CHECK (typeof(uncovered_dm2) = 'integer' AND uncovered_dm2 >= 0),
    txn_uid TEXT UNIQUE REFERENCES txn (txn_uid) DEFERRABLE INITIALLY DEFERRED,
    event_no INTEGER NOT NULL UNIQUE REFERENCES event (event_no),
    CONSTRAINT freeze_exit_something CHECK (county_dm2 + city_dm2 + uncovered_dm2 > 0),
    CONSTRAINT freeze_exit_posted CHECK ((county_dm2 > 0) = (txn_uid IS NOT NULL))
);

CREATE INDEX freeze_exit_of ON freeze_exit (freeze_uid);

CREATE TABLE cap (
    cap_no INTEGER PRIMARY KEY,
    cap_uid TEXT NOT NULL UNIQUE
        CONSTRAINT cap_uid_form CHECK (cap_uid GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]-' || system || '-C[0-9]*'),
    system TEXT NOT NULL CONSTRAINT cap_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    holder TEXT NOT NULL CONSTRAINT cap_holder CHECK (holder GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
    parent TEXT NOT NULL
        CONSTRAINT cap_parent CHECK (parent <> holder AND (parent = '' OR parent GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]')),
    year INTEGER NOT NULL CONSTRAINT cap_year CHECK (typeof(year) = 'integer' AND year BETWEEN 1900 AND 2999),
    cap_dm2 INTEGER NOT NULL CONSTRAINT cap_amount CHECK (typeof(cap_dm2) = 'integer' AND cap_dm2 BETWEEN 0 AND 1000000000000000),
    doc_no TEXT NOT NULL CONSTRAINT cap_doc_no CHECK (length(trim(doc_no)) > 0),
    event_no INTEGER NOT NULL UNIQUE REFERENCES event (event_no)
);

CREATE INDEX cap_of_year ON cap (system, year, holder, cap_no);

-- The latest word on each holder and year.

CREATE VIEW cap_in_force AS
SELECT * FROM cap c WHERE cap_no = (
    SELECT max(cap_no) FROM cap WHERE system = c.system AND year = c.year AND holder = c.holder
);

-- What lots stand for today: nothing once their opening was reversed, and less what was cut from them.

CREATE VIEW lot_standing AS
SELECT l.lot_uid, l.system, l.holder, l.parcel_uid, l.legacy, l.admitted_on,
    CASE WHEN EXISTS (SELECT 1 FROM txn r WHERE r.reverses = l.txn_uid) THEN 0 ELSE max(0, l.amount_dm2 - coalesce((
        SELECT sum(h.balance_dm2) FROM holding h
        WHERE h.lot_uid = l.lot_uid AND h.bucket = 'DEDUCTED' AND h.indicator = 'AREA'
    ), 0)) END AS standing_dm2
FROM lot l;

ALTER TABLE subject ADD COLUMN txn_uid TEXT REFERENCES txn (txn_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_txn CHECK (txn_uid IS CASE kind WHEN 'POSTING' THEN uid END);
ALTER TABLE subject ADD COLUMN occupation_uid TEXT REFERENCES occupation (occupation_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_occupation CHECK (occupation_uid IS CASE kind WHEN 'OCCUPATION' THEN uid END);
ALTER TABLE subject ADD COLUMN freeze_uid TEXT REFERENCES freeze (freeze_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_freeze CHECK (freeze_uid IS CASE kind WHEN 'FREEZE' THEN uid END);
ALTER TABLE subject ADD COLUMN cap_uid TEXT REFERENCES cap (cap_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_cap CHECK (cap_uid IS CASE kind WHEN 'CAP' THEN uid END);

-- A deferred foreign key makes SQLite look for children of every new parent.

CREATE INDEX subject_of_txn ON subject (txn_uid);
CREATE INDEX subject_of_occupation ON subject (occupation_uid);
CREATE INDEX subject_of_freeze ON subject (freeze_uid);
CREATE INDEX subject_of_cap ON subject (cap_uid);

-- A posting opens lots: of parcels that stand in the state that its event names, for no more than the parcel has.

CREATE TRIGGER lot_insert BEFORE INSERT ON lot
WHEN NEW.lot_no IS NOT (SELECT coalesce(max(lot_no), 0) + 1 FROM lot)
    OR EXISTS (SELECT 1 FROM lot WHERE lot_uid = NEW.lot_uid)
    OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid)
    OR NEW.fifo_seq IS NOT (
        SELECT coalesce(max(fifo_seq), 0) + 1 FROM lot WHERE system = NEW.system AND holder = NEW.holder
    )
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE subject_uid = NEW.txn_uid AND from_state = '' AND action IN ('ADMIT', 'ISSUE', 'OPENING', 'TRANSFER')
            AND (action IN ('ADMIT', 'ISSUE')) = (NEW.parcel_uid IS NOT NULL) AND (action = 'OPENING') = (NEW.legacy = 1)
            AND instr(
                facts,
                '"' || NEW.lot_uid || '|' || NEW.holder || '|' || coalesce(NEW.parcel_uid, NEW.from_lot, '') || '|'
                    || coalesce((SELECT state FROM parcel WHERE parcel_uid = NEW.parcel_uid), '') || '|'
                    || NEW.amount_dm2 || '|' || NEW.paddy_dm2 || '|'
            ) > 0
    )
BEGIN SELECT RAISE(ABORT, 'LOT_WITHOUT_POSTING: a lot is opened by its posting only, next in the queue / 指标批次只能随记账产生，并依次排号'); END;
CREATE TRIGGER lot_of_parcel_twice BEFORE INSERT ON lot
WHEN NEW.parcel_uid IS NOT NULL AND EXISTS (
    SELECT 1 FROM lot_standing
    WHERE parcel_uid = NEW.parcel_uid AND holder = NEW.holder AND standing_dm2 > 0
)
BEGIN SELECT RAISE(ABORT, 'LOT_TWICE: this parcel has its lot already / 该图斑的指标已入账，不得重复'); END;
CREATE TRIGGER lot_over_parcel BEFORE INSERT ON lot
WHEN NEW.parcel_uid IS NOT NULL AND (
    NEW.system IS NOT (SELECT system FROM parcel WHERE parcel_uid = NEW.parcel_uid AND is_active = 1)
    OR NEW.amount_dm2
        + coalesce((SELECT sum(standing_dm2) FROM lot_standing WHERE parcel_uid = NEW.parcel_uid), 0)
        > (SELECT min(area_dm2, coalesce(survey_dm2, area_dm2)) FROM parcel WHERE parcel_uid = NEW.parcel_uid)
)
BEGIN SELECT RAISE(ABORT, 'LOT_OVER_PARCEL: more than the parcel has, or the parcel is not in this pool / 入账面积超过图斑面积，或图斑不在库'); END;
CREATE TRIGGER lot_update BEFORE UPDATE ON lot
BEGIN SELECT RAISE(ABORT, 'LOT_LOCKED: a lot is never changed / 指标批次不可更改'); END;
CREATE TRIGGER lot_delete BEFORE DELETE ON lot
BEGIN SELECT RAISE(ABORT, 'LOT_LOCKED: a lot is never changed / 指标批次不可更改'); END;

-- Entries come between the event of their posting and its row in txn.

CREATE TRIGGER entry_insert BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE entry_no = NEW.entry_no)
    OR NEW.ord IS NOT (SELECT coalesce(max(ord), 0) + 1 FROM entry WHERE txn_uid = NEW.txn_uid)
    OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid)
    OR NOT EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.txn_uid AND from_state = '')
BEGIN SELECT RAISE(ABORT, 'ENTRY_LOCKED: entries come with their posting and are never added later / 分录随记账一次写入，不可补加'); END;
CREATE TRIGGER entry_of_lot BEFORE INSERT ON entry
WHEN NEW.lot_uid <> '' AND NEW.holder IS NOT (SELECT holder FROM lot WHERE lot_uid = NEW.lot_uid)
BEGIN SELECT RAISE(ABORT, 'ENTRY_LOT: there is no such lot of this holder / 该持有单位没有此指标批次'); END;
CREATE TRIGGER entry_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'ENTRY_LOCKED: entries are never changed; correct them by a reversing posting / 分录不可更改，只能红字冲正'); END;
CREATE TRIGGER entry_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'ENTRY_LOCKED: entries are never changed; correct them by a reversing posting / 分录不可更改，只能红字冲正'); END;

-- What a posting has to keep.

CREATE TRIGGER txn_insert BEFORE INSERT ON txn
WHEN NEW.txn_no IS NOT (SELECT coalesce(max(txn_no), 0) + 1 FROM txn)
    OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid OR event_no = NEW.event_no OR reverses = NEW.reverses)
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.txn_uid AND from_state = '' AND action = NEW.kind
            AND occurred_on = NEW.occurred_on AND clause = NEW.clause AND role = NEW.role
            AND instr(facts, '"ref":"' || NEW.ref || '"') > 0
            AND instr(facts, '"reverses":"' || coalesce(NEW.reverses, '') || '"') > 0
            AND instr(
                facts,
                '"entries":["' || (
                    SELECT group_concat(line, '","') FROM (
                        SELECT holder || '|' || indicator || '|' || bucket || '|' || year || '|' || lot_uid || '|' || ref
                            || '|' || amount_dm2 AS line
                        FROM entry WHERE txn_uid = NEW.txn_uid ORDER BY ord
                    )
                ) || '"]'
            ) > 0
    )
BEGIN SELECT RAISE(ABORT, 'TXN_WITHOUT_EVENT: a posting is what its event says, once / 记账须与其事件所载分录一致，且只记一次'); END;
CREATE TRIGGER txn_date BEFORE INSERT ON txn
WHEN NEW.kind NOT IN ('ADMIT', 'ISSUE', 'OPENING')
    AND NEW.occurred_on < (SELECT max(occurred_on) FROM txn WHERE system = NEW.system)
BEGIN SELECT RAISE(ABORT, 'TXN_DATE: earlier than the last posting / 日期早于上一笔记账'); END;
CREATE TRIGGER txn_balanced BEFORE INSERT ON txn
WHEN EXISTS (
    SELECT 1 FROM entry WHERE txn_uid = NEW.txn_uid
    GROUP BY CASE NEW.kind WHEN 'TRANSFER' THEN '' WHEN 'CORRECT' THEN '' ELSE holder END, indicator HAVING sum(amount_dm2) <> 0
)
BEGIN SELECT RAISE(ABORT, 'TXN_UNBALANCED: the entries of a posting add up to nothing / 借贷不平：一笔记账的分录合计须为零'); END;
CREATE TRIGGER txn_moves BEFORE INSERT ON txn
WHEN NEW.kind <> 'CORRECT' AND EXISTS (
    SELECT 1 FROM entry e
    WHERE e.txn_uid = NEW.txn_uid AND NOT EXISTS (
        SELECT 1 FROM posting_rule r
        WHERE r.kind = NEW.kind AND r.bucket = e.bucket AND r.sign = CASE WHEN e.amount_dm2 > 0 THEN 1 ELSE -1 END
            AND r.with_lot = CASE e.lot_uid WHEN '' THEN 0 ELSE 1 END
    )
)
BEGIN SELECT RAISE(ABORT, 'TXN_MOVE: this kind of posting has no such entry / 该类记账不允许此分录'); END;
CREATE TRIGGER txn_ref BEFORE INSERT ON txn
WHEN NEW.kind <> 'VOID' AND EXISTS (
    SELECT 1 FROM entry WHERE txn_uid = NEW.txn_uid AND ref NOT IN ('', NEW.ref)
)
BEGIN SELECT RAISE(ABORT, 'TXN_REF: an entry belongs to another project or freeze / 分录与本笔的项目或冻结编号不符'); END;
CREATE TRIGGER txn_stays_in_lot BEFORE INSERT ON txn
WHEN (
    NEW.kind IN ('LINK', 'RELEASE', 'WRITEOFF', 'RELINK', 'FREEZE', 'LIFT', 'CONVERT', 'VOID') AND EXISTS (
        SELECT 1 FROM entry WHERE txn_uid = NEW.txn_uid
        GROUP BY holder, indicator, lot_uid, year HAVING sum(amount_dm2) <> 0
    )
) OR (
    NEW.kind = 'CARRY' AND EXISTS (
        SELECT 1 FROM entry e WHERE e.txn_uid = NEW.txn_uid AND NOT EXISTS (
            SELECT 1 FROM entry o
            WHERE o.txn_uid = e.txn_uid AND o.lot_uid = e.lot_uid AND o.holder = e.holder AND o.indicator = e.indicator
                AND o.amount_dm2 = -e.amount_dm2 AND o.year = e.year + CASE WHEN e.amount_dm2 < 0 THEN 1 ELSE -1 END
        )
    )
)
BEGIN SELECT RAISE(ABORT, 'TXN_LOT: what leaves a lot has to stay with it / 指标须在原批次内划转'); END;
CREATE TRIGGER txn_lot_system BEFORE INSERT ON txn
WHEN EXISTS (
    SELECT 1 FROM entry e JOIN lot l ON l.lot_uid = e.lot_uid WHERE e.txn_uid = NEW.txn_uid AND l.system <> NEW.system
) OR EXISTS (SELECT 1 FROM lot WHERE txn_uid = NEW.txn_uid AND system <> NEW.system)
BEGIN SELECT RAISE(ABORT, 'TXN_LOT: a lot of another system / 指标批次属于另一类业务'); END;
CREATE TRIGGER txn_opens_lots BEFORE INSERT ON txn
WHEN EXISTS (
    SELECT 1 FROM lot l
    WHERE l.txn_uid = NEW.txn_uid AND (
        l.amount_dm2 IS NOT (
            SELECT sum(amount_dm2) FROM entry
            WHERE txn_uid = NEW.txn_uid AND lot_uid = l.lot_uid AND indicator = 'AREA' AND amount_dm2 > 0
        )
        OR l.paddy_dm2 IS NOT coalesce((
            SELECT sum(amount_dm2) FROM entry
            WHERE txn_uid = NEW.txn_uid AND lot_uid = l.lot_uid AND indicator = 'PADDY' AND amount_dm2 > 0
        ), 0)
    )
) OR (
    NEW.kind IN ('ADMIT', 'ISSUE', 'OPENING', 'TRANSFER') AND EXISTS (
        SELECT 1 FROM entry e JOIN lot l ON l.lot_uid = e.lot_uid
        WHERE e.txn_uid = NEW.txn_uid AND e.amount_dm2 > 0 AND l.txn_uid <> NEW.txn_uid
    )
) OR (
    NEW.kind = 'TRANSFER' AND EXISTS (
        SELECT 1 FROM lot l
        WHERE l.txn_uid = NEW.txn_uid AND l.from_lot IS NOT NULL AND (
            SELECT sum(amount_dm2) FROM lot WHERE txn_uid = NEW.txn_uid AND from_lot = l.from_lot
        ) > coalesce((
            SELECT -sum(amount_dm2) FROM entry
            WHERE txn_uid = NEW.txn_uid AND lot_uid = l.from_lot AND indicator = 'AREA' AND amount_dm2 < 0
        ), 0)
    )
)
BEGIN SELECT RAISE(ABORT, 'TXN_LOT: a lot is opened once, with its whole amount / 指标批次只入账一次，且须全额入账'); END;
CREATE TRIGGER txn_lot_not_usable BEFORE INSERT ON txn
WHEN NEW.kind IN ('LINK', 'CONVERT', 'RELINK') AND EXISTS (
    SELECT 1 FROM entry e JOIN lot l ON l.lot_uid = e.lot_uid
    WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'AVAILABLE' AND e.amount_dm2 < 0
        AND (l.usable_from > NEW.occurred_on OR l.expires_on < NEW.occurred_on)
)
BEGIN SELECT RAISE(ABORT, 'NOT_YET_USABLE: the lot may not be used on that day / 该批次指标当日不可使用'); END;
CREATE TRIGGER txn_mirror BEFORE INSERT ON txn
WHEN NEW.kind = 'CORRECT' AND (
    NOT EXISTS (
        SELECT 1 FROM txn
        WHERE txn_uid = NEW.reverses AND system = NEW.system AND ref = NEW.ref
            AND kind NOT IN ('CORRECT', 'FREEZE', 'LIFT', 'CONVERT')
    )
    OR (SELECT count(*) FROM entry WHERE txn_uid = NEW.txn_uid)
        <> (SELECT count(*) FROM entry WHERE txn_uid = NEW.reverses)
    OR EXISTS (
        SELECT 1 FROM entry e WHERE e.txn_uid = NEW.txn_uid AND NOT EXISTS (
            SELECT 1 FROM entry o
            WHERE o.txn_uid = NEW.reverses AND o.lot_uid = e.lot_uid AND o.bucket = e.bucket AND o.indicator = e.indicator
                AND o.holder = e.holder AND o.ref = e.ref AND o.year = e.year AND o.amount_dm2 = -e.amount_dm2
                AND o.bucket <> 'FROZEN'
        )
    )
)
BEGIN SELECT RAISE(ABORT, 'TXN_MIRROR: a correction mirrors one earlier posting, that of no freeze / 冲正须与原记账逐笔相反，冻结类记账不得冲正'); END;
CREATE TRIGGER txn_occupation BEFORE INSERT ON txn
WHEN NEW.kind = 'LINK'
    AND NOT EXISTS (SELECT 1 FROM occupation WHERE system = NEW.system AND project_no = NEW.ref)
BEGIN SELECT RAISE(ABORT, 'OCCUPATION_UNKNOWN: amounts are linked to a project on file only / 只能挂钩已登记的占用项目'); END;
CREATE TRIGGER txn_freeze BEFORE INSERT ON txn
WHEN NEW.kind <> 'CORRECT' AND EXISTS (
    SELECT 1 FROM entry e
    WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'FROZEN' AND NOT EXISTS (
        SELECT 1 FROM freeze f LEFT JOIN freeze_exit x ON x.freeze_uid = f.freeze_uid AND x.txn_uid = NEW.txn_uid
        WHERE f.freeze_uid = e.ref AND f.system = NEW.system AND f.holder = e.holder
            AND e.amount_dm2 = CASE NEW.kind WHEN 'FREEZE' THEN f.county_dm2 ELSE -x.county_dm2 END
            AND coalesce(x.mode, 'FREEZE') = NEW.kind
    )
)
BEGIN SELECT RAISE(ABORT, 'FREEZE_UNKNOWN: no freeze of this number takes or gives back this amount / 没有与该金额相符的冻结或解冻登记'); END;
CREATE TRIGGER txn_update BEFORE UPDATE ON txn
BEGIN SELECT RAISE(ABORT, 'TXN_LOCKED: a posting is never changed; correct it by a reversing one / 记账不可更改，只能红字冲正'); END;
CREATE TRIGGER txn_delete BEFORE DELETE ON txn
BEGIN SELECT RAISE(ABORT, 'TXN_LOCKED: a posting is never changed; correct it by a reversing one / 记账不可更改，只能红字冲正'); END;

-- Booking. What it leads to is looked at afterwards: first in first out, relinking in equal parts, projects, caps.

CREATE TRIGGER txn_booked AFTER INSERT ON txn
BEGIN
    UPDATE account SET last_txn = NEW.txn_no, balance_dm2 = balance_dm2 + (
        SELECT sum(e.amount_dm2) FROM entry e
        WHERE e.txn_uid = NEW.txn_uid AND e.holder = account.holder AND e.indicator = account.indicator
            AND e.bucket = account.bucket
    )
    WHERE system = NEW.system AND EXISTS (
        SELECT 1 FROM entry e
        WHERE e.txn_uid = NEW.txn_uid AND e.holder = account.holder AND e.indicator = account.indicator
            AND e.bucket = account.bucket
    );
    INSERT INTO account (system, holder, indicator, bucket, balance_dm2, last_txn)
    SELECT NEW.system, e.holder, e.indicator, e.bucket, sum(e.amount_dm2), NEW.txn_no FROM entry e
    WHERE e.txn_uid = NEW.txn_uid AND NOT EXISTS (
        SELECT 1 FROM account a
        WHERE a.system = NEW.system AND a.holder = e.holder AND a.indicator = e.indicator AND a.bucket = e.bucket
    )
    GROUP BY e.holder, e.indicator, e.bucket ORDER BY e.holder, e.indicator, e.bucket;
    UPDATE holding SET last_txn = NEW.txn_no, balance_dm2 = balance_dm2 + (
        SELECT e.amount_dm2 FROM entry e
        WHERE e.txn_uid = NEW.txn_uid AND e.lot_uid = holding.lot_uid AND e.bucket = holding.bucket
            AND e.indicator = holding.indicator AND e.holder = holding.holder AND e.ref = holding.ref
            AND e.year = holding.year
    )
    WHERE holding_no IN (
        SELECT h.holding_no FROM entry e JOIN holding h
            ON h.lot_uid = e.lot_uid AND h.bucket = e.bucket AND h.indicator = e.indicator AND h.holder = e.holder
            AND h.ref = e.ref AND h.year = e.year AND h.system = NEW.system
        WHERE e.txn_uid = NEW.txn_uid
    );
    INSERT INTO holding (system, holder, indicator, bucket, lot_uid, ref, year, balance_dm2, last_txn)
    SELECT NEW.system, e.holder, e.indicator, e.bucket, e.lot_uid, e.ref, e.year, e.amount_dm2, NEW.txn_no FROM entry e
    WHERE e.txn_uid = NEW.txn_uid AND NOT EXISTS (
        SELECT 1 FROM holding h
        WHERE h.lot_uid = e.lot_uid AND h.bucket = e.bucket AND h.indicator = e.indicator AND h.holder = e.holder
            AND h.ref = e.ref AND h.year = e.year AND h.system = NEW.system
    )
    ORDER BY e.ord;
    SELECT RAISE(ABORT, 'FREEZE_BROKEN: what is frozen is what its freeze says, less what was lifted / 冻结余额须与冻结登记及解除数量相符')
    WHERE EXISTS (
        SELECT 1 FROM entry e JOIN freeze f ON f.freeze_uid = e.ref
        WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'FROZEN' AND (
            SELECT sum(balance_dm2) FROM holding
            WHERE system = NEW.system AND ref = f.freeze_uid AND bucket = 'FROZEN'
        ) <> f.county_dm2 - coalesce((SELECT sum(county_dm2) FROM freeze_exit WHERE freeze_uid = f.freeze_uid), 0)
    ) OR EXISTS (
        SELECT 1 FROM freeze_exit x WHERE x.txn_uid = NEW.txn_uid AND NOT EXISTS (
            SELECT 1 FROM entry e
            WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'FROZEN' AND e.ref = x.freeze_uid AND e.amount_dm2 = -x.county_dm2
        )
    ) OR EXISTS (
        SELECT 1 FROM holding WHERE lot_uid = '' AND bucket IN ('AVAILABLE', 'FROZEN') AND system = NEW.system
        GROUP BY holder, indicator HAVING sum(balance_dm2) <> 0
    );
    SELECT RAISE(ABORT, 'DEBT: nothing is owed as long as something is available / 尚有可用指标时不得记欠账')
    WHERE NEW.kind = 'DEDUCT' AND EXISTS (
        SELECT 1 FROM entry e JOIN account a
            ON a.system = NEW.system AND a.holder = e.holder AND a.indicator = e.indicator AND a.bucket = 'AVAILABLE'
        WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'LIABILITY' AND a.balance_dm2 > 0
    );
    SELECT RAISE(ABORT, 'FIFO: an earlier lot has to be used first / 须先进先出：应先使用排号在前的指标')
    WHERE NEW.kind IN ('LINK', 'CONVERT', 'RELINK') AND EXISTS (
        SELECT 1 FROM (
            SELECT e.holder, e.indicator, max(l.queue) AS last_taken FROM entry e JOIN lot l ON l.lot_uid = e.lot_uid
            WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'AVAILABLE' AND e.amount_dm2 < 0
            GROUP BY e.holder, e.indicator
        ) taken
        JOIN lot earlier ON earlier.system = NEW.system AND earlier.holder = taken.holder
            AND earlier.queue < taken.last_taken AND earlier.usable_from <= NEW.occurred_on
            AND (earlier.expires_on IS NULL OR earlier.expires_on >= NEW.occurred_on)
        JOIN holding h ON h.lot_uid = earlier.lot_uid AND h.bucket = 'AVAILABLE' AND h.indicator = taken.indicator
            AND h.balance_dm2 > 0
    );
    SELECT RAISE(ABORT, 'RELINK_UNEQUAL: what is linked anew differs from what was released by more than 0.0001 ha / 重新挂钩面积与释放面积相差超过0.0001公顷')
    WHERE NEW.kind = 'RELINK' AND abs((
        SELECT sum(amount_dm2) FROM entry
        WHERE txn_uid = NEW.txn_uid AND bucket IN ('USED', 'LINKED') AND indicator = 'AREA'
    )) > 100;
    SELECT RAISE(ABORT, 'OVER_PROJECT: more than the project takes / 挂钩面积超过项目占用面积')
    WHERE NEW.kind IN ('LINK', 'RELINK') AND EXISTS (
        SELECT 1 FROM holding h
        JOIN occupation o ON o.system = h.system AND o.project_no = h.ref
            AND o.round = (SELECT max(round) FROM occupation WHERE system = h.system AND project_no = h.ref)
        WHERE h.system = NEW.system AND h.ref = NEW.ref AND h.bucket IN ('LINKED', 'USED')
        GROUP BY h.indicator
        HAVING sum(h.balance_dm2) > max(CASE h.indicator WHEN 'AREA' THEN o.area_dm2 ELSE o.paddy_dm2 END)
            + CASE NEW.kind WHEN 'RELINK' THEN 100 ELSE 0 END
    );
    SELECT RAISE(ABORT, 'OVER_CAP: more than the control scale of the year / 超过当年占用管控规模')
    WHERE NEW.kind = 'ADMIT' AND EXISTS (
        SELECT 1 FROM cap_in_force c
        WHERE c.system = NEW.system AND EXISTS (
            SELECT 1 FROM lot
            WHERE txn_uid = NEW.txn_uid AND holder = c.holder
                AND admitted_on BETWEEN c.year || '-01-01' AND c.year || '-12-31'
        ) AND c.cap_dm2 < (
            SELECT sum(amount_dm2) FROM lot
            WHERE system = c.system AND holder = c.holder
                AND admitted_on BETWEEN c.year || '-01-01' AND c.year || '-12-31'
        ) AND c.cap_dm2 < (
            SELECT sum(standing_dm2) FROM lot_standing
            WHERE system = c.system AND holder = c.holder AND legacy = 0 AND parcel_uid IS NOT NULL
                AND admitted_on BETWEEN c.year || '-01-01' AND c.year || '-12-31'
        )
    );
END;

CREATE TRIGGER account_insert BEFORE INSERT ON account
WHEN EXISTS (
    SELECT 1 FROM account
    WHERE account_no = NEW.account_no
        OR (system = NEW.system AND holder = NEW.holder AND indicator = NEW.indicator AND bucket = NEW.bucket)
) OR NEW.last_txn IS NOT (SELECT max(txn_no) FROM txn) OR NEW.balance_dm2 IS NOT (
    SELECT sum(e.amount_dm2) FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid
    WHERE t.txn_no = NEW.last_txn AND t.system = NEW.system AND e.holder = NEW.holder AND e.indicator = NEW.indicator
        AND e.bucket = NEW.bucket
)
BEGIN SELECT RAISE(ABORT, 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生'); END;
CREATE TRIGGER account_update BEFORE UPDATE ON account
WHEN NEW.account_no IS NOT OLD.account_no OR NEW.system IS NOT OLD.system OR NEW.holder IS NOT OLD.holder
    OR NEW.indicator IS NOT OLD.indicator OR NEW.bucket IS NOT OLD.bucket OR NEW.last_txn <= OLD.last_txn
    OR NEW.last_txn IS NOT (SELECT max(txn_no) FROM txn) OR NEW.balance_dm2 - OLD.balance_dm2 IS NOT (
        SELECT sum(e.amount_dm2) FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid
        WHERE t.txn_no = NEW.last_txn AND t.system = NEW.system AND e.holder = NEW.holder AND e.indicator = NEW.indicator
            AND e.bucket = NEW.bucket
    )
BEGIN SELECT RAISE(ABORT, 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生'); END;
CREATE TRIGGER account_spent BEFORE UPDATE ON account
WHEN CASE NEW.bucket
    WHEN 'SOURCE' THEN 0 WHEN 'OUTSIDE' THEN 0 WHEN 'LIABILITY' THEN NEW.balance_dm2 > 0 ELSE NEW.balance_dm2 < 0
END
BEGIN SELECT RAISE(ABORT, 'INSUFFICIENT: more than the account holds / 账户余额不足'); END;
CREATE TRIGGER account_begun_spent BEFORE INSERT ON account
WHEN CASE NEW.bucket
    WHEN 'SOURCE' THEN 0 WHEN 'OUTSIDE' THEN 0 WHEN 'LIABILITY' THEN NEW.balance_dm2 > 0 ELSE NEW.balance_dm2 < 0
END
BEGIN SELECT RAISE(ABORT, 'INSUFFICIENT: more than the account holds / 账户余额不足'); END;
CREATE TRIGGER account_delete BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生'); END;

CREATE TRIGGER holding_insert BEFORE INSERT ON holding
WHEN EXISTS (
    SELECT 1 FROM holding
    WHERE holding_no = NEW.holding_no OR (
        lot_uid = NEW.lot_uid AND bucket = NEW.bucket AND indicator = NEW.indicator AND holder = NEW.holder
        AND ref = NEW.ref AND year = NEW.year AND system = NEW.system
    )
) OR NEW.last_txn IS NOT (SELECT max(txn_no) FROM txn) OR NEW.balance_dm2 IS NOT (
    SELECT e.amount_dm2 FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid
    WHERE t.txn_no = NEW.last_txn AND t.system = NEW.system AND e.lot_uid = NEW.lot_uid AND e.bucket = NEW.bucket
        AND e.indicator = NEW.indicator AND e.holder = NEW.holder AND e.ref = NEW.ref AND e.year = NEW.year
)
BEGIN SELECT RAISE(ABORT, 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生'); END;
CREATE TRIGGER holding_update BEFORE UPDATE ON holding
WHEN NEW.holding_no IS NOT OLD.holding_no OR NEW.system IS NOT OLD.system OR NEW.holder IS NOT OLD.holder
    OR NEW.indicator IS NOT OLD.indicator OR NEW.bucket IS NOT OLD.bucket OR NEW.lot_uid IS NOT OLD.lot_uid
    OR NEW.ref IS NOT OLD.ref OR NEW.year IS NOT OLD.year OR NEW.last_txn <= OLD.last_txn
    OR NEW.last_txn IS NOT (SELECT max(txn_no) FROM txn) OR NEW.balance_dm2 - OLD.balance_dm2 IS NOT (
        SELECT e.amount_dm2 FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid
        WHERE t.txn_no = NEW.last_txn AND t.system = NEW.system AND e.lot_uid = NEW.lot_uid AND e.bucket = NEW.bucket
            AND e.indicator = NEW.indicator AND e.holder = NEW.holder AND e.ref = NEW.ref AND e.year = NEW.year
    )
BEGIN SELECT RAISE(ABORT, 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生'); END;
CREATE TRIGGER holding_spent BEFORE UPDATE ON holding
WHEN CASE
    WHEN NEW.bucket IN ('SOURCE', 'OUTSIDE', 'LIABILITY') THEN 0
    WHEN NEW.bucket = 'AVAILABLE' AND NEW.lot_uid = '' THEN NEW.balance_dm2 > 0
    ELSE NEW.balance_dm2 < 0
END
BEGIN SELECT RAISE(ABORT, 'INSUFFICIENT: more than the lot, project or freeze holds / 该批次、项目或冻结的余额不足'); END;
CREATE TRIGGER holding_begun_spent BEFORE INSERT ON holding
WHEN CASE
    WHEN NEW.bucket IN ('SOURCE', 'OUTSIDE', 'LIABILITY') THEN 0
    WHEN NEW.bucket = 'AVAILABLE' AND NEW.lot_uid = '' THEN NEW.balance_dm2 > 0
    ELSE NEW.balance_dm2 < 0
END
BEGIN SELECT RAISE(ABORT, 'INSUFFICIENT: more than the lot, project or freeze holds / 该批次、项目或冻结的余额不足'); END;
CREATE TRIGGER holding_delete BEFORE DELETE ON holding
BEGIN SELECT RAISE(ABORT, 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生'); END;

CREATE TRIGGER posting_rule_insert BEFORE INSERT ON posting_rule
BEGIN SELECT RAISE(ABORT, 'POSTING_RULE_LOCKED: the rules of booking are never changed / 记账规则不可更改'); END;
CREATE TRIGGER posting_rule_update BEFORE UPDATE ON posting_rule
BEGIN SELECT RAISE(ABORT, 'POSTING_RULE_LOCKED: the rules of booking are never changed / 记账规则不可更改'); END;
CREATE TRIGGER posting_rule_delete BEFORE DELETE ON posting_rule
BEGIN SELECT RAISE(ABORT, 'POSTING_RULE_LOCKED: the rules of booking are never changed / 记账规则不可更改'); END;

-- A project may come up again once nothing is linked to it and nothing was written off for it.

CREATE TRIGGER occupation_insert BEFORE INSERT ON occupation
WHEN NEW.occupation_no IS NOT (SELECT coalesce(max(occupation_no), 0) + 1 FROM occupation)
    OR EXISTS (SELECT 1 FROM occupation WHERE occupation_uid = NEW.occupation_uid OR event_no = NEW.event_no)
    OR NEW.round IS NOT (
        SELECT coalesce(max(round), 0) + 1 FROM occupation WHERE system = NEW.system AND project_no = NEW.project_no
    )
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.occupation_uid AND from_state = ''
            AND instr(facts, '"project_no":"' || NEW.project_no || '"') > 0
            AND instr(facts, '"area_dm2":' || NEW.area_dm2 || ',') > 0
            AND instr(facts, '"paddy_dm2":' || NEW.paddy_dm2 || ',') > 0
    )
BEGIN SELECT RAISE(ABORT, 'OCCUPATION_LOCKED: a project is registered with its event and never changed / 占用项目随事件登记，不可更改'); END;
CREATE TRIGGER occupation_open BEFORE INSERT ON occupation
WHEN EXISTS (
    SELECT 1 FROM holding
    WHERE system = NEW.system AND ref = NEW.project_no AND bucket IN ('LINKED', 'USED') AND balance_dm2 > 0
)
BEGIN SELECT RAISE(ABORT, 'OCCUPATION_OPEN: the project has linked or used amounts already / 该项目已有挂钩或核销的指标'); END;
CREATE TRIGGER occupation_update BEFORE UPDATE ON occupation
BEGIN SELECT RAISE(ABORT, 'OCCUPATION_LOCKED: a project is registered with its event and never changed / 占用项目随事件登记，不可更改'); END;
CREATE TRIGGER occupation_delete BEFORE DELETE ON occupation
BEGIN SELECT RAISE(ABORT, 'OCCUPATION_LOCKED: a project is registered with its event and never changed / 占用项目随事件登记，不可更改'); END;

CREATE TRIGGER freeze_insert BEFORE INSERT ON freeze
WHEN NEW.freeze_no IS NOT (SELECT coalesce(max(freeze_no), 0) + 1 FROM freeze)
    OR EXISTS (SELECT 1 FROM freeze WHERE freeze_uid = NEW.freeze_uid OR event_no = NEW.event_no)
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.freeze_uid AND from_state = ''
            AND instr(facts, '"need_dm2":' || NEW.need_dm2 || ',') > 0
            AND instr(facts, '"county_dm2":' || NEW.county_dm2 || ',') > 0
            AND instr(facts, '"city_dm2":' || NEW.city_dm2 || ',') > 0
    )
BEGIN SELECT RAISE(ABORT, 'FREEZE_LOCKED: a freeze is registered with its event and never changed / 冻结随事件登记，不可更改'); END;
CREATE TRIGGER freeze_update BEFORE UPDATE ON freeze
BEGIN SELECT RAISE(ABORT, 'FREEZE_LOCKED: a freeze is registered with its event and never changed / 冻结随事件登记，不可更改'); END;
CREATE TRIGGER freeze_delete BEFORE DELETE ON freeze
BEGIN SELECT RAISE(ABORT, 'FREEZE_LOCKED: a freeze is registered with its event and never changed / 冻结随事件登记，不可更改'); END;

CREATE TRIGGER freeze_exit_insert BEFORE INSERT ON freeze_exit
WHEN NEW.exit_no IS NOT (SELECT coalesce(max(exit_no), 0) + 1 FROM freeze_exit)
    OR EXISTS (SELECT 1 FROM freeze_exit WHERE event_no = NEW.event_no OR txn_uid = NEW.txn_uid)
    OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid)
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.freeze_uid AND from_state <> '' AND action = NEW.mode
            AND instr(facts, '"county_dm2":' || NEW.county_dm2 || ',') > 0
            AND instr(facts, '"city_dm2":' || NEW.city_dm2 || ',') > 0
            AND instr(facts, '"uncovered_dm2":' || NEW.uncovered_dm2 || '}') > 0
    )
BEGIN SELECT RAISE(ABORT, 'FREEZE_LOCKED: a freeze ends by its event only / 冻结只能随事件解除'); END;
CREATE TRIGGER freeze_exit_over BEFORE INSERT ON freeze_exit
WHEN EXISTS (
    SELECT 1 FROM freeze f
    WHERE f.freeze_uid = NEW.freeze_uid AND (
        NEW.county_dm2 + coalesce((SELECT sum(county_dm2) FROM freeze_exit WHERE freeze_uid = f.freeze_uid), 0) > f.county_dm2
        OR NEW.city_dm2 + coalesce((SELECT sum(city_dm2) FROM freeze_exit WHERE freeze_uid = f.freeze_uid), 0) > f.city_dm2
        OR NEW.uncovered_dm2 + coalesce((SELECT sum(uncovered_dm2) FROM freeze_exit WHERE freeze_uid = f.freeze_uid), 0)
            > f.uncovered_dm2
    )
)
BEGIN SELECT RAISE(ABORT, 'FREEZE_OVER: more than is still frozen / 解除数量超过尚在冻结的数量'); END;
CREATE TRIGGER freeze_exit_update BEFORE UPDATE ON freeze_exit
BEGIN SELECT RAISE(ABORT, 'FREEZE_LOCKED: a freeze ends by its event only / 冻结只能随事件解除'); END;
CREATE TRIGGER freeze_exit_delete BEFORE DELETE ON freeze_exit
BEGIN SELECT RAISE(ABORT, 'FREEZE_LOCKED: a freeze ends by its event only / 冻结只能随事件解除'); END;

CREATE TRIGGER cap_insert BEFORE INSERT ON cap
WHEN NEW.cap_no IS NOT (SELECT coalesce(max(cap_no), 0) + 1 FROM cap)
    OR EXISTS (SELECT 1 FROM cap WHERE cap_uid = NEW.cap_uid OR event_no = NEW.event_no)
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.cap_uid AND from_state = ''
            AND instr(facts, '"cap_dm2":' || NEW.cap_dm2 || ',') > 0
            AND instr(facts, '"holder":"' || NEW.holder || '"') > 0
            AND instr(facts, '"parent":"' || NEW.parent || '"') > 0
            AND instr(facts, '"year":' || NEW.year || '}') > 0
    )
BEGIN SELECT RAISE(ABORT, 'CAP_LOCKED: a control scale is recorded with its event and never changed / 管控规模随事件登记，不可更改'); END;
CREATE TRIGGER cap_over_parent BEFORE INSERT ON cap
WHEN NEW.cap_dm2 + coalesce((
        SELECT sum(cap_dm2) FROM cap_in_force
        WHERE system = NEW.system AND year = NEW.year AND parent = NEW.parent AND holder <> NEW.holder
    ), 0) > (
        SELECT cap_dm2 FROM cap_in_force WHERE system = NEW.system AND year = NEW.year AND holder = NEW.parent
    )
    OR NEW.cap_dm2 < (
        SELECT sum(cap_dm2) FROM cap_in_force WHERE system = NEW.system AND year = NEW.year AND parent = NEW.holder
    )
    OR (NEW.parent <> '' AND NOT EXISTS (
        SELECT 1 FROM cap_in_force WHERE system = NEW.system AND year = NEW.year AND holder = NEW.parent
    ))
BEGIN SELECT RAISE(ABORT, 'CAP_OVER: the parts would exceed the whole, or the whole is not recorded / 各县规模之和超过市级规模，或市级规模未登记'); END;
CREATE TRIGGER cap_update BEFORE UPDATE ON cap
BEGIN SELECT RAISE(ABORT, 'CAP_LOCKED: a control scale is recorded with its event and never changed / 管控规模随事件登记，不可更改'); END;
CREATE TRIGGER cap_delete BEFORE DELETE ON cap
BEGIN SELECT RAISE(ABORT, 'CAP_LOCKED: a control scale is recorded with its event and never changed / 管控规模随事件登记，不可更改'); END;
