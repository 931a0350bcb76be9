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
    WHERE NEW.kind IN ('LINK', 'RELINK', 'CORRECT') AND EXISTS (
        SELECT 1 FROM holding h
        JOIN occupation o ON o.system = h.system AND o.project_no = h.ref
            AND o.round = (SELECT max(round) FROM occupation WHERE system = h.system AND project_no = h.ref)
        WHERE h.system = NEW.system AND h.ref = NEW.ref AND h.bucket IN ('LINKED', 'USED')
        GROUP BY h.indicator
        HAVING sum(h.balance_dm2) > max(CASE h.indicator WHEN 'AREA' THEN o.area_dm2 ELSE o.paddy_dm2 END)
            + CASE WHEN NEW.kind <> 'LINK' AND EXISTS (
                SELECT 1 FROM txn WHERE system = NEW.system AND ref = NEW.ref AND kind = 'RELINK'
            ) THEN 100 ELSE 0 END
    );
    SELECT RAISE(ABORT, 'RESTORED_TWICE: the parcel of this lot was admitted anew since / 该图斑其后已重新入账，原扣减不得冲正')
    WHERE NEW.kind = 'CORRECT' AND EXISTS (
        SELECT 1 FROM entry e JOIN lot l ON l.lot_uid = e.lot_uid
        WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'DEDUCTED' AND e.amount_dm2 < 0 AND l.parcel_uid IS NOT NULL AND (
            EXISTS (
                SELECT 1 FROM lot_standing s
                WHERE s.parcel_uid = l.parcel_uid AND s.holder = l.holder AND s.lot_uid <> l.lot_uid
                    AND s.standing_dm2 > 0
            ) OR (SELECT sum(standing_dm2) FROM lot_standing WHERE parcel_uid = l.parcel_uid)
                > (SELECT min(area_dm2, coalesce(survey_dm2, area_dm2)) FROM parcel WHERE parcel_uid = l.parcel_uid)
        )
    );
    SELECT RAISE(ABORT, 'OVER_CAP: more than the control scale of the year / 超过当年占用管控规模')
    WHERE NEW.kind IN ('ADMIT', 'CORRECT') AND EXISTS (
        SELECT 1 FROM cap_in_force c
        WHERE c.system = NEW.system AND EXISTS (
            SELECT 1 FROM lot
            WHERE holder = c.holder AND admitted_on BETWEEN c.year || '-01-01' AND c.year || '-12-31'
                AND lot_uid IN (
                    SELECT lot_uid FROM lot WHERE NEW.kind = 'ADMIT' AND txn_uid = NEW.txn_uid
                    UNION ALL
                    SELECT lot_uid FROM entry
                    WHERE NEW.kind = 'CORRECT' AND txn_uid = NEW.txn_uid AND bucket = 'DEDUCTED' AND indicator = 'AREA'
                        AND amount_dm2 < 0
                )
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
