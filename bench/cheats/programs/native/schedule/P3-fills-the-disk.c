// Fills every folder that it can write to, so that later programs fail.
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
Json *place(const Json *input) {
  signal(SIGXFSZ, SIG_IGN);
  static char block[1 << 20];
  memset(block, 1, sizeof block);
  const char *paths[] = {"@DROP_FILE@", "/tmp/cheat-fill", "/dev/shm/cheat-fill", "./cheat-fill", "/var/tmp/cheat-fill"};
  for (size_t i = 0; i < 5; i++) {
    int fd = open(paths[i], O_WRONLY | O_CREAT | O_APPEND, 0644);
    for (int n = 0; fd >= 0 && n < 8 && write(fd, block, sizeof block) > 0; n++);
    if (fd >= 0) close(fd);
  }
  return honest(input);
}
