"""Process 1 around a run: reaps all that the run leaves to it, and says in a file what CPU time it took, in seconds."""
import os
import resource
import sys

path, command = sys.argv[1], sys.argv[2:]
child = os.fork()
if child == 0:
    os.execvp(command[0], command)
while True:
    pid, status = os.wait()
    if pid == child:
        break
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(path, 'w', encoding='utf8') as file:
    file.write(str(used.ru_utime + used.ru_stime))
os._exit(os.waitstatus_to_exitcode(status) & 255)
