select id, type from mt_streams where id = any ($1)
