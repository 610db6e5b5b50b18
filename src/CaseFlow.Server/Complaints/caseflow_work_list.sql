create table caseflow_work_list (
    complaint uuid primary key,
    version bigint not null,
    customer uuid not null,
    kind text not null,
    status text not null,
    status_before_merge text not null,
    merged_into uuid,
    topic text not null,
    channel text not null,
    source text not null,
    province text not null,
    city text not null,
    tier text,
    brand text,
    roaming text not null,
    level text not null,
    level_rank integer not null,
    handler text,
    lease_ends timestamptz,
    department text,
    asked_department text,
    registered_at timestamptz not null,
    registered_precision text not null,
    recorded_at timestamptz not null,
    due_at timestamptz,
    last_activity_at timestamptz not null,
    episode integer not null,
    bounces integer not null,
    contacts integer not null,
    repeat_links integer not null,
    external_reference text,
    data_flags text[] not null,
    name text,
    service_number text,
    summary text not null,
    origins text[] not null,
    matrix_version integer,
    points integer,
    priority text,
    urgency bigint not null
);
create index caseflow_work_list_registered on caseflow_work_list (province, city, status, registered_at, complaint);
create index caseflow_work_list_due on caseflow_work_list (province, city, status, (case when due_at is null then 'infinity' else due_at end), complaint);
create index caseflow_work_list_level on caseflow_work_list (province, city, status, level_rank, complaint);
create index caseflow_work_list_urgency on caseflow_work_list (province, city, status, urgency, complaint);
create index caseflow_work_list_activity on caseflow_work_list (province, city, status, last_activity_at, complaint);
create index caseflow_work_list_customer on caseflow_work_list (customer, status, complaint);
create index caseflow_work_list_handler on caseflow_work_list (province, city, status, handler, registered_at, complaint) where handler is not null;
create index caseflow_work_list_handler_due on caseflow_work_list (province, city, status, handler, (case when due_at is null then 'infinity' else due_at end), complaint) where handler is not null;
create index caseflow_work_list_topic on caseflow_work_list (status, topic collate "C", complaint);
create index caseflow_work_list_city_topic on caseflow_work_list (province, city, status, topic collate "C", complaint);
create index caseflow_work_list_reference on caseflow_work_list (external_reference, status, complaint) where external_reference is not null;
create index caseflow_work_list_department on caseflow_work_list (department) where department is not null;
create index caseflow_work_list_asked_department on caseflow_work_list (asked_department) where asked_department is not null;
