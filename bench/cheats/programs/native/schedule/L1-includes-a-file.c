// Lets the compiler read a file with the answers, so that its complaint tells what is in it.
// stopped: failed compile
#include "@SECRET_FILE@"
Json *place(const Json *input) { return honest(input); }
