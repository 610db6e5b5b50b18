copy mt_streams (id, type, version) from stdin (format binary)
