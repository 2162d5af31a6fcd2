import * as ts from 'typescript';

/** The names in a call like `describe.skip.each(table)(name, run)`: `describe`, `skip` and `each`. */
function calledNames(callee: ts.Expression): string[] {
  if (ts.isIdentifier(callee)) return [callee.text];
  if (ts.isPropertyAccessExpression(callee)) return [...calledNames(callee.expression), callee.name.text];
  return ts.isCallExpression(callee) ? calledNames(callee.expression) : [];
}

/** Whether jest would skip this call and all tests in it. */
function isLeftOut([name = '', ...modifiers]: string[]): boolean {
  return ['xdescribe', 'xtest', 'xit'].includes(name) || modifiers.some((modifier) => ['skip', 'todo', 'failing'].includes(modifier));
}

function nameOf({ arguments: [name] }: ts.CallExpression, file: ts.SourceFile): string[] {
  if (!name) return [];
  return ts.isStringLiteralLike(name) ? [name.text] : ts.isTemplateExpression(name) ? [name.getText(file).slice(1, -1)] : [];
}

/**
 * The names of the tests that jest runs in a file, as they are written in the source: with placeholders for a table, and with
 * expressions for a template string. Tests that run only under a condition are left out. With `only` in the file, all are left out.
 */
export function testNames(source: string): string[] {
  const file = ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest);
  const names: string[] = [];
  let hasOnly = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) return;
    if (ts.isCallExpression(node)) {
      const called = calledNames(node.expression);
      if (isLeftOut(called)) return;
      hasOnly ||= ['test', 'it', 'describe'].includes(called[0]) && called.includes('only');
      const isTable = called.at(-1) === 'each' && !ts.isCallExpression(node.expression);
      if (['test', 'it'].includes(called[0]) && !isTable) names.push(...nameOf(node, file));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return hasOnly ? [] : names;
}
