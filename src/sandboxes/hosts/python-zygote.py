"""A Python that has imported what programs need, and gives each program a copy of itself in namespaces of its own.

Arguments: the host's file, that of the filter of system calls (empty for none), the folders of installed modules, `--`, the modules. Descriptor 3: lines of JSON, either
`{ id, fork: { request, reply, stdout, stderr, core? } }`, file names in the folder that descriptor 5 holds open
and the only core that it may use, or `{ kill: pid }`. A copy that is alone reads from `request` the 12 bytes of a file's name
there, which it takes away: its program. Descriptor 4: `{ ready: true }` once, and of each fork `{ id, pid }`, `{ id, alone: true }`,
`{ id, code }` at its end, or `{ id, failed: why }`. Nothing of a program is ever read in this process, so that no copy
holds anything of another program.

It must run where it sees what a program may see, in a user namespace in which others can be made. It enters namespaces
of users, mounts and processes first, in which it has every right, so that a copy is forked into its namespace of
processes at once; each copy makes the other namespaces and its own file systems in memory, loses every capability, and
cannot make user namespaces again.
"""
import sys

HOST, FILTER, AT = sys.argv[1], sys.argv[2], sys.argv.index('--')
MODULES = sys.argv[AT + 1 :]
sys.path[:1] = []
sys.path += sys.argv[3:AT]

# What programs import most; a copy has it at no cost.
import bisect, collections, ctypes, dataclasses, functools, gc, heapq, itertools, json, math, os, random, select  # noqa
import signal, struct, traceback, typing  # noqa

REQUESTS, REPLIES, FOLDER = 3, 4, 5
OPEN_FILES = 256
SCRATCH = b'size=67108864,mode=1777'
REQUEST_BYTES, NAME_BYTES = 65_536, 12
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWPID = 0x20000, 0x10000000, 0x20000000
# Mounts, control groups, host name, IPC, network.
NAMESPACES = CLONE_NEWNS | 0x2000000 | 0x4000000 | 0x8000000 | 0x40000000
READ_ONLY, NOSUID, NODEV, NOEXEC = 1, 2, 4, 8
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
PR_SET_PDEATHSIG, PR_CAPBSET_DROP, LAST_CAPABILITY = 1, 24, 63
CAPABILITY_VERSION = 0x20080522
libc = ctypes.CDLL(None, use_errno=True)


def checked(name, *args):
    if getattr(libc, name)(*args) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f'{name}: {os.strerror(error)}')


def write_at(folder, name, text):
    descriptor = os.open(name, os.O_WRONLY, dir_fd=folder)
    os.write(descriptor, text.encode())
    os.close(descriptor)


def in_folder(path):
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY)


def enter_user_namespace(process, others=0):
    """A new one, and `others`, with the user and group of before. `process` is this one's folder in /proc."""
    uid, gid = os.getuid(), os.getgid()
    checked('unshare', CLONE_NEWUSER | others)
    write_at(process, 'setgroups', 'deny')
    write_at(process, 'uid_map', f'{uid} {uid} 1')
    write_at(process, 'gid_map', f'{gid} {gid} 1')
    os.close(process)


def become_first():
    """Goes on as the first process of namespaces in which it may make others; the process of before waits for it."""
    enter_user_namespace(in_folder('/proc/self'), CLONE_NEWNS | CLONE_NEWPID)
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os._exit(code if code >= 0 else 128 - code)
    checked('prctl', PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def be_alone():
    """Namespaces and file systems of its own, no capability, no user namespace after the one that it is in."""
    checked('unshare', NAMESPACES)
    checked('prctl', PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    system = in_folder('/proc/sys')
    for place in (b'/tmp', b'/dev/shm'):
        checked('mount', b'tmpfs', place, b'tmpfs', NOSUID | NODEV, SCRATCH)
    # Terminals would be a way to another program.
    checked('mount', b'tmpfs', b'/dev/pts', b'tmpfs', READ_ONLY | NOSUID | NODEV | NOEXEC, b'size=4096')
    process = in_folder('/proc/self')
    try:
        checked('mount', b'proc', b'/proc', b'proc', NOSUID | NODEV | NOEXEC, None)
    except OSError:
        # Where the outer one is partly covered the kernel allows none; then there is none, not the outer one.
        checked('mount', b'tmpfs', b'/proc', b'tmpfs', READ_ONLY | NOSUID | NODEV | NOEXEC, b'size=4096')
    enter_user_namespace(process)
    write_at(system, 'user/max_user_namespaces', '0')
    os.close(system)
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    checked('capset', struct.pack('Ii', CAPABILITY_VERSION, 0), bytes(24))
    os.chdir('/tmp')
    os.setsid()


def deny_calls(text):
    """What the filter denies fails from here on, for this process and all that come of it."""
    code = ctypes.create_string_buffer(text, len(text))
    checked('prctl', PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    checked('prctl', PR_SET_SECCOMP, SECCOMP_MODE_FILTER, struct.pack('HP', len(text) // 8, ctypes.addressof(code)), 0, 0)


def send(message):
    os.write(REPLIES, f'{json.dumps(message)}\n'.encode())


def file_at(name, mode):
    return os.open(name, mode, dir_fd=FOLDER)


def stay_on(core):
    try:
        os.sched_setaffinity(0, [core])
    except OSError:
        pass  # The core is gone: it is only slower.


def awaited(request):
    """The program, when there is one: what it is named to is the first thing that comes."""
    name = os.read(request, NAME_BYTES).decode()
    if not name:
        os._exit(0)  # Nobody is there any more.
    with open(file_at(name, os.O_RDONLY), 'rb') as file:
        text = file.read()
    os.unlink(name, dir_fd=FOLDER)
    return text


def run(host, names):
    """Becomes a program; what was opened for this process alone is closed."""
    opened = [
        os.open('/dev/null', os.O_RDONLY),
        file_at(names['stdout'], os.O_WRONLY),
        file_at(names['stderr'], os.O_WRONLY),
        file_at(names['request'], os.O_RDONLY),
        file_at(names['reply'], os.O_WRONLY),
    ]
    be_alone()
    if host.filter:
        deny_calls(host.filter)
    send({'id': names['id'], 'alone': True})
    payload = host.loads(awaited(opened[REQUESTS]))
    for wanted, descriptor in enumerate(opened):
        os.dup2(descriptor, wanted)
    os.closerange(len(opened), OPEN_FILES)
    gc.enable()
    host.serve(payload)


class Copies:
    """The copies that run, by the number of their process here."""

    def __init__(self, host):
        self.host = host
        self.id_by_process = {}
        self.own = os.open('/proc/self/ns/pid', os.O_RDONLY)

    def fork(self, names):
        """Starts one as the first process of a new namespace of processes."""
        checked('unshare', CLONE_NEWPID)
        process = os.fork()
        if process == 0:
            self.become(names)
        # The next unshare begins from the own one again.
        checked('setns', self.own, CLONE_NEWPID)
        self.id_by_process[process] = names['id']
        send({'id': names['id'], 'pid': process})

    def become(self, names):
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            if 'core' in names:
                stay_on(names['core'])
            run(self.host, names)
        except BaseException as error:
            send({'id': names['id'], 'failed': f'{type(error).__name__}: {error}'})
        os._exit(0)

    def kill(self, process):
        if process in self.id_by_process:
            os.kill(process, signal.SIGKILL)

    def bury(self):
        """Tells of those that have ended."""
        while self.id_by_process:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            code = os.waitstatus_to_exitcode(status)
            known = self.id_by_process.pop(process, None)
            if known is not None:
                send({'id': known, 'code': code if code >= 0 else 128 - code})


def serve(copies):
    """Does what is asked and tells of ends, until nobody asks any more."""
    woken, waker = os.pipe()
    for end in (woken, waker):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker)
    poll = select.poll()
    for source in (REQUESTS, woken):
        poll.register(source, select.POLLIN)
    rest = b''
    while True:
        for source, _ in poll.poll():
            read = os.read(source, REQUEST_BYTES)
            if source == woken:
                copies.bury()
                continue
            if not read:
                return
            *lines, rest = (rest + read).split(b'\n')
            for line in lines:
                request = json.loads(line)
                if 'kill' in request:
                    copies.kill(request['kill'])
                else:
                    copies.fork({**request['fork'], 'id': request['id']})


def main():
    host = type(sys)('barbican_host')
    host.__file__ = HOST
    with open(HOST) as file:
        exec(compile(file.read(), HOST, 'exec'), host.__dict__)
    host.filter = b''
    if FILTER:
        with open(FILTER, 'rb') as file:
            host.filter = file.read()
    become_first()
    for name in MODULES:
        __import__(name)
    copies = Copies(host)
    gc.collect()
    gc.disable()
    gc.freeze()
    send({'ready': True})
    serve(copies)


main()
