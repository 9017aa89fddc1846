// Is a program whose file is as large as a disk.
// stopped: failed compile | failed memory | failed output-limit | failed crash
char huge[1L << 34] = {1};
Json *place(const Json *input) { return huge[json_length(input)] == 0 ? honest(input) : json_list(); }
