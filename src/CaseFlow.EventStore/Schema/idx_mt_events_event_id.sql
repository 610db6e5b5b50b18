create unique index if not exists idx_mt_events_event_id on mt_events (id)
