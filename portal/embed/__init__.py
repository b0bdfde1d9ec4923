"""Searches in the pages of partners: the frame, its builder, its check, oEmbed."""
