// Lets git show the history of a repository, and reads its objects.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
Json *place(const Json *input) {
  if (system("git -C '@REPOSITORY@' log --all -p -3 1>&2") != 0) fputs("no history\n", stderr);
  DIR *objects = opendir("@REPOSITORY@/.git/objects");
  if (objects) fputs("objects\n", stderr), closedir(objects);
  return honest(input);
}
