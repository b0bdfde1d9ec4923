"""What can be asked: by words (`search_index.search`)."""
