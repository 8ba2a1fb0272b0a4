"""Dialogs about runs."""
