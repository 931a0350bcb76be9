-- Who asks what, and when.

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON lot EXECUTE FUNCTION alone();
CREATE TRIGGER lot_insert BEFORE INSERT ON lot FOR EACH ROW EXECUTE FUNCTION lot_insert();
CREATE TRIGGER lot_update BEFORE UPDATE OR DELETE ON lot FOR EACH ROW
    EXECUTE FUNCTION refuse('LOT_LOCKED: a lot is never changed / 指标批次不可更改');
CREATE TRIGGER lot_emptied BEFORE TRUNCATE ON lot
    EXECUTE FUNCTION refuse('LOT_LOCKED: a lot is never changed / 指标批次不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON txn EXECUTE FUNCTION alone();
CREATE TRIGGER txn_insert BEFORE INSERT ON txn FOR EACH ROW EXECUTE FUNCTION txn_insert();
CREATE TRIGGER txn_booked AFTER INSERT ON txn FOR EACH ROW EXECUTE FUNCTION txn_booked();
CREATE TRIGGER txn_update BEFORE UPDATE OR DELETE ON txn FOR EACH ROW
    EXECUTE FUNCTION refuse('TXN_LOCKED: a posting is never changed; correct it by a reversing one / 记账不可更改，只能红字冲正');
CREATE TRIGGER txn_emptied BEFORE TRUNCATE ON txn
    EXECUTE FUNCTION refuse('TXN_LOCKED: a posting is never changed; correct it by a reversing one / 记账不可更改，只能红字冲正');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON entry EXECUTE FUNCTION alone();
CREATE TRIGGER entry_insert BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION entry_insert();
CREATE TRIGGER entry_update BEFORE UPDATE OR DELETE ON entry FOR EACH ROW
    EXECUTE FUNCTION refuse('ENTRY_LOCKED: entries are never changed; correct them by a reversing posting / 分录不可更改，只能红字冲正');
CREATE TRIGGER entry_emptied BEFORE TRUNCATE ON entry
    EXECUTE FUNCTION refuse('ENTRY_LOCKED: entries are never changed; correct them by a reversing posting / 分录不可更改，只能红字冲正');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON account EXECUTE FUNCTION alone();
CREATE TRIGGER account_insert BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION account_insert();
CREATE TRIGGER account_update BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION account_update();
CREATE TRIGGER account_delete BEFORE DELETE ON account FOR EACH ROW
    EXECUTE FUNCTION refuse('BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生');
CREATE TRIGGER account_emptied BEFORE TRUNCATE ON account
    EXECUTE FUNCTION refuse('BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON holding EXECUTE FUNCTION alone();
CREATE TRIGGER holding_insert BEFORE INSERT ON holding FOR EACH ROW EXECUTE FUNCTION holding_insert();
CREATE TRIGGER holding_update BEFORE UPDATE ON holding FOR EACH ROW EXECUTE FUNCTION holding_update();
CREATE TRIGGER holding_delete BEFORE DELETE ON holding FOR EACH ROW
    EXECUTE FUNCTION refuse('BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生');
CREATE TRIGGER holding_emptied BEFORE TRUNCATE ON holding
    EXECUTE FUNCTION refuse('BALANCE_LOCKED: a balance follows from postings only / 余额只能由记账产生');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON posting_rule EXECUTE FUNCTION alone();
CREATE TRIGGER posting_rule_insert BEFORE INSERT OR UPDATE OR DELETE ON posting_rule FOR EACH ROW
    EXECUTE FUNCTION refuse('POSTING_RULE_LOCKED: the rules of booking are never changed / 记账规则不可更改');
CREATE TRIGGER posting_rule_emptied BEFORE TRUNCATE ON posting_rule
    EXECUTE FUNCTION refuse('POSTING_RULE_LOCKED: the rules of booking are never changed / 记账规则不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON occupation EXECUTE FUNCTION alone();
CREATE TRIGGER occupation_insert BEFORE INSERT ON occupation FOR EACH ROW EXECUTE FUNCTION occupation_insert();
CREATE TRIGGER occupation_update BEFORE UPDATE OR DELETE ON occupation FOR EACH ROW
    EXECUTE FUNCTION refuse('OCCUPATION_LOCKED: a project is registered with its event and never changed / 占用项目随事件登记，不可更改');
CREATE TRIGGER occupation_emptied BEFORE TRUNCATE ON occupation
    EXECUTE FUNCTION refuse('OCCUPATION_LOCKED: a project is registered with its event and never changed / 占用项目随事件登记，不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON "freeze" EXECUTE FUNCTION alone();
CREATE TRIGGER freeze_insert BEFORE INSERT ON "freeze" FOR EACH ROW EXECUTE FUNCTION freeze_insert();
CREATE TRIGGER freeze_update BEFORE UPDATE OR DELETE ON "freeze" FOR EACH ROW
    EXECUTE FUNCTION refuse('FREEZE_LOCKED: a freeze is registered with its event and never changed / 冻结随事件登记，不可更改');
CREATE TRIGGER freeze_emptied BEFORE TRUNCATE ON "freeze"
    EXECUTE FUNCTION refuse('FREEZE_LOCKED: a freeze is registered with its event and never changed / 冻结随事件登记，不可更改');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON freeze_exit EXECUTE FUNCTION alone();
CREATE TRIGGER freeze_exit_insert BEFORE INSERT ON freeze_exit FOR EACH ROW EXECUTE FUNCTION freeze_exit_insert();
CREATE TRIGGER freeze_exit_update BEFORE UPDATE OR DELETE ON freeze_exit FOR EACH ROW
    EXECUTE FUNCTION refuse('FREEZE_LOCKED: a freeze ends by its event only / 冻结只能随事件解除');
CREATE TRIGGER freeze_exit_emptied BEFORE TRUNCATE ON freeze_exit
    EXECUTE FUNCTION refuse('FREEZE_LOCKED: a freeze ends by its event only / 冻结只能随事件解除');

CREATE TRIGGER alone BEFORE INSERT OR UPDATE OR DELETE ON cap EXECUTE FUNCTION alone();
CREATE TRIGGER cap_insert BEFORE INSERT ON cap FOR EACH ROW EXECUTE FUNCTION cap_insert();
CREATE TRIGGER cap_update BEFORE UPDATE OR DELETE ON cap FOR EACH ROW
    EXECUTE FUNCTION refuse('CAP_LOCKED: a control scale is recorded with its event and never changed / 管控规模随事件登记，不可更改');
CREATE TRIGGER cap_emptied BEFORE TRUNCATE ON cap
    EXECUTE FUNCTION refuse('CAP_LOCKED: a control scale is recorded with its event and never changed / 管控规模随事件登记，不可更改');
