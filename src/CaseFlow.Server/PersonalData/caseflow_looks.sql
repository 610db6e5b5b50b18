-- Who read what was said of a customer while working on which case: one row for each person, customer, case and quarter of an hour.
do $$
begin
    if to_regclass('caseflow_looks') is null then
        create table caseflow_looks (
            look uuid primary key,
            customer uuid not null,
            complaint uuid,
            actor text not null,
            via text,
            province text not null,
            city text not null,
            looked_at timestamptz not null
        );
        create index caseflow_looks_customer on caseflow_looks (customer, looked_at, look);
        alter table caseflow_looks enable row level security;
        create policy caseflow_looks_scope on caseflow_looks for select to caseflow_reader using ((case when
            (current_setting('caseflow.province', true) = '*' or province = current_setting('caseflow.province', true))
            and (current_setting('caseflow.city', true) = '*' or city = current_setting('caseflow.city', true))
            and current_setting('caseflow.department', true) = '*' then true end) is not null);
        grant select on caseflow_looks to caseflow_reader;
        create trigger caseflow_permanent_looks before update or delete or truncate on caseflow_looks
            for each statement execute function caseflow_forbid_change();
    end if;
end
$$
