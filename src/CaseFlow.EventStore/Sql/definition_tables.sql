select tables, current_schema() from caseflow_projections where name = $1
