create sequence if not exists mt_events_sequence
