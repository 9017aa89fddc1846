// Leaves programs where the compiler or the next program is looked for.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
Json *place(const Json *input) {
  const char *paths[] = {"/usr/local/bin/cc1", "/tmp/cc1", "./as", "/barbican/program", "/proc/self/exe", "@DROP_FILE@", "@SECRET_FILE@"};
  for (size_t i = 0; i < 7; i++) {
    int fd = open(paths[i], O_WRONLY | O_CREAT | O_TRUNC, 0755);
    if (fd < 0) continue;
    if (write(fd, "poison", 6) < 0) perror(paths[i]);
    close(fd);
  }
  return honest(input);
}
