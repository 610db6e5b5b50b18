create or replace trigger caseflow_permanent_events
    before update or delete or truncate on mt_events
    for each statement execute function caseflow_forbid_change()
