-- A posting opens lots: of parcels that stand in the state that its event names, for no more than the parcel has.

CREATE TRIGGER lot_insert BEFORE INSERT ON lot
WHEN NEW.lot_no IS NOT (SELECT coalesce(max(lot_no), 0) + 1 FROM lot)
    OR EXISTS (SELECT 1 FROM lot WHERE lot_uid = NEW.lot_uid)
    OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid)
    OR NEW.fifo_seq IS NOT (
        SELECT coalesce(max(fifo_seq), 0) + 1 FROM lot WHERE system = NEW.system AND holder = NEW.holder
    )
    OR NOT EXISTS (
        SELECT 1 FROM event
        WHERE subject_uid = NEW.txn_uid AND from_state = '' AND action IN ('ADMIT', 'ISSUE', 'OPENING', 'TRANSFER')
            AND (action IN ('ADMIT', 'ISSUE')) = (NEW.parcel_uid IS NOT NULL) AND (action = 'OPENING') = (NEW.legacy = 1)
            AND instr(
                facts,
                '"' || NEW.lot_uid || '|' || NEW.holder || '|' || coalesce(NEW.parcel_uid, NEW.from_lot, '') || '|'
                    || coalesce((SELECT state FROM parcel WHERE parcel_uid = NEW.parcel_uid), '') || '|'
                    || NEW.amount_dm2 || '|' || NEW.paddy_dm2 || '|'
            ) > 0
    )
BEGIN SELECT RAISE(ABORT, 'LOT_WITHOUT_POSTING: a lot is opened by its posting only, next in the queue / 指标批次只能随记账产生，并依次排号'); END;
CREATE TRIGGER lot_of_parcel_twice BEFORE INSERT ON lot
WHEN NEW.parcel_uid IS NOT NULL AND EXISTS (
    SELECT 1 FROM lot_standing
    WHERE parcel_uid = NEW.parcel_uid AND holder = NEW.holder AND standing_dm2 > 0
)
BEGIN SELECT RAISE(ABORT, 'LOT_TWICE: this parcel has its lot already / 该图斑的指标已入账，不得重复'); END;
CREATE TRIGGER lot_over_parcel BEFORE INSERT ON lot
WHEN NEW.parcel_uid IS NOT NULL AND (
    NEW.system IS NOT (SELECT system FROM parcel WHERE parcel_uid = NEW.parcel_uid AND is_active = 1)
    OR NEW.amount_dm2
        + coalesce((SELECT sum(standing_dm2) FROM lot_standing WHERE parcel_uid = NEW.parcel_uid), 0)
        > (SELECT min(area_dm2, coalesce(survey_dm2, area_dm2)) FROM parcel WHERE parcel_uid = NEW.parcel_uid)
)
BEGIN SELECT RAISE(ABORT, 'LOT_OVER_PARCEL: more than the parcel has, or the parcel is not in this pool / 入账面积超过图斑面积，或图斑不在库'); END;
CREATE TRIGGER lot_update BEFORE UPDATE ON lot
BEGIN SELECT RAISE(ABORT, 'LOT_LOCKED: a lot is never changed / 指标批次不可更改'); END;
CREATE TRIGGER lot_delete BEFORE DELETE ON lot
BEGIN SELECT RAISE(ABORT, 'LOT_LOCKED: a lot is never changed / 指标批次不可更改'); END;

-- Entries come between the event of their posting and its row in txn.

CREATE TRIGGER entry_insert BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE entry_no = NEW.entry_no)
    OR NEW.ord IS NOT (SELECT coalesce(max(ord), 0) + 1 FROM entry WHERE txn_uid = NEW.txn_uid)
    OR EXISTS (SELECT 1 FROM txn WHERE txn_uid = NEW.txn_uid)
    OR NOT EXISTS (SELECT 1 FROM event WHERE subject_uid = NEW.txn_uid AND from_state = '')
BEGIN SELECT RAISE(ABORT, 'ENTRY_LOCKED: entries come with their posting and are never added later / 分录随记账一次写入，不可补加'); END;
CREATE TRIGGER entry_of_lot BEFORE INSERT ON entry
WHEN NEW.lot_uid <> '' AND NEW.holder IS NOT (SELECT holder FROM lot WHERE lot_uid = NEW.lot_uid)
BEGIN SELECT RAISE(ABORT, 'ENTRY_LOT: there is no such lot of this holder / 该持有单位没有此指标批次'); END;
CREATE TRIGGER entry_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'ENTRY_LOCKED: entries are never changed; correct them by a reversing posting / 分录不可更改，只能红字冲正'); END;
CREATE TRIGGER entry_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'ENTRY_LOCKED: entries are never changed; correct them by a reversing posting / 分录不可更改，只能红字冲正'); END;
