copy caseflow_restored_events from stdin (format binary)
