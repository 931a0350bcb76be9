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
