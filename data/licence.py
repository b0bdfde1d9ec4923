"""Under which licence the catalogue may be used again."""

NAME = "Licence Ouverte / Open Licence 2.0 (Etalab)"
URL = "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf"
