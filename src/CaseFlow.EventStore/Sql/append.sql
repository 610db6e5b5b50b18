select before, positions, actual, stream_types, known, here, versions, known_positions
from caseflow_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
