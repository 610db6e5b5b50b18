create or replace trigger caseflow_permanent_checkpoints
    before update or delete or truncate on caseflow_checkpoints
    for each statement execute function caseflow_forbid_change()
