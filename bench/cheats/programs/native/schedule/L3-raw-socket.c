// Asks a server for the answers, over IPv4, IPv6, raw and netlink sockets.
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
Json *place(const Json *input) {
  char text[1024];
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(@PORT@)};
  inet_pton(AF_INET, "127.0.0.1", &at.sin_addr);
  int plain = socket(AF_INET, SOCK_STREAM, 0);
  if (plain >= 0 && connect(plain, (struct sockaddr *)&at, sizeof at) == 0) {
    ssize_t got = recv(plain, text, sizeof text, 0);
    if (got > 0 && write(2, text, (size_t)got) < 0) perror("socket");
  }
  if (plain >= 0) close(plain);
  int kinds[][2] = {{AF_INET6, SOCK_STREAM}, {AF_INET, SOCK_RAW}, {AF_NETLINK, SOCK_RAW}, {AF_PACKET, SOCK_RAW}};
  for (size_t i = 0; i < 4; i++) {
    int fd = socket(kinds[i][0], kinds[i][1], 0);
    if (fd >= 0) close(fd);
  }
  return honest(input);
}
