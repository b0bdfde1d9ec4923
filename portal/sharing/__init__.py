"""A dossier as the person sees it, by a signed link."""
