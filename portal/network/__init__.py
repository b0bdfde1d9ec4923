"""The network team's desk: following the yearly reports up."""
