-- What lots, entries and postings have to keep.

-- A posting opens lots: of parcels that stand in the state that its event names, for no more than the parcel has.

CREATE FUNCTION lot_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF NEW.parcel_uid IS NOT NULL AND (
        NEW.system IS DISTINCT FROM (SELECT system FROM parcel WHERE parcel_uid = NEW.parcel_uid AND is_active = 1)
        OR NEW.amount_dm2
            + coalesce((SELECT sum(standing_dm2) FROM lot_standing WHERE parcel_uid = NEW.parcel_uid), 0)
            > (SELECT least(area_dm2, coalesce(survey_dm2, area_dm2)) FROM parcel WHERE parcel_uid = NEW.parcel_uid)
    )
    THEN
        RAISE EXCEPTION 'LOT_OVER_PARCEL: more than the parcel has, or the parcel is not in this pool / 入账面积超过图斑面积，或图斑不在库';
    END IF;
    IF NEW.parcel_uid IS NOT NULL AND EXISTS (
        SELECT 1 FROM lot_standing
        WHERE parcel_uid = NEW.parcel_uid AND holder = NEW.holder AND standing_dm2 > 0
    )
    THEN
        RAISE EXCEPTION 'LOT_TWICE: this parcel has its lot already / 该图斑的指标已入账，不得重复';
    END IF;
    IF NEW.lot_no IS DISTINCT FROM (SELECT coalesce(max(lot_no), 0) + 1 FROM lot)
        OR EXISTS (SELECT 1 FROM lot WHERE lot_uid = NEW.lot_uid)
        OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid)
        OR NEW.fifo_seq IS DISTINCT FROM (
            SELECT coalesce(max(fifo_seq), 0) + 1 FROM lot WHERE system = NEW.system AND holder = NEW.holder
        )
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE subject_uid = NEW.txn_uid AND from_state = '' AND action IN ('ADMIT', 'ISSUE', 'OPENING', 'TRANSFER')
                AND (action IN ('ADMIT', 'ISSUE')) = (NEW.parcel_uid IS NOT NULL) AND (action = 'OPENING') = (NEW.legacy = 1)
                AND strpos(
                    facts,
                    '"' || NEW.lot_uid || '|' || NEW.holder || '|' || coalesce(NEW.parcel_uid, NEW.from_lot, '') || '|'
                        || coalesce((SELECT state FROM parcel WHERE parcel_uid = NEW.parcel_uid), '') || '|'
                        || NEW.amount_dm2 || '|' || NEW.paddy_dm2 || '|'
                ) > 0
        )
    THEN
        RAISE EXCEPTION 'LOT_WITHOUT_POSTING: a lot is opened by its posting only, next in the queue / 指标批次只能随记账产生，并依次排号';
    END IF;
    RETURN NEW;
END
$body$;

-- Entries come between the event of their posting and its row in txn.

CREATE FUNCTION entry_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.entry_no := coalesce(NEW.entry_no, (SELECT coalesce(max(entry_no), 0) + 1 FROM entry));
    IF NEW.lot_uid <> '' AND NEW.holder IS DISTINCT FROM (SELECT holder FROM lot WHERE lot_uid = NEW.lot_uid) THEN
        RAISE EXCEPTION 'ENTRY_LOT: there is no such lot of this holder / 该持有单位没有此指标批次';
    END IF;
    IF EXISTS (SELECT 1 FROM entry WHERE entry_no = NEW.entry_no)
        OR NEW.ord IS DISTINCT FROM (SELECT coalesce(max(ord), 0) + 1 FROM entry WHERE txn_uid = NEW.txn_uid)
        OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid)
        OR NOT EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.txn_uid AND from_state = '')
    THEN
        RAISE EXCEPTION 'ENTRY_LOCKED: entries come with their posting and are never added later / 分录随记账一次写入，不可补加';
    END IF;
    RETURN NEW;
END
$body$;

-- What a posting has to keep.

CREATE FUNCTION txn_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF NEW.kind <> 'CORRECT' AND EXISTS (
        SELECT 1 FROM entry e
        WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'FROZEN' AND NOT EXISTS (
            SELECT 1 FROM "freeze" f LEFT JOIN freeze_exit x ON x.freeze_uid = f.freeze_uid AND x.txn_uid = NEW.txn_uid
            WHERE f.freeze_uid = e.ref AND f.system = NEW.system AND f.holder = e.holder
                AND e.amount_dm2 = CASE NEW.kind WHEN 'FREEZE' THEN f.county_dm2 ELSE -x.county_dm2 END
                AND coalesce(x.mode, 'FREEZE') = NEW.kind
        )
    )
    THEN
        RAISE EXCEPTION 'FREEZE_UNKNOWN: no freeze of this number takes or gives back this amount / 没有与该金额相符的冻结或解冻登记';
    END IF;
    IF NEW.kind = 'LINK'
        AND NOT EXISTS (SELECT 1 FROM occupation WHERE system = NEW.system AND project_no = NEW.ref)
    THEN
        RAISE EXCEPTION 'OCCUPATION_UNKNOWN: amounts are linked to a project on file only / 只能挂钩已登记的占用项目';
    END IF;
    IF NEW.kind = 'CORRECT' AND (
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
    THEN
        RAISE EXCEPTION 'TXN_MIRROR: a correction mirrors one earlier posting, that of no freeze / 冲正须与原记账逐笔相反，冻结类记账不得冲正';
    END IF;
    IF NEW.kind IN ('LINK', 'CONVERT', 'RELINK') AND EXISTS (
        SELECT 1 FROM entry e JOIN lot l ON l.lot_uid = e.lot_uid
        WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'AVAILABLE' AND e.amount_dm2 < 0
            AND (l.usable_from > NEW.occurred_on OR l.expires_on < NEW.occurred_on)
    )
    THEN
        RAISE EXCEPTION 'NOT_YET_USABLE: the lot may not be used on that day / 该批次指标当日不可使用';
    END IF;
    IF EXISTS (
        SELECT 1 FROM lot l
        WHERE l.txn_uid = NEW.txn_uid AND (
            l.amount_dm2 IS DISTINCT FROM (
                SELECT sum(amount_dm2) FROM entry
                WHERE txn_uid = NEW.txn_uid AND lot_uid = l.lot_uid AND indicator = 'AREA' AND amount_dm2 > 0
            )
            OR l.paddy_dm2 IS DISTINCT FROM coalesce((
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
    THEN
        RAISE EXCEPTION 'TXN_LOT: a lot is opened once, with its whole amount / 指标批次只入账一次，且须全额入账';
    END IF;
    IF EXISTS (
        SELECT 1 FROM entry e JOIN lot l ON l.lot_uid = e.lot_uid WHERE e.txn_uid = NEW.txn_uid AND l.system <> NEW.system
    ) OR EXISTS (SELECT 1 FROM lot WHERE txn_uid = NEW.txn_uid AND system <> NEW.system)
    THEN
        RAISE EXCEPTION 'TXN_LOT: a lot of another system / 指标批次属于另一类业务';
    END IF;
    IF (
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
    THEN
        RAISE EXCEPTION 'TXN_LOT: what leaves a lot has to stay with it / 指标须在原批次内划转';
    END IF;
    IF NEW.kind <> 'VOID' AND EXISTS (
        SELECT 1 FROM entry WHERE txn_uid = NEW.txn_uid AND ref NOT IN ('', NEW.ref)
    )
    THEN
        RAISE EXCEPTION 'TXN_REF: an entry belongs to another project or freeze / 分录与本笔的项目或冻结编号不符';
    END IF;
    IF NEW.kind <> 'CORRECT' AND EXISTS (
        SELECT 1 FROM entry e
        WHERE e.txn_uid = NEW.txn_uid AND NOT EXISTS (
            SELECT 1 FROM posting_rule r
            WHERE r.kind = NEW.kind AND r.bucket = e.bucket AND r.sign = CASE WHEN e.amount_dm2 > 0 THEN 1 ELSE -1 END
                AND r.with_lot = CASE e.lot_uid WHEN '' THEN 0 ELSE 1 END
        )
    )
    THEN
        RAISE EXCEPTION 'TXN_MOVE: this kind of posting has no such entry / 该类记账不允许此分录';
    END IF;
    IF EXISTS (
        SELECT 1 FROM entry WHERE txn_uid = NEW.txn_uid
        GROUP BY CASE NEW.kind WHEN 'TRANSFER' THEN '' WHEN 'CORRECT' THEN '' ELSE holder END, indicator HAVING sum(amount_dm2) <> 0
    )
    THEN
        RAISE EXCEPTION 'TXN_UNBALANCED: the entries of a posting add up to nothing / 借贷不平：一笔记账的分录合计须为零';
    END IF;
    IF NEW.kind NOT IN ('ADMIT', 'ISSUE', 'OPENING')
        AND NEW.occurred_on < (SELECT max(occurred_on) FROM txn WHERE system = NEW.system)
    THEN
        RAISE EXCEPTION 'TXN_DATE: earlier than the last posting / 日期早于上一笔记账';
    END IF;
    IF NEW.txn_no IS DISTINCT FROM (SELECT coalesce(max(txn_no), 0) + 1 FROM txn)
        OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid OR event_no = NEW.event_no OR reverses = NEW.reverses)
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = NEW.event_no AND subject_uid = NEW.txn_uid AND from_state = '' AND action = NEW.kind
                AND occurred_on = NEW.occurred_on AND clause = NEW.clause AND role = NEW.role
                AND strpos(facts, '"ref":"' || NEW.ref || '"') > 0
                AND strpos(facts, '"reverses":"' || coalesce(NEW.reverses, '') || '"') > 0
                AND strpos(
                    facts,
                    '"entries":["' || (
                        SELECT string_agg(line, '","' ORDER BY ord) FROM (
                            SELECT holder || '|' || indicator || '|' || bucket || '|' || year || '|' || lot_uid || '|' || ref
                                || '|' || amount_dm2 AS line, ord
                            FROM entry WHERE txn_uid = NEW.txn_uid
                        ) lines
                    ) || '"]'
                ) > 0
        )
    THEN
        RAISE EXCEPTION 'TXN_WITHOUT_EVENT: a posting is what its event says, once / 记账须与其事件所载分录一致，且只记一次';
    END IF;
    RETURN NEW;
END
$body$;
