// Sends signals to its group and to whoever it sees, and lowers the limits of all that follows.
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>
Json *place(const Json *input) {
  struct rlimit small = {64, 64};
  setrlimit(RLIMIT_NOFILE, &small);
  setrlimit(RLIMIT_CORE, &small);
  signal(SIGUSR2, SIG_IGN);
  kill(0, SIGUSR2);
  for (int pid = 1; pid < 30; pid++)
    if (pid != getpid() && pid != getppid()) kill(pid, SIGWINCH);
  return honest(input);
}
