-- The reader and what it may see, until the transaction ends; the role comes last, because it may do no more than read.
-- Questions look at a bounded number of rows, of tables whose size makes PostgreSQL expect more: to compile them takes longer than to answer.
select set_config('jit', 'off', true), set_config('caseflow.province', $1, true), set_config('caseflow.city', $2, true), set_config('caseflow.department', $3, true), set_config('role', 'caseflow_reader', true)
