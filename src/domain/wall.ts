/** What a wall can promise, by name: each is true of every program in a tier that claims it. */
export const WALL_CLAIMS = {
  files: 'no file can be read but the programs and libraries of the system',
  existence: 'which other files and processes exist cannot be told',
  writes: 'nothing outside of its scratch space can be written, made, changed or removed',
  disk: 'disk and shared memory cannot be filled',
  network: 'there is no network, neither IPv4 nor IPv6',
  sockets: 'no Unix socket of another process can be reached, by path or by abstract name',
  processes: 'nothing can be read about other processes',
  signals: 'no other process can be signalled',
  tracing: 'no other process can be traced, read, or given other limits',
  privileges: 'no privilege can be gained: users, mounts, namespaces',
  clocks: 'clocks and the host name cannot be changed',
  environment: 'nothing of the environment of Barbican can be read',
  descriptors: 'nothing is open but its streams and its channel',
  daemons: 'nothing that it starts outlives it',
  memory: 'the memory of all its processes is limited together',
  count: 'the number of its processes is limited',
  cpu: 'the CPU time of all that it starts is counted as its own',
  kernel: 'the kernel itself bounds memory and processes together, also between two looks',
  leftovers: 'it leaves nothing for the next program',
  room: 'it has what honest programs use: temporary files, Unix sockets of its own',
} as const;

/** One promise of a wall. */
export type WallClaim = keyof typeof WALL_CLAIMS;

/** What a tier does not claim on this machine, each with what that means; everything else it claims. */
export type Lacks = Readonly<Partial<Record<WallClaim, string>>>;

/** Every promise, in the order in which a person is told. */
export const WALL_CLAIM_NAMES: readonly WallClaim[] = Object.keys(WALL_CLAIMS).filter(isWallClaim);

/** Whether a text names a promise. */
export function isWallClaim(name: string): name is WallClaim {
  return Object.hasOwn(WALL_CLAIMS, name);
}
