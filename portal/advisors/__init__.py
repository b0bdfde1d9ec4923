"""What an advisor works with: dossiers, the dense list, saved searches, territories."""
