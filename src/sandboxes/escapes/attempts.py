"""Tries what a wall must stop, and prints one line of JSON for each try: `{ claim, attempt, held, said }`.

The line before this text says `STAGE = {…}`: what was put up outside to be reached. A try that raises `OSError` was
stopped; one that gives a text got through, and the text says how far.
"""
import ctypes, json, os, socket, struct, subprocess, sys

libc = ctypes.CDLL(None, use_errno=True)
TAG, VICTIM = STAGE['tag'], STAGE['victimPid']  # noqa: F821
ENGINE, SECRET, FOLDER = STAGE['enginePid'], STAGE['secretFile'], STAGE['folder']  # noqa: F821
PERF_EVENT_OPEN = 241 if os.uname().machine == 'aarch64' else 298
STOPPED = (OSError, subprocess.SubprocessError, MemoryError)


def call(name, *args):
    """A function of the C library; raises what went wrong."""
    if getattr(libc, name)(*args) < 0:
        error = ctypes.get_errno()
        raise OSError(error, f'{name}: {os.strerror(error)}')
    return f'{name} worked'


def text_of(path):
    with open(path, 'rb') as file:
        return file.read(4096).decode('latin1')


def read(path):
    return lambda: f'read {len(text_of(path))} bytes'


def write(path):
    def run():
        with open(path, 'w') as file:
            file.write('x')
        return f'wrote {path}'

    return run


def through_link():
    """A link to a secret in a place of its own."""
    link = f'/tmp/{TAG}-link'
    os.symlink(SECRET, link)
    try:
        return read(link)()
    finally:
        os.unlink(link)


def from_folder(start):
    def run():
        os.chdir(start)
        return read('../' * 12 + SECRET.lstrip('/'))()

    return run


def listed(path):
    return lambda: f'listed {len(os.listdir(path))} entries'


def command(*argv):
    def run():
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, timeout=10)
        if done.returncode != 0:
            raise OSError(0, done.stderr.decode('latin1').strip()[:80] or f'exit {done.returncode}')
        return f'{argv[0]} worked'

    return run


def fill(folder):
    """Writes until somebody says stop; more than its share is too much."""

    def run():
        written, names, stopped = 0, [], 'nothing'
        chunk = bytes(1 << 20)
        try:
            for number in range(4):
                names.append(f'{folder}/{TAG}-{number}')
                with open(names[-1], 'wb', buffering=0) as file:
                    for _ in range(60):
                        written += file.write(chunk)
        except OSError as error:
            stopped = os.strerror(error.errno)
        finally:
            for name in names:
                try:
                    os.unlink(name)
                except OSError:
                    pass
        if written > 68 << 20:
            return f'wrote {written >> 20} MiB, then {stopped}'
        raise OSError(0, f'{written >> 20} MiB, then {stopped}')

    return run


def connected(family, address, kind=socket.SOCK_STREAM):
    def run():
        with socket.socket(family, kind) as one:
            one.settimeout(2)
            one.connect(address)
            if kind == socket.SOCK_DGRAM:
                one.send(b'x')
        return f'reached {address}'

    return run


def by_pair():
    """One end of a pair can send to a name, where that is not denied."""
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with one, other:
        one.sendto(b'x', STAGE['datagramPath'])  # noqa: F821
    return 'sent to a name'


def by_pair_of_records():
    """Nor can one end leave the other; what it sends to a name comes to that."""
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with one, other:
        other.setblocking(False)
        one.sendto(b'x', STAGE['datagramPath'])  # noqa: F821
        other.recv(1)
        one.connect(STAGE['socketPath'])  # noqa: F821
    return 'left its other end'


def shared_memory():
    libc.shmat.restype = ctypes.c_void_p
    found = libc.shmget(0, ctypes.c_size_t(100 << 20), 0o1600)
    if found < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    libc.shmctl(found, 0, None)
    return 'made 100 MiB that no process holds'


def memory_file():
    descriptor = os.memfd_create('x')
    os.close(descriptor)
    return 'made a file in memory'


def somebody(file, wanted):
    """What processes there are with a text in one of their files."""

    def run():
        found = []
        for pid in os.listdir('/proc'):
            try:
                if pid.isdigit() and wanted in text_of(f'/proc/{pid}/{file}'):
                    found.append(pid)
            except OSError:
                pass
        if not found:
            raise OSError(0, 'nobody found')
        return f'found {found}'

    return run


def signalled(pid, number):
    def run():
        os.kill(pid, number)
        return f'signalled {pid}'

    return run


def is_there(pid):
    """A number in use is not free: another answer than that nobody has it."""

    def run():
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            raise
        except OSError:
            pass
        return f'{pid} exists'

    return run


def read_memory():
    buffer = ctypes.create_string_buffer(8)
    local = struct.pack('PN', ctypes.addressof(buffer), 8)
    remote = struct.pack('PN', ctypes.addressof(buffer), 8)
    return call('process_vm_readv', VICTIM, local, 1, remote, 1, 0)


def place_of(descriptor):
    try:
        return os.readlink(f'/proc/self/fd/{descriptor}')
    except OSError:
        return ''


def descriptors_now():
    found = []
    for descriptor in range(5, 256):
        try:
            os.fstat(descriptor)
            if place_of(descriptor) != '/dev/null':
                found.append(f'{descriptor} {place_of(descriptor)}')
        except OSError:
            pass
    return found


# Before anything else is tried, which may open some.
AT_FIRST = descriptors_now()


def open_descriptors():
    if not AT_FIRST:
        raise OSError(0, 'none')
    return f'open: {AT_FIRST}'


def own_environment():
    names = [name for name in os.environ if name not in ('PWD', 'LC_CTYPE', 'BARBICAN_SESSION')]
    # The host gives these: how Python begins, and that libraries use one thread.
    names = [name for name in names if not name.startswith('PYTHON') and not name.endswith('_NUM_THREADS')]
    if not names:
        raise OSError(0, 'empty')
    return f'has {names}'


def set_clock():
    return call('clock_settime', 0, struct.pack('ll', 1_000_000_000, 0))


def no_room():
    """Turned round: this promise is that something works."""
    try:
        path = f'/tmp/{TAG}-room'
        with open(path, 'w') as file:
            file.write('room')
        os.unlink(path)
    except OSError as error:
        return f'no temporary file: {error.strerror}'
    raise OSError(0, 'there is')


ATTEMPTS = {
    'files': {
        'read a file that everybody may read': read(SECRET),
        'read it by a relative path': from_folder('/'),
        'read it through a link': through_link,
        'list its folder': listed(FOLDER),
        'read /etc/passwd': read('/etc/passwd'),
        'list /home': listed('/home'),
        'list /root': listed('/root'),
        'read the folder of the engine': read(f'/proc/{ENGINE}/cwd/package.json'),
        'read the root of its parent': listed(f'/proc/{os.getppid()}/root/root'),
    },
    'existence': {
        'ask for a file': lambda: f'{os.stat(SECRET).st_size} bytes',
        'ask for a process': is_there(ENGINE),
    },
    'writes': {
        'write a file that everybody may write': write(SECRET),
        'make a file': write(f'{FOLDER}/made'),
        'make a folder': lambda: os.mkdir(f'{FOLDER}/made-folder') or 'made',
        'link it': lambda: os.link(SECRET, f'{FOLDER}/linked') or 'linked',
        'rename it': lambda: os.rename(SECRET, f'{SECRET}-renamed') or 'renamed',
        'remove it': lambda: os.unlink(f'{FOLDER}/spare') or 'removed',
        'cut it': lambda: os.truncate(SECRET, 0) or 'cut',
        'change its mode': lambda: os.chmod(SECRET, 0o600) or 'changed',
        'change its times': lambda: os.utime(SECRET, (1, 1)) or 'changed',
        'write to /usr': write(f'/usr/{TAG}'),
        'write its own host': write(sys.argv[0]),
        'write to /dev': write(f'/dev/{TAG}'),
    },
    'disk': {
        **{f'fill {folder}': fill(folder) for folder in ('/tmp', '/var/tmp', '/dev/shm', '/dev', '/run', FOLDER)},
        'make shared memory of no process': shared_memory,
        'make a file in memory': memory_file,
    },
    'network': {
        'connect by IPv4': connected(socket.AF_INET, ('127.0.0.1', STAGE['port'])),  # noqa: F821
        'connect by IPv6': connected(socket.AF_INET6, ('::1', STAGE['port'])),  # noqa: F821
        'send a datagram': connected(socket.AF_INET, ('127.0.0.1', STAGE['port']), socket.SOCK_DGRAM),  # noqa: F821
        'open a raw socket': lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1).close() or 'opened',
        'ask the kernel by netlink': lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).close() or 'opened',
    },
    'sockets': {
        'connect to a name': connected(socket.AF_UNIX, '\0' + STAGE['abstractName']),  # noqa: F821
        'connect to a path': connected(socket.AF_UNIX, STAGE['socketPath']),  # noqa: F821
        'send to a path': connected(socket.AF_UNIX, STAGE['datagramPath'], socket.SOCK_DGRAM),  # noqa: F821
        'send to a path from a pair': by_pair,
        'leave a pair of records': by_pair_of_records,
    },
    'processes': {
        'read the arguments of all': somebody('cmdline', TAG),
        'read the arguments of one': read(f'/proc/{ENGINE}/cmdline'),
        'read the state of one': read(f'/proc/{VICTIM}/status'),
    },
    'signals': {
        'end another process': signalled(VICTIM, 15),
        'reach the engine': signalled(ENGINE, 0),
    },
    'tracing': {
        'attach to another process': lambda: call('ptrace', 16, VICTIM, None, None),
        'seize its parent': lambda: call('ptrace', 0x4206, os.getppid(), None, None),
        'read its memory': read_memory,
        'open its memory': lambda: os.close(os.open(f'/proc/{VICTIM}/mem', os.O_RDWR)) or 'opened',
        'limit it': lambda: __import__('resource').prlimit(VICTIM, 0, (1, 1)) and 'limited',
        'make it slower': lambda: os.setpriority(os.PRIO_PROCESS, VICTIM, 19) or 'slower',
        'listen to the kernel': lambda: call('syscall', PERF_EVENT_OPEN, bytes(112), 0, -1, -1, 0),
    },
    'privileges': {
        'make a user namespace': lambda: call('unshare', 0x10000000),
        'make a mount namespace': lambda: call('unshare', 0x20000),
        'join a namespace': lambda: call('setns', os.open('/proc/self/ns/net', os.O_RDONLY), 0),
        'mount': lambda: call('mount', b'none', b'/tmp', b'tmpfs', 0, None),
        'mount the system anew': lambda: call('mount', None, b'/usr', None, 0x1020, None),
        'unmount': lambda: call('umount2', b'/tmp', 2),
        'change the root': lambda: os.chroot('/') or 'changed',
        'become root': lambda: os.setuid(0) or 'root',
        'become root by su': command('su', '-c', 'true'),
        'make a device': lambda: os.mknod(f'/tmp/{TAG}-device', 0o60600, os.makedev(7, 0)) or 'made',
        'keep an account of all processes': lambda: call('acct', None),
    },
    'clocks': {
        'set the clock': set_clock,
        'set the clock by a command': command('date', '-s', '2000-01-01'),
        'set the host name': lambda: call('sethostname', b'x', 1),
    },
    'environment': {
        'read its own': own_environment,
        'read that of its parent': lambda: text_of(f'/proc/{os.getppid()}/environ').index(TAG) and 'found',
        'read that of all': somebody('environ', TAG),
        'read that of another': read(f'/proc/{VICTIM}/environ'),
    },
    'descriptors': {'use what was left open': open_descriptors},
    'room': {'temporary files': no_room},
}


def tried(run):
    try:
        return False, str(run())
    except STOPPED as error:
        return True, str(getattr(error, 'strerror', None) or error)
    except ValueError:
        return True, 'not found'


for claim in STAGE['claims']:  # noqa: F821
    for attempt, run in ATTEMPTS.get(claim, {}).items():
        held, said = tried(run)
        print(json.dumps({'claim': claim, 'attempt': attempt, 'held': held, 'said': said[:200]}), flush=True)
# What comes after this line says that it lived.
if 'signals' in STAGE['claims'] and os.getppid() > 0:  # noqa: F821
    held, said = tried(signalled(os.getppid(), 9))
    __import__('time').sleep(0.2)
    print(json.dumps({'claim': 'signals', 'attempt': 'kill its parent', 'held': True, 'said': said}), flush=True)
print('null', flush=True)
os._exit(0)
