-- The history: appended in order, each entry naming the one before it; it alone moves a parcel.

CREATE FUNCTION event_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF NEW.occurred_on < (SELECT max(occurred_on) FROM event WHERE subject_uid = NEW.subject_uid) THEN
        RAISE EXCEPTION 'EVENT_DATE: earlier than the subject''s last event / 日期早于该对象上一事件';
    END IF;
    IF NEW.from_state IS DISTINCT FROM coalesce(
        (SELECT to_state FROM event WHERE subject_uid = NEW.subject_uid ORDER BY event_no DESC LIMIT 1), ''
    ) OR EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.subject_uid AND ends_claim = 1) THEN
        RAISE EXCEPTION 'EVENT_FROM_STATE: the subject is not in that state / 对象当前状态与事件不符';
    END IF;
    IF NEW.event_no IS DISTINCT FROM (SELECT coalesce(max(event_no), 0) + 1 FROM event)
        OR NEW.prev_hash IS DISTINCT FROM coalesce(
            (SELECT hash FROM event WHERE event_no = NEW.event_no - 1),
            '0000000000000000000000000000000000000000000000000000000000000000'
        )
        OR EXISTS (SELECT 1 FROM event WHERE hash = NEW.hash)
    THEN
        RAISE EXCEPTION 'EVENT_CHAIN: an entry follows the last one and names its hash / 事件须接续上一条记录的哈希';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION event_moves_parcel() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF EXISTS (SELECT 1 FROM parcel WHERE parcel_uid = NEW.subject_uid) THEN
        UPDATE claim SET state = 'ENDED', ended_by = NEW.event_no
        WHERE parcel_uid = NEW.subject_uid AND state = 'ACTIVE' AND NEW.ends_claim = 1;
        UPDATE parcel SET state = NEW.to_state, state_since = NEW.occurred_on, is_active = 1 - NEW.ends_claim
        WHERE parcel_uid = NEW.subject_uid;
    END IF;
    RETURN NULL;
END
$body$;

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON event EXECUTE FUNCTION alone();
CREATE TRIGGER event_insert BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_insert();
CREATE TRIGGER event_moves_parcel AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_moves_parcel();
CREATE TRIGGER event_update BEFORE UPDATE OR DELETE ON event FOR EACH ROW
    EXECUTE FUNCTION refuse('EVENT_LOCKED: history is never changed / 历史记录不可更改');
CREATE TRIGGER event_emptied BEFORE TRUNCATE ON event
    EXECUTE FUNCTION refuse('EVENT_LOCKED: history is never changed / 历史记录不可更改');

-- One active claim per parcel and per survey parcel; it begins with the parcel and ends with an event.

CREATE FUNCTION claim_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.claim_no := coalesce(NEW.claim_no, (SELECT coalesce(max(claim_no), 0) + 1 FROM claim));
    IF EXISTS (SELECT 1 FROM claim WHERE claim_no = NEW.claim_no)
        OR EXISTS (SELECT 1 FROM claim WHERE state = 'ACTIVE' AND parcel_uid = NEW.parcel_uid)
        OR EXISTS (
            SELECT 1 FROM claim
            WHERE state = 'ACTIVE' AND src_bsm <> '' AND src_year = NEW.src_year AND src_bsm = NEW.src_bsm
                AND part_no = NEW.part_no
        )
    THEN
        RAISE EXCEPTION 'CLAIM_TAKEN: this parcel or survey parcel is claimed already / 该图斑已被占用登记';
    END IF;
    IF NEW.state <> 'ACTIVE'
        OR EXISTS (SELECT 1 FROM parcel WHERE parcel_uid = NEW.parcel_uid)
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = NEW.begun_by AND subject_uid = NEW.parcel_uid AND from_state = '' AND ends_claim = 0
        )
    THEN
        RAISE EXCEPTION 'CLAIM_WITHOUT_EVENT: a claim begins with a push / 占用登记只能随入库产生';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION claim_update() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF (NEW.claim_no, NEW.parcel_uid, NEW.system, NEW.src_year, NEW.src_bsm, NEW.part_no, NEW.begun_by)
        IS DISTINCT FROM
        (OLD.claim_no, OLD.parcel_uid, OLD.system, OLD.src_year, OLD.src_bsm, OLD.part_no, OLD.begun_by)
        OR (
            (NEW.state IS DISTINCT FROM OLD.state OR NEW.ended_by IS DISTINCT FROM OLD.ended_by) AND NOT (
                OLD.state = 'ACTIVE' AND NEW.state = 'ENDED' AND EXISTS (
                    SELECT 1 FROM event
                    WHERE event_no = NEW.ended_by AND subject_uid = NEW.parcel_uid AND ends_claim = 1
                )
            )
        )
    THEN
        RAISE EXCEPTION 'CLAIM_LOCKED: a claim only ends, and only by an event / 占用登记只能由事件终止';
    END IF;
    RETURN NEW;
END
$body$;

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON claim EXECUTE FUNCTION alone();
CREATE TRIGGER claim_insert BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION claim_insert();
CREATE TRIGGER claim_update BEFORE UPDATE ON claim FOR EACH ROW EXECUTE FUNCTION claim_update();
CREATE TRIGGER claim_delete BEFORE DELETE ON claim FOR EACH ROW
    EXECUTE FUNCTION refuse('CLAIM_LOCKED: a claim only ends, and only by an event / 占用登记只能由事件终止');
CREATE TRIGGER claim_emptied BEFORE TRUNCATE ON claim
    EXECUTE FUNCTION refuse('CLAIM_LOCKED: a claim only ends, and only by an event / 占用登记只能由事件终止');

-- A parcel enters with its event, claim, check and findings, on ground of its own, and is never edited by hand.
-- Neighbours may share what drawing makes of them: up to 1 m², and any sliver up to half a metre wide (domain A-34), but
-- not half of the smaller one. Ground is as wide as the widest disc that covers it without leaving it.

CREATE FUNCTION same_ground(one geometry, other geometry) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $body$
DECLARE
    ground geometry := ST_CollectionExtract(ST_Intersection(one, other), 3);
    shared double precision := ST_Area(ground);
BEGIN
    IF shared <= 1.0 THEN
        RETURN false;
    END IF;
    IF shared >= 0.5 * least(ST_Area(one), ST_Area(other)) THEN
        RETURN true;
    END IF;
    RETURN (
        SELECT sum(least(ST_Area(ST_Buffer(ST_Buffer(part.geom, -0.2501), 0.2501, 'join=mitre')), ST_Area(part.geom)))
        FROM ST_Dump(ground) part
    ) > 1.0;
END
$body$;

CREATE FUNCTION parcel_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.fid := coalesce(NEW.fid, (SELECT coalesce(max(fid), 0) + 1 FROM parcel));
    IF NEW.verdict <> 'ELIGIBLE' OR EXISTS (
        SELECT 1 FROM finding
        WHERE subject_uid = NEW.parcel_uid AND run_id = NEW.run_id AND severity IN ('BLOCK', 'OVERRIDE')
            AND outcome <> 'PASS'
    ) THEN
        RAISE EXCEPTION 'PARCEL_NOT_ELIGIBLE: its findings do not allow it / 检查未通过，不得入库';
    END IF;
    IF NEW.is_active IS DISTINCT FROM 1
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
        OR NEW.xzqdm IS DISTINCT FROM (SELECT value FROM meta WHERE key = 'county')
    THEN
        RAISE EXCEPTION 'PARCEL_BY_HAND: parcels enter the pool by a push only / 图斑只能通过入库操作进入储备库';
    END IF;
    IF EXISTS (SELECT 1 FROM parcel WHERE fid = NEW.fid)
        OR EXISTS (SELECT 1 FROM parcel WHERE parcel_uid = NEW.parcel_uid)
        OR EXISTS (SELECT 1 FROM parcel WHERE system = NEW.system AND batch = NEW.batch AND parcel_no = NEW.parcel_no)
        OR EXISTS (SELECT 1 FROM parcel WHERE is_active = 1 AND geometry_hash = NEW.geometry_hash)
    THEN
        RAISE EXCEPTION 'PARCEL_TAKEN: the pool holds this parcel already / 储备库中已有该图斑';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION parcel_place() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
DECLARE
    holder text;
BEGIN
    SELECT parcel_uid INTO holder FROM parcel
    WHERE geom && NEW.geom AND is_active = 1 AND parcel_uid <> NEW.parcel_uid AND same_ground(geom, NEW.geom)
    ORDER BY parcel_uid LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'PLACE_TAKEN: the ground is claimed by another parcel / 该地块已被其他图斑占用' USING DETAIL = holder;
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION parcel_update() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF
        (NEW.fid, NEW.geom, NEW.parcel_uid, NEW.parcel_no, NEW.system, NEW.category, NEW.batch, NEW.verdict,
         NEW.area_dm2, NEW.survey_dm2, NEW.xzqdm, NEW.zldwdm, NEW.zldwmc, NEW.qsdwdm, NEW.qsdwmc, NEW.qsxz,
         NEW.src_year, NEW.src_bsm, NEW.src_tbbh, NEW.part_no, NEW.dlbm, NEW.dlmc, NEW.tbxhdm, NEW.zzsxdm, NEW.gdpdjb,
         NEW.slope_deg, NEW.slope_gr, NEW.slope_over, NEW.slope_na, NEW.source_id, NEW.geometry_hash, NEW.run_id,
         NEW.survey, NEW.measures)
        IS DISTINCT FROM
        (OLD.fid, OLD.geom, OLD.parcel_uid, OLD.parcel_no, OLD.system, OLD.category, OLD.batch, OLD.verdict,
         OLD.area_dm2, OLD.survey_dm2, OLD.xzqdm, OLD.zldwdm, OLD.zldwmc, OLD.qsdwdm, OLD.qsdwmc, OLD.qsxz,
         OLD.src_year, OLD.src_bsm, OLD.src_tbbh, OLD.part_no, OLD.dlbm, OLD.dlmc, OLD.tbxhdm, OLD.zzsxdm, OLD.gdpdjb,
         OLD.slope_deg, OLD.slope_gr, OLD.slope_over, OLD.slope_na, OLD.source_id, OLD.geometry_hash, OLD.run_id,
         OLD.survey, OLD.measures)
    THEN
        RAISE EXCEPTION 'PARCEL_LOCKED: a parcel in the pool is never edited by hand / 库内图斑不可手工修改';
    END IF;
    IF (NEW.state, NEW.state_since, NEW.is_active) IS DISTINCT FROM (OLD.state, OLD.state_since, OLD.is_active)
        AND NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = (SELECT max(event_no) FROM event WHERE subject_uid = NEW.parcel_uid)
                AND to_state = NEW.state AND occurred_on = NEW.state_since AND ends_claim = 1 - NEW.is_active
        )
    THEN
        RAISE EXCEPTION 'STATE_WITHOUT_EVENT: a state changes by an event only / 状态只能由事件改变';
    END IF;
    RETURN NEW;
END
$body$;

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON parcel EXECUTE FUNCTION alone();
CREATE TRIGGER parcel_insert BEFORE INSERT ON parcel FOR EACH ROW EXECUTE FUNCTION parcel_insert();
CREATE TRIGGER parcel_place BEFORE INSERT ON parcel FOR EACH ROW EXECUTE FUNCTION parcel_place();
CREATE TRIGGER parcel_update BEFORE UPDATE ON parcel FOR EACH ROW EXECUTE FUNCTION parcel_update();
CREATE TRIGGER parcel_update_place BEFORE UPDATE ON parcel FOR EACH ROW
    WHEN (NEW.geometry_hash IS DISTINCT FROM OLD.geometry_hash) EXECUTE FUNCTION parcel_place();
CREATE TRIGGER parcel_delete BEFORE DELETE ON parcel FOR EACH ROW
    EXECUTE FUNCTION refuse('PARCEL_LOCKED: a parcel in the pool is never deleted / 库内图斑不可删除');
CREATE TRIGGER parcel_emptied BEFORE TRUNCATE ON parcel
    EXECUTE FUNCTION refuse('PARCEL_LOCKED: a parcel in the pool is never deleted / 库内图斑不可删除');
