-- Rows enter with the event that testifies to them.

CREATE FUNCTION evidence_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.evidence_no := coalesce(NEW.evidence_no, (SELECT coalesce(max(evidence_no), 0) + 1 FROM evidence));
    IF EXISTS (SELECT 1 FROM evidence WHERE evidence_no = NEW.evidence_no OR evidence_uid = NEW.evidence_uid)
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = NEW.event_no AND subject_uid = NEW.evidence_uid AND from_state = ''
                AND strpos(facts, '"' || NEW.sha256 || '"') > 0
        )
    THEN
        RAISE EXCEPTION 'EVIDENCE_LOCKED: evidence enters with its event and is never changed / 佐证材料随事件登记，不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION evidence_link_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.link_no := coalesce(NEW.link_no, (SELECT coalesce(max(link_no), 0) + 1 FROM evidence_link));
    IF EXISTS (
        SELECT 1 FROM evidence_link
        WHERE link_no = NEW.link_no OR (evidence_uid = NEW.evidence_uid AND subject_uid = NEW.subject_uid)
    ) OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.evidence_uid
            AND strpos(facts, '"' || NEW.subject_uid || '"') > 0
    ) THEN
        RAISE EXCEPTION 'EVIDENCE_LOCKED: evidence is linked by its event only / 佐证材料只能随事件关联';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION form_record_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.record_no := coalesce(NEW.record_no, (SELECT coalesce(max(record_no), 0) + 1 FROM form_record));
    IF EXISTS (
        SELECT 1 FROM form_record
        WHERE record_no = NEW.record_no OR record_uid = NEW.record_uid OR event_no = NEW.event_no
    ) OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.record_uid AND from_state = ''
            AND strpos(facts, '"' || NEW.subject_uid || '"') > 0
    ) THEN
        RAISE EXCEPTION 'FORM_LOCKED: a form is recorded with its event and never changed / 表单随事件登记，不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION matter_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.matter_no := coalesce(NEW.matter_no, (SELECT coalesce(max(matter_no), 0) + 1 FROM matter));
    IF EXISTS (
        SELECT 1 FROM matter WHERE matter_no = NEW.matter_no OR matter_uid = NEW.matter_uid OR event_no = NEW.event_no
    ) OR NEW.county IS DISTINCT FROM (SELECT value FROM meta WHERE key = 'county')
        OR NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = NEW.event_no AND subject_uid = NEW.matter_uid AND from_state = '' AND to_state = NEW.state
                AND occurred_on = NEW.state_since AND ends_claim = 1 - NEW.is_active
        )
    THEN
        RAISE EXCEPTION 'MATTER_LOCKED: a matter is opened by its event / 事项只能随事件设立';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION matter_update() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF (NEW.state, NEW.state_since, NEW.is_active) IS DISTINCT FROM (OLD.state, OLD.state_since, OLD.is_active)
        AND NOT EXISTS (
            SELECT 1 FROM event
            WHERE event_no = (SELECT max(event_no) FROM event WHERE subject_uid = NEW.matter_uid)
                AND to_state = NEW.state AND occurred_on = NEW.state_since AND ends_claim = 1 - NEW.is_active
        )
    THEN
        RAISE EXCEPTION 'STATE_WITHOUT_EVENT: a state changes by an event only / 状态只能由事件改变';
    END IF;
    IF
        (NEW.matter_no, NEW.matter_uid, NEW.subject, NEW.system, NEW.county, NEW.year, NEW.title, NEW.area_dm2,
         NEW.wkb, NEW.crs, NEW.rule_set, NEW.event_no)
        IS DISTINCT FROM
        (OLD.matter_no, OLD.matter_uid, OLD.subject, OLD.system, OLD.county, OLD.year, OLD.title, OLD.area_dm2,
         OLD.wkb, OLD.crs, OLD.rule_set, OLD.event_no)
    THEN
        RAISE EXCEPTION 'MATTER_LOCKED: a matter is never edited by hand / 事项不可手工修改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION event_moves_matter() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    UPDATE matter SET state = NEW.to_state, state_since = NEW.occurred_on, is_active = 1 - NEW.ends_claim
    WHERE matter_uid = NEW.subject_uid;
    RETURN NULL;
END
$body$;

CREATE FUNCTION matter_link_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.link_no := coalesce(NEW.link_no, (SELECT coalesce(max(link_no), 0) + 1 FROM matter_link));
    IF EXISTS (
        SELECT 1 FROM matter_link
        WHERE link_no = NEW.link_no OR (matter_uid = NEW.matter_uid AND subject_uid = NEW.subject_uid)
    ) OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.matter_uid
            AND strpos(facts, '"' || NEW.subject_uid || '"') > 0
    ) THEN
        RAISE EXCEPTION 'MATTER_LOCKED: a matter is linked by its event only / 事项只能随事件关联';
    END IF;
    RETURN NEW;
END
$body$;

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON evidence EXECUTE FUNCTION alone();
CREATE TRIGGER evidence_insert BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION evidence_insert();
CREATE TRIGGER evidence_update BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW
    EXECUTE FUNCTION refuse('EVIDENCE_LOCKED: evidence enters with its event and is never changed / 佐证材料随事件登记，不可更改');
CREATE TRIGGER evidence_emptied BEFORE TRUNCATE ON evidence
    EXECUTE FUNCTION refuse('EVIDENCE_LOCKED: evidence enters with its event and is never changed / 佐证材料随事件登记，不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON evidence_link EXECUTE FUNCTION alone();
CREATE TRIGGER evidence_link_insert BEFORE INSERT ON evidence_link FOR EACH ROW EXECUTE FUNCTION evidence_link_insert();
CREATE TRIGGER evidence_link_update BEFORE UPDATE OR DELETE ON evidence_link FOR EACH ROW
    EXECUTE FUNCTION refuse('EVIDENCE_LOCKED: evidence is linked by its event only / 佐证材料只能随事件关联');
CREATE TRIGGER evidence_link_emptied BEFORE TRUNCATE ON evidence_link
    EXECUTE FUNCTION refuse('EVIDENCE_LOCKED: evidence is linked by its event only / 佐证材料只能随事件关联');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON form_record EXECUTE FUNCTION alone();
CREATE TRIGGER form_record_insert BEFORE INSERT ON form_record FOR EACH ROW EXECUTE FUNCTION form_record_insert();
CREATE TRIGGER form_record_update BEFORE UPDATE OR DELETE ON form_record FOR EACH ROW
    EXECUTE FUNCTION refuse('FORM_LOCKED: a form is recorded with its event and never changed / 表单随事件登记，不可更改');
CREATE TRIGGER form_record_emptied BEFORE TRUNCATE ON form_record
    EXECUTE FUNCTION refuse('FORM_LOCKED: a form is recorded with its event and never changed / 表单随事件登记，不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON matter EXECUTE FUNCTION alone();
CREATE TRIGGER matter_insert BEFORE INSERT ON matter FOR EACH ROW EXECUTE FUNCTION matter_insert();
CREATE TRIGGER matter_update BEFORE UPDATE ON matter FOR EACH ROW EXECUTE FUNCTION matter_update();
CREATE TRIGGER matter_delete BEFORE DELETE ON matter FOR EACH ROW
    EXECUTE FUNCTION refuse('MATTER_LOCKED: a matter is never deleted / 事项不可删除');
CREATE TRIGGER matter_emptied BEFORE TRUNCATE ON matter
    EXECUTE FUNCTION refuse('MATTER_LOCKED: a matter is never deleted / 事项不可删除');
CREATE TRIGGER event_moves_matter AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_moves_matter();

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON matter_link EXECUTE FUNCTION alone();
CREATE TRIGGER matter_link_insert BEFORE INSERT ON matter_link FOR EACH ROW EXECUTE FUNCTION matter_link_insert();
CREATE TRIGGER matter_link_update BEFORE UPDATE OR DELETE ON matter_link FOR EACH ROW
    EXECUTE FUNCTION refuse('MATTER_LOCKED: a matter is linked by its event only / 事项只能随事件关联');
CREATE TRIGGER matter_link_emptied BEFORE TRUNCATE ON matter_link
    EXECUTE FUNCTION refuse('MATTER_LOCKED: a matter is linked by its event only / 事项只能随事件关联');

-- A shape changes once per event that says so, and the shape that it replaces is kept first.

CREATE FUNCTION parcel_version_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.version_no := coalesce(NEW.version_no, (SELECT coalesce(max(version_no), 0) + 1 FROM parcel_version));
    IF EXISTS (
        SELECT 1 FROM parcel_version
        WHERE version_no = NEW.version_no OR event_no = NEW.event_no
            OR (parcel_uid = NEW.parcel_uid AND version = NEW.version)
    ) OR NOT EXISTS (
        SELECT 1 FROM parcel p
        WHERE p.parcel_uid = NEW.parcel_uid AND p.geom = NEW.geom AND p.geometry_hash = NEW.geometry_hash
            AND p.area_dm2 = NEW.area_dm2 AND p.verdict = NEW.verdict AND p.run_id = NEW.run_id
            AND p.survey = NEW.survey AND p.measures = NEW.measures
    ) OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE event_no = NEW.event_no AND subject_uid = NEW.parcel_uid AND action = 'VERSION'
            AND event_no = (SELECT max(event_no) FROM event WHERE subject_uid = NEW.parcel_uid)
    ) THEN
        RAISE EXCEPTION 'VERSION_LOCKED: a former shape is kept as it was, by its event / 历史图形随事件保存，不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON parcel_version EXECUTE FUNCTION alone();
CREATE TRIGGER parcel_version_insert BEFORE INSERT ON parcel_version FOR EACH ROW EXECUTE FUNCTION parcel_version_insert();
CREATE TRIGGER parcel_version_update BEFORE UPDATE OR DELETE ON parcel_version FOR EACH ROW
    EXECUTE FUNCTION refuse('VERSION_LOCKED: a former shape is kept as it was, by its event / 历史图形随事件保存，不可更改');
CREATE TRIGGER parcel_version_emptied BEFORE TRUNCATE ON parcel_version
    EXECUTE FUNCTION refuse('VERSION_LOCKED: a former shape is kept as it was, by its event / 历史图形随事件保存，不可更改');

CREATE OR REPLACE FUNCTION parcel_update() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF
        (NEW.geom, NEW.verdict, NEW.area_dm2, NEW.survey_dm2, NEW.zldwdm, NEW.zldwmc, NEW.qsdwdm, NEW.qsdwmc,
         NEW.qsxz, NEW.src_tbbh, NEW.dlbm, NEW.dlmc, NEW.tbxhdm, NEW.zzsxdm, NEW.gdpdjb, NEW.slope_deg, NEW.slope_gr,
         NEW.slope_over, NEW.slope_na, NEW.geometry_hash, NEW.run_id, NEW.survey, NEW.measures)
        IS DISTINCT FROM
        (OLD.geom, OLD.verdict, OLD.area_dm2, OLD.survey_dm2, OLD.zldwdm, OLD.zldwmc, OLD.qsdwdm, OLD.qsdwmc,
         OLD.qsxz, OLD.src_tbbh, OLD.dlbm, OLD.dlmc, OLD.tbxhdm, OLD.zzsxdm, OLD.gdpdjb, OLD.slope_deg, OLD.slope_gr,
         OLD.slope_over, OLD.slope_na, OLD.geometry_hash, OLD.run_id, OLD.survey, OLD.measures)
        AND (
            NEW.verdict <> 'ELIGIBLE' OR NEW.geometry_hash IS NOT DISTINCT FROM OLD.geometry_hash OR NOT EXISTS (
                SELECT 1 FROM event e
                JOIN parcel_version v ON v.event_no = e.event_no AND v.parcel_uid = e.subject_uid
                WHERE e.event_no = (SELECT max(event_no) FROM event WHERE subject_uid = NEW.parcel_uid)
                    AND e.subject_uid = NEW.parcel_uid AND e.action = 'VERSION' AND e.run_id = NEW.run_id
                    AND strpos(e.facts, '"' || NEW.geometry_hash || '"') > 0
                    AND strpos(e.facts, '"area_dm2":' || NEW.area_dm2 || ',') > 0
            )
        )
    THEN
        RAISE EXCEPTION 'PARCEL_LOCKED: a parcel in the pool is never edited by hand / 库内图斑不可手工修改';
    END IF;
    IF
        (NEW.fid, NEW.parcel_uid, NEW.parcel_no, NEW.system, NEW.category, NEW.batch, NEW.xzqdm, NEW.src_year,
         NEW.src_bsm, NEW.part_no, NEW.source_id)
        IS DISTINCT FROM
        (OLD.fid, OLD.parcel_uid, OLD.parcel_no, OLD.system, OLD.category, OLD.batch, OLD.xzqdm, OLD.src_year,
         OLD.src_bsm, OLD.part_no, OLD.source_id)
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
