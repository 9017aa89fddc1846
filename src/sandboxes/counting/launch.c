/*
 * Becomes the counter, which valgrind starts by this for each program. It is linked statically: nothing that a program says in
 * its environment is loaded into it.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char launcher[4200] = "VALGRIND_LAUNCHER=";
static char counter[4200];
static char *environment[4096];

int main(int count, char **args, char **given) {
  size_t named = strlen(launcher), used = 0;
  ssize_t length = readlink("/proc/self/exe", counter, 4096);
  if (length < 0) return 70;
  memcpy(launcher + named, counter, length);
  strcpy(strrchr(counter, '/'), "/counter");
  environment[used++] = launcher;
  for (; *given && used < 4094; given++)
    if (strncmp(*given, launcher, named) != 0) environment[used++] = *given;
  execve(counter, args, environment);
  perror(counter);
  return 70;
}
