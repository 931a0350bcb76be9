"""SQL by which findings, waivers and entries of the history are written."""

from __future__ import annotations

ADD_FINDING = """
    INSERT INTO finding (
        finding_no, subject_uid, run_id, ord, check_id, clause, severity, outcome, measured, threshold, unit,
        source, message, message_values
    ) VALUES (
        :finding_no, :subject_uid, :run_id, :ord, :check_id, :clause, :severity, :outcome, :measured, :threshold, :unit,
        :source, :message, :message_values
    )
"""
ADD_WAIVER = """
    INSERT INTO waiver (
        subject_uid, run_id, ord, check_id, doc_no, doc_date, issuer, file_name, file_sha256, entered_by, recorded_on
    ) VALUES (
        :subject_uid, :run_id, :ord, :check_id, :doc_no, :doc_date, :issuer, :file_name, :file_sha256, :entered_by,
        :recorded_on
    )
"""
ADD_EVENT = """
    INSERT INTO event (
        event_no, subject_uid, from_state, to_state, action, role, occurred_on, recorded_at, clause, rule_set, run_id,
        ends_claim, facts, prev_hash, hash
    ) VALUES (
        :event_no, :subject_uid, :from_state, :to_state, :action, :role, :occurred_on, :recorded_at, :clause, :rule_set,
        :run_id, :ends_claim, :facts, :prev_hash, :hash
    )
"""
