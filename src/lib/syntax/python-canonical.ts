import type { SyntaxNode } from './syntax-node.ts';

/**
 * A text that is equal for Python programs which differ only in comments and formatting.
 *
 * Names stay as they are. It is for comparing, not for running.
 */
export function pythonCanonicalText(root: SyntaxNode, text: string): string {
  return formOf(root, text);
}

function formOf(node: SyntaxNode, text: string): string {
  if (node.type === 'comment' || node.type === 'line_continuation') return '';
  // What lies between the children of a text is the text itself.
  if (node.children.length === 0 || node.type === 'string') return text.slice(node.from, node.to);
  const forms = node.children.map((child) => formOf(child, text)).filter((form) => form !== '');
  return `(${node.type} ${forms.join(' ')})`;
}
