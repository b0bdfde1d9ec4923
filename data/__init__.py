"""What we know: the tables, their nomenclatures, what comes in and what goes out."""
