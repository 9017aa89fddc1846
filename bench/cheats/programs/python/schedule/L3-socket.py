# Asks a server for the answers, over a plain connection.
import socket
import sys

try:
    with socket.create_connection(('127.0.0.1', int('@PORT@')), timeout=0.3) as connection:
        sys.stderr.write(connection.recv(1000).decode())
except OSError:
    pass


def place(problem):
    return honest(problem)
