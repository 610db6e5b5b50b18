select tables from caseflow_projections where name = $1
