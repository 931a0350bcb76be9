-- Migration 4: the ledger (台账): lots, postings and what they add up to. Frozen once released.
--
-- Double entry. The entries of a posting are written first; its row in txn closes them, and the triggers on txn ask all
-- that a posting has to keep, book it into account and holding, and let nothing be added to it afterwards. Its event
-- (subject of kind POSTING) comes before both and spells the entries out, so the hash chain covers every amount.
-- account and holding are sums that only a posting changes; each row names the posting that changed it last.

CREATE TABLE lot (
    lot_no bigint PRIMARY KEY,
    lot_uid text COLLATE "C" NOT NULL UNIQUE
        CONSTRAINT lot_uid_form CHECK (lot_uid ~ ('^[0-9]{6}-' || system || '-L[0-9]')),
    system text COLLATE "C" NOT NULL CONSTRAINT lot_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    holder text COLLATE "C" NOT NULL CONSTRAINT lot_holder CHECK (holder ~ '^[0-9]{6}$'),
    parcel_uid text COLLATE "C" REFERENCES parcel (parcel_uid),
    from_lot text COLLATE "C" REFERENCES lot (lot_uid),
    legacy bigint NOT NULL CONSTRAINT lot_legacy CHECK (legacy IN (0, 1)),
    fifo_seq bigint NOT NULL CONSTRAINT lot_fifo_seq CHECK (fifo_seq BETWEEN 1 AND 999999999),
    queue bigint NOT NULL,
    amount_dm2 bigint NOT NULL CONSTRAINT lot_amount CHECK (amount_dm2 BETWEEN 1 AND 1000000000000000),
    paddy_dm2 bigint NOT NULL
        CONSTRAINT lot_paddy CHECK (paddy_dm2 BETWEEN 0 AND amount_dm2),
    grade double precision CONSTRAINT lot_grade CHECK (grade IS NULL OR (grade BETWEEN 1 AND 15)),
    grade_scheme text COLLATE "C" NOT NULL,
    admitted_on text COLLATE "C" NOT NULL
        CONSTRAINT lot_admitted_on CHECK (admitted_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    usable_from text COLLATE "C" NOT NULL
        CONSTRAINT lot_usable_from CHECK (usable_from ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND usable_from >= admitted_on),
    expires_on text COLLATE "C"
        CONSTRAINT lot_expires_on CHECK (
            expires_on IS NULL OR (expires_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' AND expires_on >= admitted_on)
        ),
    title text COLLATE "C" NOT NULL,
    txn_uid text COLLATE "C" NOT NULL,
    CONSTRAINT lot_grade_scheme CHECK ((grade IS NULL) = (grade_scheme = '')),
    CONSTRAINT lot_origin CHECK (num_nonnulls(parcel_uid, from_lot) + legacy <= 1),
    CONSTRAINT lot_queue CHECK (queue = fifo_seq + CASE legacy WHEN 1 THEN 0 ELSE 1000000000 END),
    UNIQUE (system, holder, fifo_seq),
    UNIQUE (system, holder, queue)
);

CREATE INDEX lot_of_parcel ON lot (parcel_uid);
CREATE INDEX lot_of_origin ON lot (from_lot);
CREATE INDEX lot_of_txn ON lot (txn_uid);
CREATE INDEX lot_of_year ON lot (system, holder, admitted_on, amount_dm2);

CREATE TABLE txn (
    txn_no bigint PRIMARY KEY,
    txn_uid text COLLATE "C" NOT NULL UNIQUE
        CONSTRAINT txn_uid_form CHECK (txn_uid ~ ('^[0-9]{6}-' || system || '-T[0-9]')),
    system text COLLATE "C" NOT NULL CONSTRAINT txn_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    kind text COLLATE "C" NOT NULL
        CONSTRAINT txn_kind CHECK (
            kind IN (
                'ADMIT', 'ISSUE', 'LINK', 'RELEASE', 'WRITEOFF', 'RELINK', 'FREEZE', 'LIFT', 'CONVERT', 'DEDUCT',
                'OFFSET', 'VOID', 'CARRY', 'TRANSFER', 'CORRECT', 'OPENING'
            )
        ),
    occurred_on text COLLATE "C" NOT NULL
        CONSTRAINT txn_occurred_on CHECK (occurred_on ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    doc_no text COLLATE "C" NOT NULL,
    clause text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    ref text COLLATE "C" NOT NULL,
    reverses text COLLATE "C" UNIQUE REFERENCES txn (txn_uid)
        CONSTRAINT txn_reverses CHECK ((kind = 'CORRECT') = (reverses IS NOT NULL)),
    event_no bigint NOT NULL UNIQUE REFERENCES event (event_no)
);
CREATE INDEX txn_of_day ON txn (system, occurred_on);
CREATE INDEX txn_of_ref ON txn (system, ref) WHERE ref <> '';

CREATE TABLE entry (
    entry_no bigint PRIMARY KEY,
    txn_uid text COLLATE "C" NOT NULL REFERENCES txn (txn_uid) DEFERRABLE INITIALLY DEFERRED,
    ord bigint NOT NULL CONSTRAINT entry_ord CHECK (ord >= 1),
    holder text COLLATE "C" NOT NULL CONSTRAINT entry_holder CHECK (holder ~ '^[0-9]{6}$'),
    indicator text COLLATE "C" NOT NULL CONSTRAINT entry_indicator CHECK (indicator IN ('AREA', 'PADDY')),
    bucket text COLLATE "C" NOT NULL
        CONSTRAINT entry_bucket CHECK (
            bucket IN ('SOURCE', 'OUTSIDE', 'AVAILABLE', 'LINKED', 'FROZEN', 'USED', 'DEDUCTED', 'VOID', 'LIABILITY')
        ),
    year bigint NOT NULL CONSTRAINT entry_year CHECK (year BETWEEN 1900 AND 2999),
    lot_uid text COLLATE "C" NOT NULL,
    ref text COLLATE "C" NOT NULL
        CONSTRAINT entry_ref CHECK (
            strpos(ref, '"') = 0 AND strpos(ref, '\') = 0 AND strpos(ref, '|') = 0
            AND ref !~ '[\x01-\x1f]'
        ),
    amount_dm2 bigint NOT NULL CONSTRAINT entry_amount CHECK (
        amount_dm2 <> 0 AND abs(amount_dm2) <= 1000000000000000
    ),
    CONSTRAINT entry_of_bucket CHECK (
        CASE bucket
            WHEN 'AVAILABLE' THEN ref = ''
            WHEN 'LINKED' THEN lot_uid <> '' AND ref <> ''
            WHEN 'USED' THEN lot_uid <> '' AND ref <> ''
            WHEN 'FROZEN' THEN lot_uid = '' AND ref <> '' AND indicator = 'AREA'
            WHEN 'VOID' THEN lot_uid <> ''
            WHEN 'DEDUCTED' THEN true
            ELSE lot_uid = '' AND ref = ''
        END
    ),
    UNIQUE (txn_uid, ord),
    UNIQUE (txn_uid, lot_uid, bucket, indicator, holder, ref, year)
);

ALTER TABLE lot ADD FOREIGN KEY (txn_uid) REFERENCES txn (txn_uid) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX entry_of_lot ON entry (lot_uid) WHERE lot_uid <> '';

CREATE TABLE account (
    account_no bigint PRIMARY KEY,
    system text COLLATE "C" NOT NULL,
    holder text COLLATE "C" NOT NULL,
    indicator text COLLATE "C" NOT NULL,
    bucket text COLLATE "C" NOT NULL,
    balance_dm2 bigint NOT NULL,
    last_txn bigint NOT NULL,
    CONSTRAINT account_not_negative CHECK (
        CASE bucket WHEN 'SOURCE' THEN true WHEN 'OUTSIDE' THEN true WHEN 'LIABILITY' THEN balance_dm2 <= 0 ELSE balance_dm2 >= 0 END
    ),
    UNIQUE (system, holder, indicator, bucket)
);

CREATE TABLE holding (
    holding_no bigint PRIMARY KEY,
    system text COLLATE "C" NOT NULL,
    holder text COLLATE "C" NOT NULL,
    indicator text COLLATE "C" NOT NULL,
    bucket text COLLATE "C" NOT NULL,
    lot_uid text COLLATE "C" NOT NULL,
    ref text COLLATE "C" NOT NULL,
    year bigint NOT NULL,
    balance_dm2 bigint NOT NULL,
    last_txn bigint NOT NULL,
    CONSTRAINT holding_not_negative CHECK (
        CASE
            WHEN bucket IN ('SOURCE', 'OUTSIDE', 'LIABILITY') THEN true
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
    rule_no bigint PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    bucket text COLLATE "C" NOT NULL,
    sign bigint NOT NULL,
    with_lot bigint NOT NULL,
    UNIQUE (kind, bucket, sign, with_lot)
);

INSERT INTO posting_rule (rule_no, kind, bucket, sign, with_lot)
SELECT row_number() OVER (), given.* FROM (VALUES
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
    ('TRANSFER', 'OUTSIDE', 1, 0)
) given (kind, bucket, sign, with_lot);

CREATE TABLE occupation (
    occupation_no bigint PRIMARY KEY,
    occupation_uid text COLLATE "C" NOT NULL UNIQUE
        CONSTRAINT occupation_uid_form CHECK (occupation_uid ~ ('^[0-9]{6}-' || system || '-K[0-9]')),
    system text COLLATE "C" NOT NULL CONSTRAINT occupation_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    holder text COLLATE "C" NOT NULL CONSTRAINT occupation_holder CHECK (holder ~ '^[0-9]{6}$'),
    project_no text COLLATE "C" NOT NULL CONSTRAINT occupation_project CHECK (length(trim(project_no)) > 0),
    round bigint NOT NULL CONSTRAINT occupation_round CHECK (round >= 1),
    name text COLLATE "C" NOT NULL,
    level text COLLATE "C" NOT NULL,
    area_dm2 bigint NOT NULL CONSTRAINT occupation_area CHECK (area_dm2 BETWEEN 1 AND 1000000000000000),
    paddy_dm2 bigint NOT NULL
        CONSTRAINT occupation_paddy CHECK (paddy_dm2 BETWEEN 0 AND area_dm2),
    grade double precision CONSTRAINT occupation_grade CHECK (grade IS NULL OR (grade BETWEEN 1 AND 15)),
    grade_scheme text COLLATE "C" NOT NULL,
    matter_uid text COLLATE "C" REFERENCES matter (matter_uid),
    event_no bigint NOT NULL UNIQUE REFERENCES event (event_no),
    CONSTRAINT occupation_grade_scheme CHECK ((grade IS NULL) = (grade_scheme = '')),
    UNIQUE (system, project_no, round)
);
CREATE INDEX occupation_of_matter ON occupation (matter_uid);

CREATE TABLE "freeze" (
    freeze_no bigint PRIMARY KEY,
    freeze_uid text COLLATE "C" NOT NULL UNIQUE
        CONSTRAINT freeze_uid_form CHECK (freeze_uid ~ ('^[0-9]{6}-' || system || '-F[0-9]')),
    system text COLLATE "C" NOT NULL CONSTRAINT freeze_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    holder text COLLATE "C" NOT NULL CONSTRAINT freeze_holder CHECK (holder ~ '^[0-9]{6}$'),
    reason text COLLATE "C" NOT NULL CONSTRAINT freeze_reason CHECK (length(reason) > 0),
    need_dm2 bigint NOT NULL CONSTRAINT freeze_need CHECK (need_dm2 BETWEEN 1 AND 1000000000000000),
    county_dm2 bigint NOT NULL CONSTRAINT freeze_county CHECK (county_dm2 >= 0),
    city_dm2 bigint NOT NULL CONSTRAINT freeze_city CHECK (city_dm2 >= 0),
    uncovered_dm2 bigint NOT NULL CONSTRAINT freeze_uncovered CHECK (uncovered_dm2 >= 0),
    due text COLLATE "C" CONSTRAINT freeze_due CHECK (due IS NULL OR due ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    event_no bigint NOT NULL UNIQUE REFERENCES event (event_no),
    CONSTRAINT freeze_parts CHECK (need_dm2 = county_dm2 + city_dm2 + uncovered_dm2)
);

CREATE TABLE freeze_exit (
    exit_no bigint PRIMARY KEY,
    freeze_uid text COLLATE "C" NOT NULL REFERENCES "freeze" (freeze_uid),
    mode text COLLATE "C" NOT NULL CONSTRAINT freeze_exit_mode CHECK (mode IN ('LIFT', 'CONVERT', 'DEDUCT')),
    county_dm2 bigint NOT NULL CONSTRAINT freeze_exit_county CHECK (county_dm2 >= 0),
    city_dm2 bigint NOT NULL CONSTRAINT freeze_exit_city CHECK (city_dm2 >= 0),
    uncovered_dm2 bigint NOT NULL
        CONSTRAINT freeze_exit_uncovered CHECK (uncovered_dm2 >= 0),
    txn_uid text COLLATE "C" UNIQUE REFERENCES txn (txn_uid) DEFERRABLE INITIALLY DEFERRED,
    event_no bigint NOT NULL UNIQUE REFERENCES event (event_no),
    CONSTRAINT freeze_exit_something CHECK (county_dm2 + city_dm2 + uncovered_dm2 > 0),
    CONSTRAINT freeze_exit_posted CHECK ((county_dm2 > 0) = (txn_uid IS NOT NULL))
);
CREATE INDEX freeze_exit_of ON freeze_exit (freeze_uid);

CREATE TABLE cap (
    cap_no bigint PRIMARY KEY,
    cap_uid text COLLATE "C" NOT NULL UNIQUE
        CONSTRAINT cap_uid_form CHECK (cap_uid ~ ('^[0-9]{6}-' || system || '-C[0-9]')),
    system text COLLATE "C" NOT NULL CONSTRAINT cap_system CHECK (system IN ('FOREST', 'INOUT', 'CROP')),
    holder text COLLATE "C" NOT NULL CONSTRAINT cap_holder CHECK (holder ~ '^[0-9]{6}$'),
    parent text COLLATE "C" NOT NULL
        CONSTRAINT cap_parent CHECK (parent <> holder AND (parent = '' OR parent ~ '^[0-9]{6}$')),
    year bigint NOT NULL CONSTRAINT cap_year CHECK (year BETWEEN 1900 AND 2999),
    cap_dm2 bigint NOT NULL CONSTRAINT cap_amount CHECK (cap_dm2 BETWEEN 0 AND 1000000000000000),
    doc_no text COLLATE "C" NOT NULL CONSTRAINT cap_doc_no CHECK (length(trim(doc_no)) > 0),
    event_no bigint NOT NULL UNIQUE REFERENCES event (event_no)
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
    CASE WHEN EXISTS (SELECT 1 FROM txn r WHERE r.reverses = l.txn_uid) THEN 0 ELSE greatest(0, l.amount_dm2 - coalesce((
        SELECT sum(h.balance_dm2) FROM holding h
        WHERE h.lot_uid = l.lot_uid AND h.bucket = 'DEDUCTED' AND h.indicator = 'AREA'
    ), 0)) END AS standing_dm2
FROM lot l;

ALTER TABLE subject ADD COLUMN txn_uid text COLLATE "C" REFERENCES txn (txn_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_txn CHECK (txn_uid IS NOT DISTINCT FROM CASE kind WHEN 'POSTING' THEN uid END);

ALTER TABLE subject ADD COLUMN occupation_uid text COLLATE "C" REFERENCES occupation (occupation_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_occupation CHECK (occupation_uid IS NOT DISTINCT FROM CASE kind WHEN 'OCCUPATION' THEN uid END);

ALTER TABLE subject ADD COLUMN freeze_uid text COLLATE "C" REFERENCES "freeze" (freeze_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_freeze CHECK (freeze_uid IS NOT DISTINCT FROM CASE kind WHEN 'FREEZE' THEN uid END);

ALTER TABLE subject ADD COLUMN cap_uid text COLLATE "C" REFERENCES cap (cap_uid) DEFERRABLE INITIALLY DEFERRED
    CONSTRAINT subject_cap CHECK (cap_uid IS NOT DISTINCT FROM CASE kind WHEN 'CAP' THEN uid END);

-- As in a file.
CREATE INDEX subject_of_txn ON subject (txn_uid);
CREATE INDEX subject_of_occupation ON subject (occupation_uid);
CREATE INDEX subject_of_freeze ON subject (freeze_uid);
CREATE INDEX subject_of_cap ON subject (cap_uid);
