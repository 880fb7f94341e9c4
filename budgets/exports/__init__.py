"""The budget as files: Excel, CSV, and what changed as PDF."""
