"""How formations come in: readers, recognition, checks, the report and the transaction."""
