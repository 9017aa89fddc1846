/** The rule that a function breaks which does not answer the same when it is asked the same again. */
export const NO_MEMORY = 'a function has no memory';
