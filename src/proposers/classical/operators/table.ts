import { ablate } from './ablate.ts';
import { binopSwap } from './binop-swap.ts';
import { branchSpecialise } from './branch-specialise.ts';
import { constJitter } from './const-jitter.ts';
import { constReset } from './const-reset.ts';
import { constShare } from './const-share.ts';
import { constTune } from './const-tune.ts';
import { constUnshare } from './const-unshare.ts';
import { copy, crossExpression } from './copy.ts';
import { crossDeclaration } from './cross-declaration.ts';
import { crossStatement } from './cross-statement.ts';
import { guardInsert } from './guard-insert.ts';
import { hoist } from './hoist.ts';
import { letExtract } from './let-extract.ts';
import { loopChange } from './loop-change.ts';
import { methodSwap } from './method-swap.ts';
import type { Operator } from './operator.ts';
import { statementDelete } from './statement-delete.ts';
import { statementDuplicate } from './statement-duplicate.ts';
import { statementMove } from './statement-move.ts';
import { subtreeRandom } from './subtree-random.ts';
import { varSwap } from './var-swap.ts';
import { wrap } from './wrap.ts';

/** Every operator. A new one is its file and a line here. */
export const OPERATORS: readonly Operator[] = [
  constJitter,
  constReset,
  constShare,
  constUnshare,
  constTune,
  binopSwap,
  varSwap,
  subtreeRandom,
  wrap,
  hoist,
  copy,
  crossExpression,
  crossStatement,
  crossDeclaration,
  methodSwap,
  guardInsert,
  letExtract,
  statementDelete,
  statementMove,
  statementDuplicate,
  loopChange,
  branchSpecialise,
  ablate,
];
