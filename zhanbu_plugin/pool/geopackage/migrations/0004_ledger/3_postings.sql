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
