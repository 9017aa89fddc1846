import type { Message, TransformFailure } from 'esbuild';
import type { Failure } from '../../domain/evaluation.ts';

/** Whether esbuild could not read a program; anything else that it throws is the world's failure. */
export function isCompileError(error: unknown): error is TransformFailure {
  return (
    error instanceof Error &&
    'errors' in error &&
    Array.isArray(error.errors) &&
    error.errors.length > 0
  );
}

/** The first error, with its place in the program. */
export function compileFailure(
  path: string,
  { errors }: { readonly errors: readonly Message[] },
): Failure {
  const [first] = errors;
  const place = first?.location ? `:${first.location.line}:${first.location.column + 1}` : '';
  return { kind: 'compile', detail: `${path}${place}: ${first?.text ?? 'cannot be compiled'}` };
}
