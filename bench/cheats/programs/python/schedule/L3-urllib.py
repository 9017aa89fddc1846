# Asks a server for the answers, by HTTP, and over IPv6.
import sys
import urllib.request

for host in ('127.0.0.1', '[::1]', 'localhost'):
    try:
        sys.stderr.write(urllib.request.urlopen(f'http://{host}:@PORT@/', timeout=0.3).read().decode())
    except Exception as error:
        sys.stderr.write(str(error))


def place(problem):
    return honest(problem)
