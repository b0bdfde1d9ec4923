"""Relevance measured: judged queries, measures, peers, and the gate that all of it makes."""
