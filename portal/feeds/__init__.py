"""What leaves the portal for other programs: tables, feeds, site maps, images to share."""
