// Is text on which the compiler does not end.
// stopped: failed compile
#define A(x) x x x x x x x x x x
#define B(x) A(A(A(A(x))))
#define C(x) B(B(B(x)))
static int never = 0 C(+ 1);
Json *place(const Json *input) { return never ? honest(input) : json_list(); }
