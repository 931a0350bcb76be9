-- What is written once.

CREATE FUNCTION meta_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.meta_no := coalesce(NEW.meta_no, (SELECT coalesce(max(meta_no), 0) + 1 FROM meta));
    IF EXISTS (SELECT 1 FROM meta WHERE key = NEW.key OR meta_no = NEW.meta_no) THEN
        RAISE EXCEPTION 'META_LOCKED: the pool''s identity is written once / 储备库标识只写一次，不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION migration_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM migration)
        OR EXISTS (SELECT 1 FROM migration WHERE name = NEW.name)
    THEN
        RAISE EXCEPTION 'MIGRATION_LOCKED: migrations are applied once and in order / 数据库升级记录不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION layer_snapshot_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.snapshot_no := coalesce(NEW.snapshot_no, (SELECT coalesce(max(snapshot_no), 0) + 1 FROM layer_snapshot));
    IF EXISTS (
        SELECT 1 FROM layer_snapshot
        WHERE snapshot_no = NEW.snapshot_no OR (
            role = NEW.role AND name = NEW.name AND path = NEW.path AND data_date = NEW.data_date AND sha256 = NEW.sha256
        )
    ) THEN
        RAISE EXCEPTION 'SNAPSHOT_LOCKED: a layer snapshot is never changed / 图层快照不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION batch_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.batch_no := coalesce(NEW.batch_no, (SELECT coalesce(max(batch_no), 0) + 1 FROM batch));
    IF EXISTS (
        SELECT 1 FROM batch WHERE batch_no = NEW.batch_no OR (system = NEW.system AND batch = NEW.batch)
    ) THEN
        RAISE EXCEPTION 'BATCH_LOCKED: a batch is never changed / 批次不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION rule_set_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.rule_set_no := coalesce(NEW.rule_set_no, (SELECT coalesce(max(rule_set_no), 0) + 1 FROM rule_set));
    IF EXISTS (SELECT 1 FROM rule_set WHERE rule_set_no = NEW.rule_set_no OR sha256 = NEW.sha256) THEN
        RAISE EXCEPTION 'RULES_LOCKED: the text of the rules that were applied is never changed / 所依据的规则文本不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION check_run_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.run_no := coalesce(NEW.run_no, (SELECT coalesce(max(run_no), 0) + 1 FROM check_run));
    IF EXISTS (SELECT 1 FROM check_run WHERE run_no = NEW.run_no OR run_id = NEW.run_id) THEN
        RAISE EXCEPTION 'CHECK_LOCKED: a check is never changed / 检查记录不可更改';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION subject_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.subject_no := coalesce(NEW.subject_no, (SELECT coalesce(max(subject_no), 0) + 1 FROM subject));
    IF EXISTS (SELECT 1 FROM subject WHERE subject_no = NEW.subject_no OR uid = NEW.uid) THEN
        RAISE EXCEPTION 'SUBJECT_LOCKED: what the history is about is never changed / 历史所涉对象不可更改';
    END IF;
    IF (CASE NEW.kind
        WHEN 'PARCEL' THEN false
        WHEN 'COUNTY' THEN NEW.uid IS DISTINCT FROM (SELECT value FROM meta WHERE key = 'county')
        WHEN 'BATCH' THEN NOT EXISTS (SELECT 1 FROM batch WHERE system || '/' || batch = NEW.uid)
        ELSE NEW.uid ~ '^[0-9]{6}-(FOREST|INOUT|CROP)-[0-9]'
    END) THEN
        RAISE EXCEPTION 'SUBJECT_UNKNOWN: the pool holds no such batch or county, or the id is a parcel''s / 库内无此批次或县，或编号属于图斑';
    END IF;
    RETURN NEW;
END
$body$;

CREATE FUNCTION finding_insert() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
BEGIN
    IF NEW.finding_no IS NULL THEN
        NEW.finding_no := (SELECT coalesce(max(finding_no), 0) + 1 FROM finding);
    END IF;
    IF EXISTS (SELECT 1 FROM finding WHERE finding_no = NEW.finding_no)
        OR EXISTS (SELECT 1 FROM finding WHERE subject_uid = NEW.subject_uid AND run_id = NEW.run_id AND ord = NEW.ord)
        OR EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.subject_uid AND run_id = NEW.run_id)
    THEN
        RAISE EXCEPTION 'FINDING_LOCKED: findings are never changed or added later / 检查结论不可更改或补加';
    END IF;
    RETURN NEW;
END
$body$;

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON meta EXECUTE FUNCTION alone();
CREATE TRIGGER meta_insert BEFORE INSERT ON meta FOR EACH ROW EXECUTE FUNCTION meta_insert();
CREATE TRIGGER meta_update BEFORE UPDATE OR DELETE ON meta FOR EACH ROW
    EXECUTE FUNCTION refuse('META_LOCKED: the pool''s identity is written once / 储备库标识只写一次，不可更改');
CREATE TRIGGER meta_emptied BEFORE TRUNCATE ON meta
    EXECUTE FUNCTION refuse('META_LOCKED: the pool''s identity is written once / 储备库标识只写一次，不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON migration EXECUTE FUNCTION alone();
CREATE TRIGGER migration_insert BEFORE INSERT ON migration FOR EACH ROW EXECUTE FUNCTION migration_insert();
CREATE TRIGGER migration_update BEFORE UPDATE OR DELETE ON migration FOR EACH ROW
    EXECUTE FUNCTION refuse('MIGRATION_LOCKED: migrations are applied once and in order / 数据库升级记录不可更改');
CREATE TRIGGER migration_emptied BEFORE TRUNCATE ON migration
    EXECUTE FUNCTION refuse('MIGRATION_LOCKED: migrations are applied once and in order / 数据库升级记录不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON layer_snapshot EXECUTE FUNCTION alone();
CREATE TRIGGER layer_snapshot_insert BEFORE INSERT ON layer_snapshot FOR EACH ROW
    EXECUTE FUNCTION layer_snapshot_insert();
CREATE TRIGGER layer_snapshot_update BEFORE UPDATE OR DELETE ON layer_snapshot FOR EACH ROW
    EXECUTE FUNCTION refuse('SNAPSHOT_LOCKED: a layer snapshot is never changed / 图层快照不可更改');
CREATE TRIGGER layer_snapshot_emptied BEFORE TRUNCATE ON layer_snapshot
    EXECUTE FUNCTION refuse('SNAPSHOT_LOCKED: a layer snapshot is never changed / 图层快照不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON batch EXECUTE FUNCTION alone();
CREATE TRIGGER batch_insert BEFORE INSERT ON batch FOR EACH ROW EXECUTE FUNCTION batch_insert();
CREATE TRIGGER batch_update BEFORE UPDATE OR DELETE ON batch FOR EACH ROW
    EXECUTE FUNCTION refuse('BATCH_LOCKED: a batch is never changed / 批次不可更改');
CREATE TRIGGER batch_emptied BEFORE TRUNCATE ON batch
    EXECUTE FUNCTION refuse('BATCH_LOCKED: a batch is never changed / 批次不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON rule_set EXECUTE FUNCTION alone();
CREATE TRIGGER rule_set_insert BEFORE INSERT ON rule_set FOR EACH ROW EXECUTE FUNCTION rule_set_insert();
CREATE TRIGGER rule_set_update BEFORE UPDATE OR DELETE ON rule_set FOR EACH ROW
    EXECUTE FUNCTION refuse('RULES_LOCKED: the text of the rules that were applied is never changed / 所依据的规则文本不可更改');
CREATE TRIGGER rule_set_emptied BEFORE TRUNCATE ON rule_set
    EXECUTE FUNCTION refuse('RULES_LOCKED: the text of the rules that were applied is never changed / 所依据的规则文本不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON check_run EXECUTE FUNCTION alone();
CREATE TRIGGER check_run_insert BEFORE INSERT ON check_run FOR EACH ROW EXECUTE FUNCTION check_run_insert();
CREATE TRIGGER check_run_update BEFORE UPDATE OR DELETE ON check_run FOR EACH ROW
    EXECUTE FUNCTION refuse('CHECK_LOCKED: a check is never changed / 检查记录不可更改');
CREATE TRIGGER check_run_emptied BEFORE TRUNCATE ON check_run
    EXECUTE FUNCTION refuse('CHECK_LOCKED: a check is never changed / 检查记录不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON subject EXECUTE FUNCTION alone();
CREATE TRIGGER subject_insert BEFORE INSERT ON subject FOR EACH ROW EXECUTE FUNCTION subject_insert();
CREATE TRIGGER subject_update BEFORE UPDATE OR DELETE ON subject FOR EACH ROW
    EXECUTE FUNCTION refuse('SUBJECT_LOCKED: what the history is about is never changed / 历史所涉对象不可更改');
CREATE TRIGGER subject_emptied BEFORE TRUNCATE ON subject
    EXECUTE FUNCTION refuse('SUBJECT_LOCKED: what the history is about is never changed / 历史所涉对象不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON finding EXECUTE FUNCTION alone();
CREATE TRIGGER finding_insert BEFORE INSERT ON finding FOR EACH ROW EXECUTE FUNCTION finding_insert();
CREATE TRIGGER finding_update BEFORE UPDATE OR DELETE ON finding FOR EACH ROW
    EXECUTE FUNCTION refuse('FINDING_LOCKED: findings are never changed or added later / 检查结论不可更改或补加');
CREATE TRIGGER finding_emptied BEFORE TRUNCATE ON finding
    EXECUTE FUNCTION refuse('FINDING_LOCKED: findings are never changed or added later / 检查结论不可更改或补加');
