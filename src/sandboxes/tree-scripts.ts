/** The shell scripts that build trees and run their steps, inside of sandboxes. */
import { counterArgs } from './counting/instruction-counter.ts';
import { SHELL } from './hosts/host.ts';
import { OPEN_FILES } from './rlimits.ts';

/** The environment of builds and steps. */
export const ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', SOURCE_DATE_EPOCH: '0' };

/** The same program does the same: the order of Python's sets is no chance. */
export const COUNTED_ENV = { PYTHONHASHSEED: '0' };

/**
 * How a tree is packed and unpacked where a program cannot change modes and times: all its files can be started, as a linker
 * cannot make what it writes so, and they are as old as their unpacking.
 */
export const WITHOUT_MODES = {
  BARBICAN_PACK: '--mode=u+rwx',
  BARBICAN_UNPACK: '--touch --no-same-permissions --no-overwrite-dir',
};

const IN_A_FOLDER = 'tree=$(mktemp -d) && trap \'rm -rf "$tree"\' EXIT';
/** Builds a copy of the folder `$0` by the command `$1`; the whole tree goes to standard output, which nobody unpacks but steps. */
export const BUILD: string = `${IN_A_FOLDER} && cp -R "$0/." "$tree" && cd "$tree" && ${SHELL} -c "$1" </dev/null >&2 && find . -mindepth 1 -maxdepth 1 -print0 | tar -cf - $BARBICAN_PACK --null -T -`;
/**
 * Ends what a step left, where this shell is the first process of a namespace: what is dead when the namespace ends has its CPU
 * time added up, what is killed by that end has not. In vain where it is not the first, and everybody is more than that.
 */
const END_WHAT_IS_LEFT = `lives() {
  for of in /proc/[0-9]*/stat; do
    [ "$of" = /proc/1/stat ] || { read -r line <"$of" || continue; case \${line##*) } in [ZX]*) ;; *) return 0;; esac; }
  done 2>/dev/null
  return 1
}
if [ $$ = 1 ]; then while lives; do kill -9 -1 2>/dev/null; done; fi`;
/**
 * Runs the command `$1` in a copy of the tree `$0`: what follows are pairs of input paths and sizes, `--`, and output paths.
 *
 * @param by Words that start the command instead of a plain shell, and get that as their arguments.
 */
const stepBy = (
  by: string,
): string => `${IN_A_FOLDER} && cd "$tree" && tar -xf "$0" $BARBICAN_UNPACK || exit 1
step=$1; shift
while [ "$1" != -- ]; do mkdir -p "$(dirname "./$1")" && head -c "$2" <&3 >"./$1" || exit 1; shift 2; done
shift
${by} ${SHELL} -c "$step" 3<&- 4>&-; code=$?
${END_WHAT_IS_LEFT}
for path; do if [ -f "./$path" ]; then wc -c <"./$path" >&4; cat "./$path" >&4; else echo - >&4; fi; done
exit $code`;
/** The command is run as it is. */
export const STEP: string = stepBy('');
/** The launcher of the counter comes before all other arguments. */
export const COUNTED_STEP: string = `counter=$1; shift; ${stepBy(`"$counter" ${counterArgs(OPEN_FILES).join(' ')}`)}`;
