// The exported declarations of a source file with their doc comments, read by the TypeScript parser.
import ts from 'typescript';

/** One exported declaration. */
export interface Exported {
  readonly name: string;
  readonly kind: 'function' | 'class' | 'const' | 'type';
  readonly isDocumented: boolean;
  readonly examples: readonly string[];
}

/** What a file exports, in order. */
export function exportsOf(path: string, text: string): Exported[] {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return tree.statements.filter(isExported).flatMap(statement =>
    declarations(statement).map(({ name, kind }) => ({
      name,
      kind,
      isDocumented: ts.getJSDocCommentsAndTags(statement).length > 0,
      examples: ts
        .getJSDocTags(statement)
        .filter(tag => tag.tagName.text === 'example')
        .map(tag => ts.getTextOfJSDocComment(tag.comment) ?? ''),
    })),
  );
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function declarations(statement: ts.Statement): Pick<Exported, 'name' | 'kind'>[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => ({ name: name.getText(), kind: 'const' }));
  }
  if (ts.isFunctionDeclaration(statement) && statement.name) return [{ name: statement.name.text, kind: 'function' }];
  if (ts.isClassDeclaration(statement) && statement.name) return [{ name: statement.name.text, kind: 'class' }];
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [{ name: statement.name.text, kind: 'type' }];
  return [];
}
