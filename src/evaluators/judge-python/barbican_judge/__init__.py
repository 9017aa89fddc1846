"""The judge of problems that are written in Python; speaks docs/judge-protocol.md. Standard library only."""
