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
