"""The JSON faces: the contract version 1."""
