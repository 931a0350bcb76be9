-- Booking, the balances that follow from it, and what postings refer to.

CREATE FUNCTION txn_booked() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
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
    IF EXISTS (
        SELECT 1 FROM entry e JOIN "freeze" f ON f.freeze_uid = e.ref
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
    )
    THEN
        RAISE EXCEPTION 'FREEZE_BROKEN: what is frozen is what its freeze says, less what was lifted / 冻结余额须与冻结登记及解除数量相符';
    END IF;
    IF NEW.kind = 'DEDUCT' AND EXISTS (
        SELECT 1 FROM entry e JOIN account a
            ON a.system = NEW.system AND a.holder = e.holder AND a.indicator = e.indicator AND a.bucket = 'AVAILABLE'
        WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'LIABILITY' AND a.balance_dm2 > 0
    )
    THEN
        RAISE EXCEPTION 'DEBT: nothing is owed as long as something is available / 尚有可用指标时不得记欠账';
    END IF;
    IF NEW.kind IN ('LINK', 'CONVERT', 'RELINK') AND EXISTS (
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
    )
    THEN
        RAISE EXCEPTION 'FIFO: an earlier lot has to be used first / 须先进先出：应先使用排号在前的指标';
    END IF;
    IF NEW.kind = 'RELINK' AND abs((
        SELECT sum(amount_dm2) FROM entry
        WHERE txn_uid = NEW.txn_uid AND bucket IN ('USED', 'LINKED') AND indicator = 'AREA'
    )) > 100
    THEN
        RAISE EXCEPTION 'RELINK_UNEQUAL: what is linked anew differs from what was released by more than 0.0001 ha / 重新挂钩面积与释放面积相差超过0.0001公顷';
    END IF;
    IF NEW.kind IN ('LINK', 'RELINK', 'CORRECT') AND EXISTS (
        SELECT 1 FROM holding h
        JOIN occupation o ON o.system = h.system AND o.project_no = h.ref
            AND o.round = (SELECT max(round) FROM occupation WHERE system = h.system AND project_no = h.ref)
        WHERE h.system = NEW.system AND h.ref = NEW.ref AND h.bucket IN ('LINKED', 'USED')
        GROUP BY h.indicator
        HAVING sum(h.balance_dm2) > max(CASE h.indicator WHEN 'AREA' THEN o.area_dm2 ELSE o.paddy_dm2 END)
            + CASE WHEN NEW.kind <> 'LINK' AND EXISTS (
                SELECT 1 FROM txn WHERE system = NEW.system AND ref = NEW.ref AND kind = 'RELINK'
            ) THEN 100 ELSE 0 END
    )
    THEN
        RAISE EXCEPTION 'OVER_PROJECT: more than the project takes / 挂钩面积超过项目占用面积';
    END IF;
    IF NEW.kind = 'CORRECT' AND EXISTS (
        SELECT 1 FROM entry e JOIN lot l ON l.lot_uid = e.lot_uid
        WHERE e.txn_uid = NEW.txn_uid AND e.bucket = 'DEDUCTED' AND e.amount_dm2 < 0 AND l.parcel_uid IS NOT NULL AND (
            EXISTS (
                SELECT 1 FROM lot_standing s
                WHERE s.parcel_uid = l.parcel_uid AND s.holder = l.holder AND s.lot_uid <> l.lot_uid
                    AND s.standing_dm2 > 0
            ) OR (SELECT sum(standing_dm2) FROM lot_standing WHERE parcel_uid = l.parcel_uid)
                > (SELECT least(area_dm2, coalesce(survey_dm2, area_dm2)) FROM parcel WHERE parcel_uid = l.parcel_uid)
        )
    )
    THEN
        RAISE EXCEPTION 'RESTORED_TWICE: the parcel of this lot was admitted anew since / 该图斑其后已重新入账，原扣减不得冲正';
    END IF;
    IF NEW.kind IN ('ADMIT', 'CORRECT') AND EXISTS (
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
    )
    THEN
        RAISE EXCEPTION 'OVER_CAP: more than the control scale of the year / 超过当年占用管控规模';
    END IF;
    RETURN NULL;
END
$body$;

CREATE FUNCTION account_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.account_no := coalesce(NEW.account_no, (SELECT coalesce(max(account_no), 0) + 1 FROM account));
    IF (CASE NEW.bucket
        WHEN 'SOURCE' THEN false WHEN 'OUTSIDE' THEN false WHEN 'LIABILITY' THEN NEW.balance_dm2 > 0 ELSE NEW.balance_dm2 < 0
    END)
    THEN
        RAISE EXCEPTION 'INSUFFICIENT: more than the account holds / 账户余额不足';
    END IF;
    IF EXISTS (
        SELECT 1 FROM account
        WHERE account_no = NEW.account_no
            OR (system = NEW.system AND holder = NEW.holder AND indicator = NEW.indicator AND bucket = NEW.bucket)
    ) OR NEW.last_txn IS DISTINCT FROM (SELECT max(txn_no) FROM txn) OR NEW.balance_dm2 IS DISTINCT FROM (
        SELECT sum(e.amount_dm2) FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid
        WHERE t.txn_no = NEW.last_txn AND t.system = NEW.system AND e.holder = NEW.holder AND e.indicator = NEW.indicator
            AND e.bucket = NEW.bucket
    )
    THEN
        RAISE EXCEPTION 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION account_update() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF (CASE NEW.bucket
        WHEN 'SOURCE' THEN false WHEN 'OUTSIDE' THEN false WHEN 'LIABILITY' THEN NEW.balance_dm2 > 0 ELSE NEW.balance_dm2 < 0
    END)
    THEN
        RAISE EXCEPTION 'INSUFFICIENT: more than the account holds / 账户余额不足';
    END IF;
    IF NEW.account_no IS DISTINCT FROM OLD.account_no OR NEW.system IS DISTINCT FROM OLD.system OR NEW.holder IS DISTINCT FROM OLD.holder
        OR NEW.indicator IS DISTINCT FROM OLD.indicator OR NEW.bucket IS DISTINCT FROM OLD.bucket OR NEW.last_txn <= OLD.last_txn
        OR NEW.last_txn IS DISTINCT FROM (SELECT max(txn_no) FROM txn) OR NEW.balance_dm2 - OLD.balance_dm2 IS DISTINCT FROM (
            SELECT sum(e.amount_dm2) FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid
            WHERE t.txn_no = NEW.last_txn AND t.system = NEW.system AND e.holder = NEW.holder AND e.indicator = NEW.indicator
                AND e.bucket = NEW.bucket
        )
    THEN
        RAISE EXCEPTION 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION holding_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.holding_no := coalesce(NEW.holding_no, (SELECT coalesce(max(holding_no), 0) + 1 FROM holding));
    IF (CASE
        WHEN NEW.bucket IN ('SOURCE', 'OUTSIDE', 'LIABILITY') THEN false
        WHEN NEW.bucket = 'AVAILABLE' AND NEW.lot_uid = '' THEN NEW.balance_dm2 > 0
        ELSE NEW.balance_dm2 < 0
    END)
    THEN
        RAISE EXCEPTION 'INSUFFICIENT: more than the lot, project or freeze holds / 该批次、项目或冻结的余额不足';
    END IF;
    IF EXISTS (
        SELECT 1 FROM holding
        WHERE holding_no = NEW.holding_no OR (
            lot_uid = NEW.lot_uid AND bucket = NEW.bucket AND indicator = NEW.indicator AND holder = NEW.holder
            AND ref = NEW.ref AND year = NEW.year AND system = NEW.system
        )
    ) OR NEW.last_txn IS DISTINCT FROM (SELECT max(txn_no) FROM txn) OR NEW.balance_dm2 IS DISTINCT FROM (
        SELECT e.amount_dm2 FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid
        WHERE t.txn_no = NEW.last_txn AND t.system = NEW.system AND e.lot_uid = NEW.lot_uid AND e.bucket = NEW.bucket
            AND e.indicator = NEW.indicator AND e.holder = NEW.holder AND e.ref = NEW.ref AND e.year = NEW.year
    )
    THEN
        RAISE EXCEPTION 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION holding_update() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF (CASE
        WHEN NEW.bucket IN ('SOURCE', 'OUTSIDE', 'LIABILITY') THEN false
        WHEN NEW.bucket = 'AVAILABLE' AND NEW.lot_uid = '' THEN NEW.balance_dm2 > 0
        ELSE NEW.balance_dm2 < 0
    END)
    THEN
        RAISE EXCEPTION 'INSUFFICIENT: more than the lot, project or freeze holds / 该批次、项目或冻结的余额不足';
    END IF;
    IF NEW.holding_no IS DISTINCT FROM OLD.holding_no OR NEW.system IS DISTINCT FROM OLD.system OR NEW.holder IS DISTINCT FROM OLD.holder
        OR NEW.indicator IS DISTINCT FROM OLD.indicator OR NEW.bucket IS DISTINCT FROM OLD.bucket OR NEW.lot_uid IS DISTINCT FROM OLD.lot_uid
        OR NEW.ref IS DISTINCT FROM OLD.ref OR NEW.year IS DISTINCT FROM OLD.year OR NEW.last_txn <= OLD.last_txn
        OR NEW.last_txn IS DISTINCT FROM (SELECT max(txn_no) FROM txn) OR NEW.balance_dm2 - OLD.balance_dm2 IS DISTINCT FROM (
            SELECT e.amount_dm2 FROM txn t JOIN entry e ON e.txn_uid = t.txn_uid
            WHERE t.txn_no = NEW.last_txn AND t.system = NEW.system AND e.lot_uid = NEW.lot_uid AND e.bucket = NEW.bucket
                AND e.indicator = NEW.indicator AND e.holder = NEW.holder AND e.ref = NEW.ref AND e.year = NEW.year
        )
    THEN
        RAISE EXCEPTION 'BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生';
    END IF;
    RETURN NEW;
END
$body$;

-- A project may come up again once nothing is linked to it and nothing was written off for it.

CREATE FUNCTION occupation_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF EXISTS (
        SELECT 1 FROM holding
        WHERE system = NEW.system AND ref = NEW.project_no AND bucket IN ('LINKED', 'USED') AND balance_dm2 > 0
    )
    THEN
        RAISE EXCEPTION 'OCCUPATION_OPEN: the project has linked or used amounts already / 该项目已有挂钩或核销的指标';
    END IF;
    IF NEW.occupation_no IS DISTINCT FROM (SELECT coalesce(max(occupation_no), 0) + 1 FROM occupation)
        OR EXISTS (SELECT 1 FROM occupation WHERE occupation_uid = NEW.occupation_uid OR event_no = NEW.event_no)
        OR NEW.round IS DISTINCT FROM (
            SELECT coalesce(max(round), 0) + 1 FROM occupation WHERE system = NEW.system AND project_no = NEW.project_no
        )
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = NEW.event_no AND subject_uid = NEW.occupation_uid AND from_state = ''
                AND strpos(facts, '"project_no":"' || NEW.project_no || '"') > 0
                AND strpos(facts, '"area_dm2":' || NEW.area_dm2 || ',') > 0
                AND strpos(facts, '"paddy_dm2":' || NEW.paddy_dm2 || ',') > 0
        )
    THEN
        RAISE EXCEPTION 'OCCUPATION_LOCKED: a project is registered with its event and never changed / 占用项目随事件登记，不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION freeze_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF NEW.freeze_no IS DISTINCT FROM (SELECT coalesce(max(freeze_no), 0) + 1 FROM "freeze")
        OR EXISTS (SELECT 1 FROM "freeze" WHERE freeze_uid = NEW.freeze_uid OR event_no = NEW.event_no)
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = NEW.event_no AND subject_uid = NEW.freeze_uid AND from_state = ''
                AND strpos(facts, '"need_dm2":' || NEW.need_dm2 || ',') > 0
                AND strpos(facts, '"county_dm2":' || NEW.county_dm2 || ',') > 0
                AND strpos(facts, '"city_dm2":' || NEW.city_dm2 || ',') > 0
        )
    THEN
        RAISE EXCEPTION 'FREEZE_LOCKED: a freeze is registered with its event and never changed / 冻结随事件登记，不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION freeze_exit_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF EXISTS (
        SELECT 1 FROM "freeze" f
        WHERE f.freeze_uid = NEW.freeze_uid AND (
            NEW.county_dm2 + coalesce((SELECT sum(county_dm2) FROM freeze_exit WHERE freeze_uid = f.freeze_uid), 0) > f.county_dm2
            OR NEW.city_dm2 + coalesce((SELECT sum(city_dm2) FROM freeze_exit WHERE freeze_uid = f.freeze_uid), 0) > f.city_dm2
            OR NEW.uncovered_dm2 + coalesce((SELECT sum(uncovered_dm2) FROM freeze_exit WHERE freeze_uid = f.freeze_uid), 0)
                > f.uncovered_dm2
        )
    )
    THEN
        RAISE EXCEPTION 'FREEZE_OVER: more than is still frozen / 解除数量超过尚在冻结的数量';
    END IF;
    IF NEW.exit_no IS DISTINCT FROM (SELECT coalesce(max(exit_no), 0) + 1 FROM freeze_exit)
        OR EXISTS (SELECT 1 FROM freeze_exit WHERE event_no = NEW.event_no OR txn_uid = NEW.txn_uid)
        OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid)
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = NEW.event_no AND subject_uid = NEW.freeze_uid AND from_state <> '' AND action = NEW.mode
                AND strpos(facts, '"county_dm2":' || NEW.county_dm2 || ',') > 0
                AND strpos(facts, '"city_dm2":' || NEW.city_dm2 || ',') > 0
                AND strpos(facts, '"uncovered_dm2":' || NEW.uncovered_dm2 || '}') > 0
        )
    THEN
        RAISE EXCEPTION 'FREEZE_LOCKED: a freeze ends by its event only / 冻结只能随事件解除';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION cap_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF NEW.cap_dm2 + coalesce((
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
    THEN
        RAISE EXCEPTION 'CAP_OVER: the parts would exceed the whole, or the whole is not recorded / 各县规模之和超过市级规模，或市级规模未登记';
    END IF;
    IF NEW.cap_no IS DISTINCT FROM (SELECT coalesce(max(cap_no), 0) + 1 FROM cap)
        OR EXISTS (SELECT 1 FROM cap WHERE cap_uid = NEW.cap_uid OR event_no = NEW.event_no)
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = NEW.event_no AND subject_uid = NEW.cap_uid AND from_state = ''
                AND strpos(facts, '"cap_dm2":' || NEW.cap_dm2 || ',') > 0
                AND strpos(facts, '"holder":"' || NEW.holder || '"') > 0
                AND strpos(facts, '"parent":"' || NEW.parent || '"') > 0
                AND strpos(facts, '"year":' || NEW.year || '}') > 0
        )
    THEN
        RAISE EXCEPTION 'CAP_LOCKED: a control scale is recorded with its event and never changed / 管控规模随事件登记，不可更改';
    END IF;
    RETURN NEW;
END
$body$;
