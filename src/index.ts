/** What a problem file imports. */
export {};
