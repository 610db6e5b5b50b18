select set_config('search_path', $1, false), set_config('synchronous_commit', 'off', false),
    set_config('idle_in_transaction_session_timeout', $2, false)
