import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
export type Hash = string;

/** The SHA-256 of the UTF-8 bytes of `text`. Works in Node and in browsers. */
export function hashOf(text: string): Hash {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
