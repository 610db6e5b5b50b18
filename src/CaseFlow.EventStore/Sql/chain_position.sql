select seq_id from mt_events where id = $1
