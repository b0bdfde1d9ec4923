"""The key figures of a year: page, tables to download, command."""
