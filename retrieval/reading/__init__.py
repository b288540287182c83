"""Reads shops' files, whatever their format: each row becomes a record of cells by column."""
