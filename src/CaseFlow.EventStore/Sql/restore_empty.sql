select not exists (select from mt_events) and not exists (select from mt_streams) and not exists (select from caseflow_checkpoints)
